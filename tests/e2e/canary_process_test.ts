/**
 * The canary token, and the program as a real process: what others see of what it starts, what a crash or an interruption
 * leaves, and what only the environment of a process can say.
 */
import assert from "node:assert/strict";
import { type Case, CASES } from "./canary/cases.ts";
import { type LeakOptions, leaksOf } from "./canary/process_leaks.ts";
import { withProxy } from "./canary/proxy.ts";
import { type Mode, type Site, startSite } from "./canary/site.ts";
import { EMAIL, PASSWORD, TOKEN, tracesIn } from "./canary/traces.ts";
import { gatedTest, onlyOn } from "../helpers/gate.ts";

const unless = onlyOn("linux", "its processes are observed through /proc");
/** Long enough that a look every few milliseconds cannot miss it. */
const LINGERS = 0.1;
const FAILURES: readonly Mode[] = [
  "401",
  "403",
  "404",
  "429",
  "500",
  "login page",
  "other host",
  "broken body",
];

function canary(name: string, body: (site: Site) => Promise<void>): void {
  gatedTest({
    name: `canary, as a process: ${name}`,
    unless,
    async fn() {
      const site = startSite();
      try {
        await body(site);
      } finally {
        await site.close();
      }
    },
  });
}

canary("every command, with its token in a keychain", async (site) => {
  const seen = new Set<string>();
  for (const one of CASES) {
    if (one.asks) continue;
    const storage = one.args.includes("file") ? "file" : "keychain";
    const { leaks, outcome } = await leaksOf(one, { site, storage, lingers: LINGERS, flags: ["--verbose"] });
    assert.deepEqual(leaks, [], [one.command, ...one.args].join(" "));
    for (const line of outcome.seen) seen.add(line);
  }
  for (const command of ["search", "lookup", "store", "clear"]) {
    const pattern = new RegExp(`secret-tool ${command}\\b`);
    assert.ok([...seen].some((line) => pattern.test(line)), `secret-tool ${command} was never seen`);
  }
});

canary("every command, at a site that fails in one way or another", async (site) => {
  for (const [index, one] of CASES.entries()) {
    if (one.asks) continue;
    const mode = FAILURES[index % FAILURES.length] ?? "500";
    site.mode = one.first === undefined ? mode : "works";
    const { leaks } = await leaksOf(one, { site, flags: ["--json", "--max-retries", "0"] });
    assert.deepEqual(leaks, [], [mode, one.command, ...one.args].join(" "));
  }
});

const VIEW = { command: "jira issue view", args: ["PROJ-1"] } as const;

canary("a token command is started without ATLCLI_API_TOKEN", async (site) => {
  const env = { ATLCLI_API_TOKEN: TOKEN, ATLCLI_SITE: "https://elsewhere.test", ATLCLI_EMAIL: EMAIL };
  const options: LeakOptions = {
    site,
    storage: "command",
    lingers: LINGERS,
    env,
    flags: ["--profile", "work"],
  };
  const { leaks, outcome } = await leaksOf(VIEW, options);
  assert.deepEqual(leaks, []);
  assert.equal(outcome.exit, 0, outcome.err);
  assert.ok([...outcome.seen].some((line) => line.endsWith("/token")), "the command was never seen");
});

canary("a browser is started without ATLCLI_API_TOKEN", async (site) => {
  const env = { ATLCLI_API_TOKEN: TOKEN, ATLCLI_SITE: site.url, ATLCLI_EMAIL: EMAIL };
  const one = { ...VIEW, args: ["PROJ-1", "--web"] };
  const { leaks, outcome } = await leaksOf(one, { site, lingers: LINGERS, env });
  assert.deepEqual(leaks, []);
  assert.ok([...outcome.seen].some((line) => line.includes("/xdg-open ")), outcome.err);
});

canary("a keychain's program starts with a cleared environment", async (site) => {
  const env = {
    ATLCLI_API_TOKEN: TOKEN,
    HTTPS_PROXY: `http://mia:${PASSWORD}@127.0.0.1:9`,
    OTHER_SECRET: "of mine",
  };
  const one: Case = { command: "auth status", args: ["--offline", "--profile", "work"] };
  let seen = "";
  const { leaks } = await leaksOf(one, {
    site,
    storage: "keychain",
    env,
    after: (text) => void (seen = text),
  });
  assert.deepEqual(leaks, []);
  assert.match(seen, /secret-tool/);
  assert.doesNotMatch(seen, /ATLCLI_|OTHER_SECRET|PROXY/);
  assert.deepEqual(tracesIn(seen), []);
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  canary(`an interruption (${signal}) while a site is silent`, async (site) => {
    site.mode = "silence";
    const { leaks, outcome } = await leaksOf(VIEW, {
      site,
      flags: ["--verbose"],
      interrupt: { afterMs: 1_500, signal },
    });
    assert.deepEqual(leaks, []);
    assert.equal(outcome.exit, signal === "SIGINT" ? 130 : 143, outcome.err);
  });
}

for (const answer of ["407", "403", "is not there"] as const) {
  canary(
    `a proxy of the environment, with a password: ${answer}`,
    (site) =>
      withProxy(answer, async (port) => {
        const proxy = `http://mia:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}`;
        const env = { HTTPS_PROXY: proxy, HTTP_PROXY: proxy };
        for (const baseUrl of ["http://nowhere.test", "https://nowhere.test"]) {
          const profile = { baseUrl, allowHttp: true };
          const { leaks, outcome } = await leaksOf(VIEW, {
            site,
            profile,
            env,
            flags: ["--verbose", "--max-retries", "0"],
          });
          assert.deepEqual(leaks, []);
          assert.notEqual(outcome.exit, 0);
        }
      }),
  );
}
