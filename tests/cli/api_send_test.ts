import assert from "node:assert/strict";
import { CLOUD, CONFLUENCE, JIRA } from "./fixture.ts";
import { sent, signedIn } from "./api_fixture.ts";

interface Sent {
  readonly words: readonly string[];
  readonly method?: string;
  readonly url?: string;
  readonly body?: unknown;
}

const SENT: readonly Sent[] = [
  { words: ["/rest/api/3/myself"], url: `${CLOUD}/rest/api/3/myself` },
  { words: ["rest/api/3/myself"], url: `${CLOUD}/rest/api/3/myself` },
  { words: ["get", "/rest/api/3/myself?expand=groups"], url: `${CLOUD}/rest/api/3/myself?expand=groups` },
  { words: ["DELETE", "/rest/api/3/issue/A-1"], method: "DELETE", url: `${CLOUD}/rest/api/3/issue/A-1` },
  { words: [`${CLOUD}/rest/api/3/myself?a=b#c`], url: `${CLOUD}/rest/api/3/myself?a=b` },
  {
    words: ["/x", "--query", "jql=a = b", "--query", "f=1", "--query", "f=2"],
    url: `${CLOUD}/x?jql=a+%3D+b&f=1&f=2`,
  },
  { words: ["/wiki/api/v2/pages"], url: `${CLOUD}/wiki/api/v2/pages` },
  { words: ["/api/v2/pages"], url: `${CLOUD}/wiki/api/v2/pages` },
  { words: ["/rest/api/user/current"], url: `${CLOUD}/wiki/rest/api/user/current` },
  { words: ["/wiki/rest/api/search?cql=x"], url: `${CLOUD}/wiki/rest/api/search?cql=x` },
  { words: ["/rest/api/latest/myself"], url: `${CLOUD}/rest/api/latest/myself` },
  { words: ["/x", "--product", "confluence"], url: `${CLOUD}/wiki/x` },
  { words: ["/rest/api/content", "--product", "jira"], url: `${CLOUD}/rest/api/content` },
  { words: ["/rest/api/2/myself", "--profile", "dc"], url: `${JIRA}/rest/api/2/myself` },
  { words: [`${JIRA}/rest/api/2/myself`, "--profile", "dc"], url: `${JIRA}/rest/api/2/myself` },
  { words: ["/rest/api/content", "--profile", "conf"], url: `${CONFLUENCE}/rest/api/content` },
  { words: ["/x", "-f", "a=1", "-F", "b=1"], method: "POST", body: { a: "1", b: 1 } },
  {
    words: [
      "/x",
      "-F",
      "i=-3",
      "-F",
      "n=1.5e3",
      "-F",
      "t=true",
      "-F",
      "f=false",
      "-F",
      "z=null",
      "-F",
      "s=x=y",
      "-F",
      "e=",
    ],
    method: "POST",
    body: { i: -3, n: 1500, t: true, f: false, z: null, s: "x=y", e: "" },
  },
  {
    words: ["/x", "-F", "v=007", "-F", "w=1.", "-F", "x=+1"],
    method: "POST",
    body: { v: "007", w: "1.", x: "+1" },
  },
  {
    words: [
      "PUT",
      "/x",
      "-f",
      "fields[summary]=S",
      "-F",
      "fields[project][id]=1",
      "-f",
      "fields[labels][]=a",
      "-f",
      "fields[labels][]=b",
    ],
    method: "PUT",
    body: { fields: { summary: "S", labels: ["a", "b"], project: { id: 1 } } },
  },
  {
    words: ["/x", "-F", "a[][b]=1", "-F", "a[][c]=2", "-F", "a[][b]=3", "-F", "e[]"],
    method: "POST",
    body: { a: [{ b: 1, c: 2 }, { b: 3 }], e: [] },
  },
  { words: ["GET", "/x", "-F", "n=1", "-f", "l[]=a", "-f", "l[]=b c"], url: `${CLOUD}/x?l=a&l=b+c&n=1` },
];

for (const { words, method = "GET", url, body } of SENT) {
  Deno.test(`api sends: ${words.join(" ")}`, async () => {
    const request = await sent(words);
    assert.equal(request.method, method);
    if (url !== undefined) assert.equal(request.url.href, url);
    assert.deepEqual(request.body === undefined ? undefined : JSON.parse(request.body), body);
  });
}

