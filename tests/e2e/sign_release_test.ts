import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { makeKey } from "../../scripts/release/release_key.ts";
import { signRelease } from "../../scripts/release/sign.ts";
import { writeSums } from "../../scripts/release/sums.ts";
import { isSigned } from "../../src/cli/commands/upgrade/release_signature.ts";

const VERSION = "1.2.3";
const FILES = ["atlcli-linux-x64", "atlcli-windows-x64.exe"];
const RELEASE = { version: VERSION, files: FILES };
/** What does not go into the sums. */
const BESIDE = ["atlcli.cdx.json", "install.sh"];

async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "atlcli-sign-" });
  try {
    for (const name of [...FILES, ...BESIDE]) await Deno.writeTextFile(`${folder}/${name}`, name);
    await writeSums(folder, RELEASE);
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("sums are signed with a key that everybody who has to believe it knows", () =>
  inFolder(async (folder) => {
    const { privateKey, publicKey } = await makeKey();
    await signRelease(folder, {
      ...RELEASE,
      privateKey,
      believers: { program: [publicKey], action: ["other", publicKey] },
    });
    const signature = await Deno.readTextFile(`${folder}/SHA256SUMS.sig`);
    assert.ok(
      await isSigned(await Deno.readFile(`${folder}/SHA256SUMS`), { signature, keys: [publicKey] }),
    );
    assert.match(await Deno.readTextFile(`${folder}/release-key.pem`), /^-----BEGIN PUBLIC KEY-----/);
  }));

Deno.test("a key that one of the verifiers does not trust signs nothing", () =>
  inFolder(async (folder) => {
    const { privateKey, publicKey } = await makeKey();
    const believers = { program: [publicKey], action: [] };
    await assert.rejects(signRelease(folder, { ...RELEASE, privateKey, believers }), /is not in action$/);
    await assert.rejects(Deno.stat(`${folder}/SHA256SUMS.sig`));
  }));

const CHANGES: Readonly<
  Record<string, readonly [change: (folder: string) => Promise<void>, message: RegExp]>
> = {
  "are of another version": [
    (folder) => writeSums(folder, { ...RELEASE, version: "1.2.2" }),
    /^Error: SHA256SUMS names version 1\.2\.2, the tag 1\.2\.3$/,
  ],
  "are of another file": [
    (folder) => Deno.writeTextFile(`${folder}/atlcli-linux-x64`, "changed since"),
    /^Error: atlcli-linux-x64 has the sum [0-9a-f]{64}, SHA256SUMS states [0-9a-f]{64}$/,
  ],
  "lack a file": [
    (folder) => writeSums(folder, { ...RELEASE, files: ["atlcli-linux-x64"] }),
    /^Error: SHA256SUMS has atlcli-linux-x64, and should have atlcli-linux-x64, atlcli-windows-x64\.exe$/,
  ],
  "have a file too many": [
    (folder) => writeSums(folder, { ...RELEASE, files: [...FILES, "install.sh"] }),
    /^Error: SHA256SUMS has .*install\.sh, and should have /,
  ],
  "are of a file that is not there": [
    (folder) => Deno.remove(`${folder}/atlcli-linux-x64`),
    /^Error: .* has atlcli-windows-x64\.exe, and should have /,
  ],
  "do not know a file that lies there": [
    (folder) => Deno.writeTextFile(`${folder}/atlcli-linux-arm64`, "who made this?"),
    /^Error: .* has atlcli-linux-arm64, .*, and should have /,
  ],
  "are invalid": [
    (folder) => Deno.writeTextFile(`${folder}/SHA256SUMS`, "<!doctype html>"),
    /SHA256SUMS is not valid for an atlcli release/,
  ],
};

for (const [what, [change, message]] of Object.entries(CHANGES)) {
  Deno.test(`sums that ${what} are not signed`, () =>
    inFolder(async (folder) => {
      const { privateKey, publicKey } = await makeKey();
      await change(folder);
      const options = { ...RELEASE, privateKey, believers: { program: [publicKey] } };
      await assert.rejects(signRelease(folder, options), (error) => message.test(String(error)));
      for (const name of ["SHA256SUMS.sig", "release-key.pem"]) {
        await assert.rejects(Deno.stat(`${folder}/${name}`));
      }
    }));
}

Deno.test("the script signs only for a tag, and with a trusted key", () =>
  inFolder(async (folder) => {
    const script = fileURLToPath(new URL("../../scripts/release/sign.ts", import.meta.url));
    const { privateKey } = await makeKey();
    const run = async (...args: readonly string[]): Promise<string> => {
      const { code, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--quiet", script, ...args],
        env: { RELEASE_SIGNING_KEY: privateKey, NO_COLOR: "1" },
      }).output();
      assert.equal(code, 1);
      return new TextDecoder().decode(stderr);
    };
    for (const args of [[folder], [folder, VERSION], []]) {
      assert.match(await run(...args), /Usage: sign\.ts FOLDER vVERSION/);
    }
    assert.match(await run(folder, "v1.2.4"), /SHA256SUMS names version 1\.2\.3, the tag 1\.2\.4/);
    assert.match(await run(folder, `v${VERSION}`), /and should have atlcli-linux-arm64, /);
    await assert.rejects(Deno.stat(`${folder}/SHA256SUMS.sig`));
  }));

Deno.test("a new key is readable only by its owner, and never overwrites a file", () =>
  inFolder(async (folder) => {
    const script = fileURLToPath(new URL("../../scripts/release/release_key.ts", import.meta.url));
    const run = async (): Promise<{ readonly code: number; readonly out: string }> => {
      const args = ["run", "-A", "--quiet", script, `${folder}/key.pem`];
      const { code, stdout } = await new Deno.Command(Deno.execPath(), { args, stderr: "null" }).output();
      return { code, out: new TextDecoder().decode(stdout) };
    };
    const { code, out } = await run();
    assert.equal(code, 0);
    const [publicKey = ""] = out.match(/[A-Za-z0-9+/]{43}=/) ?? [];
    const privateKey = await Deno.readTextFile(`${folder}/key.pem`);
    if (Deno.build.os !== "windows") {
      assert.equal(((await Deno.stat(`${folder}/key.pem`)).mode ?? 0) & 0o777, 0o600);
    }
    await signRelease(folder, { ...RELEASE, privateKey, believers: { program: [publicKey] } });
    assert.equal((await run()).code, 1);
    assert.equal(await Deno.readTextFile(`${folder}/key.pem`), privateKey);
  }));
