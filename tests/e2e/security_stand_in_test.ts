/** The macOS adapter over the stand-in of `security` as a real process: what other users of a machine could see. */
import assert from "node:assert/strict";
import { denoHost } from "../../src/host/deno/host.ts";
import { openKeychain } from "../../src/keychain/open.ts";
import { Secret } from "../../src/core/secret.ts";
import type { SecretStore } from "../../src/core/secret_store.ts";
import { gatedTest, notOn } from "../helpers/gate.ts";

const TOKEN = "ATATT3xFfGF0-the-token-of-the-test";
const SITE = "https://company.atlassian.net";
const unless = notOn("windows", "the program that stands in is a shell script");

interface Machine {
  readonly store: SecretStore;
  /** Every command line and environment that a process had, in the order they were started. */
  readonly inTheOpen: () => Promise<string>;
}

/** Puts the stand-in, as an executable, in the place of `/usr/bin/security`. */
async function withSecurity(
  knobs: Readonly<Record<string, string>>,
  body: (machine: Machine) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "atlcli-security-" });
  const standIn = new URL("../stand_ins/security.ts", import.meta.url).pathname;
  const variables = { FAKE_SEC_STORE: `${folder}/store`, FAKE_SEC_ARGV: `${folder}/argv`, ...knobs };
  const set = Object.entries(variables).map(([name, value]) => `export ${name}='${value}'`).join("\n");
  const script = `#!/bin/sh
env >> '${folder}/env'
${set}
exec '${Deno.execPath()}' run -A --quiet --no-lock '${standIn}' "$@"
`;
  await Deno.writeTextFile(`${folder}/store`, "[]");
  await Deno.writeTextFile(`${folder}/security`, script, { mode: 0o755 });
  const host = { ...denoHost(), os: "darwin" as const };
  try {
    await body({
      store: openKeychain(host, { security: `${folder}/security` }),
      inTheOpen: async () =>
        await Deno.readTextFile(`${folder}/argv`) + await Deno.readTextFile(`${folder}/env`),
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

gatedTest({
  name: "macosKeychain() as real processes: the token is in no command line and no environment",
  unless,
  fn: () =>
    withSecurity({}, async ({ store, inTheOpen }) => {
      for (const secret of [TOKEN, `${TOKEN}\nüber "quoted" \\`]) {
        await store.set("alice", { secret: new Secret(secret), site: SITE });
        assert.equal((await store.get("alice"))?.secret.reveal(), secret);
      }
      assert.equal(await store.delete("alice"), true);
      const open = await inTheOpen();
      assert.match(open, /^\["-i"\]$/m);
      assert.match(open, /^\["find-generic-password","-s","atlcli","-a","alice","-w"\]$/m);
      assert.doesNotMatch(open, /the-token-of-the-test|atlcli-b64/);
    }),
});

gatedTest({
  name: "macosKeychain() as real processes: a locked keychain is keychain-locked",
  unless,
  fn: () =>
    withSecurity({ FAKE_SEC_LOCKED: "36" }, async ({ store }) => {
      const setting = store.set("alice", { secret: new Secret(TOKEN), site: SITE });
      await assert.rejects(setting, { code: "keychain-locked" });
    }),
});

gatedTest({
  name: "macosKeychain() as real processes: a token that is too long starts nothing",
  unless,
  fn: () =>
    withSecurity({}, async ({ store, inTheOpen }) => {
      const setting = store.set("alice", { secret: new Secret("k".repeat(5000)), site: SITE });
      await assert.rejects(setting, { code: "keychain-too-large" });
      await assert.rejects(inTheOpen(), Deno.errors.NotFound);
    }),
});
