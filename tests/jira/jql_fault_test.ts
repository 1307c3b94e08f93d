import assert from "node:assert/strict";
import { HttpError } from "../../src/core/errors.ts";
import { findJqlFault, withJqlFault } from "../../src/jira/jql_errors.ts";
import { searchIssues } from "../../src/jira/search.ts";
import { failsWith } from "../client/fixture.ts";
import { FACES, refusal } from "./fixture.ts";

const RESERVED =
  "The character '@' is a reserved JQL character. You must enclose it in a string (line 1, character 12)";

const FOUND: readonly (readonly [jql: string, words: string, marked: string])[] = [
  ["project = X & a", "Expecting operator but got '&'. (line 1, character 13)", "&"],
  ["reporter = @ada", RESERVED, "@"],
  ["flavour = sweet", "Field 'flavour' does not exist or you do not have permission to view it.", "flavour"],
  ["project = NOPE", "The value 'NOPE' does not exist for the field 'project'.", "NOPE"],
  ["project = nope", "The value 'NOPE' does not exist for the field 'project'.", "nope"],
  ['status = "Not there"', "The value 'Not there' does not exist for the field 'status'.", "Not there"],
  ["projects = 1 AND project = X", "The value 'x' is bad for 'project'", "X"],
  ["subproject = 1 AND project = y", "The field 'project' is bad", "project"],
  ["a = 1 AND\nEnd = 2", "'End' is a reserved JQL word. (line 2, character 1)", "End"],
  ["a =\n  1 ?", "The character '?' is reserved (line 2, character 5)", "?"],
];

for (const [jql, words, marked] of FOUND) {
  Deno.test(`findJqlFault() finds ${marked} in ${JSON.stringify(jql)}`, () => {
    const place = findJqlFault(jql, ["", words]);
    assert.ok(place !== undefined);
    assert.equal(jql.slice(place.offset, place.offset + place.length), marked);
  });
}

const PLACES: readonly (readonly [jql: string, words: string, offset: number])[] = [
  [`a = 1 AND project = "AND"`, "The value 'AND' does not exist for the field 'project'.", 21],
  [`a = 1 AND project = 'and' AND b = 2`, "The value 'AND' does not exist for the field 'project'.", 21],
  [`project = AND`, "The value 'AND' does not exist for the field 'project'.", 10],
  [
    `text ~ "status" AND status = x`,
    "Field 'status' does not exist or you do not have permission to view it.",
    20,
  ],
  [`a = "status"`, "Field 'status' does not exist or you do not have permission to view it.", 5],
  [`status = "status"`, "The value 'status' does not exist for the field 'status'.", 10],
];

for (const [jql, words, offset] of PLACES) {
  Deno.test(`findJqlFault() points at a value or at a field, as ${JSON.stringify(words)} says of ${jql}`, () => {
    assert.equal(findJqlFault(jql, [words])?.offset, offset);
  });
}

Deno.test("findJqlFault() points behind a query that ends too early", () => {
  const jql = "project =";
  assert.deepEqual(findJqlFault(jql, ["Expecting a value (line 1, character 10)"]), { offset: 9, length: 1 });
});

Deno.test("findJqlFault() points at the end where Jira speaks of the end", () => {
  const words = "Expecting operator before the end of the query. The valid operators are '=', '!='.";
  assert.deepEqual(findJqlFault("project ", [words]), { offset: 7, length: 1 });
});

Deno.test("findJqlFault() ignores a longer word that contains the one it looks for", () => {
  assert.equal(findJqlFault("subproject = 1 AND project = y", ["The field 'project' is bad"])?.offset, 19);
});

for (const words of ["", "Unbounded JQL queries are not allowed here.", "Bad 'xyz' (line 9, character 9)"]) {
  Deno.test(`findJqlFault() finds nothing for "${words}"`, () => {
    assert.equal(findJqlFault("project = X", [words]), undefined);
  });
}

function refused(...details: readonly string[]): HttpError {
  return new HttpError("bad-request", "Refused", { status: 400, request: "POST x", details });
}

function hintOf(jql: string, ...details: readonly string[]): readonly string[] {
  const error = withJqlFault(refused(...details), jql);
  assert.ok(error instanceof HttpError);
  return error.hint?.split("\n") ?? [];
}

Deno.test("withJqlFault() puts a mark below the place", () => {
  assert.deepEqual(hintOf("project = X AND flavour = sweet", "Field 'flavour' does not exist"), [
    "Position of the error:",
    "  project = X AND flavour = sweet",
    "                  ^^^^^^^",
  ]);
});

Deno.test("withJqlFault() shows the line of the place alone, with nothing in it that moves a cursor", () => {
  assert.deepEqual(hintOf("a = 1 AND\n\tb\u001b = 2 AND\nc = 3", "Field 'b' does not exist"), [
    "Position of the error:",
    "   b = 2 AND",
    "   ^",
  ]);
});

Deno.test("withJqlFault() cuts a long line around the place", () => {
  const jql = `${"a = 1 OR ".repeat(100)}flavour = sweet${" OR a = 1".repeat(100)}`;
  const [, line = "", mark = ""] = hintOf(jql, "Field 'flavour' does not exist");
  assert.equal(line.length, 102);
  assert.equal(line.slice(mark.indexOf("^"), mark.lastIndexOf("^") + 1), "flavour");
});

Deno.test("withJqlFault() says what an unbounded query wants", () => {
  assert.match(
    hintOf("order by key", "Unbounded JQL queries are not allowed here.").join(),
    /^Add a condition/,
  );
});

Deno.test("withJqlFault() leaves other errors as they are", () => {
  const other = refused("Something");
  const same = withJqlFault(other, "a = 1");
  assert.ok(same instanceof HttpError);
  assert.deepEqual([same.message, same.details, same.hint], ["Refused", ["Something"], undefined]);
  const error = new TypeError("No");
  assert.equal(withJqlFault(error, "a = 1"), error);
});

for (const face of FACES) {
  Deno.test(`searchIssues() points at the place of a refusal on ${face.name}`, async () => {
    const { client } = face.open({
      method: "POST",
      url: /search/,
      reply: refusal(400, {}, "Field 'flavour' does not exist"),
    });
    const pages = searchIssues(client, { jql: "flavour = sweet", fields: ["summary"] });
    const error = await failsWith(Array.fromAsync(pages), "bad-request");
    assert.equal(error.hint, "Position of the error:\n  flavour = sweet\n  ^^^^^^^");
  });
}
