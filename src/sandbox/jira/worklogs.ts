/**
 * The time spent on an issue.
 *
 * @module
 */
import { parseIsoTime } from "../../core/calendar.ts";
import { json } from "../responses.ts";
import { type Call, paramOf, signedIn } from "../call.ts";
import { FieldsError, InputError } from "../input.ts";
import { type JsonInput, readJson } from "../input_json.ts";
import type { RichText, Worklog } from "../model.ts";
import type { Route } from "../router.ts";
import { issueAt, type JiraDialect, jiraRoute, partOf } from "./dialect.ts";
import { saveIssue } from "./issue_writes.ts";
import { jiraWorklog, parseSpent, worklogPage } from "./remark_json.ts";

/** The routes of worklogs. */
export function worklogRoutes(dialect: JiraDialect): readonly Route[] {
  return [
    jiraRoute(dialect, ["GET", "issue/{key}/worklog"], (call) => list(call, dialect)),
    jiraRoute(dialect, ["POST", "issue/{key}/worklog"], (call) => add(call, dialect)),
    jiraRoute(dialect, ["GET", "issue/{key}/worklog/{id}"], (call) => {
      return json(jiraWorklog(dialect.view(call), issueAt(call), worklogAt(call)));
    }),
  ];
}

function list(call: Call, dialect: JiraDialect): Response {
  const issue = issueAt(call);
  const worklogs = call.world.worklogs.get(issue.id) ?? [];
  const part = partOf(call, { usual: 5000, most: 5000 });
  return json(worklogPage(dialect.view(call), issue, { worklogs, ...part }));
}

async function add(call: Call, dialect: JiraDialect): Promise<Response> {
  const author = signedIn(call);
  const issue = issueAt(call);
  const body = await readJson(call.request);
  const { world, now } = call;
  const worklog: Worklog = {
    id: world.newId(),
    author,
    comment: commentIn(call, body, dialect),
    started: startedIn(body) ?? now,
    seconds: secondsIn(body),
    created: now,
  };
  saveIssue(call, issue);
  world.worklogs.set(issue.id, [...world.worklogs.get(issue.id) ?? [], worklog]);
  return json(jiraWorklog(dialect.view(call), issue, worklog), { status: 201 });
}

function worklogAt(call: Call): Worklog {
  const id = paramOf(call, "id");
  const worklog = call.world.worklogs.get(issueAt(call).id)?.find((item) => String(item.id) === id);
  if (worklog === undefined) throw new InputError(404, `Cannot find worklog with id: '${id}'.`);
  return worklog;
}

function secondsIn(body: JsonInput): number {
  const spent = body.string("timeSpent");
  const seconds = spent === undefined ? body.integer("timeSpentSeconds") : parseSpent(spent);
  if (seconds !== undefined && seconds > 0) return seconds;
  throw new FieldsError({
    timeLogged: spent === undefined
      ? "You must indicate the time spent working."
      : "Invalid time duration entered",
  });
}

/** `2026-01-17T12:34:00.000+0000`: with milliseconds, and a zone without a colon. */
function startedIn(body: JsonInput): number | undefined {
  const text = body.string("started");
  if (text === undefined) return undefined;
  const [, moment, hours, minutes] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})([-+]\d\d)(\d\d)$/.exec(text) ??
    [];
  const started = parseIsoTime(`${moment}${hours}:${minutes}`);
  if (Number.isNaN(started)) throw new FieldsError({ started: `'${text}' is not a valid date` });
  return started;
}

function commentIn(call: Call, body: JsonInput, dialect: JiraDialect): RichText {
  const value = body.value("comment") ?? undefined;
  if (value === undefined) return { text: "" };
  const comment = dialect.readText(call, value);
  if (comment === undefined) throw new FieldsError({ comment: dialect.wrongText });
  return comment;
}
