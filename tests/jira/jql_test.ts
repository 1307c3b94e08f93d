import assert from "node:assert/strict";
import { buildJql, type JqlQuery, quoteJql, withOrder } from "../../src/jira/jql.ts";

const QUERIES: readonly (readonly [query: JqlQuery, jql: string])[] = [
  [{}, ""],
  [{ assignee: "me" }, "assignee = currentUser()"],
  [{ assignee: { account: "712020:4e05" } }, 'assignee = "712020:4e05"'],
  [{ assignee: { account: "me" } }, 'assignee = "me"'],
  [{ assignee: { account: "currentUser()" } }, 'assignee = "currentUser()"'],
  [{ projects: [] }, ""],
  [{ projects: ["PROJ"] }, 'project = "PROJ"'],
  [{ projects: ["A", "B"] }, 'project IN ("A", "B")'],
  [{ statuses: ["In Progress"] }, 'status = "In Progress"'],
  [{ statuses: ["To Do", "Done"] }, 'status IN ("To Do", "Done")'],
  [{ orderBy: "updated DESC" }, "ORDER BY updated DESC"],
  [
    { assignee: "me", projects: ["A"], statuses: ["B"], orderBy: "key" },
    'assignee = currentUser() AND project = "A" AND status = "B" ORDER BY key',
  ],
];

for (const [query, jql] of QUERIES) {
  Deno.test(`buildJql() of ${JSON.stringify(query)}`, () => assert.equal(buildJql(query), jql));
}

const VALUES: readonly (readonly [text: string, quoted: string])[] = [
  ["plain", '"plain"'],
  ["", '""'],
  ["AND", '"AND"'],
  ['say "hi"', '"say \\"hi\\""'],
  ["back\\slash", '"back\\\\slash"'],
  ['\\" OR project = X', '"\\\\\\" OR project = X"'],
  ["it's", `"it's"`],
  ["line\nbreak\r\ttab", '"line\\nbreak\\r\\ttab"'],
  ["bell\u0007nul\0del\u007f", '"bell\\u0007nul\\u0000del\\u007f"'],
  ["Jürgen 😀", '"Jürgen 😀"'],
  ["A) OR (1=1", '"A) OR (1=1"'],
];

for (const [text, quoted] of VALUES) {
  Deno.test(`quoteJql() of ${JSON.stringify(text)}`, () => assert.equal(quoteJql(text), quoted));
}

Deno.test("quoteJql() gives a text that ends where it begins, whatever is in it", () => {
  for (let code = 0; code < 0x180; code++) {
    const quoted = quoteJql(`${String.fromCharCode(code)}"\\`);
    assert.match(quoted, /^"(?:[^"\\\p{Cc}]|\\["\\nrt]|\\u[0-9a-f]{4})*"$/u);
  }
});

const ORDERS: readonly (readonly [jql: string, ordered: string])[] = [
  ["project = A", "project = A ORDER BY key"],
  ["project = A order  by updated", "project = A ORDER BY key"],
  ["ORDER\nBY updated", "ORDER BY key"],
  ['text ~ "order by x"', 'text ~ "order by x" ORDER BY key'],
  [`text ~ 'order by "x' ORDER BY y`, `text ~ 'order by "x' ORDER BY key`],
  ['text ~ "a \\" order by x" order by y', 'text ~ "a \\" order by x" ORDER BY key'],
  ['text ~ "not closed ORDER BY y', 'text ~ "not closed ORDER BY key'],
  [`text ~ 'not closed "order by x" ORDER BY y`, `text ~ 'not closed "order by x" ORDER BY key`],
  ["reorder by x", "reorder by x ORDER BY key"],
];

for (const [jql, ordered] of ORDERS) {
  Deno.test(`withOrder() of ${JSON.stringify(jql)}`, () => assert.equal(withOrder(jql, "key"), ordered));
}
