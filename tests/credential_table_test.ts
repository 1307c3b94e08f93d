import { runCli } from "../src/cli/app.ts";
import { memoryHost } from "../src/testing.ts";
import { credentialsOf, credentialTable, type SiteName, withSites } from "./credential_table.ts";
import { memoryTerminal } from "./memory_terminal.ts";
import { recordingSites } from "./recording_sites.ts";

const SITES: Readonly<Record<SiteName, string>> = {
  a: "https://a.atlassian.net",
  b: "https://b.atlassian.net",
  d: "https://jira.company.test:8443/jira",
  e: "https://e.atlassian.net",
};

credentialTable("jira search sends", async (row) => {
  const sites = recordingSites();
  const env = Object.entries(row.env ?? {}).map(([name, value]) => [name, withSites(value, SITES)]);
  const host = memoryHost({
    env: { HOME: "/home/me", ...Object.fromEntries(env) },
    cwd: "/home/me/project/deep",
    files: {
      "/home/me/.atlcli/credentials.json": credentialsOf(row, SITES),
      ...(row.folder !== undefined && { "/home/me/project/.atlcli-profile": `${row.folder}\n` }),
    },
    fetch: (url, init) => {
      const name = Object.entries(SITES).find(([, address]) => new URL(address).host === url.host)?.[0];
      if (name !== "a" && name !== "b" && name !== "d" && name !== "e") {
        sites.received.push(`a stranger: ${url.host}`);
        return Promise.reject(new Error(`Nobody is at ${url.host}`));
      }
      return Promise.resolve(sites.answer(name, new Request(url, init)));
    },
  });
  const terminal = memoryTerminal();
  const args = ["jira", "search", ...(row.flag === undefined ? [] : ["--profile", row.flag])];
  const exit = await runCli(args, { host, terminal });
  return { exit, stderr: terminal.err(), received: sites.received };
});
