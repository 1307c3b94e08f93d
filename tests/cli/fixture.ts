/**
 * The command line in memory: a sandbox for its network, a keychain, a credentials file, and a terminal for each run.
 */
import assert from "node:assert/strict";
import { runCli } from "../../src/cli/app.ts";
import { createSandbox, type Interfere, type Sandbox } from "../../src/sandbox/mod.ts";
import { type MemoryHost, memoryHost, type MemoryHostOptions } from "../../src/testing/memory_host.ts";
import { manualClock } from "../../src/testing/manual_clock.ts";
import { type MemorySecretStore, memorySecretStore } from "../../src/testing/memory_secret_store.ts";
import { requireShape } from "../helpers/json_shapes.ts";
import {
  type MemoryTerminal,
  memoryTerminal,
  type MemoryTerminalOptions,
} from "../helpers/memory_terminal.ts";

/** Where the faces of the sandbox are. */
export const CLOUD = "https://demo.atlassian.net";
export const JIRA = "https://jira.demo.test/jira";
export const CONFLUENCE = "https://confluence.demo.test";
/** The credentials file. */
export const FILE = "/home/me/.atlcli/credentials.json";
export const MIA = "mia.mueller@sandbox.example";
/** The token of `cloud-valid`, with which Mia signs in. */
export const TOKEN = `ATATT3xFfGF0${"m1aT0ken_-".repeat(17)}=ABCD1234`;
/** The token of `jira-valid` and of `confluence-valid`. */
export const PAT = btoa("085572377948:a-Jira-token-of-Mia!");
const CONFLUENCE_PAT = btoa("544604719824:a-Confl-token-of-Mia");

/** An object of JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** What a run came to. */
export interface Ran {
  readonly exit: number;
  /** What was on stdout, and on stderr. */
  readonly out: string;
  readonly err: string;
  readonly terminal: MemoryTerminal;
  /** stdout, which has to be one JSON object. */
  readonly json: () => Json;
  /** The error that `--json` puts on stderr, which has to be its last line. */
  readonly error: () => Json;
}

/** What a machine has. */
export interface MachineOptions extends Omit<MemoryHostOptions, "clock"> {
  /** Variables in addition to HOME. */
  readonly env?: Readonly<Record<string, string>>;
  /** Profiles in the credentials file, by name; each gets its name. */
  readonly profiles?: Readonly<Record<string, Json>>;
  /** The active profile; by default the first one. */
  readonly active?: string | null;
  readonly keychain?: MemorySecretStore;
  /** Tokens of accounts, instead of new ones. */
  readonly tokens?: Readonly<Record<string, string>>;
  /** The number of extra issues in the sandbox. */
  readonly issues?: number;
  /** The number of extra pages in the sandbox, in the space LOAD. */
  readonly pages?: number;
  /** What comes between the machine and the sandbox. */
  readonly interfere?: Interfere;
}

/** How a command is run. */
export interface RunOptions extends MemoryTerminalOptions {
  /** Called before each request is answered. */
  readonly onRequest?: (terminal: MemoryTerminal) => void;
}

/** A machine: what is on it stays from one run to the next. */
export interface Machine {
  readonly host: MemoryHost;
  readonly sandbox: Sandbox;
  readonly keychain: MemorySecretStore;
  /** Runs a command line: words separated by spaces, or a list. */
  run(line: string | readonly string[], options?: RunOptions): Promise<Ran>;
  /** The text of the credentials file; `undefined` if there is no file. */
  file(): Json | undefined;
  /** A profile of that file, which has to be there. */
  profile(name: string): Json;
  /** What reached the sandbox: `GET /rest/api/3/myself as cloud-valid`. */
  received(): readonly string[];
}

/** The profiles that most tests begin with: one on Cloud, one on Data Center. */
export const PROFILES: Readonly<Record<string, Json>> = {
  work: { baseUrl: CLOUD, email: MIA, apiToken: TOKEN, deployment: "cloud" },
  dc: {
    baseUrl: JIRA,
    authType: "bearer",
    apiToken: PAT,
    deployment: "data-center",
    product: "jira",
    displayName: "Mia Müller",
  },
};

