/**
 * Downloads may be sent on to another host. What goes along is nothing of ours, and where it goes is never a private
 * place, however its address is written.
 */
import assert from "node:assert/strict";
import { inHome } from "./atlcli_process.ts";
import {
  type Answer,
  type Arrival,
  type Called,
  CLOUD,
  CONFLUENCE,
  type Internet,
  MEDIA,
  strangersCalled,
  withInternet,
} from "./internet.ts";

/** Headers that every request of Deno's has; whatever else arrives is ours. */
const BARE = ["accept", "accept-encoding", "accept-language", "host", "user-agent"];

const WAYS: readonly (readonly [name: string, command: string, profile: "cloud" | "wiki", home: string])[] = [
  ["api", "api /file/1 -H X-Mine:1", "cloud", CLOUD],
  ["docs pull on Cloud", "wiki docs pull /home/me/docs --space DOCS", "cloud", CLOUD],
  ["docs pull on Data Center", "wiki docs pull /home/me/docs --space DOCS", "wiki", CONFLUENCE],
];

/** Sends every download on; a cookie is set on the way, which must not come back. */
function sendOn(location: string): Answer {
  return (request) => {
    const { pathname } = new URL(request.url);
    const isDownload = pathname.startsWith("/file/1") || /\/download/.test(pathname);
    if (!isDownload || request.url.startsWith(MEDIA)) return undefined;
    const headers = { location, "set-cookie": "session=canary-cookie; Domain=company.test; Path=/" };
    return new Response(null, { status: 302, headers });
  };
}

function checkBare({ url, headers }: Arrival): void {
  for (const [name, value] of Object.entries(headers)) {
    assert.ok(BARE.includes(name), `${name}: ${value} came along to ${url}`);
    assert.doesNotMatch(value, /atlcli|canary|ATATT|Basic|Bearer/i, `${name} came along to ${url}`);
  }
}

Deno.test("a download that is sent on is followed, and comes bare", async (t) => {
  await withInternet(async ({ run }) => {
    for (const [name, command, profile, home] of WAYS) {
      await t.step(name, async () => {
        const answer: Answer = (request, next) =>
          request.url.startsWith("https://cdn.test/")
            ? new Response("bytes")
            : sendOn("https://cdn.test/1?key=k")(request, next);
        const called = await run(command, { profile, answer });
        assert.equal(called.exit, 0, called.err);
        const there = called.arrivals.filter(({ url }) => url.startsWith("https://cdn.test/"));
        assert.ok(there.length > 0, "Nothing came");
        there.forEach(checkBare);
        const here = called.arrivals.filter(({ url }) => url.startsWith(home));
        assert.ok(here.every(({ headers }) => headers["authorization"] !== undefined));
        assert.equal(here.length + there.length, called.arrivals.length);
      });
    }
  });
});

Deno.test("a download that comes back to the site stays bare", async () => {
  await withInternet(async ({ run }) => {
    const answer: Answer = (request, next) => {
      const { href, pathname } = new URL(request.url);
      if (href.startsWith("https://cdn.test/")) return Response.redirect(`${CLOUD}/back`);
      return pathname === "/back" ? new Response("bytes") : sendOn("https://cdn.test/1")(request, next);
    };
    const called = await run("api /file/1 -H X-Mine:1", { answer });
    assert.deepEqual([called.exit, called.out], [0, "bytes"], called.err);
    const [first, ...rest] = called.arrivals;
    assert.match(first?.headers["authorization"] ?? "", /^Basic /);
    assert.equal(rest.length, 2);
    rest.forEach(checkBare);
  });
});

/** Places inside: this machine, its network, a cloud's metadata. In each way to write them. */
const INSIDE = [
  "https://127.0.0.1/",
  "https://127.1/",
  "https://2130706433/",
  "https://0x7f000001/",
  "https://0x7f.1/",
  "https://017700000001/",
  "https://0177.0.0.1/",
  "https://0/",
  "https://localhost/",
  "https://LOCALHOST./",
  "https://a.localhost/",
  "https://[::1]/",
  "https://[::]/",
  "https://[0:0:0:0:0:0:0:1]/",
  "https://[::ffff:127.0.0.1]/",
  "https://[::ffff:7f00:1]/",
  "https://169.254.169.254/latest/meta-data",
  "https://2852039166/latest/meta-data",
  "https://0xa9fea9fe/latest/meta-data",
  "https://0251.0376.0251.0376/latest/meta-data",
  "https://169.254.43518/latest/meta-data",
  "https://%31%36%39.254.169.254/latest/meta-data",
  "https://\u2460\u2461\u2466.0.0.1/",
  "https://169\u3002254\u3002169\u3002254/latest/meta-data",
  "https://[::ffff:169.254.169.254]/latest/meta-data",
  "https://[::ffff:a9fe:a9fe]/latest/meta-data",
  "https://[::169.254.169.254]/latest/meta-data",
  "https://[64:ff9b::169.254.169.254]/latest/meta-data",
  "https://[64:ff9b:1::a9fe:a9fe]/latest/meta-data",
  "https://[2002:a9fe:a9fe::]/latest/meta-data",
  "https://[fd00:ec2::254]/latest/meta-data",
  "https://[fe80::1]/",
  "https://[fc00::1]/",
  "https://[fec0::1]/",
  "https://[ff02::1]/",
  "https://10.0.0.1/",
  "https://172.16.0.1/",
  "https://172.31.255.255/",
  "https://192.168.0.1/",
  "https://100.64.0.1/",
  "https://192.0.0.1/",
  "https://198.18.0.1/",
  "https://224.0.0.1/",
  "https://255.255.255.255/",
  "https://metadata.google.internal/",
  "https://metadata/",
  "https://printer.local/",
  "https://nas.home.arpa/",
  "https://wiki.corp/",
  "http://cdn.test/",
  "http://169.254.169.254/latest/meta-data",
  "ftp://cdn.test/",
  "file:///etc/passwd",
  "data:text/plain,x",
  "https://eve:pw@cdn.test/",
];

