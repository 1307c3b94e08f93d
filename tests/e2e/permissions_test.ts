/**
 * What the permissions of the executable refuse: a program of the tests' own, compiled with the very flags that the
 * executable has, tries what atlcli never does.
 *
 * `deno task test:executable` runs this, elsewhere it is skipped, by name: compiling takes a runtime.
 */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { compile } from "../../scripts/release/compile.ts";
import { ENVIRONMENT, permissionFlags } from "../../scripts/release/permissions.ts";
import { gatedTest, noExecutable } from "../helpers/gate.ts";

const unless = noExecutable();
const PROBE = fileURLToPath(new URL("permission_probe.ts", import.meta.url));

interface Machine {
  /** Holds `probe`, and `temporary`, the folder for temporary files. */
  readonly folder: string;
  /** What became of each thing that was tried. */
  readonly ends: Readonly<Record<string, string>>;
}

async function withProbe(body: (machine: Machine) => Promise<void> | void): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "atlcli-permissions-" });
  try {
    await Deno.mkdir(`${folder}/temporary`);
    await Deno.writeTextFile(`${folder}/code.js`, "globalThis.ran = true;");
    await compile({ from: PROBE, to: `${folder}/probe` });
    const { stdout, stderr } = await new Deno.Command(`${folder}/probe`, {
      args: [folder],
      env: { AWS_SECRET_ACCESS_KEY: "canary", TMPDIR: `${folder}/temporary`, TEMP: `${folder}/temporary` },
    }).output();
    const text = new TextDecoder().decode(stdout);
    assert.ok(text.startsWith("{"), new TextDecoder().decode(stderr));
    await body({ folder, ends: JSON.parse(text) });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** What is refused, and how: by a permission, by the loader of executables, by V8. */
const REFUSED: Readonly<Record<string, RegExp>> = {
  "another variable": /^NotCapable: .*env access/,
  "another variable, by Node's way": /^NotCapable: .*env access/,
  "every variable": /^NotCapable: .*env access/,
  "every variable, by the system's file": /^Not(?:Capable|Found): /,
  "setting a variable of the loader": /^NotCapable: .*env access/,
  ...(Deno.build.os === "windows" ? {} : {
    "loading a library": /^NotCapable: .*ffi access/,
    "loading a library of the folder": /^NotCapable: .*ffi access/,
    "loading an addon of Node": /^NotCapable: .*ffi access/,
  }),
  "asking for more": /^NotCapable: denied$/,
  "importing code from another host": /^TypeError: (?:Module not found|Requires import access)/,
  "importing code from a host that Deno trusts by itself":
    /^TypeError: (?:Module not found|Requires import access)/,
  "importing a package": /^TypeError: /,
  "running a text as code": /^EvalError: /,
  "making a function of a text": /^EvalError: /,
  "the host's name": /^NotCapable: .*sys access/,
  "the system's version": /^NotCapable: .*sys access/,
  "the system's memory": /^NotCapable: .*sys access/,
  "the system's load": /^NotCapable: .*sys access/,
  "the network's interfaces": /^NotCapable: .*sys access/,
  "the user's group": /^NotCapable: .*sys access/,
  "the user's name": /^NotCapable: .*sys access/,
  "the processors": /^NotCapable: .*sys access/,
};

gatedTest({
  name: "the executable's permissions refuse other variables, libraries, foreign code and what the system is",
  unless,
  fn: () =>
    withProbe(({ ends }) => {
      const allowed = Object.keys(ends).filter((name) => name.startsWith("allowed: "));
      assert.deepEqual(Object.keys(ends), [...Object.keys(REFUSED), ...allowed]);
      for (const [name, how] of Object.entries(REFUSED)) assert.match(ends[name] ?? "", how, name);
      assert.ok(allowed.length > 0);
      for (const name of allowed) assert.equal(ends[name], "done", name);
    }),
});

gatedTest({
  name: "the executable leaves nothing in the folder for temporary files",
  unless,
  fn: () =>
    withProbe(async ({ folder }) => {
      assert.deepEqual(await Array.fromAsync(Deno.readDir(`${folder}/temporary`)), []);
    }),
});

Deno.test("the executable's permissions are by name, but for reading, writing, the network and programs", () => {
  for (const os of ["linux", "darwin", "windows"] as const) {
    const flags = permissionFlags(os);
    const open = flags.filter((flag) => flag.startsWith("--allow-") && !flag.includes("="));
    const ffi = os === "windows" ? ["--allow-ffi"] : [];
    assert.deepEqual(open, ["--allow-read", "--allow-write", "--allow-net", "--allow-run", ...ffi]);
    assert.ok(flags.includes("--no-prompt") && flags.includes("--deny-import"));
    assert.deepEqual(flags.filter((flag) => flag.startsWith("--allow-ffi")), ffi);
    assert.deepEqual(flags.filter((flag) => flag.startsWith("--allow-sys")), ["--allow-sys=uid"]);
  }
  const wild = ENVIRONMENT.filter((name) => name.includes("*"));
  assert.deepEqual(wild, ["ATLCLI_*"]);
});
