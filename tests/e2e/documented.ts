/**
 * The documentation's command lines on this machine: what is made up in them is replaced, and everything else stays.
 *
 * Replaced are the addresses of sites, the accounts' emails, and the tokens. `company.atlassian.net` and
 * `work.atlassian.net` are the sandbox's Cloud site under two host names, `jira.company.com` is its Jira Data Center.
 */
import assert from "node:assert/strict";
import { startSandboxProcess } from "../../scripts/checks/sandbox_process.ts";
import { ATLCLI, type Home, inHome, type Ran } from "./atlcli_process.ts";

export const sandbox = await startSandboxProcess(ATLCLI);
globalThis.addEventListener("unload", () => void sandbox.stop());

export const COMPANY = sandbox.urls.cloud;
/** The same server, and another site by its name. */
export const WORK = COMPANY.replace("127.0.0.1", "localhost");
export const JIRA = sandbox.urls.jira;
export const YOU = sandbox.account("cloud-valid");
export const COLLEAGUE = sandbox.account("cloud-colleague");
export const PAT = sandbox.account("jira-valid").token;

const REPLACED: readonly (readonly [string, string | undefined])[] = [
  ["https://company.atlassian.net", COMPANY],
  ["https://work.atlassian.net", WORK],
  ["https://ci.atlassian.net", COMPANY],
  ["https://jira.company.com", JIRA],
  ["you@company.com", YOU.email],
  ["work@company.com", COLLEAGUE.email],
  ["YOUR_TOKEN", YOU.token],
  ["YOUR_NEW_PAT", PAT],
  ["YOUR_PAT", PAT],
];

/** The documentation's words, with what this machine has in the place of what is made up. */
export function here(text: string): string {
  return REPLACED.reduce((all, [word, value = ""]) => all.replaceAll(word, value), text);
}

/** The words of a command line; quotes hold words together. */
function wordsOf(line: string): readonly string[] {
  return line.match(/"[^"]*"|\S+/g)?.map((word) => word.replace(/^"(.*)"$/, "$1")) ?? [];
}

interface Reader extends Home {
  /** Runs a line of the documentation. It has to end with 0, unless another code is given. */
  does(line: string, options?: Parameters<Home["run"]>[1] & { readonly exit?: number }): Promise<Ran>;
}

/** Follows a section of the documentation, on a machine of its own. */
export async function reading(body: (reader: Reader) => Promise<void>): Promise<void> {
  await inHome((home) =>
    body({
      ...home,
      async does(line, { exit = 0, ...options } = {}) {
        const [program, ...words] = wordsOf(here(line));
        assert.equal(program, "atlcli");
        const ran = await home.run(words, options);
        assert.equal(ran.exit, exit, `${line}\n${ran.err}`);
        const withToken = /--token \S{9}/.test(here(line));
        for (const token of [YOU.token, COLLEAGUE.token, PAT]) {
          assert.ok(!`${ran.out}${ran.err}`.includes(token), `A token was printed by ${line}`);
        }
        assert.equal(/on the command line/.test(ran.err), withToken, ran.err);
        return ran;
      },
    })
  );
}

export function section(name: string, body: (reader: Reader) => Promise<void>): void {
  Deno.test(`documented: ${name}`, () => reading(body));
}

/** White space in tables is layout. */
export function folded(text: string): string {
  return text.trim().replace(/[ \t]+/g, " ");
}

/** The documented credentials file, as it stands there. */
export const FILE = `{
"currentProfile": "work",
"profiles": {
"default": {
"name": "default",
"baseUrl": "https://company.atlassian.net",
"email": "you@company.com",
"apiToken": "ATATT3x..."
},
"work": {
"name": "work",
"baseUrl": "https://work.atlassian.net",
"email": "work@company.com",
"apiToken": "ATATT3x..."
}
}
}`;

/** The same with tokens that work, and more profiles. */
export function credentials(...names: readonly string[]): string {
  const { currentProfile, profiles }: Credentials = JSON.parse(here(FILE));
  const { default: standard, work } = profiles;
  const more = names.map((name) => [name, { ...standard, name, apiToken: YOU.token }]);
  return JSON.stringify({
    currentProfile,
    profiles: {
      default: { ...standard, apiToken: YOU.token },
      work: { ...work, apiToken: COLLEAGUE.token },
      ...Object.fromEntries(more),
    },
  });
}

interface Credentials {
  readonly currentProfile?: string;
  readonly profiles: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export async function saved({ read }: Home): Promise<Credentials> {
  return JSON.parse(await read());
}

/** The stand-in of `secret-tool`, found on PATH, with a session bus that it does not ask. */
export async function withKeychain(
  { folder }: Home,
): Promise<{ readonly env: Record<string, string>; readonly items: () => Promise<string> }> {
  const standIn = new URL("../stand_ins/secret_tool_process.ts", import.meta.url).pathname;
  const store = `${folder}/keyring.json`;
  const script =
    `#!/bin/sh\nDENO_DIR='${folder}/deno' exec '${Deno.execPath()}' run -A --quiet --no-lock --no-check '${standIn}' '${store}' "$@"\n`;
  await Deno.mkdir(`${folder}/bin`);
  await Deno.writeTextFile(`${folder}/bin/secret-tool`, script, { mode: 0o755 });
  return {
    env: { PATH: `${folder}/bin:${Deno.env.get("PATH")}`, DBUS_SESSION_BUS_ADDRESS: "unix:path=/nowhere" },
    items: () => Deno.readTextFile(store),
  };
}
