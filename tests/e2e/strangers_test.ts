/**
 * No token to a stranger: what a server can say to have a token, or a request, sent elsewhere. Every command is led
 * astray, and the servers and the proxy on the way tell who was called, and with what.
 */
import assert from "node:assert/strict";
import {
  type Answer,
  type Called,
  CLOUD,
  type Internet,
  strangersCalled,
  withCredential,
  withInternet,
} from "./internet.ts";

const HOME = "company.atlassian.net:443";
const STATUSES = [301, 302, 303, 307, 308];

/** With a Cyrillic letter; in a header it can only stand as punycode. */
const HOMOGRAPH = new URL("https://company.\u0430tlassian.net/x");

/** Where a redirect or a link leads, and how it is named in the error. */
const STRANGERS: readonly (readonly [name: string, address: string, shown: string])[] = [
  ["another host", "https://evil.test/x", "https://evil.test"],
  ["another tenant", "https://other.atlassian.net/x", "https://other.atlassian.net"],
  ["another port", `${CLOUD}:8443/x`, `${CLOUD}:8443`],
  ["plain http", "http://company.atlassian.net/x", "http://company.atlassian.net"],
  ["a look-alike", `${CLOUD}.evil.test/x`, `${CLOUD}.evil.test`],
  ["a homograph", HOMOGRAPH.href, HOMOGRAPH.origin],
  ["a dot at the end", "https://company.atlassian.net./x", "https://company.atlassian.net."],
  ["user information", "https://company.atlassian.net@evil.test/x", "https://evil.test"],
  ["the site with user information", "https://eve:pw@company.atlassian.net/x", CLOUD],
  ["the gateway of another tenant", "https://api.atlassian.com/ex/jira/other/x", "https://api.atlassian.com"],
  ["a scheme-less host", "//evil.test/x", "https://evil.test"],
  ["cloud metadata", "http://169.254.169.254/latest", "http://169.254.169.254"],
];

/** Commands that send a token, by the profile that they use. */
const COMMANDS = [
  "api /rest/api/3/myself --json",
  "api POST /rest/api/3/issue --input /home/me/.atlcli/credentials.json",
  "api /rest/api/3/project/search --paginate",
  "jira me",
  "jira search --jql project=PROJ",
  "jira issue view PROJ-1",
  "jira project list",
  "wiki space list",
  "wiki search --cql type=page",
  "wiki docs pull /home/me/docs --space TEAM",
  "auth status",
];

function redirectTo(location: string, status: number): Answer {
  return () => new Response("moved", { status, headers: { location } });
}

function checkHome(called: Called, why: string): void {
  assert.deepEqual(strangersCalled(called, HOME), [], why);
  assert.ok(called.arrivals.every(({ url }) => url.startsWith(`${CLOUD}/`)), why);
  assert.ok(withCredential(called).length > 0, `No token was sent at all: ${why} ${called.err}`);
}

Deno.test("no command follows a redirect to a stranger", async (t) => {
  await withInternet(async ({ run }) => {
    for (const [index, command] of COMMANDS.entries()) {
      await t.step(command, async () => {
        for (const [at, [name, address, shown]] of STRANGERS.entries()) {
          const status = STATUSES[(index + at) % STATUSES.length] ?? 302;
          const called = await run(command, { answer: redirectTo(address, status) });
          const why = `${status} to ${name}: ${called.out}${called.err}`;
          checkHome(called, why);
          assert.ok(called.arrivals.every(({ url }) => !/\/(?:x|latest)$/.test(url)), why);
          assert.notEqual(called.exit, 0, why);
          assert.ok(why.includes(CLOUD) && why.includes(shown), why);
        }
      });
    }
  });
});

Deno.test("every status of a redirect is refused to every stranger", async () => {
  await withInternet(async ({ run }) => {
    for (const [name, address, shown] of STRANGERS) {
      for (const status of STATUSES) {
        const called = await run("api /rest/api/3/myself --json", { answer: redirectTo(address, status) });
        checkHome(called, name);
        assert.equal(called.exit, 1);
        assert.match(
          called.err,
          /"message":"Refused to follow a redirect from \\"https:\/\/company\.atlassian\.net\\" to/,
        );
        assert.ok(called.err.includes(`${shown}\\"`), called.err);
      }
    }
  });
});

