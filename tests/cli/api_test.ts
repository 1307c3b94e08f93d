import assert from "node:assert/strict";
import { runCli } from "../../src/cli/app.ts";
import { memoryTerminal } from "../helpers/memory_terminal.ts";
import { signedIn, stubbed } from "./api_fixture.ts";
import { CLOUD, type Json, machine, PAT, TOKEN } from "./fixture.ts";

const ESCAPE = "\u001b";

for (
  const [name, profile, path] of [["Cloud", "work", "/rest/api/3/myself"], [
    "Data Center",
    "dc",
    "/rest/api/2/myself",
  ]] as const
) {
  Deno.test(`api prints the answer as it came on ${name}`, async () => {
    const { run, received } = signedIn();
    const { exit, out, err } = await run(["api", path, "--profile", profile]);
    assert.deepEqual([exit, err], [0, ""]);
    assert.equal(JSON.parse(out).displayName, "Mia Müller");
    assert.equal(received().length, 1);
  });

  Deno.test(`api prints an error to stderr on ${name}, with the exit code of its status`, async () => {
    const { run } = signedIn();
    const version = profile === "work" ? 3 : 2;
    const { exit, out, err } = await run([
      "api",
      `/rest/api/${version}/issue/PROJ-999`,
      "--profile",
      profile,
    ]);
    assert.deepEqual([exit, out], [3, ""]);
    assert.match(err, /^Error: /);
    assert.match(err, /Issue does not exist/i);
  });

  Deno.test(`api --paginate prints the items of every page as one array on ${name}`, async () => {
    const { run, received } = signedIn({ issues: 230 });
    const search = profile === "work" ? "/rest/api/3/search/jql" : "/rest/api/2/search";
    const { exit, out, err } = await run([
      ...[
        "api",
        search,
        "--query",
        "jql=project = LOAD",
        "--query",
        "maxResults=100",
        "--query",
        "fields=summary",
      ],
      ...["--paginate", "--profile", profile],
    ]);
    assert.equal(exit, 0, err);
    const items: readonly Json[] = JSON.parse(out);
    assert.equal(new Set(items.map(({ key }) => key)).size, 230);
    assert.equal(received().length, 3);
  });
}

Deno.test("api --paginate --ndjson prints an item a line, and a page before it asks for the next one", async () => {
  const { run, received } = signedIn({ issues: 230 });
  const pagesAtLine: number[] = [];
  await run([
    ...["api", "POST", "/rest/api/3/search/jql", "-f", "jql=project = LOAD", "-F", "maxResults=100"],
    ...["-F", "fields[]=summary", "--paginate", "--ndjson"],
  ], { onWrite: () => pagesAtLine.push(received().length) });
  assert.deepEqual([pagesAtLine.length, pagesAtLine[0], pagesAtLine[99], pagesAtLine[100]], [230, 1, 1, 2]);
});

Deno.test("api --paginate --jq selects from the whole array, with --ndjson from each item", async () => {
  const line = ["api", "/rest/api/3/project/search", "--query", "maxResults=1", "--paginate"];
  const { out } = await signedIn().run([...line, "--jq", "length, .[0].key"]);
  const [length, key] = out.trimEnd().split("\n");
  assert.ok(Number(length) > 1);
  const each = (await signedIn().run([...line, "--jq", ".key", "--ndjson"])).out.trimEnd().split("\n");
  assert.deepEqual([each.length, each[0]], [Number(length), key]);
});

Deno.test("api --paginate of nothing prints an empty array", async () => {
  const { run } = stubbed({ url: /./, reply: { json: { values: [], startAt: 0, total: 0 } } });
  assert.equal((await run("api /rest/api/3/project/search --paginate")).out, "[]\n");
});

Deno.test("api --paginate follows no link out of the site", async () => {
  const { run, network } = stubbed({
    url: "/wiki/api/v2/pages",
    reply: { json: { results: [1], _links: { next: "https://evil.test/wiki/api/v2/spaces" } } },
  });
  const { exit, err } = await run("api /wiki/api/v2/pages --paginate");
  assert.equal(exit, 1);
  assert.match(err, /"demo\.atlassian\.net" to "evil\.test"/);
  network.verify();
});

