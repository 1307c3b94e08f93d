/**
 * `install.ps1`, in Windows PowerShell and in PowerShell 7, with the real executable on loopback.
 *
 * `deno task test:executable` runs this on Windows; elsewhere it is skipped, by name.
 */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import config from "../../deno.json" with { type: "json" };
import { sha256 } from "../../scripts/release/sums.ts";
import { gatedTest, noExecutable, onlyOn } from "../helpers/gate.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const EXECUTABLE = Deno.env.get("ATLCLI_EXECUTABLE");
const FILE = "atlcli-windows-x64.exe";

interface Ran {
  readonly code: number;
  readonly out: string;
  /** The names in the folder that it was to install in. */
  readonly names: readonly string[];
  readonly target: string;
}

/** Runs it against a release whose sums, and whose file, are changed by a test. */
async function install(
  shell: string,
  change: {
    readonly sum?: string;
    readonly missing?: string;
    readonly version?: string;
    /** Where everything is said to be: what is before its path. */
    readonly movedTo?: string;
  } = {},
): Promise<Ran> {
  const path = `${ROOT}${EXECUTABLE}.exe`;
  const sums = `# atlcli ${config.version}\n${change.sum ?? await sha256(path)}  ${FILE}\n`;
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async ({ url }) => {
    const { pathname } = new URL(url);
    if (change.missing !== undefined && pathname.endsWith(change.missing)) {
      return new Response("no", { status: 404 });
    }
    if (change.movedTo !== undefined && !pathname.startsWith("/moved/")) {
      return new Response(null, { status: 302, headers: { location: `${change.movedTo}${pathname}` } });
    }
    if (pathname.endsWith("SHA256SUMS")) return new Response(sums);
    return new Response((await Deno.open(path)).readable);
  });
  // TEMP may have a short name in it, as RUNNER~1 of GitHub's machines, which PowerShell may write out.
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "atlcli O'Hara " }));
  try {
    const version = change.version === undefined ? [] : ["-Version", change.version];
    const { code, stdout, stderr } = await new Deno.Command(shell, {
      args: [
        "-NoProfile",
        "-ExecutionPolicy",
        "Bypass",
        "-File",
        `${ROOT}install.ps1`,
        "-Dir",
        folder,
        ...version,
      ],
      env: { ATLCLI_RELEASES_URL: `http://127.0.0.1:${server.addr.port}/`, NO_COLOR: "1" },
    }).output();
    const out = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
    const names = await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
    return { code, out, names, target: `${folder}\\atlcli.exe` };
  } finally {
    await Deno.remove(folder, { recursive: true });
    await server.shutdown();
  }
}

/** In one line: PowerShell 7 breaks long errors, and begins each line with a `|`. */
function inOneLine(out: string): string {
  return out.replaceAll(/[\s|]+/g, " ");
}

function test(name: string, body: (shell: string) => Promise<void>): void {
  for (const shell of ["powershell", "pwsh"]) {
    gatedTest({
      name: `install.ps1 ${name}, in ${shell}`,
      unless: onlyOn("windows", "install.ps1 is for Windows") ?? noExecutable(),
      fn: () => body(shell),
    });
  }
}

test("installs the newest version, and prints its path and how to remove it", async (shell) => {
  const { code, out, names, target } = await install(shell);
  assert.deepEqual({ code, names }, { code: 0, names: ["atlcli.exe"] }, out);
  const text = inOneLine(out);
  assert.ok(text.includes(`Installed atlcli ${config.version}: ${target}`), out);
  assert.ok(text.includes(`To remove it: Remove-Item -LiteralPath '${target.replaceAll("'", "''")}'`), out);
});

test("runs no file with another checksum", async (shell) => {
  const { code, out, names } = await install(shell, { sum: "0".repeat(64) });
  assert.deepEqual({ code, names }, { code: 1, names: [] }, out);
  assert.match(inOneLine(out), /The SHA-256 checksum of atlcli [\d.]+ does not match/);
});

test("installs nothing when the release lacks something, or is another version", async (shell) => {
  for (const change of [{ missing: "SHA256SUMS" }, { missing: FILE }, { version: "99.0.0" }]) {
    const { code, out, names } = await install(shell, change);
    assert.deepEqual({ code, names }, { code: 1, names: [] }, out);
  }
});

test("follows redirects, one at a time, and none to anything but http and https", async (shell) => {
  const moved = await install(shell, { movedTo: "/moved" });
  assert.deepEqual({ code: moved.code, names: moved.names }, { code: 0, names: ["atlcli.exe"] }, moved.out);
  for (
    const [movedTo, message] of [["ftp://127.0.0.1", /redirects to ftp/], ["", /too many redirects/]] as const
  ) {
    const { code, out, names } = await install(shell, { movedTo });
    assert.deepEqual({ code, names }, { code: 1, names: [] }, out);
    assert.match(inOneLine(out), message);
  }
});