/** As {@linkcode PROFILES}, and one on Confluence Data Center. */
export const WIKI_PROFILES: Readonly<Record<string, Json>> = {
  ...PROFILES,
  wiki: {
    baseUrl: CONFLUENCE,
    authType: "bearer",
    apiToken: CONFLUENCE_PAT,
    deployment: "data-center",
    product: "confluence",
    displayName: "Mia Müller",
  },
};

/** Makes a machine. */
export function machine(options: MachineOptions = {}): Machine {
  const clock = manualClock();
  const sandbox = createSandbox({
    urls: { cloud: CLOUD, jira: JIRA, confluence: CONFLUENCE },
    now: () => clock.now(),
    issues: options.issues ?? 0,
    pages: options.pages ?? 0,
    ...(options.interfere !== undefined && { interfere: options.interfere }),
    tokens: {
      "cloud-valid": TOKEN,
      "jira-valid": PAT,
      "confluence-valid": CONFLUENCE_PAT,
      ...options.tokens,
    },
  });
  let onRequest = (): void => {};
  const host = memoryHost({
    fetch: (url, init) => {
      onRequest();
      return sandbox.fetch(url, init);
    },
    ...options,
    clock,
    env: { HOME: "/home/me", ...options.env },
    files: { ...fileOf(options), ...options.files },
  });
  const keychain = options.keychain ?? memorySecretStore();
  const file = (): Json | undefined => parsed(host.disk.text(FILE));
  return {
    host,
    sandbox,
    keychain,
    file,
    run: async (line, runOptions = {}) => {
      const terminal = memoryTerminal(runOptions);
      onRequest = () => runOptions.onRequest?.(terminal);
      const args = typeof line === "string" ? line.split(" ").filter((word) => word !== "") : line;
      const exit = await runCli(args, { host, terminal, secretStore: keychain });
      terminal.verify();
      assert.equal(host.openTransports, 0, `${args.join(" ")} left a connection open`);
      requireNoToken(sandbox, terminal);
      await requireShape(args, { exit, out: terminal.out(), err: terminal.err() });
      return ranOf(exit, terminal);
    },
    profile: (name) => profileOf(file(), name),
    received: () =>
      sandbox.requests.map(({ method, url, account, authorization }) =>
        `${method} ${new URL(url).pathname} as ${account ?? (authorization ? "a stranger" : "anonymous")}`
      ),
  };
}

/** The account's options for `auth login`. */
export function loginLine(sandbox: Sandbox, name: string): { readonly line: string; readonly stdin: string } {
  const { face, email, token } = sandbox.account(name);
  const who = email === undefined ? "--bearer" : `--email ${email}`;
  return { line: `auth login --site ${sandbox.urls[face]} ${who} --token -`, stdin: `${token}\n` };
}

function fileOf({ profiles, active }: MachineOptions): Readonly<Record<string, string>> {
  if (profiles === undefined) return {};
  const named = Object.entries(profiles).map(([name, profile]) => [name, { name, ...profile }]);
  const currentProfile = active === null ? undefined : active ?? Object.keys(profiles)[0];
  return { [FILE]: JSON.stringify({ currentProfile, profiles: Object.fromEntries(named) }) };
}

function parsed(text: string | undefined): Json | undefined {
  return text === undefined ? undefined : JSON.parse(text);
}

function profileOf(file: Json | undefined, name: string): Json {
  const profiles = file?.["profiles"];
  const profile = isJson(profiles) ? profiles[name] : undefined;
  assert.ok(isJson(profile), `No profile "${name}" was saved`);
  return profile;
}

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null;
}

/** No output contains a token, except that of `sandbox`, which has its own test. */
function requireNoToken(sandbox: Sandbox, terminal: MemoryTerminal): void {
  const said = terminal.out() + terminal.err();
  for (const { name, token } of sandbox.accounts) {
    assert.ok(!said.includes(token), `The token of ${name} was printed: ${said}`);
  }
}

function ranOf(exit: number, terminal: MemoryTerminal): Ran {
  const [out, err] = [terminal.out(), terminal.err()];
  return {
    exit,
    out,
    err,
    terminal,
    json: () => objectIn(out),
    error: () => {
      const last = objectIn(err.trimEnd().split("\n").at(-1) ?? "");
      const error = last["error"];
      assert.ok(isJson(error), `No error: ${err}`);
      return error;
    },
  };
}

function objectIn(text: string): Json {
  const value: unknown = JSON.parse(text);
  assert.ok(isJson(value), `No object: ${text}`);
  return value;
}
