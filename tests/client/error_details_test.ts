import assert from "node:assert/strict";
import { Secret } from "../../src/core/secret.ts";
import { errorDetails } from "../../src/client/error_details.ts";

function words(body: unknown, type = "application/json"): readonly string[] {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return errorDetails({ headers: new Headers({ "content-type": type }), body: text });
}

const SHAPES: readonly (readonly [name: string, body: unknown, words: readonly string[]])[] = [
  ["Jira's messages", { errorMessages: ["Issue does not exist."], errors: {} }, ["Issue does not exist."]],
  [
    "Jira's messages by field",
    { errorMessages: [], errors: { summary: "You must specify a summary", project: "is required" } },
    ["summary: You must specify a summary", "project: is required"],
  ],
  [
    "Confluence v2",
    { errors: [{ status: 404, code: "NOT_FOUND", title: "Not Found", detail: null }] },
    ["Not Found"],
  ],
  ["Confluence v2 with a detail", { errors: [{ title: "Bad", detail: "limit is too high" }] }, [
    "Bad: limit is too high",
  ]],
  [
    "Confluence v1",
    {
      statusCode: 404,
      data: { authorized: false, errors: [] },
      message: "No space with key X",
      reason: "Not Found",
    },
    ["No space with key X"],
  ],
  [
    "Confluence v1 with errors",
    {
      statusCode: 400,
      data: { errors: [{ message: { key: "k", translation: "Title exists" } }] },
      message: "m",
    },
    ["m", "Title exists"],
  ],
  ["the gateway", { code: 401, message: "Unauthorized; scope does not match" }, [
    "Unauthorized; scope does not match",
  ]],
  [
    "OAuth",
    { error: "invalid_grant", error_description: "Unknown or invalid refresh token." },
    ["Unknown or invalid refresh token.", "invalid_grant"],
  ],
  ["the same words twice", { errorMessages: ["a", "a"], message: "a" }, ["a"]],
  ["a list", ["a"], []],
  ["null", "null", []],
  ["a number", "42", []],
  ["no JSON", "{", []],
  ["words of other kinds", { errorMessages: [1, null, { a: 1 }, ""], errors: 7, message: {}, data: "x" }, []],
  ["a prototype", '{"errors":{"__proto__":"p","constructor":"c"}}', ["__proto__: p", "constructor: c"]],
];

for (const [name, body, expected] of SHAPES) {
  Deno.test(`errorDetails() reads ${name}`, () => assert.deepEqual(words(body), expected));
}

Deno.test("errorDetails() reads plain text", () => {
  assert.deepEqual(words("XSRF check failed\n", "text/plain;charset=UTF-8"), ["XSRF check failed"]);
});

for (const type of ["text/html", "application/xml", "image/png", ""]) {
  Deno.test(`errorDetails() quotes nothing of "${type}"`, () => {
    assert.deepEqual(words("<html>private", type), []);
  });
}

Deno.test("errorDetails() makes words safe to show", () => {
  assert.deepEqual(words({ message: "a\u001b[2Jb\nc\u202e" }), ["a[2Jb c"]);
});

Deno.test("errorDetails() is short", () => {
  const many = words({
    errorMessages: Array.from({ length: 1_000 }, (_, at) => `${at} ${"x".repeat(1_000)}`),
  });
  assert.equal(many.length, 20);
  assert.ok(many.every((text) => text.length <= 300));
});

Deno.test("errorDetails() redacts secrets, also where they would be cut in two or a control character hides them", () => {
  const secret = new Secret("ATATT3x-canary").reveal();
  const [text = ""] = words({ message: `${"x".repeat(290)}${secret}` });
  assert.ok(!text.includes("ATATT"), text);
  assert.deepEqual(words("got ATATT3x-canary", "text/plain"), ["got [secret]"]);
  assert.deepEqual(words({ message: "got ATATT3x-\u0007canary" }), ["got [secret]"]);
});

Deno.test("errorDetails() redacts every credential in a header that is quoted, a proxy's too", () => {
  assert.deepEqual(
    words(
      "GET / proxy-authorization: Basic bWlhOnB3 Authorization: bearer abc, Authorization is needed",
      "text/plain",
    ),
    ["GET / proxy-authorization: Basic [secret] Authorization: bearer [secret], Authorization is needed"],
  );
  assert.deepEqual(words({ message: '{"Authorization": "Basic bWlhOnB3"}' }), [
    '{"Authorization": "Basic [secret]"}',
  ]);
});
