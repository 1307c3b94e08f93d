/**
 * What a server calls things (people, issues, pages, files, errors) may hold anything that steers a terminal. None of it
 * reaches one, nor a pipe as text; in JSON it is escaped.
 */
import assert from "node:assert/strict";
import type { Interfere } from "../../src/sandbox/mod.ts";
import { EVERY_COMMAND } from "./every_command.ts";
import { type Machine, machine, PROFILES } from "./fixture.ts";

/** Clears the screen, renames the window, makes a link, rings, moves the cursor, turns the direction: C0, C1, DEL. */
const EVIL =
  "\x1b[2J\x1b]0;evil\x07\x1b]8;;https://evil.test\x1b\\\u009b31m\u0085\u202eevil\u2066\u2069\x7f\b\r\n\v\f\0";
/** Members that people see. What the program decides by (ids, keys, types) is left alone. */
const SEEN = new Set([
  ...[
    "displayName",
    "emailAddress",
    "publicName",
    "summary",
    "description",
    "name",
    "title",
    "excerpt",
    "text",
  ],
  ...["message", "timeSpent", "alt", "comment", "mediaType", "label", "path", "status"],
]);

/** The same value, with evil in every text that people see. */
function worsened(value: unknown, name = ""): unknown {
  if (typeof value === "string") {
    if (name === "value" && value.startsWith("<")) return value.replaceAll("<p>", `<p>${EVIL}`);
    return SEEN.has(name) ? `${value}${EVIL}` : value;
  }
  if (Array.isArray(value)) return value.map((item) => worsened(item, name));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, worsened(member, key)]));
}

const worsen: Interfere = async (_, next) => {
  const answer = await next();
  if (!(answer.headers.get("content-type") ?? "").includes("json")) return answer;
  const { status, headers } = answer;
  return new Response(JSON.stringify(worsened(await answer.json())), { status, headers });
};

/** What it holds that steers, line breaks and tabs left out. */
function steering(text: string): readonly string[] {
  return text.replaceAll("\n", "").replaceAll("\t", "").match(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu) ?? [];
}

/** On a terminal the program itself wipes a line of progress away, and says so by these. */
function withoutWipes(text: string): string {
  return text.replaceAll("\r\x1b[K", "");
}

function evilMachine(interfere: Interfere, env: Readonly<Record<string, string>> = {}): Machine {
  return machine({ profiles: PROFILES, env: { ATLCLI_MAX_RETRIES: "0", ...env }, interfere });
}

let seen = 0;
for (const { words, stdin = "" } of EVERY_COMMAND) {
  const name = words.join(" ");
  for (const isTerminal of [false, true]) {
    for (const format of [[], ["--json"], ["--ndjson"]]) {
      // A body goes into a pipe byte for byte.
      if (words[0] === "api" && !isTerminal && format.length === 0 && !words.includes("--paginate")) continue;
      const where = `${isTerminal ? "on a terminal" : "to a pipe"} ${format.join("")}`;
      Deno.test(`what a server calls things steers nothing: ${name}, ${where}`, async () => {
        const options = { stdin, isTerminal, piped: ["stdin" as const], columns: 200 };
        const { host, run } = evilMachine(worsen);
        const { out, err } = await run([...words, ...format, "--color", "never"], options);
        seen += (out + err).split("evil").length - 1;
        assert.deepEqual(steering(withoutWipes(out)), [], JSON.stringify(out));
        assert.deepEqual(steering(withoutWipes(err)), [], JSON.stringify(err));
        assert.deepEqual(steering(host.disk.names("/home/me/docs").join("")), []);
      });
    }
  }
}

Deno.test("names from a server are shown, which the other tests rely on", () => {
  assert.ok(seen > 200, String(seen));
});

const REFUSALS: readonly Readonly<Record<string, unknown>>[] = [
  {
    errorMessages: [EVIL, `The value '${EVIL}' does not exist for the field 'project'.`],
    errors: { [EVIL]: EVIL },
  },
  { errors: [{ status: 400, code: EVIL, title: EVIL, detail: EVIL }] },
  { statusCode: 403, message: EVIL, data: { errors: [{ message: { translation: EVIL, key: EVIL } }] } },
  { code: 401, message: EVIL },
  { error: EVIL, error_description: EVIL },
];

for (const status of [400, 401, 403, 404, 409, 429, 500, 503]) {
  Deno.test(`the error details of a ${status} cannot control the terminal`, async () => {
    for (const refusal of REFUSALS) {
      const headers = { "retry-after": "9999999", "x-failure-category": "\u009b31m" };
      const answer: Interfere = () => Response.json(refusal, { status, headers });
      for (const format of [[], ["--json"], ["--verbose"]]) {
        const { run } = evilMachine(answer);
        const { exit, out, err } = await run(["jira", "search", "--jql", "project=PROJ", ...format]);
        assert.notEqual(exit, 0);
        assert.deepEqual(steering(out + err), [], JSON.stringify(err));
      }
    }
  });
}

for (
  const words of [["--jq", ".displayName"], ["--jq", ".", "--ndjson"], ["--template", "{{displayName}}"]]
) {
  Deno.test(`a selection by ${words.join(" ")} cannot control the terminal`, async () => {
    const { out } = await evilMachine(worsen).run(["jira", "me", ...words], { isTerminal: true });
    assert.match(out, /evil/);
    assert.deepEqual(steering(out), [], JSON.stringify(out));
  });
}

Deno.test("headers that --include prints steer nothing", async () => {
  const answer: Interfere = () => Response.json({}, { headers: { "x-evil": "\u009b2J\u0085\u0090x" } });
  const { out } = await evilMachine(answer).run("api /rest/api/3/myself --include");
  assert.match(out, /^x-evil: 2Jx$/m);
  assert.deepEqual(steering(out), []);
});

/** Answers in which every address is one that ends the link it is put into, and begins another. */
const worsenLinks: Interfere = async (_, next) => {
  const answer = await next();
  if (!(answer.headers.get("content-type") ?? "").includes("json")) return answer;
  const text = (await answer.text()).replaceAll(
    /"(self|webui|tinyui|base|url)":"[^"]*"/g,
    (_, name: string) => JSON.stringify({ [name]: `/x${EVIL}` }).slice(1, -1),
  );
  return new Response(text, { status: answer.status, headers: answer.headers });
};

for (
  const line of [
    "jira search --jql project=PROJ",
    "jira issue view PROJ-1",
    "wiki page list --space TEAM",
    "wiki search --cql type=page",
  ]
) {
  Deno.test(`a link on a terminal leads where the program says, and holds nothing of a server's: ${line}`, async () => {
    for (const interfere of [worsen, worsenLinks]) {
      const { run } = evilMachine(interfere, { VTE_VERSION: "7000" });
      const { out } = await run(`${line} --color auto`, { isTerminal: true, columns: 200 });
      // Escapes as a sign that can be seen.
      const shown = withoutWipes(out).replaceAll("\x1b", "␛");
      const links = [...shown.matchAll(/␛\]8;;([^␛]*)␛\\/gu)].map(([, address = ""]) => address);
      assert.ok(links.length > 0, shown);
      for (const address of links) {
        assert.ok(address === "" || address.startsWith("https://demo.atlassian.net/"), address);
      }
      const rest = shown.replaceAll(/␛\]8;;[^␛]*␛\\|␛\[\d*m/gu, "");
      assert.ok(!rest.includes("␛"), rest);
      assert.deepEqual(steering(rest), [], rest);
    }
  });
}