Deno.test("api --json indents, --ndjson prints one line, --jq selects", async () => {
  const run = async (option: string): Promise<string> =>
    (await signedIn().run(`api /rest/api/3/myself ${option}`)).out;
  assert.match(await run("--json"), /^\{\n {2}"/);
  assert.match(await run("--ndjson"), /^\{"[^\n]*\}\n$/);
  assert.equal(await run("--jq .displayName"), "Mia Müller\n");
  assert.equal(await run("--template {{displayName}}"), "Mia Müller\n");
});

Deno.test("api --jq of a response that is not JSON is an error", async () => {
  const { run } = stubbed({ url: /./, reply: { text: "plain" } });
  const { exit, err } = await run("api /x --jq .");
  assert.equal(exit, 1);
  assert.match(err, /not JSON/);
});

Deno.test("api indents JSON on a terminal, and escapes control characters", async () => {
  const text = `{"a":"\\u001b[2J","b":"\u009b31m\u202e"}`;
  const { run } = stubbed({
    url: /./,
    reply: () => new Response(text, { headers: { "content-type": "application/json" } }),
  });
  const { out } = await run("api /x", { isTerminal: true });
  assert.equal(out, '{\n  "a": "\\u001b[2J",\n  "b": "\\u009b31m\\u202e"\n}\n');
});

Deno.test("api writes a body byte for byte into a pipe", async () => {
  const bytes = Uint8Array.from([0, 1, 27, 128, 255, 254, 10]);
  const { run } = stubbed({
    url: /./,
    reply: () => new Response(bytes, { headers: { "content-type": "image/png" } }),
  });
  const { exit, terminal } = await run("api /x");
  assert.equal(exit, 0);
  assert.deepEqual(terminal.outBytes(), bytes);
});

Deno.test("api makes a text printable on a terminal", async () => {
  const { run } = stubbed({ url: /./, reply: { text: `a\n${ESCAPE}[2Jb\u202e` } });
  assert.equal((await run("api /x", { isTerminal: true })).out, "a\n[2Jb");
});

for (const bytes of [[1, 2, 0, 3], [255, 216, 255]]) {
  Deno.test(`api shows no binary data on a terminal: ${bytes.join(" ")}`, async () => {
    const { run } = stubbed({
      url: /./,
      reply: () => new Response(Uint8Array.from(bytes), { headers: { "content-type": "image/jpeg" } }),
    });
    const { exit, out, err } = await run("api /x", { isTerminal: true });
    assert.deepEqual([exit, out], [2, ""]);
    assert.match(err, /not text but image\/jpeg.*not shown/);
    assert.match(err, /> FILE/);
  });
}

Deno.test("api writes each piece of a body as it arrives", async () => {
  let pieces = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) =>
      pieces++ < 3 ? controller.enqueue(new TextEncoder().encode(`${pieces}`)) : controller.close(),
  }, { highWaterMark: 0 });
  const { run } = stubbed({ url: /./, reply: () => new Response(body) });
  const { exit, err } = await run("api /x", { readerGoneAfter: 1 });
  assert.deepEqual([exit, err], [0, ""]);
  assert.ok(pieces <= 2, `${pieces}`);
});

Deno.test("api --include prints status and headers before the body, and no cookie", async () => {
  const headers = { "x-a": "b", "set-cookie": "JSESSIONID=ABC; Path=/" };
  const { run } = stubbed({ method: "POST", url: /./, reply: { json: { a: 1 }, status: 201, headers } });
  const { out } = await run("api POST /x -i");
  assert.equal(out, 'HTTP 201\ncontent-type: application/json\nset-cookie: [secret]\nx-a: b\n\n{"a":1}');
});

Deno.test("api --include prints the response of an error to stdout, and the error to stderr", async () => {
  const { run } = stubbed({
    url: /./,
    reply: { json: { errorMessages: ["No such thing"], errors: {} }, status: 404 },
  });
  const { exit, out, err } = await run("api /x --include");
  assert.equal(exit, 3);
  assert.match(out, /^HTTP 404\n.*\n\n\{"errorMessages":\["No such thing"\],"errors":\{\}\}$/s);
  assert.match(err, /No such thing/);
});

Deno.test("api --include does not print a token that an error quotes", async () => {
  const { run } = stubbed({
    method: "POST",
    url: /./,
    reply: ({ headers }) => new Response(headers.get("authorization"), { status: 400 }),
  });
  const { exit, out } = await run("api POST /x --include --profile dc");
  assert.equal(exit, 1);
  assert.match(out, /\[secret\]/);
  assert.ok(!out.includes(PAT));
});

Deno.test("api ends with 3 for an unknown path, and prints nothing for a response without a body", async () => {
  const { exit, out } = await stubbed({
    method: "DELETE",
    url: /./,
    reply: () => new Response(null, { status: 204 }),
  }).run("api DELETE /x");
  assert.deepEqual([exit, out], [0, ""]);
});

Deno.test("api follows a download to another host, without the token", async () => {
  const { run, network } = stubbed(
    {
      url: /attachment/,
      reply: () => new Response(null, { status: 302, headers: { location: "https://media.example.com/f" } }),
    },
    {
      url: "https://media.example.com/f",
      reply: { text: "content" },
      check: ({ headers }) => assert.equal(headers.get("authorization"), null),
    },
  );
  assert.equal((await run("api /rest/api/3/attachment/content/1")).out, "content");
  network.verify();
});

Deno.test("api with the environment alone needs no file", async () => {
  const { sandbox } = machine();
  const { email = "", token } = sandbox.account("cloud-valid");
  const env = { ATLCLI_SITE: CLOUD, ATLCLI_EMAIL: email, ATLCLI_API_TOKEN: token };
  const made = machine({ env, tokens: { "cloud-valid": token } });
  const { exit, out } = await made.run("api /rest/api/3/myself --jq .accountId");
  assert.deepEqual([exit, out.length > 5], [0, true]);
});

Deno.test("a body with the token goes unchanged into a pipe, with a warning; its JSON is redacted", async () => {
  const made = stubbed({ url: /./, reply: { json: { said: TOKEN } } }, {
    url: /./,
    reply: { json: { said: TOKEN } },
  });
  const terminal = memoryTerminal();
  const outside = { host: made.host, terminal, secretStore: made.keychain };
  assert.equal(await runCli(["api", "/rest/a"], outside), 0);
  assert.equal(terminal.out(), JSON.stringify({ said: TOKEN }));
  assert.equal(
    terminal.err(),
    "Warning: The response contains the token that was used, or another secret of this machine\n",
  );
  const { json, err } = await made.run("api /rest/a --json");
  assert.deepEqual([json(), err], [{ said: "[secret]" }, ""]);
});
