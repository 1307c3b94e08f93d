import assert from "node:assert/strict";
import {
  type CredentialsFile,
  decodeCredentialsFile,
  encodeCredentialsFile,
} from "../src/credentials_file.ts";
import { StorageError } from "../src/errors.ts";
import { openProfileStore } from "../src/profile_store.ts";
import { memoryHost } from "../src/testing.ts";
import { CANARY, HOSTILE_KINDS, type HostileFile, hostileFiles } from "./hostile_files.ts";

const PATH = "/home/me/.atlcli/credentials.json";
const COUNT = 10_000;
/** A line and a column, or a member's path. */
const PLACE =
  /: (?:line \d+, column \d+|currentProfile|profiles(?:\.[\w@+…-]+|\["[^\p{Cc}]*"\]|\[\d+\])*): [^:]/u;

/** What a file says, or why it is refused. Anything else is a bug. */
function read({ kind, bytes }: HostileFile): CredentialsFile | StorageError {
  try {
    return decodeCredentialsFile(bytes, PATH);
  } catch (error) {
    assert.ok(error instanceof StorageError, `${kind}: ${Deno.inspect(error)}`);
    return error;
  }
}

Deno.test(`decodeCredentialsFile() refuses ${COUNT} hostile files with a place, or believes all of them`, () => {
  const refused = new Map<string, number>();
  for (const hostile of hostileFiles({ count: COUNT })) {
    const result = read(hostile);
    if (result instanceof StorageError) {
      refused.set(hostile.kind, (refused.get(hostile.kind) ?? 0) + 1);
      assert.match(result.message, PLACE, hostile.kind);
      assert.ok(result.message.length < 500, result.message);
      assert.ok(!`${result.stack}${result.hint}`.includes(CANARY), result.message);
      assert.equal(result.cause, undefined, "a cause might quote the file");
    } else {
      const text = encodeCredentialsFile(result);
      assert.equal(encodeCredentialsFile(decodeCredentialsFile(text, PATH)), text, hostile.kind);
      assert.equal(Object.getPrototypeOf(result), Object.prototype);
    }
  }
  assert.deepEqual(
    [...refused.keys()].sort(),
    [...HOSTILE_KINDS].sort(),
    "every kind of damage is refused somewhere",
  );
  assert.equal(Reflect.get({}, "isAdmin"), undefined);
});

Deno.test("the store never writes over a hostile file", async () => {
  for (const { kind, bytes } of hostileFiles({ count: 700, seed: 2 })) {
    const host = memoryHost();
    host.disk.write(PATH, bytes);
    const store = openProfileStore(host);
    const loaded = await store.load().catch((error) => error);
    if (!(loaded instanceof Error)) continue;
    assert.ok(loaded instanceof StorageError, kind);
    const change = store.update(() => ({ profiles: new Map() }));
    await assert.rejects(change, StorageError);
    assert.deepEqual(await host.files.read(PATH), Uint8Array.from(bytes), kind);
    assert.deepEqual(host.disk.paths(), [PATH, `${PATH}.lock`]);
  }
});

Deno.test("hostileFiles() makes the same files for the same seed", () => {
  const made = (
    seed: number,
  ): readonly HostileFile[] => [...hostileFiles({ count: HOSTILE_KINDS.length, seed })];
  assert.deepEqual(made(5), made(5));
  assert.notDeepEqual(made(5), made(6));
});
