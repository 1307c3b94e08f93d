/**
 * A canary token goes through every command, in success and in each failure. It may be in the credentials file, in the
 * keychain, and in the Authorization header to its own site: this looks for it everywhere else.
 */
import assert from "node:assert/strict";
import { COMMANDS } from "../../src/cli/command_table.ts";
import { type Case, CASES, flagsFor } from "./canary/cases.ts";
import { type Outcome, runCase } from "./canary/in_process.ts";
import { type MachineOptions, makeMachine, type Storage } from "./canary/machine.ts";
import { withProxy } from "./canary/proxy.ts";
import { type Mode, type Site, startSite } from "./canary/site.ts";
import { API_TOKEN, PASSWORD, TOKEN, tracesIn } from "./canary/traces.ts";
import { withCertificates } from "./certificates.ts";
import { effort, inTurn } from "../helpers/effort.ts";

const ALL_FLAGS: readonly (readonly string[])[] = [[], ["--verbose"], ["--json"], ["--json", "--verbose"]];
/** In failures: what is said in text with `--verbose`, and in JSON without it, takes in all that is said otherwise. */
const FLAGS: readonly (readonly string[])[] = [["--verbose"], ["--json"]];

/** How many ways to fail were tried: each case alternates between the flags from one way to the next. */
let ways = 0;

Deno.test("canary: every command has a case", () => {
  assert.deepEqual(new Set(CASES.map(({ command }) => command)), new Set(Object.keys(COMMANDS)));
});

/** Runs a case on a machine of its own, and gives what was left anywhere. */
async function leaksOf(
  one: Case,
  { flags, ...options }: MachineOptions & { readonly flags: readonly string[] },
): Promise<{ readonly leaks: readonly string[]; readonly outcome: Outcome }> {
  const { site } = options;
  const { mode } = site;
  const machine = await makeMachine(options);
  try {
    site.renew();
    site.mode = one.first === undefined ? mode : "works";
    const outcome = await runCase(machine, one, { flags, onReady: () => void (site.mode = mode) });
    const out = one.prints === undefined ? outcome.out : "";
    const leaks = [
      ...tracesIn(out).map((trace) => `${trace}, on stdout: ${outcome.out}`),
      ...tracesIn(outcome.err).map((trace) => `${trace}, on stderr: ${outcome.err}`),
      ...outcome.started,
      ...site.leaks().filter((leak) => !one.follows || !leak.startsWith("the login page")),
      ...await machine.left({ ...one, worked: outcome.exit === 0 }),
    ];
    return { leaks, outcome };
  } finally {
    site.mode = mode;
    await machine.close();
  }
}

/** How something fails: what the machine begins with, and the options that make it fail soon. */
interface Way extends Omit<MachineOptions, "site"> {
  readonly mode?: Mode;
  readonly flags?: readonly string[];
  /** Where not all have to be tried. */
  readonly cases?: readonly Case[];
}

/** Every case, in one way, with and without `--verbose` and `--json`. */
async function everyCase(
  site: Site,
  { mode = "works", flags = [], cases = CASES, ...way }: Way,
): Promise<void> {
  site.mode = mode;
  const isWell = mode === "works" && Object.keys(way).length === 0;
  const exits = new Set<number>();
  const start = ways++;
  for (const [index, one] of cases.entries()) {
    // The sample has half of the cases in each way to fail, the other half in the next.
    if (!isWell && cases === CASES && (start + index) % effort(2, 1) !== 0) continue;
    const turn = Math.floor(start / 2) + index;
    for (const shown of flagsFor(one, isWell ? ALL_FLAGS : inTurn(FLAGS, turn))) {
      const all = [...flags, ...shown];
      const { leaks, outcome } = await leaksOf(one, { site, ...way, flags: all });
      const line = [one.command, ...one.args, ...all].join(" ");
      assert.deepEqual(leaks, [], line);
      if (isWell) {
        assert.equal(outcome.exit === 0, one.refused !== true, `${line}: ${outcome.err}`);
      }
      exits.add(outcome.exit);
    }
  }
  assert.ok(exits.has(0), "no command worked");
  if (mode !== "works") assert.ok(exits.size > 1, "no command failed");
}

function canary(name: string, way: Way | ((site: Site, step: Deno.TestContext) => Promise<void>)): void {
  Deno.test(`canary: nothing gets out ${name}`, async (step) => {
    const site = startSite();
    try {
      await (typeof way === "function" ? way(site, step) : everyCase(site, way));
    } finally {
      await site.close();
    }
  });
}

canary("when all is well", {});

const MODES: readonly (readonly [Mode, string])[] = [
  ["401", "of a 401 that repeats what was sent"],
  ["403", "of a 403 that repeats what was sent"],
  ["404", "of a 404 that repeats what was sent"],
  ["429", "of a 429 that repeats what was sent"],
  ["500", "of a 500 that repeats what was sent"],
  ["503", "of a 503 that repeats what was sent, again and again"],
  ["login page", "at a login page"],
  ["login redirect", "at a redirect to a login page"],
  ["other host", "at a redirect to another host"],
  ["broken body", "of a body that breaks off"],
];