Deno.test("a redirect chain is followed inside the site, and refused outside; a loop ends", async () => {
  await withInternet(async ({ run }) => {
    const chain = (last: string): Answer => (request) => {
      const { pathname } = new URL(request.url);
      const [, step] = /^\/step\/(\d)$/.exec(pathname) ?? [];
      if (step === undefined) return Response.json({ end: true });
      return Response.redirect(step === "3" ? last : `${CLOUD}/step/${Number(step) + 1}`, 307);
    };
    const inside = await run("api /step/0 --json", { answer: chain(`${CLOUD}/end`) });
    assert.deepEqual([inside.exit, JSON.parse(inside.out)], [0, { end: true }], inside.err);
    assert.equal(withCredential(inside).length, 5);
    const outside = await run("api /step/0 --json", { answer: chain("https://evil.test/end") });
    checkHome(outside, "a chain");
    assert.deepEqual([outside.exit, outside.arrivals.length], [1, 4]);
    const circle = await run("api /step/0 --json", { answer: chain(`${CLOUD}/step/1`) });
    assert.deepEqual([circle.exit, circle.arrivals.length <= 6], [1, true]);
    assert.match(circle.err, /redirects too many times, or in a loop/);
  });
});

Deno.test("signing in is not led to a stranger, and saves nothing", async () => {
  await withInternet(async ({ run, sandbox }) => {
    const { email = "", token } = sandbox.account("cloud-valid");
    for (const [name, address] of STRANGERS) {
      const line = `auth login --profile new --site ${CLOUD} --email ${email} --token -`;
      const called = await run(line, { stdin: token, answer: redirectTo(address, 302) });
      checkHome(called, name);
      assert.notEqual(called.exit, 0);
      assert.ok(!called.host.disk.text("/home/me/.atlcli/credentials.json")?.includes('"new"'));
    }
  });
});

/** Ways to name the next page, and a command that follows each. */
const LINKS: readonly (readonly [name: string, command: string, page: (next: string) => Response])[] = [
  [
    "_links.next",
    "api /wiki/api/v2/pages --paginate",
    (next) => Response.json({ results: [1], _links: { next } }),
  ],
  [
    "nextPage",
    "api /rest/api/3/project/search --paginate",
    (nextPage) => Response.json({ values: [1], isLast: false, nextPage }),
  ],
  [
    "a Link header",
    "api /wiki/api/v2/pages --paginate",
    (next) => Response.json({ results: [1] }, { headers: { link: `<${next}>; rel="next"` } }),
  ],
  ["_links.next of spaces", "wiki space list", (next) => Response.json({ results: [], _links: { next } })],
  [
    "_links.next of a search",
    "wiki search --cql type=page --all",
    (next) => Response.json({ results: [], totalSize: 9, _links: { next, base: "https://evil.test/wiki" } }),
  ],
];

Deno.test("no link to a next page leads to another site", async (t) => {
  await withInternet(async ({ run }) => {
    for (const [name, command, page] of LINKS) {
      await t.step(name, async () => {
        for (const [stranger, address] of STRANGERS) {
          const called = await run(command, { answer: () => page(address) });
          const why = `${stranger}: ${called.err}`;
          checkHome(called, why);
          assert.deepEqual([called.exit, called.arrivals.length], [1, 1], why);
          assert.match(
            called.err,
            /^Error: Refused to follow a link from "company\.atlassian\.net" to "/m,
            why,
          );
        }
      });
    }
  });
});

/** The same answers, with every address in them a stranger's. */
function strangeAddresses(internet: Internet): Answer {
  return async (_, next) => {
    const answer = await next();
    if (!(answer.headers.get("content-type") ?? "").includes("json")) return answer;
    const text = (await answer.text()).replaceAll(CLOUD, "https://evil.test").replaceAll(
      /"(self|base|webui|tinyui|download|downloadLink)":"\//g,
      '"$1":"https://evil.test/',
    );
    assert.ok(internet.sandbox.requests.length > 0);
    return new Response(text, { status: answer.status, headers: { "content-type": "application/json" } });
  };
}

Deno.test("addresses in an answer (self, base, download) are shown, and none is asked", async () => {
  await withInternet(async (internet) => {
    const answer = strangeAddresses(internet);
    for (
      const command of [
        "jira me",
        "jira search --jql project=PROJ --json",
        "jira issue view PROJ-1 --json",
        "jira issue comment PROJ-1 --body hello",
        "jira issue assign PROJ-1 --to me",
        "jira project list",
        "wiki space list --json",
        "wiki page list --space TEAM --json",
        "wiki search --cql type=page --json",
      ]
    ) {
      const called = await internet.run(command, { answer });
      checkHome(called, command);
      assert.equal(called.exit, 0, `${command}: ${called.err}`);
    }
  });
});
