/**
 * Jira's issues, and what people do with them, against Atlassian's OpenAPI documents.
 */
import { checkConversation, checkExchanges, exchanges, JIRA_CLOUD, JIRA_DC, type Line } from "./openapi.ts";

const ADF = {
  version: 1,
  type: "doc",
  content: [{ type: "paragraph", content: [{ type: "text", text: "A text." }] }],
};
const NEW = { project: { key: "PROJ" }, issuetype: { name: "Task" }, summary: "A new one" };

interface Face {
  readonly api: string;
  readonly account: string;
  readonly text: unknown;
  readonly person: object;
}

const CLOUD: Face = {
  api: "/rest/api/3",
  account: "cloud-valid",
  text: ADF,
  person: { accountId: "5b10a2844c20165700ede21b" },
};
const DATA_CENTER: Face = {
  api: "/rest/api/2",
  account: "jira-valid",
  text: "A *text*.",
  person: { name: "sean.obrien" },
};

/** An issue from its beginning to its end. */
function life({ api, account, text, person }: Face): readonly Line[] {
  const issue = `${api}/issue/{id}`;
  return [
    [account, `${api}/issue`, 201, {
      fields: { ...NEW, description: text, assignee: person, labels: ["a"], duedate: "2026-12-24" },
    }],
    [account, issue, 200],
    [account, `${issue}?fields=*all&expand=names,transitions`, 200],
    [account, `${issue}?fields=summary,status`, 200],
    [account, `PUT ${issue}`, 204, {
      fields: { summary: "Another", priority: { name: "High" }, fixVersions: [{ name: "v2.0.0" }] },
      update: { labels: [{ add: "b" }, { remove: "a" }], comment: [{ add: { body: text } }] },
    }],
    [account, `${issue}/transitions`, 200],
    [account, `${issue}/transitions`, 400, { transition: { id: "41" } }],
    [account, `${issue}/transitions`, 400, { transition: { id: "51" } }],
    [account, `${issue}/transitions`, 204, {
      transition: { id: "41" },
      fields: { resolution: { name: "Won't Do" } },
      update: { comment: [{ add: { body: text } }] },
    }],
    [account, `${issue}/worklog`, 201, {
      timeSpent: "3h 20m",
      started: "2026-01-17T12:34:00.000+0100",
      comment: text,
    }],
    [account, `${api}/issue/1000001/worklog`, 200],
    [account, `${api}/issue/1000001/worklog/{id}`, 200],
    [account, `PUT ${api}/issue/1000001/assignee`, 204, person],
    [account, `${api}/issueLink`, 201, {
      type: { name: "Blocks" },
      inwardIssue: { key: "PROJ-1" },
      outwardIssue: { id: "1000001" },
    }],
    [account, `${api}/issue/1000001`, 200],
    [account, `${api}/issue`, 201, {
      fields: { ...NEW, issuetype: { name: "Sub-task" }, parent: { id: "1000001" } },
    }],
    [account, `${api}/issue/1000001`, 200],
    [account, `${api}/issue/{id}`, 200],
    [account, `DELETE ${api}/issue/1000001`, 400],
    [account, `DELETE ${api}/issue/1000001?deleteSubtasks=true`, 204],
    [account, `${api}/issue/1000001`, 404],
  ];
}

/** A comment from its beginning to its end. */
function remarks({ api, account, text }: Face): readonly Line[] {
  const comments = `${api}/issue/PROJ-2/comment`;
  return [
    [account, comments, 200],
    [account, comments, 201, { body: text }],
    [account, `${comments}?startAt=0&maxResults=1&orderBy=created`, 200],
    [account, `${comments}/{id}`, 200],
    [account, `PUT ${comments}/{id}`, 200, { body: text }],
    [account, `DELETE ${comments}/{id}`, 204],
    [account, `${comments}/{id}`, 404],
  ];
}

/** What can be asked without changing anything, and what is refused. */
function questions({ api, account }: Face): readonly Line[] {
  return [
    ["-", `${api}/issue/PROJ-1`, 404],
    [account, `${api}/issue/STAFF-1`, 404],
    [account, `${api}/issue/PROJ-999`, 404],
    ["-", `${api}/issue`, 401, { fields: NEW }],
    [account, `${api}/issue`, 400, { fields: { ...NEW, project: { key: "NOPE" } } }],
    [account, `${api}/issue`, 400, { fields: { ...NEW, issuetype: { name: "Nope" } } }],
    [account, `${api}/issue`, 400, { fields: { project: { key: "HELP" }, issuetype: { name: "Epic" } } }],
    [account, `${api}/issue/createmeta/HELP/issuetypes`, 200],
    [account, `${api}/issue/createmeta/NOPE/issuetypes`, 400],
    [account, `${api}/issue/createmeta/PROJ/issuetypes/10102?startAt=0&maxResults=50`, 200],
    [account, `${api}/issue/createmeta/PROJ/issuetypes/10104`, 200],
    [account, `${api}/issueLinkType`, 200],
    [account, `${api}/project/PROJ`, 200],
    [account, `${api}/project/10301`, 200],
    [account, `${api}/project/STAFF`, 404],
    [account, `${api}/project/PROJ/statuses`, 200],
    [account, `${api}/priority`, 200],
    [account, `${api}/status`, 200],
    [account, `${api}/issuetype`, 200],
    [account, `${api}/field`, 200],
    [account, `${api}/user/assignable/search?issueKey=PROJ-1`, 200],
    [account, `${api}/user/assignable/search?project=NOPE`, 404],
    ["-", `${api}/priority`, 401],
  ];
}

for (const [documents, face] of [[JIRA_CLOUD, CLOUD], [JIRA_DC, DATA_CENTER]] as const) {
  checkConversation("an issue's life is as documented", exchanges(documents, life(face)));
  checkConversation("a comment's life is as documented", exchanges(documents, remarks(face)));
  checkExchanges(exchanges(documents, questions(face)));
}

checkExchanges([
  ...exchanges(JIRA_CLOUD, [
    ["cloud-valid", "/rest/api/3/mypermissions?permissions=DELETE_ISSUES,ADMINISTER&projectKey=PROJ", 200],
    ["cloud-valid", "/rest/api/3/mypermissions", 400],
    ["cloud-valid", "/rest/api/3/user?accountId=5b10a2844c20165700ede21b", 200],
    ["cloud-valid", "/rest/api/3/user?accountId=nobody", 404],
    ["cloud-valid", "/rest/api/3/jql/parse?validation=strict", 200, {
      queries: ["project = PROJ", "project = NOPE", "project ="],
    }],
    ["cloud-valid", "PUT /rest/api/3/issue/PROJ-1?returnIssue=true", 200, { fields: { labels: [] } }],
    ["cloud-valid", "/rest/api/2/issue/PROJ-3", 200],
    ["cloud-valid", "/rest/api/3/issue/PROJ-1/transitions?expand=transitions.fields", 200],
  ]),
  ...exchanges(JIRA_DC, [
    ["jira-valid", "/rest/api/2/mypermissions?projectKey=PROJ", 200],
    ["jira-valid", "/rest/api/2/user?username=sean.obrien", 200],
    ["jira-valid", "/rest/api/2/user?username=nobody", 404],
    ["jira-valid", "/rest/api/latest/issue/PROJ-3", 200],
  ]),
]);
