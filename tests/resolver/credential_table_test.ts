import { runCli } from "../../src/cli/app.ts";
import { type MemoryDisk, memoryHost, memorySecretStore } from "../../src/testing/mod.ts";
import {
  checkRow,
  credentialsOf,
  type Ran,
  type Row,
  rowsFor,
  type SiteName,
  withSites,
} from "../helpers/credential_table.ts";
import { memoryTerminal } from "../helpers/memory_terminal.ts";
import { recordingSites } from "../helpers/recording_sites.ts";

const SITES: Readonly<Record<SiteName, string>> = {
  a: "https://a.atlassian.net",
  b: "https://b.atlassian.net",
  d: "https://jira.company.test:8443/jira",
  e: "https://e.atlassian.net",
};

const PROJECT = "/home/me/project/deep";
const FILE = "/home/me/.atlcli/credentials.json";

for (const row of rowsFor({ hasModes: true })) {
  Deno.test(`jira search sends the right credential: ${row.name}`, async () => checkRow(row, await run(row)));
}

async function run(row: Row): Promise<Ran> {
  const sites = recordingSites();
  const host = memoryHost({
    env: { HOME: "/home/me", ...variablesOf(row) },
    cwd: PROJECT,
    fetch: (url, init) => {
      const name = siteAt(url);
      if (name !== undefined) return Promise.resolve(sites.answer(name, new Request(url, init)));
      sites.received.push(`a stranger: ${url.host}`);
      return Promise.reject(new Error(`No server at ${url.host}`));
    },
  });
  writeFiles(host.disk, row);
  const terminal = memoryTerminal();
  const args = ["jira", "search", ...(row.flag === undefined ? [] : ["--profile", row.flag])];
  const secretStore = memorySecretStore({ fault: "keychain-locked" });
  const exit = await runCli(args, { host, terminal, secretStore });
  return { exit, stderr: terminal.err(), received: sites.received };
}

function variablesOf({ env = {} }: Row): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, withSites(value, SITES)]));
}

function writeFiles(disk: MemoryDisk, row: Row): void {
  const { files = {}, folder, modes } = row;
  disk.write(FILE, credentialsOf(row, SITES), { mode: modes?.file ?? 0o600 });
  for (const [path, text] of Object.entries(files)) disk.write(`${PROJECT}/${path}`, text);
  if (folder === undefined) return;
  disk.write("/home/me/project/.atlcli-profile", `${folder}\n`, { mode: modes?.folder ?? 0o600 });
}

function siteAt(url: URL): SiteName | undefined {
  return (["a", "b", "d", "e"] as const).find((name) => new URL(SITES[name]).host === url.host);
}
