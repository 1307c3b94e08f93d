/**
 * What every Host must do. Run on the one in memory and on the real one, so that a test with the former says something
 * about the latter.
 *
 * @module
 */
import assert from "node:assert/strict";
import { FileFault, type Files, type Host } from "../../src/core/host.ts";
import { joinPath } from "../../src/core/paths.ts";
import { locking, lockless } from "./host_contract_locks.ts";
import { streaming } from "./host_contract_streams.ts";
import { type ContractOptions, contractTest } from "./contract_options.ts";
import { HOST_EXPECTATIONS, type SystemExpectations } from "./host_systems.ts";

/** A host and an empty folder on it. */
interface HostUnderTest {
  readonly host: Host;
  /** An empty folder. */
  readonly root: string;
  /** Makes a symbolic link. */
  readonly link: (path: string, target: string) => void | Promise<void>;
  readonly close: () => void | Promise<void>;
}

/** An open one, at hand. */
interface Place extends HostUnderTest {
  readonly files: Files;
  /** What this system reports. */
  readonly expected: SystemExpectations;
  /** A path in the folder. */
  readonly at: (name: string) => string;
}

const MODE = { mode: 0o600 };

/** Registers the tests. */
export function hostContract(
  name: string,
  open: () => HostUnderTest | Promise<HostUnderTest>,
  options: ContractOptions = {},
): void {
  const test = (sentence: string, body: (place: Place) => Promise<void>): void => {
    const fn = async (): Promise<void> => {
      const opened = await open();
      try {
        const at = (file: string): string => file.split("/").reduce(joinPath, opened.root);
        const expected = HOST_EXPECTATIONS[opened.host.os];
        await body({ ...opened, files: opened.host.files, expected, at });
      } finally {
        await opened.close();
      }
    };
    contractTest(options, { name, sentence, fn });
  };
  creating(test);
  streaming(test);
  replacing(test);
  folders(test);
  links(test);
  if (options.locks ?? true) locking(test);
  else lockless(test);
  absent(test);
}

/** Registers a test. */
export type Register = (sentence: string, body: (place: Place) => Promise<void>) => void;

function creating(test: Register): void {
  test("creates a file with all of its bytes and exactly its mode", async ({ files, at, expected }) => {
    const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251);
    await files.create(at("a"), bytes, { mode: 0o640 });
    assert.deepEqual(await files.read(at("a")), bytes);
    const stat = await files.stat(at("a"));
    assert.equal(stat?.kind, "file");
    assert.equal(stat?.mode, expected.mode(0o640));
    assert.equal(stat?.size, 300_000);
  });
  test("opens a file, whose bytes are read on demand", async ({ files, at }) => {
    const bytes = new Uint8Array(300_000).map((_byte, index) => index % 251);
    await files.create(at("a"), bytes, MODE);
    assert.deepEqual(await new Response(await files.open(at("a"))).bytes(), bytes);
    const stopped = await files.open(at("a"));
    await stopped?.cancel();
    assert.equal(await files.open(at("b")), undefined);
    await files.makeFolder(at("d"), { mode: 0o700 });
    await faults(files.open(at("d")), "is-folder");
  });
  test("opens a file only if it lies at its real path", async ({ files, at }) => {
    const root = await files.resolve(at("."));
    const real = (name: string): string => `${root.replace(/[/.]+$/, "")}/${name}`;
    await files.makeFolder(at("d"), { mode: 0o700 });
    await files.create(at("d/a"), bytesOf("a"), MODE);
    const opened = await files.open(at("d/a"), { realPath: real("d/a") });
    assert.equal(await new Response(opened).text(), "a");
    await faults(files.open(at("d/a"), { realPath: real("e/a") }), "is-link");
    await faults(files.open(at("d"), { realPath: real("d") }), "is-folder");
    assert.equal(await files.open(at("d/b"), { realPath: real("d/b") }), undefined);
  });
  test("creates nothing over a file that is there", async ({ files, at }) => {
    await files.create(at("a"), bytesOf("first"), MODE);
    await faults(files.create(at("a"), bytesOf("second"), MODE), "exists");
    assert.equal(await textOf(files, at("a")), "first");
  });
  test("creates nothing through a link that leads nowhere", async ({ files, at, link }) => {
    await link(at("a"), at("b"));
    await faults(files.create(at("a"), bytesOf("x"), MODE), "exists");
    assert.equal(await files.stat(at("b")), undefined);
  });
  test("creates no file where its folder is missing", async ({ files, at }) => {
    await faults(files.create(at("no/a"), bytesOf("x"), MODE), "not-found");
  });
  test("creates no file below a file", async ({ files, at, expected }) => {
    await files.create(at("a"), bytesOf("x"), MODE);
    await faults(files.create(at("a/b"), bytesOf("x"), MODE), expected.createBelowFile);
  });
  test("says whose a new file is", async ({ host, files, at }) => {
    await files.create(at("a"), bytesOf(""), MODE);
    assert.equal((await files.stat(at("a")))?.owner, host.userId());
  });
  test("changes a mode", async ({ files, at, expected }) => {
    await files.create(at("a"), bytesOf(""), { mode: 0o644 });
    await files.setMode(at("a"), 0o600);
    assert.equal((await files.stat(at("a")))?.mode, expected.mode(0o600));
  });
}

