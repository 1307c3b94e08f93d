import assert from "node:assert/strict";
import { JqlError } from "../../src/sandbox/jql/ast.ts";
import { runJql } from "../../src/sandbox/jql/compile.ts";
import { parseJql } from "../../src/sandbox/jql/parser.ts";
import { tokenize } from "../../src/sandbox/jql/lexer.ts";
import { issueKey } from "../../src/sandbox/model.ts";
import { PEOPLE } from "../../src/sandbox/seed/people.ts";
import { worldSeenBy } from "../../src/sandbox/visible.ts";
import { createWorld } from "../../src/sandbox/world.ts";

const NOW = Date.UTC(2026, 10, 18, 15, 30); // a Wednesday
const WORLD = worldSeenBy(
  createWorld({ now: NOW, issues: 0, pages: 0, longestPage: 0, largeAttachment: 1 }),
  PEOPLE.mia,
);

function search(jql: string): readonly string[] {
  return runJql(parseJql(jql), { world: WORLD, user: PEOPLE.mia, now: NOW }).map(issueKey);
}

function refusal(jql: string): readonly string[] {
  try {
    search(jql);
  } catch (error) {
    if (error instanceof JqlError) return error.messages;
    throw error;
  }
  return [];
}

/** Keys of the issues that a plain function selects, in the order of the world. */
function keysWhere(select: (issue: (typeof WORLD.issues)[number]) => boolean): readonly string[] {
  return WORLD.issues.filter(select).map(issueKey);
}

function assertFinds(jql: string, expected: readonly string[]): void {
  assert.deepEqual([...search(jql)].sort(), [...expected].sort(), jql);
}

