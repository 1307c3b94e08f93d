import assert from "node:assert/strict";
import { RELEASE_KEYS as ACTION_KEYS } from "../../action/release_keys.mjs";
import { makeKey, publicKeyPem, sign } from "../../scripts/release/release_key.ts";
import { RELEASE_KEYS } from "../../src/cli/process/release_keys.ts";
import { isSigned } from "../../src/cli/commands/upgrade/release_signature.ts";

const TEXT = "# atlcli 1.2.3\n";
const BYTES = new Uint8Array(new TextEncoder().encode(TEXT));

Deno.test("what a new key signs is believed with its public half, and with no other", async () => {
  const { privateKey, publicKey } = await makeKey();
  const signed = await sign(TEXT, privateKey);
  assert.equal(signed.publicKey, publicKey);
  const proof = { signature: `${signed.signature}\n`, keys: [publicKey] };
  assert.ok(await isSigned(BYTES, proof));
  assert.ok(!await isSigned(BYTES, { ...proof, keys: [(await makeKey()).publicKey] }));
  assert.ok(!await isSigned(BYTES.slice(1), proof));
});

Deno.test("a public key in PEM says of itself that it is Ed25519", async () => {
  const pem = publicKeyPem((await makeKey()).publicKey);
  const [begin, body, end, rest] = pem.split("\n");
  assert.deepEqual([begin, end, rest], ["-----BEGIN PUBLIC KEY-----", "-----END PUBLIC KEY-----", ""]);
  assert.match(body ?? "", /^MCowBQYDK2VwAyEA/);
});

for (
  const text of ["", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "c2VjcmV0IGtleQ=="]
) {
  Deno.test(`a signing key of ${JSON.stringify(text.slice(0, 12))} is an error that holds nothing of it`, async () => {
    const error = await sign(TEXT, text).then(() => undefined, (thrown: unknown) => thrown);
    assert.ok(error instanceof Error);
    assert.match(error.message, /^The signing key is not an? /);
    assert.ok(text === "" || !error.message.includes(text));
  });
}

Deno.test("the program and the action believe the same keys, each of 32 bytes", () => {
  assert.deepEqual([...ACTION_KEYS], [...RELEASE_KEYS]);
  for (const key of RELEASE_KEYS) assert.equal(atob(key).length, 32);
});
