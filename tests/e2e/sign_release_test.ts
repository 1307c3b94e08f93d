import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { makeKey } from "../../scripts/release/release_key.ts";
import { signRelease } from "../../scripts/release/sign.ts";
import { isSigned } from "../../src/cli/commands/upgrade/release_signature.ts";

const SUMS = `# atlcli 1.2.3\n${"0".repeat(64)}  atlcli-linux-x64\n`;

async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "atlcli-sign-" });
  try {
    await Deno.writeTextFile(`${folder}/SHA256SUMS`, SUMS);
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("sums are signed with a key that everybody who has to believe it knows", () =>
  inFolder(async (folder) => {
    const { privateKey, publicKey } = await makeKey();
    await signRelease(folder, {
      privateKey,
      believers: { program: [publicKey], action: ["other", publicKey] },
    });
    const signature = await Deno.readTextFile(`${folder}/SHA256SUMS.sig`);
    assert.ok(
      await isSigned(new Uint8Array(new TextEncoder().encode(SUMS)), { signature, keys: [publicKey] }),
    );
    assert.match(await Deno.readTextFile(`${folder}/release-key.pem`), /^-----BEGIN PUBLIC KEY-----/);
  }));

Deno.test("a key that somebody who has to believe it does not know signs nothing", () =>
  inFolder(async (folder) => {
    const { privateKey, publicKey } = await makeKey();
    const believers = { program: [publicKey], action: [] };
    await assert.rejects(signRelease(folder, { privateKey, believers }), /is not in action$/);
    await assert.rejects(Deno.stat(`${folder}/SHA256SUMS.sig`));
  }));

Deno.test("a new key is written for its owner alone, and never over another", () =>
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
    await signRelease(folder, { privateKey, believers: { program: [publicKey] } });
    assert.equal((await run()).code, 1);
    assert.equal(await Deno.readTextFile(`${folder}/key.pem`), privateKey);
  }));