const CLAUSES: readonly (readonly [string, (issue: (typeof WORLD.issues)[number]) => boolean])[] = [
  ["project = PROJ", (issue) => issue.project.key === "PROJ"],
  ["project = 'Web shop'", (issue) => issue.project.key === "PROJ"],
  ["project = 10301", (issue) => issue.project.key === "OPS"],
  ["project != PROJ", (issue) => issue.project.key !== "PROJ"],
  ["project in (PROJ, OPS)", (issue) => issue.project.key !== "HELP"],
  ["project not in (PROJ, OPS)", (issue) => issue.project.key === "HELP"],
  ["PROJECT = proj", (issue) => issue.project.key === "PROJ"],
  ["key = PROJ-3", (issue) => issueKey(issue) === "PROJ-3"],
  ["issuekey in (PROJ-3, ops-1)", (issue) => ["PROJ-3", "OPS-1"].includes(issueKey(issue))],
  ["key != PROJ-3", (issue) => issueKey(issue) !== "PROJ-3"],
  ["key < PROJ-4", (issue) => issue.project.key === "PROJ" && issue.number < 4],
  ["key >= OPS-10", (issue) => issue.project.key === "OPS" && issue.number >= 10],
  ["id = 20002", (issue) => issue.id === 20_002],
  ["assignee = currentUser()", (issue) => issue.assignee === PEOPLE.mia],
  ["assignee = mia.mueller", (issue) => issue.assignee === PEOPLE.mia],
  ['assignee = "Seán O\'Brien"', (issue) => issue.assignee === PEOPLE.sean],
  ["assignee = 'Seán O\\'Brien'", (issue) => issue.assignee === PEOPLE.sean],
  ['assignee = "zoe.angstrom@sandbox.example"', (issue) => issue.assignee === PEOPLE.zoe],
  ["assignee = 5b10a2844c20165700ede21c", (issue) => issue.assignee === PEOPLE.joerg],
  ["assignee is EMPTY", (issue) => issue.assignee === undefined],
  ["assignee is null", (issue) => issue.assignee === undefined],
  ["assignee = empty", (issue) => issue.assignee === undefined],
  ["assignee is not EMPTY", (issue) => issue.assignee !== undefined],
  ["assignee in (currentUser(), EMPTY)", (issue) => [undefined, PEOPLE.mia].includes(issue.assignee)],
  ["reporter = currentUser()", (issue) => issue.reporter === PEOPLE.mia],
  ['status = "In Progress"', (issue) => issue.status.name === "In Progress"],
  ["status = 10003", (issue) => issue.status.name === "Done"],
  ['status not in ("To Do", Done)', (issue) => !["To Do", "Done"].includes(issue.status.name)],
  ["statusCategory = Done", (issue) => issue.status.category.key === "done"],
  ['statusCategory != "In Progress"', (issue) => issue.status.category.key !== "indeterminate"],
  ["resolution is EMPTY", (issue) => issue.resolution === undefined],
  ["resolution = Unresolved", (issue) => issue.resolution === undefined],
  ["resolution != Unresolved", (issue) => issue.resolution !== undefined],
  ['resolution = "Won\'t Do"', (issue) => issue.resolution?.name === "Won't Do"],
  ["priority = High", (issue) => issue.priority.name === "High"],
  ["priority > Medium", (issue) => ["High", "Highest"].includes(issue.priority.name)],
  ["priority <= Low", (issue) => ["Low", "Lowest"].includes(issue.priority.name)],
  ["issuetype = Bug", (issue) => issue.type.name === "Bug"],
  ["type in (Bug, Story)", (issue) => ["Bug", "Story"].includes(issue.type.name)],
  ["labels = i18n", (issue) => issue.labels.includes("i18n")],
  ["labels in (i18n, backup)", (issue) => issue.labels.some((label) => ["i18n", "backup"].includes(label))],
  ["labels = no-such-label", () => false],
  ["labels is EMPTY", (issue) => issue.labels.length === 0],
  ["fixVersion = v1.1.0", (issue) => issue.fixVersions.some((version) => version.name === "v1.1.0")],
  ["fixVersion is not EMPTY", (issue) => issue.fixVersions.length > 0],
  ["summary ~ checkout", (issue) => /checkout/i.test(issue.summary)],
  ['summary ~ "new checkout"', (issue) => /checkout/i.test(issue.summary) && /new/i.test(issue.summary)],
  ['summary ~ "\\"new checkout\\""', (issue) => /new checkout/i.test(issue.summary)],
  ["summary ~ 'check'", () => false],
  ['summary ~ "check*"', (issue) => /\bcheck/i.test(issue.summary)],
  ["summary ~ Ångström", (issue) => issue.summary.includes("Ångström")],
  ["summary !~ checkout", (issue) => !/checkout/i.test(issue.summary)],
  ["text ~ apostrophe", (issue) => issue.description.text.includes("apostrophe")],
  ["created >= -30d", (issue) => issue.created >= NOW - 30 * 86_400_000],
  ['created < "-4w 2d"', (issue) => issue.created < NOW - 30 * 86_400_000],
  ["updated >= -7d", (issue) => issue.updated >= NOW - 7 * 86_400_000],
  ["updated >= startOfDay()", (issue) => issue.updated >= Date.UTC(2026, 10, 18)],
  ["updated >= startOfWeek()", (issue) => issue.updated >= Date.UTC(2026, 10, 15)],
  ['created >= startOfMonth("-1")', (issue) => issue.created >= Date.UTC(2026, 9, 1)],
  ["created < endOfMonth(-1)", (issue) => issue.created < Date.UTC(2026, 10, 1)],
  ["created <= now()", () => true],
  ["created > 2026-10-01", (issue) => issue.created > Date.UTC(2026, 9, 1)],
  ['created > "2026/10/01 12:30"', (issue) => issue.created > Date.UTC(2026, 9, 1, 12, 30)],
  ["due < now()", (issue) => issue.due !== undefined && issue.due < NOW],
  ["duedate is EMPTY", (issue) => issue.due === undefined],
  ["duedate = 2026-11-21", (issue) => issue.due === Date.UTC(2026, 10, 21)],
  ["project = PROJ AND type = Bug", (issue) => issue.project.key === "PROJ" && issue.type.name === "Bug"],
  ["project = PROJ && type = Bug", (issue) => issue.project.key === "PROJ" && issue.type.name === "Bug"],
  ["project = OPS or project = HELP", (issue) => issue.project.key !== "PROJ"],
  ["not project = PROJ", (issue) => issue.project.key !== "PROJ"],
  ["!(project = PROJ)", (issue) => issue.project.key !== "PROJ"],
  [
    "project = OPS or project = PROJ and type = Bug",
    (issue) => issue.project.key === "OPS" || (issue.project.key === "PROJ" && issue.type.name === "Bug"),
  ],
  [
    "(project = OPS or project = PROJ) and type = Bug",
    (issue) => issue.project.key !== "HELP" && issue.type.name === "Bug",
  ],
];

for (const [jql, select] of CLAUSES) {
  Deno.test(`runJql() finds what ${jql} means`, () => assertFinds(jql, keysWhere(select)));
}

