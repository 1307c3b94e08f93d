/**
 * The credentials file under hostile input: a short form for the unit tests, a long one for `deno task torture`.
 *
 * @module
 */
import assert from "node:assert/strict";
import {
  type CredentialsFile,
  decodeCredentialsFile,
  encodeCredentialsFile,
} from "../../src/profile/file/file.ts";
import { StorageError } from "../../src/core/errors.ts";
import { openProfileStore } from "../../src/profile/store/store.ts";
import { memoryHost } from "../../src/testing/mod.ts";
import { CANARY, HOSTILE_KINDS, type HostileFile, hostileFiles } from "./hostile_files.ts";
import { adviceOn } from "./advice.ts";

const PATH = "/home/me/.atlcli/credentials.json";
/** What one file may take, on a machine that does other things as well. */
const LONGEST_MS = 5_000;
/** A line and a column, or a member's path. */
const PLACE =
  /: (?:line \d+, column \d+|currentProfile|profiles(?:\.[\w@+…-]+|\["[^\p{Cc}]*"\]|\[\d+\])*): [^:]/u;

/** Reads a file as every command does, then tries to change it. What it says, or why it is refused. */
async function use({ kind, bytes }: HostileFile): Promise<CredentialsFile | StorageError> {
  const host = memoryHost();
  host.disk.write(PATH, bytes);
  const store = openProfileStore(host);
  try {
    return (await store.load()).file;
  } catch (error) {
    assert.ok(error instanceof StorageError, `${kind}: ${Deno.inspect(error)}`);
    await assert.rejects(store.update(() => ({ profiles: new Map() })), { message: error.message });
    assert.deepEqual(host.disk.locate(PATH).node?.bytes, Uint8Array.from(bytes), kind);
    assert.deepEqual(host.disk.paths(), [PATH, `${PATH}.lock`], "nothing is left beside it");
    return error;
  }
}

function requireRefusal({ kind }: HostileFile, error: StorageError): void {
  assert.equal(error.code, "credentials-file");
  assert.ok(error.message.includes(`"${PATH}"`), error.message);
  assert.match(error.message, PLACE, kind);
  assert.ok(error.message.length < 500, error.message);
  assert.ok(!`${error.stack}${adviceOn(error)}`.includes(CANARY), error.message);
  assert.equal(error.cause, undefined, "a cause might quote the file");
}

/** Another reader, JavaScript's own, sees the same: all of it was believed. */
function requireWhole({ kind, bytes }: HostileFile, file: CredentialsFile): void {
  const text = encodeCredentialsFile(file);
  assert.equal(encodeCredentialsFile(decodeCredentialsFile(text, PATH)), text, kind);
  assert.equal(Object.getPrototypeOf(file), Object.prototype);
  const { currentProfile = "", profiles = {}, ...unknown } = JSON.parse(new TextDecoder().decode(bytes));
  assert.equal(file.currentProfile ?? "", currentProfile, kind);
  // As text: a member may be named "constructor", which the assertions of the oldest Deno take for the value's own.
  assert.equal(JSON.stringify(file.unknown ?? {}), JSON.stringify(unknown), kind);
  assert.deepEqual([...file.profiles.keys()], Object.keys(profiles), kind);
  for (const [name, { apiToken }] of file.profiles) {
    const { apiToken: token, pat } = profiles[name];
    assert.equal(apiToken?.reveal() ?? "", ((token || pat) ?? "").trim(), kind);
  }
}

/** Registers the test, for the given number of files. */
export function testHostileFiles(count: number): void {
  Deno.test(`the store refuses ${count} hostile files with a place and leaves their bytes, or believes all of a file`, async () => {
    const refused = new Map<string, number>();
    let slowest = 0;
    for (const hostile of hostileFiles({ count: count })) {
      const start = performance.now();
      const result = await use(hostile);
      slowest = Math.max(slowest, performance.now() - start);
      if (result instanceof StorageError) {
        requireRefusal(hostile, result);
        refused.set(hostile.kind, (refused.get(hostile.kind) ?? 0) + 1);
      } else requireWhole(hostile, result);
    }
    const kinds = [...refused.keys()].sort();
    assert.deepEqual(kinds, [...HOSTILE_KINDS].sort(), "every kind of damage is refused somewhere");
    assert.equal(Reflect.get({}, "isAdmin"), undefined);
    assert.ok(slowest < LONGEST_MS, `One file took ${slowest} ms`);
    const sum = [...refused.values()].reduce((all, count) => all + count, 0);
    assert.ok(sum >= count * 0.75, `Only ${sum} were refused`);
    console.log(`${count} hostile files of ${kinds.length} kinds: ${sum} refused, ${count - sum} fit`);
  });
}
