/** What JavaScript may hand in: every public function that sends an argument to a site refuses it first. */
import assert from "node:assert/strict";
import { type Client, connect, Secret, siteOf } from "../../mod.ts";
import { createClient } from "../../src/client/mod.ts";
import * as confluence from "../../src/confluence/mod.ts";
import * as jira from "../../src/jira/mod.ts";
import { manualClock, memoryHost, stubFetch } from "../../src/testing/mod.ts";

type Options = Readonly<Record<string, unknown>>;

/** A function, options that it takes, and what cannot stand in their place. */
interface Case {
  readonly options: Options;
  /** Members that become a segment of a path. */
  readonly segments?: readonly string[];
  /** Members that cannot be empty. */
  readonly texts?: readonly string[];
  /** Members that are a string, which may be empty. */
  readonly strings?: readonly string[];
  /** Other members, and values that they cannot have. */
  readonly others?: Readonly<Record<string, readonly unknown[]>>;
}

const NOT_STRINGS = [undefined, null, 7, {}, ["a"]];
const NOT_TEXTS = [...NOT_STRINGS, "", " \n"];
const NOT_SEGMENTS = [...NOT_TEXTS, ".", "..", "../x", "x\\..", "a/./b"];

const KEY = { options: { key: "PROJ-1" }, segments: ["key"] } as const;
const ID = { options: { id: "1" }, segments: ["id"] } as const;
const PAGE = { title: "T", storage: "", space: { id: "1", key: "TEAM" } };
const NOT_SPACES = [undefined, null, "", " ", {}, { id: "", key: "" }];

const JIRA: Readonly<Record<string, Case>> = {
  addComment: {
    options: { key: "PROJ-1", body: "Hello" },
    segments: ["key"],
    others: { body: [undefined, null, {}] },
  },
  addWorklog: {
    options: { key: "PROJ-1", timeSpent: "1h", started: 0 },
    segments: ["key"],
    texts: ["timeSpent"],
    others: { started: [undefined, NaN, "2026-01-01"] },
  },
  assignIssue: {
    options: { key: "PROJ-1", to: "nobody" },
    segments: ["key"],
    others: { to: [undefined, null, {}, { account: null }, { account: "" }] },
  },
  countIssues: { options: { jql: "" }, strings: ["jql"] },
  createIssue: { options: { project: "PROJ", type: "Task" }, texts: ["project", "type"] },
  deleteIssue: KEY,
  editIssue: KEY,
  findAssignee: { options: { name: "mia" }, texts: ["name"] },
  findUser: {
    options: { name: "mia" },
    texts: ["name"],
    others: { assignableIn: [null, { issue: undefined }, { issue: "" }, { project: null }] },
  },
  getIssue: { ...KEY, others: { fields: [null, [undefined], [""]] } },
  linkIssues: { options: { from: "A-1", type: "Blocks", to: "A-2" }, texts: ["from", "type", "to"] },
  listComments: KEY,
  listIssueTypes: { options: { project: "PROJ" }, segments: ["project"] },
  listLinkTypes: { options: {} },
  listProjects: { options: {} },
  listTransitions: KEY,
  searchIssues: { options: { jql: "" }, strings: ["jql"], others: { fields: [null, [undefined], [""]] } },
  transitionIssue: { options: { key: "PROJ-1", to: "Done" }, segments: ["key"], texts: ["to"] },
};

const CONFLUENCE: Readonly<Record<string, Case>> = {
  addLabels: {
    options: { id: "1", names: ["a"] },
    segments: ["id"],
    others: { names: [null, [undefined], ["a", ""]] },
  },
  countPageItems: {
    options: { id: "1", items: "children" },
    segments: ["id"],
    others: { items: [undefined, "x"] },
  },
  createPage: {
    options: PAGE,
    texts: ["title"],
    strings: ["storage"],
    others: { space: NOT_SPACES, parentId: [null, ""] },
  },
  deletePage: ID,
  downloadAttachment: {
    options: { attachment: { id: "1", pageId: "2" } },
    others: { attachment: [undefined, {}, { id: "" }] },
  },
  getPage: ID,
  getPageByTitle: { options: { space: "TEAM", title: "T" }, texts: ["title"], segments: ["space"] },
  getPages: { options: { ids: ["1"] }, others: { ids: [null, [undefined], ["1) OR (id = 2"], [".."]] } },
  getSpace: { options: { key: "TEAM" }, segments: ["key"] },
  listAttachments: ID,
  listLabels: ID,
  listPages: { options: PAGE, others: { space: NOT_SPACES, title: [null, ""] } },
  listSpaces: { options: {} },
  removeLabel: { options: { id: "1", name: "a" }, segments: ["id"], texts: ["name"] },
  searchContent: { options: { cql: "type = page" }, texts: ["cql"] },
  updatePage: {
    options: { ...PAGE, id: "1", version: 1 },
    segments: ["id"],
    texts: ["title"],
    strings: ["storage"],
    others: { version: [undefined, NaN, "1"], parentId: [null, ""] },
  },
  uploadAttachment: {
    options: { id: "1", name: "a.txt", file: new Blob(["a"]) },
    segments: ["id"],
    texts: ["name"],
    others: { file: [undefined, "a"] },
  },
};

/** The functions of an entry that write a query or read a value, and send nothing. */
const PURE = [
  "buildJql",
  "buildCql",
  "quoteJql",
  "quoteCql",
  "withOrder",
  "parseTimeSpent",
  "richTextOf",
  "issueUrl",
];

