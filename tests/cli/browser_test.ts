import assert from "node:assert/strict";
import { openInBrowser } from "../../src/cli/browser.ts";
import { Output } from "../../src/cli/output/output.ts";
import { type Command, type Os, RunFault } from "../../src/core/host.ts";
import { siteOf } from "../../src/site/site.ts";
import { memoryHost } from "../../src/testing/memory_host.ts";
import { memoryTerminal } from "../helpers/memory_terminal.ts";

const SITE = siteOf("https://jira.company.com/jira");
const PAGE = "https://jira.company.com/jira/browse/A-1?a=b&c=d";

async function opened(
  os: Os,
  { address = PAGE, outcome = 0 }: { readonly address?: string; readonly outcome?: number | RunFault } = {},
): Promise<{ readonly commands: readonly Command[]; readonly out: string; readonly err: string }> {
  const host = memoryHost({
    os,
    run: () => {
      if (outcome instanceof RunFault) throw outcome;
      return { code: outcome, stdout: new Uint8Array(), stderr: new Uint8Array() };
    },
  });
  const terminal = memoryTerminal();
  const output = new Output(terminal, { format: "text", colour: "never", links: false });
  await openInBrowser({ host, output }, { site: SITE, address });
  return { commands: host.commands, out: terminal.out(), err: terminal.err() };
}

for (
  const [os, words] of [
    ["darwin", ["/usr/bin/open", PAGE]],
    ["linux", ["xdg-open", PAGE]],
    ["windows", ["C:\\Windows\\System32\\rundll32.exe", "url.dll,FileProtocolHandler", PAGE]],
  ] as const
) {
  Deno.test(`the browser is opened on ${os} by ${words[0]}, with no shell and no token`, async () => {
    const { commands, out, err } = await opened(os);
    assert.deepEqual(commands.map(({ program, args }) => [program, ...args]), [words]);
    assert.deepEqual(commands[0]?.environment, { kind: "inherited", emptied: ["ATLCLI_API_TOKEN"] });
    assert.deepEqual([out, err], ["", `Opened ${PAGE}\n`]);
  });
}

for (
  const [name, os, outcome] of [
    ["there is no program for it", "linux", new RunFault("not-found", "xdg-open")],
    ["the program fails", "linux", 3],
    ["the system is unknown", "other", 0],
  ] as const
) {
  Deno.test(`the URL is printed if ${name}`, async () => {
    const { out, err } = await opened(os, { outcome });
    assert.deepEqual([out, err], [`${PAGE}\n`, "Could not open a browser. The URL is:\n"]);
  });
}

Deno.test("a program that runs as long as the browser does has opened it", async () => {
  const { err } = await opened("linux", { outcome: new RunFault("timeout", "xdg-open") });
  assert.equal(err, `Opened ${PAGE}\n`);
});

for (
  const address of [
    "https://evil.test/jira/browse/A-1",
    "http://jira.company.com/jira/browse/A-1",
    "https://jira.company.com/other",
    "https://jira.company.com@evil.test/jira/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "not an address",
    "-a Calculator",
  ]
) {
  Deno.test(`nothing outside the site is opened: ${address}`, async () => {
    await assert.rejects(opened("darwin", { address }), /Refused to open .* not on https:\/\/jira\.company/);
  });
}