function replacing(test: Register): void {
  test("renames a file over another", async ({ files, at }) => {
    await files.create(at("a"), bytesOf("new"), MODE);
    await files.create(at("b"), bytesOf("old"), MODE);
    await files.rename(at("a"), at("b"));
    await files.syncFolder(at("."));
    assert.equal(await textOf(files, at("b")), "new");
    assert.equal(await files.stat(at("a")), undefined);
  });
  test("renames a file over a link, and leaves what that led to", async ({ files, at, link }) => {
    await files.create(at("a"), bytesOf("new"), MODE);
    await files.create(at("b"), bytesOf("old"), MODE);
    await link(at("l"), at("b"));
    await files.rename(at("a"), at("l"));
    assert.equal((await files.stat(at("l"), { follow: false }))?.kind, "file");
    assert.equal(await textOf(files, at("b")), "old");
  });
  test("renames no file over a folder", async ({ files, at }) => {
    await files.create(at("a"), bytesOf("x"), MODE);
    await files.makeFolder(at("d"), { mode: 0o700 });
    await faults(files.rename(at("a"), at("d")), "is-folder");
  });
  test("renames nothing where nothing is", async ({ files, at }) => {
    await faults(files.rename(at("a"), at("b")), "not-found");
  });
  test("removes a file once", async ({ files, at }) => {
    await files.create(at("a"), bytesOf("x"), MODE);
    assert.equal(await files.remove(at("a")), true);
    assert.equal(await files.remove(at("a")), false);
  });
  test("removes a link, and leaves what it led to", async ({ files, at, link }) => {
    await files.create(at("a"), bytesOf("x"), MODE);
    await link(at("l"), at("a"));
    assert.equal(await files.remove(at("l")), true);
    assert.equal(await textOf(files, at("a")), "x");
  });
  test("removes no folder, even an empty one", async ({ files, at }) => {
    await files.makeFolder(at("d"), { mode: 0o700 });
    await faults(files.remove(at("d")), "is-folder");
    assert.equal((await files.stat(at("d")))?.kind, "folder");
  });
}

function folders(test: Register): void {
  test("makes a folder and those above it, and is content with one that is there", async ({ files, at, expected }) => {
    await files.makeFolder(at("d/e"), { mode: 0o700 });
    await files.makeFolder(at("d/e"), { mode: 0o700 });
    assert.equal((await files.stat(at("d/e")))?.kind, "folder");
    assert.equal((await files.stat(at("d")))?.mode, expected.mode(0o700));
  });
  test("makes no folder over a file", async ({ files, at }) => {
    await files.create(at("a"), bytesOf("x"), MODE);
    await faults(files.makeFolder(at("a"), { mode: 0o700 }), "not-folder");
    await faults(files.makeFolder(at("a/b"), { mode: 0o700 }), "not-folder");
  });
  test("makes no folder over a link that leads nowhere", async ({ files, at, link }) => {
    await link(at("l"), at("d"));
    await faults(files.makeFolder(at("l"), { mode: 0o700 }), "not-folder");
    assert.equal(await files.stat(at("d")), undefined);
  });
  test("lists the names in a folder, and not those deeper", async ({ files, at }) => {
    await files.create(at("a"), bytesOf("x"), MODE);
    await files.makeFolder(at("d/e"), { mode: 0o700 });
    assert.deepEqual([...await files.list(at(".")) ?? []].sort(), ["a", "d"]);
  });
  test("lists no file", async ({ files, at }) => {
    await files.create(at("a"), bytesOf("x"), MODE);
    await faults(files.list(at("a")), "not-folder");
  });
  test("reads no folder", async ({ files, at }) => {
    await faults(files.read(at(".")), "is-folder");
  });
}

