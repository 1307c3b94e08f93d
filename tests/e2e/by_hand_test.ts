/**
 * docs/install.md: the lines that check a release by hand say yes to one that is ours, and no to any other.
 */
import assert from "node:assert/strict";
import { pages } from "../helpers/documentation.ts";
import { linesOf } from "../helpers/documented_lines.ts";
import { makeKey, publicKeyPem, sign } from "../../scripts/release/release_key.ts";
import { sha256Text } from "../helpers/sha256_text.ts";
import { gatedTest, onlyOn } from "../helpers/gate.ts";

const EXECUTABLE = "#!/bin/sh\necho 1.2.3\n";
const [sumLine = "", signatureLine = "", installLine = ""] = pages.filter(({ path }) =>
  path === "docs/install.md"
)
  .flatMap(linesOf).map(({ text }) => text).filter((text) => /SHA256SUMS|^chmod/.test(text));

const [ours, theirs] = [await makeKey(), await makeKey()];

async function inRelease(
  body: (run: (line: string) => Promise<boolean>, home: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "atlcli-by-hand-" });
  const sums = `# atlcli 1.2.3\n${await sha256Text(EXECUTABLE)}  atlcli-linux-x64\n${
    "0".repeat(64)
  }  atlcli-macos-x64\n`;
  await Deno.mkdir(`${folder}/.local/bin`, { recursive: true });
  const files = {
    "SHA256SUMS": sums,
    "SHA256SUMS.sig": `${(await sign(sums, ours.privateKey)).signature}\n`,
    "release-key.pem": publicKeyPem(ours.publicKey),
    "atlcli-linux-x64": EXECUTABLE,
  };
  for (const [name, text] of Object.entries(files)) await Deno.writeTextFile(`${folder}/${name}`, text);
  const run = async (line: string): Promise<boolean> => {
    const env = { HOME: folder };
    const options: Deno.CommandOptions = {
      args: ["-c", line],
      cwd: folder,
      env,
      stdout: "null",
      stderr: "null",
    };
    return (await new Deno.Command("/bin/sh", options).output()).success;
  };
  try {
    await body(run, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const unless = onlyOn("linux", "the lines are for the shell and the tools of Linux");

gatedTest({
  name: "the lines that check a release by hand say yes to a release that is ours",
  unless,
  fn: () =>
    inRelease(async (run, folder) => {
      assert.ok(await run(sumLine));
      assert.ok(await run(signatureLine));
      assert.ok(await run(installLine));
      assert.equal(await Deno.readTextFile(`${folder}/.local/bin/atlcli`), EXECUTABLE);
    }),
});

gatedTest({
  name: "the lines that check a release by hand say no to another file, other sums and another key",
  unless,
  fn: () =>
    inRelease(async (run, folder) => {
      await Deno.writeTextFile(`${folder}/atlcli-linux-x64`, "another");
      assert.ok(!await run(sumLine));
      await Deno.writeTextFile(`${folder}/release-key.pem`, publicKeyPem(theirs.publicKey));
      assert.ok(!await run(signatureLine));
      await Deno.writeTextFile(`${folder}/release-key.pem`, publicKeyPem(ours.publicKey));
      await Deno.writeTextFile(`${folder}/SHA256SUMS`, "# atlcli 1.2.4\n");
      assert.ok(!await run(signatureLine));
    }),
});