Deno.test("the table of clauses has no clause that finds everything or nothing by mistake", () => {
  const intended = new Set(["labels = no-such-label", "summary ~ 'check'", "created <= now()"]);
  for (const [jql, select] of CLAUSES) {
    const count = keysWhere(select).length;
    assert.equal(count > 0 && count < WORLD.issues.length, !intended.has(jql), `${jql}: ${count}`);
  }
});

Deno.test("runJql() leaves out empty fields where a value is denied", () => {
  const denied = search("assignee != currentUser()");
  assert.deepEqual(
    [...denied].sort(),
    [
      ...keysWhere((issue) => issue.assignee !== undefined && issue.assignee !== PEOPLE.mia),
    ].sort(),
  );
});

Deno.test("runJql() finds nothing for currentUser() without a sign-in", () => {
  const query = parseJql("assignee = currentUser()");
  assert.deepEqual(runJql(query, { world: WORLD, user: undefined, now: NOW }), []);
});

Deno.test("runJql() orders by several fields, each in its direction", () => {
  const keys = runJql(parseJql("project = OPS ORDER BY priority DESC, key ASC"), {
    world: WORLD,
    user: undefined,
    now: NOW,
  });
  const ranks = ["Highest", "High", "Medium", "Low", "Lowest"];
  const expected = WORLD.issues.filter((issue) => issue.project.key === "OPS").toSorted((a, b) =>
    ranks.indexOf(a.priority.name) - ranks.indexOf(b.priority.name) || a.number - b.number
  );
  assert.deepEqual(keys.map(issueKey), expected.map(issueKey));
});

Deno.test("runJql() orders keys by number, not by text", () => {
  const keys = search("project = PROJ ORDER BY key");
  assert.deepEqual(keys.slice(0, 3), ["PROJ-1", "PROJ-2", "PROJ-3"]);
  assert.equal(keys.at(-1), "PROJ-18");
});

Deno.test("runJql() puts empty fields last when ascending and first when descending", () => {
  const due = WORLD.issues.filter((issue) => issue.project.key === "PROJ" && issue.due !== undefined);
  const byDay = due.toSorted((a, b) => (a.due ?? 0) - (b.due ?? 0)).map(issueKey);
  assert.deepEqual(search("project = PROJ ORDER BY due ASC").slice(0, due.length), byDay);
  assert.deepEqual(search("project = PROJ ORDER BY due DESC").slice(-due.length), byDay.toReversed());
});

Deno.test("runJql() orders by key, the newest first, when the query does not say", () => {
  assert.deepEqual(search("project = HELP").slice(0, 2), ["HELP-10", "HELP-9"]);
});

Deno.test("runJql() finds everything for a query without a restriction", () => {
  assert.equal(search("").length, WORLD.issues.length);
  assert.equal(search("ORDER BY created").length, WORLD.issues.length);
  assert.equal(parseJql("ORDER BY created").where, undefined);
});

const OPERATORS =
  "The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and " +
  "'IS NOT'.";
const PREFIX = "Error in the JQL Query: ";
const DATE_FORMATS =
  "Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', " +
  "or a period format e.g. '-5d', '4w 2d'.";

