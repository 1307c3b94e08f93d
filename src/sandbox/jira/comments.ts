/**
 * The comments of an issue.
 *
 * @module
 */
import { json, noContent } from "../responses.ts";
import { type Call, paramOf, signedIn } from "../call.ts";
import { FieldsError, InputError } from "../input.ts";
import { readJson } from "../input_json.ts";
import type { Comment, Issue, RichText, User } from "../model.ts";
import type { Route } from "../router.ts";
import { issueAt, type JiraDialect, jiraRoute, partOf } from "./dialect.ts";
import { saveIssue } from "./issue_writes.ts";
import { commentPage, jiraComment } from "./remark_json.ts";

/** The routes of comments. */
export function commentRoutes(dialect: JiraDialect): readonly Route[] {
  return [
    jiraRoute(dialect, ["GET", "issue/{key}/comment"], (call) => list(call, dialect)),
    jiraRoute(dialect, ["POST", "issue/{key}/comment"], (call) => add(call, dialect)),
    jiraRoute(dialect, ["GET", "issue/{key}/comment/{id}"], (call) => {
      return json(jiraComment(dialect.view(call), issueAt(call), commentAt(call)));
    }),
    jiraRoute(dialect, ["PUT", "issue/{key}/comment/{id}"], (call) => edit(call, dialect)),
    jiraRoute(dialect, ["DELETE", "issue/{key}/comment/{id}"], remove),
  ];
}

/** Adds a comment to an issue. */
export function addComment(call: Call, issue: Issue, body: RichText): Comment {
  const { world, now } = call;
  const author = signedIn(call);
  const comment = { id: world.newId(), author, updateAuthor: author, body, created: now, updated: now };
  saveIssue(call, issue);
  world.comments.set(issue.id, [...world.comments.get(issue.id) ?? [], comment]);
  return comment;
}

function list(call: Call, dialect: JiraDialect): Response {
  const issue = issueAt(call);
  const comments = call.world.comments.get(issue.id) ?? [];
  // By default Data Center returns all of them.
  const usual = dialect.deployment === "cloud" ? 100 : 1_048_576;
  const order = call.query.get("orderBy") ?? "created";
  if (!/^[-+]?created$/.test(order)) throw new InputError(400, `Cannot order by '${order}'.`);
  const ordered = order.startsWith("-") ? comments.toReversed() : comments;
  const part = partOf(call, { usual, most: dialect.deployment === "cloud" ? 5000 : usual });
  return json(commentPage(dialect.view(call), issue, { comments: ordered, ...part }));
}

async function add(call: Call, dialect: JiraDialect): Promise<Response> {
  signedIn(call);
  const issue = issueAt(call);
  const comment = addComment(call, issue, await readBody(call, dialect));
  return json(jiraComment(dialect.view(call), issue, comment), { status: 201 });
}

async function edit(call: Call, dialect: JiraDialect): Promise<Response> {
  const user = signedIn(call);
  const issue = issueAt(call);
  const before = ownComment(call, user);
  const comment = { ...before, body: await readBody(call, dialect), updateAuthor: user, updated: call.now };
  const comments = call.world.comments.get(issue.id) ?? [];
  call.world.comments.set(issue.id, comments.map((item) => item.id === comment.id ? comment : item));
  saveIssue(call, issue);
  return json(jiraComment(dialect.view(call), issue, comment));
}

function remove(call: Call): Response {
  const { id } = ownComment(call, signedIn(call));
  const issue = saveIssue(call, issueAt(call));
  const comments = call.world.comments.get(issue.id) ?? [];
  call.world.comments.set(issue.id, comments.filter((comment) => comment.id !== id));
  return noContent();
}

async function readBody(call: Call, dialect: JiraDialect): Promise<RichText> {
  const body = dialect.readText(call, (await readJson(call.request)).value("body"));
  if (body === undefined) throw new FieldsError({ comment: dialect.wrongText });
  if (body.text.trim() === "" && body.document === undefined) {
    throw new FieldsError({ comment: "Comment body can not be empty!" });
  }
  return body;
}

function commentAt(call: Call): Comment {
  const id = paramOf(call, "id");
  const comment = call.world.comments.get(issueAt(call).id)?.find((item) => String(item.id) === id);
  if (comment === undefined) throw new InputError(404, `Can not find a comment for the id: ${id}.`);
  return comment;
}

/** The comment in the path, if the caller may change it: their own, or any for the administrator. */
function ownComment(call: Call, user: User): Comment {
  const comment = commentAt(call);
  if (comment.author === user || user === call.world.admin) return comment;
  throw new InputError(400, "You do not have the permission to edit this comment.");
}