function links(test: Register): void {
  test("reads and looks through a link, or at it", async ({ files, at, link }) => {
    await files.create(at("a"), bytesOf("x"), MODE);
    await link(at("l"), at("a"));
    assert.equal(await textOf(files, at("l")), "x");
    assert.equal((await files.stat(at("l")))?.kind, "file");
    assert.equal((await files.stat(at("l"), { follow: false }))?.kind, "link");
  });
  test("tells where a chain of links leads, relative ones too", async ({ host, files, at, link }) => {
    await files.makeFolder(at("d"), { mode: 0o700 });
    await files.create(at("d/a"), bytesOf("x"), MODE);
    await link(at("d/one"), "a");
    await link(at("two"), "d/one");
    assert.equal(await host.files.resolve(at("two")), at("d/a"));
  });
  test("tells where a link leads that leads to nothing yet", async ({ files, at, link }) => {
    await files.makeFolder(at("d"), { mode: 0o700 });
    await link(at("l"), "d/../d/new");
    await link(at("m"), "l");
    assert.equal(await files.resolve(at("m")), at("d/new"));
    assert.equal(await files.resolve(at("plain")), at("plain"));
  });
  test("follows links in the middle of a path", async ({ files, at, link }) => {
    await files.makeFolder(at("d"), { mode: 0o700 });
    await link(at("l"), at("d"));
    await files.create(at("l/a"), bytesOf("x"), MODE);
    assert.equal(await textOf(files, at("d/a")), "x");
    assert.equal(await files.resolve(at("l/b")), at("d/b"));
  });
  test("refuses a loop of links", async ({ files, at, link }) => {
    await link(at("a"), at("b"));
    await link(at("b"), at("a"));
    await faults(files.read(at("a")), "other");
    await faults(files.resolve(at("a")), "other");
  });
}

function absent(test: Register): void {
  test("answers undefined or false for what is not there", async ({ files, at }) => {
    assert.equal(await files.stat(at("a")), undefined);
    assert.equal(await files.read(at("a")), undefined);
    assert.equal(await files.list(at("a")), undefined);
    assert.equal(await files.remove(at("a")), false);
    assert.equal(await files.read(at("no/a")), undefined);
  });
  test("tells a file in a folder's place from absence, where the system does", async ({ files, at, expected }) => {
    await files.create(at("a"), bytesOf("x"), MODE);
    await faultsOrNothing(files.read(at("a/b")), expected.readBelowFile);
    await faultsOrNothing(files.stat(at("a/b")), expected.readBelowFile);
  });
  test("changes no mode of what is not there", async ({ files, at, expected }) => {
    await faultsOrNothing(files.setMode(at("a"), 0o600), expected.setModeOfAbsent);
  });
}

/** A text's bytes. */
function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

async function textOf(files: Files, path: string): Promise<string | undefined> {
  const bytes = await files.read(path);
  return bytes && new TextDecoder().decode(bytes);
}

/** Checks that something fails with a fault of this reason. */
export async function faults(action: Promise<unknown>, reason: FileFault["reason"]): Promise<void> {
  await assert.rejects(action, (error) => {
    assert.ok(error instanceof FileFault, String(error));
    assert.equal(error.reason, reason, String(error));
    return true;
  });
}

/** Checks that something fails with a fault of this reason; without one, that it comes to nothing. */
async function faultsOrNothing(
  action: Promise<unknown>,
  reason: FileFault["reason"] | undefined,
): Promise<void> {
  if (reason === undefined) assert.equal(await action, undefined);
  else await faults(action, reason);
}