const REFUSALS: readonly (readonly [string, string])[] = [
  ["project = DEV foo", `${PREFIX}Expecting either 'OR' or 'AND' but got 'foo'. (line 1, character 15)`],
  ["project = PROJ\n  foo", `${PREFIX}Expecting either 'OR' or 'AND' but got 'foo'. (line 2, character 3)`],
  ["project = PROJ)", `${PREFIX}Expecting either 'OR' or 'AND' but got ')'. (line 1, character 15)`],
  ["project", `${PREFIX}Expecting operator before the end of the query. ${OPERATORS}`],
  ["project PROJ", `${PREFIX}Expecting operator but got 'PROJ'. ${OPERATORS} (line 1, character 9)`],
  ["project =", `${PREFIX}Expecting either a value, list or function before the end of the query.`],
  [
    "project = = PROJ",
    `${PREFIX}Expecting either a value, list or function but got '='. You must surround '=' in quotation marks to ` +
    "use it as a value. (line 1, character 11)",
  ],
  ["project = PROJ AND", `${PREFIX}Expecting a field name at the end of the query.`],
  [
    "= PROJ",
    `${PREFIX}Expecting a field name but got '='. You must surround '=' in quotation marks to use it as a field ` +
    "name. (line 1, character 1)",
  ],
  ["(project = PROJ", `${PREFIX}Expecting ')' before the end of the query.`],
  ["project in (PROJ", `${PREFIX}Expecting ')' before the end of the query.`],
  ["project in (PROJ OPS)", `${PREFIX}Expecting ')' but got 'OPS'. (line 1, character 18)`],
  ["project = PROJ ORDER", `${PREFIX}Expecting 'by' before the end of the query.`],
  ["project = PROJ ORDER BY key asc desc", `${PREFIX}Expecting ',' but got 'desc'. (line 1, character 33)`],
  ["project not PROJ", `${PREFIX}Expecting 'IN' but got 'PROJ'. (line 1, character 13)`],
  ['summary ~ "abc', `${PREFIX}The quoted string 'abc' has not been completed. (line 1, character 11)`],
  [
    "reporter=a/user",
    `${PREFIX}The character '/' is a reserved JQL character. You must enclose it in a string or use the escape ` +
    "'\\u002f' instead. (line 1, character 11)",
  ],
  [
    "project = DO",
    `${PREFIX}'DO' is a reserved JQL word. You must surround it in quotation marks to use it in a query. ` +
    "(line 1, character 11)",
  ],
  ["foo = 1", "Field 'foo' does not exist or you do not have permission to view it."],
  ["__proto__ = 1", "Field '__proto__' does not exist or you do not have permission to view it."],
  ["project = X", "The value 'X' does not exist for the field 'project'."],
  ["status = Nope", "The value 'Nope' does not exist for the field 'status'."],
  ["assignee = nobody", "The value 'nobody' does not exist for the field 'assignee'."],
  ["fixVersion = v9", "The value 'v9' does not exist for the field 'fixVersion'."],
  ["key = PROJ-999", "An issue with key 'PROJ-999' does not exist for field 'key'."],
  ["issuekey = nonsense", "The issue key 'nonsense' for field 'issuekey' is invalid."],
  ["project ~ PROJ", "The operator '~' is not supported by the 'project' field."],
  ["summary = x", "The operator '=' is not supported by the 'summary' field."],
  ["status > Done", "The operator '>' is not supported by the 'status' field."],
  ["project is EMPTY", "The field 'project' does not support searching for EMPTY values."],
  ['text ~ ""', "The field 'text' does not support searching for an empty string."],
  ["assignee = nobodyElse()", "Unable to find JQL function 'nobodyElse()'."],
  ["created > nextTuesday(1)", "Unable to find JQL function 'nextTuesday(1)'."],
  ["created > yesterday", `Date value 'yesterday' for field 'created' is invalid. ${DATE_FORMATS}`],
  ["updated > 2026-02-30", `Date value '2026-02-30' for field 'updated' is invalid. ${DATE_FORMATS}`],
  ["key = PROJ-1 ORDER BY bogus", "Not able to sort using field 'bogus'."],
];

for (const [jql, message] of REFUSALS) {
  Deno.test(`runJql() refuses ${JSON.stringify(jql)} in Jira's words`, () => {
    assert.deepEqual(refusal(jql), [message]);
  });
}

Deno.test("runJql() says everything that is wrong at once", () => {
  assert.deepEqual(refusal("foo = 1 OR project = X ORDER BY bogus"), [
    "Field 'foo' does not exist or you do not have permission to view it.",
    "The value 'X' does not exist for the field 'project'.",
    "Not able to sort using field 'bogus'.",
  ]);
});

Deno.test("runJql() sorts by seven fields and refuses eight", () => {
  const fields = ["key", "created", "updated", "due", "status", "priority", "summary", "assignee"];
  assert.equal(refusal(`project = PROJ ORDER BY ${fields.slice(0, 7).join(", ")}`).length, 0);
  assert.equal(refusal(`project = PROJ ORDER BY ${fields.join(", ")}`).length, 1);
});

Deno.test("parseJql() refuses what is nested too deeply, and does not overflow the stack", () => {
  assert.match(refusal(`${"(".repeat(50_000)}project = PROJ`)[0] ?? "", /nested too deeply/);
});

Deno.test("tokenize() replaces escapes, in quotes and outside", () => {
  const texts = tokenize(String.raw`"a\"b" 'c\'d' e\u0040f "\\" "tab\there"`).map((token) => token.text);
  assert.deepEqual(texts, ['a"b', "c'd", "e@f", "\\", "tab\there", ""]);
});

Deno.test("tokenize() refuses an escape that JQL does not have", () => {
  assert.throws(() => tokenize(String.raw`"a\qb"`), /'\\q' is an illegal JQL escape sequence/);
});