const SITES = [
  { site: siteOf("https://company.atlassian.net"), deployment: "cloud" },
  { site: siteOf("https://wiki.company.com"), deployment: "data-center" },
] as const;

/** Runs a public function as JavaScript would, to its end if it is a generator. */
async function run(call: unknown, args: readonly unknown[]): Promise<unknown> {
  assert.ok(typeof call === "function");
  const result: unknown = await Reflect.apply(call, undefined, args);
  const isList = typeof result === "object" && result !== null && Symbol.asyncIterator in result;
  if (isList) { for await (const _ of result as AsyncIterable<unknown>); }
  return result;
}

/** Every change of a case's options that has to be refused. */
function* badOptions(
  { options, segments = [], texts = [], strings = [], others = {} }: Case,
): Generator<Options> {
  const lists = { ...others };
  for (const name of segments) lists[name] = name === "space" ? NOT_TEXTS : NOT_SEGMENTS;
  for (const name of texts) lists[name] = NOT_TEXTS;
  for (const name of strings) lists[name] = NOT_STRINGS;
  for (const [name, values] of Object.entries(lists)) {
    for (const value of values) yield { ...options, [name]: value };
  }
}

for (
  const [entry, exported, cases] of [["jira", jira, JIRA], ["confluence", confluence, CONFLUENCE]] as const
) {
  Deno.test(`every function of ./${entry} that sends something is tried with bad arguments`, () => {
    const functions = Object.entries(exported).filter(([, value]) => typeof value === "function");
    const sending = functions.map(([name]) => name).filter((name) => !PURE.includes(name));
    assert.deepEqual(Object.keys(cases).toSorted(), sending.toSorted());
  });

  for (const [name, tried] of Object.entries(cases)) {
    Deno.test(`${name}() refuses bad arguments with a TypeError before a request is sent`, async () => {
      for (const { site, deployment } of SITES) {
        const { client, network } = clientOf(site, deployment);
        for (const options of badOptions(tried)) {
          const call = Reflect.get(exported, name);
          await assert.rejects(
            run(call, [client, options]),
            TypeError,
            `${deployment}: ${Deno.inspect(options)}`,
          );
          assert.deepEqual(network.requests, [], Deno.inspect(options));
        }
      }
    });
  }
}

function clientOf(
  site: ReturnType<typeof siteOf>,
  deployment: "cloud" | "data-center",
): { readonly client: Client; readonly network: ReturnType<typeof stubFetch> } {
  const network = stubFetch();
  const credential = { kind: "pat", token: new Secret("NjE2") } as const;
  const client = createClient({
    site,
    deployment,
    credential,
    fetch: network.fetch,
    clock: manualClock(),
    random: () => 0,
  });
  return { client, network };
}

const REQUESTS: readonly (readonly [what: string, request: unknown])[] = [
  ["no request", undefined],
  ["no path", {}],
  ["a path that is null", { path: null }],
  ["a path that is a list", { path: ["/rest/api/2/myself"] }],
  ["null in a query", { path: "/rest/api/2/myself", query: { key: null } }],
  ["an object in a query", { path: "/rest/api/2/myself", query: { key: {} } }],
  ["null in a list of a query", { path: "/rest/api/2/myself", query: { key: ["a", null] } }],
];

for (const [what, request] of REQUESTS) {
  Deno.test(`a client refuses ${what} with a TypeError before a request is sent`, async () => {
    const { client, network } = clientOf(SITES[0].site, "cloud");
    for (const method of [client.json, client.response, client.text, client.fetch]) {
      await assert.rejects(run(method, [request]), TypeError);
    }
    assert.deepEqual(network.requests, []);
  });
}

const CONNECTIONS: readonly Options[] = [
  { site: "company.atlassian.net", email: "ada@company.com", token: null },
  { site: "company.atlassian.net", email: "ada@company.com", token: 7 },
  { site: "company.atlassian.net", email: null, token: "ATATT3x" },
  { site: null, token: "NjE2" },
  { site: {}, token: "NjE2" },
  { profile: null, site: "company.atlassian.net", token: "ATATT3x" },
  { token: null },
  { email: null },
];

for (const options of CONNECTIONS) {
  Deno.test(`connect() refuses ${Deno.inspect(options)} with a TypeError before a request is sent`, async () => {
    const network = stubFetch();
    const host = memoryHost({ fetch: network.fetch });
    await assert.rejects(run(connect, [{ ...options, host }]), TypeError);
    assert.deepEqual(network.requests, []);
  });
}

const PURE_CALLS: readonly (readonly [name: string, call: unknown, args: readonly unknown[]])[] = [
  ["issueUrl", jira.issueUrl, [{ site: SITES[0].site }, undefined]],
  ["issueUrl", jira.issueUrl, [{ site: SITES[0].site }, ".."]],
  ["quoteJql", jira.quoteJql, [undefined]],
  ["withOrder", jira.withOrder, ["project = A", undefined]],
  ["withOrder", jira.withOrder, [undefined, "created"]],
  ["buildJql", jira.buildJql, [{ projects: [undefined] }]],
  ["buildJql", jira.buildJql, [{ statuses: [null, "Done"] }]],
  ["buildJql", jira.buildJql, [{ assignee: {} }]],
  ["buildJql", jira.buildJql, [{ orderBy: null }]],
  ["quoteCql", confluence.quoteCql, [undefined]],
  ["buildCql", confluence.buildCql, [{ space: null }]],
];

for (const [name, call, args] of PURE_CALLS) {
  Deno.test(`${name}() writes nothing of ${Deno.inspect(args.at(-1))}`, async () => {
    await assert.rejects(run(call, args), TypeError);
  });
}
