import assert from "node:assert/strict";
import { type Stub, stubFetch } from "../../src/testing/stub_fetch.ts";
import {
  CLOUD,
  CONFLUENCE,
  JIRA,
  type Json,
  type Machine,
  machine,
  type MachineOptions,
  PAT,
  PROFILES,
} from "./fixture.ts";

const ESCAPE = "\u001b";

const signedIn = (options: MachineOptions = {}): Machine =>
  machine({
    profiles: {
      ...PROFILES,
      conf: {
        ...PROFILES["dc"],
        baseUrl: CONFLUENCE,
        product: "confluence",
        apiToken: btoa("544604719824:a-Confl-token-of-Mia"),
      },
      reader: { ...PROFILES["work"], readOnly: true },
    },
    ...options,
  });

/** A machine whose network is made of stubs. */
function stubbed(...stubs: readonly Stub[]): Machine & { readonly network: ReturnType<typeof stubFetch> } {
  const network = stubFetch(...stubs);
  return { ...signedIn({ fetch: network.fetch }), network };
}

/** What a request that is sent with these words looks like. */
async function sent(
  words: readonly string[],
  options: Partial<Stub> & { readonly stdin?: string; readonly files?: Readonly<Record<string, string>> } =
    {},
): Promise<
  { readonly method: string; readonly url: URL; readonly headers: Headers; readonly body: string | undefined }
> {
  const network = stubFetch(...["GET", "POST", "PUT", "DELETE", "PATCH"].map((method) => ({
    method,
    url: /./,
    reply: { json: {} },
  })));
  const { run } = signedIn({ fetch: network.fetch, ...(options.files && { files: options.files }) });
  const { exit, err } = await run(["api", ...words], {
    ...(options.stdin !== undefined && { stdin: options.stdin }),
  });
  assert.equal(exit, 0, err);
  const [request] = network.requests;
  assert.ok(request !== undefined);
  return request;
}

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

  Deno.test(`api prints what went wrong on stderr on ${name}, and ends by the status`, async () => {
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
    reply: { json: { results: [1], _links: { next: "https://evil.test/wiki/api/v2/pages" } } },
  });
  const { exit, err } = await run("api /wiki/api/v2/pages --paginate");
  assert.equal(exit, 1);
  assert.match(err, /"demo\.atlassian\.net" to "evil\.test"/);
  network.verify();
});

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
  { words: ["/x", "-f", "__proto__[a]=1"], method: "POST", body: JSON.parse('{"__proto__":{"a":"1"}}') },
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

Deno.test("api -F reads a file and stdin as a text", async () => {
  const files = { "/home/me/text.md": "# 1\n" };
  const { body } = await sent(["/x", "-F", "a=@/home/me/text.md", "-F", "b=@-"], { files, stdin: "42" });
  assert.deepEqual(JSON.parse(body ?? ""), { a: "# 1\n", b: "42" });
});

