/**
 * Links between issues.
 *
 * @module
 */
import { json } from "../responses.ts";
import { type Call, loginHeaders, signedIn } from "../call.ts";
import { InputError } from "../input.ts";
import { type JsonInput, readJson } from "../input_json.ts";
import type { Issue } from "../model.ts";
import type { Route } from "../router.ts";
import { addComment } from "./comments.ts";
import { type JiraDialect, jiraRoute, namedIssue } from "./dialect.ts";
import { findNamed } from "./issue_fields.ts";
import { linkType } from "./issue_json.ts";
import { saveIssue } from "./issue_writes.ts";

/** The routes of links. */
export function linkRoutes(dialect: JiraDialect): readonly Route[] {
  return [
    jiraRoute(dialect, ["GET", "issueLinkType"], (call) => types(call, dialect)),
    jiraRoute(dialect, ["POST", "issueLink"], (call) => add(call, dialect)),
  ];
}

function types(call: Call, dialect: JiraDialect): Response {
  signedIn(call);
  const view = dialect.view(call);
  const issueLinkTypes = call.world.linkTypes.map((type) => linkType(view, type));
  return json({ issueLinkTypes }, { headers: loginHeaders(call) });
}

async function add(call: Call, dialect: JiraDialect): Promise<Response> {
  signedIn(call);
  const body = await readJson(call.request);
  const type = findNamed(call.world.linkTypes, body.value("type"));
  if (type === undefined) {
    const name = body.object("type")?.value("name");
    throw new InputError(404, `No issue link type with name '${String(name)}' found.`);
  }
  // The API names the ends from the other one's point of view: the inward issue "blocks" the outward one.
  const from = linkedIssue(call, body, "inwardIssue");
  const to = linkedIssue(call, body, "outwardIssue");
  if (from.id === to.id) throw new InputError(400, "You cannot link an issue to itself.");
  const { links } = call.world;
  const isThere = links.some((link) => link.type === type && link.from === from.id && link.to === to.id);
  if (!isThere) links.push({ id: call.world.newId(), type, from: from.id, to: to.id });
  const said = body.object("comment")?.value("body");
  const comment = said === undefined ? undefined : dialect.readText(call, said);
  if (said !== undefined && comment === undefined) throw new InputError(400, dialect.wrongText);
  if (comment !== undefined) addComment(call, from, comment);
  saveIssue(call, to);
  return new Response(null, { status: 201 });
}

function linkedIssue(call: Call, body: JsonInput, member: string): Issue {
  const reference = body.object(member);
  const named = reference?.string("key") ?? reference?.string("id");
  if (named === undefined) throw new InputError(400, `The '${member}' has to be named by 'key' or 'id'.`);
  return namedIssue(call, named);
}