for (const [mode, name] of MODES) canary(name, { mode });

canary("of a site that says nothing", {
  mode: "silence",
  flags: ["--timeout", "60ms", "--max-retries", "0"],
});

const STORAGES: readonly (readonly [Storage, string])[] = [
  ["keychain", "of a keychain"],
  ["locked keychain", "of a locked keychain"],
  ["command", "of a token command"],
  ["command that fails", "of a token command that prints too much"],
  ["corrupt file", "of a credentials file with a list for a token"],
];

for (const [storage, name] of STORAGES) canary(name, { storage });

/** Those that show in their own way what is wrong with the file; to all others it is the same error. */
const READERS = CASES.filter(({ command }) =>
  /^(?:auth (?:status|list|login|switch)|doctor|jira me|sandbox|__complete)$/.test(command)
);

/** Damage around the token: an error that quotes the text there would quote the token. */
const DAMAGED: Readonly<Record<string, (file: string, token: string) => string>> = {
  "is cut within the token": (file, token) => file.slice(0, file.indexOf(token) + token.length - 4),
  "has a line break in the token": (file, token) => file.replace(token, () => `${token}\n`),
  "has no quote before the token": (file, token) => file.replace(`"${token}`, () => token),
  "has a token for a name": (file, token) => file.replace('"apiToken":', () => `"${token}" 1, "apiToken":`),
  "has the token twice": (file, token) =>
    file.replace('"apiToken":', () => `"apiToken": "${token}", "apiToken":`),
};

for (const [name, damage] of Object.entries(DAMAGED)) {
  canary(`of a credentials file that ${name}`, async (site) => {
    const work = { name: "work", baseUrl: site.url, email: "a@b.de", deployment: "cloud", apiToken: TOKEN };
    const file = JSON.stringify({ currentProfile: "work", profiles: { work } }, null, 2);
    const token = JSON.stringify(TOKEN).slice(1, -1);
    await everyCase(site, { file: damage(file, token), cases: READERS });
  });
}

/** What a person pastes a token into by mistake: errors quote values. */
const MISPLACED: readonly (readonly string[])[] = [
  ["auth", "login", "--site", "SITE", "--email", API_TOKEN, "--token", "-"],
  ["auth", "login", "--site", API_TOKEN, "--email", "a@b.de", "--token", "-"],
  ["auth", "login", "--site", `https://x.test/${API_TOKEN}`, "--token", "-", "--no-verify"],
  ["auth", "login", "--username", API_TOKEN, "--bearer", "--site", "SITE"],
  ["auth", API_TOKEN],
  [API_TOKEN],
  ["auth", "switch", API_TOKEN],
  ["auth", "login", `--tokn=${API_TOKEN}`],
  ["auth", "login", "--storage", API_TOKEN],
  ["jira", "search", "--limit", API_TOKEN],
  ["jira", "issue", "view", API_TOKEN],
  ["jira", "search", "--profile", API_TOKEN],
  ["jira", "search", "--ca-file", API_TOKEN],
  ["jira", "search", "--timeout", API_TOKEN],
  ["api", "/rest/api/3/myself", "--input", API_TOKEN],
  ["help", API_TOKEN],
];

canary("of a token in the wrong place on the command line", async (site) => {
  for (const words of MISPLACED) {
    for (const flags of FLAGS) {
      const [command = "", ...args] = words;
      const { leaks } = await leaksOf({ command, args, stdin: TOKEN }, { site, flags });
      assert.deepEqual(leaks, [], [...words, ...flags].join(" "));
    }
  }
});

for (
  const member of ["name", "authType", "deployment", "product", "tokenStore", "tokenEnv"]
) {
  canary(
    `of a token in the file's "${member}"`,
    (site) => everyCase(site, { profile: { [member]: API_TOKEN }, cases: READERS }),
  );
}

canary(
  "with no server listening",
  (site) => everyCase(site, { profile: { baseUrl: "http://127.0.0.1:9" } }),
);

canary("when the certificate is not trusted", (site) =>
  withCertificates(async ({ selfSigned }) => {
    const options = { hostname: "127.0.0.1", port: 0, ...selfSigned, onListen: (): void => {} };
    const server = Deno.serve(options, () => new Response());
    try {
      await everyCase(site, { profile: { baseUrl: `https://localhost:${server.addr.port}` } });
    } finally {
      await server.shutdown();
    }
  }));

for (const answer of ["407", "502", "403", "hangs up", "is not there"] as const) {
  canary(`of a proxy with a password: ${answer}`, (site) =>
    withProxy(answer, async (port) => {
      const proxy = `http://mia:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}`;
      for (const baseUrl of [site.url, "https://nowhere.test"]) {
        await everyCase(site, { profile: { baseUrl, proxy }, flags: ["--max-retries", "0"] });
      }
    }));
}