Deno.test("api treats __proto__ as an ordinary key", async () => {
  const { body } = await sent(["/x", "-f", "__proto__[a]=1", "-f", "b[__proto__][]=2"]);
  assert.equal(body, '{"__proto__":{"a":"1"},"b":{"__proto__":["2"]}}');
});

Deno.test("api -F reads a file and stdin as a text", async () => {
  const files = { "/home/me/text.md": "# 1\n" };
  const { body } = await sent(["/x", "-F", "a=@/home/me/text.md", "-F", "b=@-"], { files, stdin: "42" });
  assert.deepEqual(JSON.parse(body ?? ""), { a: "# 1\n", b: "42" });
});

for (const input of ["/home/me/body.json", "-"]) {
  Deno.test(`api --input ${input} sends it unchanged, as JSON unless a header says otherwise`, async () => {
    const bodies: string[] = [];
    const body = '{ "a":1 }\n';
    const { run } = signedIn({
      files: { "/home/me/body.json": body },
      fetch: async (url, init) => {
        bodies.push(
          `${init.method} ${url.search} ${await new Response(init.body).text()} ${
            new Headers(init.headers).get("content-type")
          }`,
        );
        return Response.json({});
      },
    });
    const line = ["api", "/x", "--input", input, "-f", "q=1"];
    assert.equal((await run(line, { stdin: body })).exit, 0);
    assert.equal((await run([...line, "-H", "Content-Type: text/plain"], { stdin: body })).exit, 0);
    assert.deepEqual(bodies, [`POST ?q=1 ${body} application/json`, `POST ?q=1 ${body} text/plain`]);
  });
}

for (const input of ["/home/me/large.bin", "-"]) {
  Deno.test(`api --input ${input} streams more than 1 MiB once, and reports that`, async () => {
    const large = "0123456789abcdef".repeat(200_000);
    const bodies: (readonly [isStream: boolean, text: string])[] = [];
    const { run } = signedIn({
      files: { "/home/me/large.bin": large },
      fetch: async (_url, { body }) => {
        bodies.push([body instanceof ReadableStream, await new Response(body).text()]);
        return new Response("{}", {
          status: bodies.length === 1 ? 200 : 503,
          headers: { "retry-after": "1" },
        });
      },
    });
    const line = ["api", "PUT", "/x", "--input", input];
    assert.equal((await run(line, { stdin: large })).exit, 0);
    const { exit, err } = await run(line, { stdin: large });
    assert.notEqual(exit, 0);
    assert.match(err, /larger than 1 MiB, so it was streamed and cannot be sent again/);
    assert.deepEqual(bodies, [[true, large], [true, large]]);
  });

  Deno.test(`api --input ${input} retries 1 MiB after a temporary failure`, async () => {
    const small = "0123456789abcdef".repeat(65_536);
    const bodies: string[] = [];
    const { run } = signedIn({
      files: { "/home/me/large.bin": small },
      fetch: async (_url, { body }) => {
        bodies.push(await new Response(body).text());
        return new Response("{}", {
          status: bodies.length === 1 ? 503 : 200,
          headers: { "retry-after": "1" },
        });
      },
    });
    assert.equal((await run(["api", "PUT", "/x", "--input", input], { stdin: small })).exit, 0);
    assert.deepEqual(bodies, [small, small]);
  });
}

Deno.test("api --input of more than 1 MiB is not sent in read-only mode", async () => {
  const files = { "/home/me/large.bin": "x".repeat(2_000_000) };
  const { run, received } = signedIn({ files });
  const { exit } = await run("api PUT /rest/api/3/x --input /home/me/large.bin --profile reader");
  assert.equal(exit, 5);
  assert.deepEqual(received(), []);
});

Deno.test("api -H sends headers", async () => {
  const { headers } = await sent(["/x", "-H", "Accept: text/plain", "-H", "X-Experimental:opt-in"]);
  assert.deepEqual([headers.get("accept"), headers.get("x-experimental")], ["text/plain", "opt-in"]);
});