for (const input of ["/home/me/body.json", "-"]) {
  Deno.test(`api --input ${input} sends it as it is, as JSON where no header says another`, async () => {
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

Deno.test("api -H sends headers", async () => {
  const { headers } = await sent(["/x", "-H", "Accept: text/plain", "-H", "X-Experimental:opt-in"]);
  assert.deepEqual([headers.get("accept"), headers.get("x-experimental")], ["text/plain", "opt-in"]);
});

const OUTSIDE: readonly (readonly [string, string])[] = [
  ["work", "https://evil.test/rest/api/3/myself"],
  ["work", "http://demo.atlassian.net/rest/api/3/myself"],
  ["work", "https://demo.atlassian.net:444/rest/api/3/myself"],
  ["work", "https://demo.atlassian.net.evil.test/x"],
  ["work", "https://demo.atlassian.net@evil.test/x"],
  ["work", "https://me:secret@demo.atlassian.net/x"],
  ["work", "file:///etc/passwd"],
  ["work", "javascript:alert(1)"],
  ["dc", "https://jira.demo.test/rest/api/2/myself"],
  ["dc", "https://jira.demo.test/jira/../rest/api/2/myself"],
  ["dc", "https://jira.demo.test/jira/%2e%2e/x"],
  ["dc", "https://jira.demo.test/jirax/x"],
  ["dc", `${CLOUD}/rest/api/3/myself`],
];

for (const [profile, address] of OUTSIDE) {
  Deno.test(`api sends nothing to an address outside the site: ${address} with ${profile}`, async () => {
    const network = stubFetch();
    const { run, keychain } = signedIn({ fetch: network.fetch });
    const { exit, out, err } = await run(["api", address, "--profile", profile]);
    assert.deepEqual([exit, out, network.requests.length, keychain.calls.length], [2, "", 0, 0]);
    assert.ok(err.includes(profile === "work" ? CLOUD : JIRA), err);
    assert.match(err, /is not on the site of this profile/);
    assert.doesNotMatch(err, /secret/);
  });
}

for (const path of ["//evil.test/x", "/../x", "/x/%2e%2e/y", "/x\\y", "/x#y"]) {
  Deno.test(`api refuses a path that leads elsewhere: ${path}`, async () => {
    const network = stubFetch();
    const { exit, err } = await signedIn({ fetch: network.fetch }).run(["api", path]);
    assert.deepEqual([exit, network.requests.length], [2, 0], err);
  });
}

Deno.test("api says what became of a path that a shell on Windows changed", async () => {
  const { exit, err } = await signedIn().run(["api", "C:/Program Files/Git/rest/api/3/myself"]);
  assert.equal(exit, 2);
  assert.match(err, /Leave out the slash at the beginning/);
});

const REFUSED: readonly (readonly [readonly string[], RegExp])[] = [
  [["GET"], /No path after GET/],
  [["/x", "/y"], /Not a method and a path/],
  [["CONNECT", "/x"], /Not a method and a path/],
  [["/x", "-f", "a"], /Not a field and its value: "a"/],
  [["/x", "-f", "=a"], /Not a field and its value/],
  [["/x", "-f", "[a]=b"], /Not a field and its value/],
  [["/x", "-f", "a[b=c"], /Not a field and its value/],
  [["/x", "-f", "a=1", "-f", "a=2"], /"a" is there twice/],
  [["/x", "-f", "a=1", "-f", "a[b]=2"], /"a\[b\]" is an object here/],
  [["/x", "-f", "a[b]=1", "-f", "a[]=2"], /"a\[\]" is an array here/],
  [["/x", "-f", "a[][]=1"], /array in an array/],
  [["/x", "-F", "a=12345678901234567890"], /Too large for a number/],
  [["/x", "-F", "a=@/no/such/file"], /No such file: "\/no\/such\/file"/],
  [["GET", "/x", "-f", "a[b]=1"], /"a" is an object, which no query can carry/],
  [["/x", "--input", "/no/such/file"], /--input: No such file/],
  [["/x", "--input", "-", "--paginate"], /Not JSON, which --paginate has to add to/],
  [["/x", "--query", "a"], /--query: Not a name and its value/],
  [["/x", "-H", "a b"], /--header: Not a header/],
  [["/x", "-H", "Authorization: Basic x"], /The header "authorization" cannot be set/],
  [["/x", "--include", "--paginate"], /--include does not go with --paginate/],
  [["/x", "--product", "bitbucket"], /jira, confluence/],
];

for (const [words, message] of REFUSED) {
  Deno.test(`api refuses ${words.join(" ")}`, async () => {
    const network = stubFetch();
    const { exit, out, err } = await signedIn({ fetch: network.fetch }).run(["api", ...words], {
      stdin: "no",
    });
    assert.deepEqual([exit, out, network.requests.length], [2, "", 0], err);
    assert.match(err, message);
  });
}

Deno.test("api refuses a change where only reading is allowed, and sends nothing", async () => {
  for (
    const line of [
      "api DELETE /rest/api/3/issue/PROJ-1 --read-only",
      "api POST /rest/api/3/issue -f a=b --profile reader",
    ]
  ) {
    const { run, received } = signedIn();
    const { exit, err } = await run(line);
    assert.deepEqual([exit, received()], [5, []]);
    assert.match(err, /only reading is allowed/);
  }
});

Deno.test("api --json indents, --ndjson prints one line, --jq selects", async () => {
  const run = async (option: string): Promise<string> =>
    (await signedIn().run(`api /rest/api/3/myself ${option}`)).out;
  assert.match(await run("--json"), /^\{\n {2}"/);
  assert.match(await run("--ndjson"), /^\{"[^\n]*\}\n$/);
  assert.equal(await run("--jq .displayName"), "Mia Müller\n");
  assert.equal(await run("--template {{displayName}}"), "Mia Müller\n");
});

Deno.test("api --jq of an answer that is no JSON is an error", async () => {
  const { run } = stubbed({ url: /./, reply: { text: "plain" } });
  const { exit, err } = await run("api /x --jq .");
  assert.equal(exit, 1);
  assert.match(err, /not JSON/);
});

Deno.test("api indents JSON on a terminal, and escapes what the terminal would act on", async () => {
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
    assert.match(err, /no text but image\/jpeg.*not shown/);
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

Deno.test("api --include prints what an error answered on stdout, and the error on stderr", async () => {
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

Deno.test("api of a path that nobody made up ends with 3, and of a body-less answer prints nothing", async () => {
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