/** A header contains other characters than Latin-1 as UTF-8 bytes. */
function asHeader(address: string): string {
  return String.fromCharCode(...new TextEncoder().encode(address));
}

function checkRefused(called: Called, home: string, why: string): void {
  assert.notEqual(called.exit, 0, why);
  assert.deepEqual(strangersCalled(called, `${new URL(home).host}:443`), [], why);
  assert.ok(called.arrivals.every(({ url }) => url.startsWith(home)), why);
}

async function refuseAll(
  { run }: Internet,
  [, command, profile, home]: (typeof WAYS)[number],
): Promise<void> {
  // A pull takes its time, and asks by the same way.
  const some = command.startsWith("api") ? INSIDE : INSIDE.filter((_, at) => at % 12 === 0);
  for (const address of some) {
    const called = await run(command, { profile, answer: sendOn(asHeader(address)) });
    checkRefused(called, home, `${address}: ${called.err}`);
    assert.match(called.err, /Refused to follow a redirect|redirects without a valid target/, address);
  }
}

Deno.test("a download is not sent on to a private place, however it is written", async (t) => {
  await withInternet(async (internet) => {
    for (const way of WAYS) await t.step(way[0], () => refuseAll(internet, way));
  });
});

Deno.test("a download follows no redirect to a public hostname that resolves to a private address", async () => {
  await withInternet(async ({ run }) => {
    for (const [name, command, profile, home] of WAYS) {
      const names = { "cdn.test": ["169.254.169.254"] };
      const called = await run(command, { profile, names, answer: sendOn("https://cdn.test/1") });
      checkRefused(called, home, `${name}: ${called.err}`);
      assert.match(called.err, /Refused to download from "cdn\.test": it resolves to a private address/);
    }
  });
});

Deno.test("a download that was sent on once is not sent on to a private place either", async () => {
  await withInternet(async ({ run }) => {
    for (const address of INSIDE) {
      const answer: Answer = (request, next) =>
        request.url.startsWith("https://cdn.test/1")
          ? new Response(null, { status: 307, headers: { location: asHeader(address) } })
          : sendOn("https://cdn.test/1")(request, next);
      const called = await run("api /file/1", { answer });
      assert.equal(called.exit, 1, `${address}: ${called.out}`);
      assert.ok(
        called.arrivals.every(({ url }) => url.startsWith(CLOUD) || url === "https://cdn.test/1"),
        address,
      );
      assert.ok(
        called.asked.every((line) => /^CONNECT (?:company\.atlassian\.net|cdn\.test):443$/.test(line)),
        address,
      );
    }
  });
});

Deno.test("a download link to another site is refused", async () => {
  await withInternet(async ({ run }) => {
    const answer: Answer = async (_, next) => {
      const found = await next();
      if (!(found.headers.get("content-type") ?? "").includes("json")) return found;
      const text = (await found.text()).replaceAll(
        /"download":"[^"]*"/g,
        '"download":"https://evil.test/file"',
      );
      return new Response(text, { headers: { "content-type": "application/json" } });
    };
    const called = await run("wiki docs pull /home/me/docs --space DOCS", { profile: "wiki", answer });
    checkRefused(called, CONFLUENCE, called.err);
    assert.match(called.err, /Refused to follow a link from "wiki\.company\.test" to "evil\.test"/);
  });
});

Deno.test("the program resolves a hostname before the request, and prints nothing else to stderr", () =>
  inHome(async (home) => {
    const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, ({ url }) => {
      if (url.endsWith("/serverInfo")) return Response.json({ deploymentType: "Server", version: "10.3.0" });
      return new Response(null, { status: 302, headers: { location: "https://nothing.invalid/file" } });
    });
    const env = {
      ATLCLI_SITE: `http://127.0.0.1:${server.addr.port}`,
      ATLCLI_API_TOKEN: "a-token-of-a-test",
    };
    const { exit, err } = await home.run(["api", "/file"], { env });
    await server.shutdown();
    assert.equal(exit, 7, err);
    assert.match(err, /^Error: Cannot find the host "nothing\.invalid"\n {2}- [^\n]*\n$/);
  }));
