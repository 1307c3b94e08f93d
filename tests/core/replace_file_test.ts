/** The one atomic replace, on a host in memory that fails or dies when the test says so. */
import assert from "node:assert/strict";
import type { Files } from "../../src/core/host.ts";
import { replaceFile } from "../../src/core/replace_file.ts";
import { type MemoryHost, memoryHost } from "../../src/testing/mod.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const NEW = { path: "/home/me/a", mode: 0o600 };

function host(): MemoryHost {
  return memoryHost({ files: { "/home/me/a": "old" } });
}

Deno.test("replaceFile() puts bytes or a stream in a file's place, with its mode, and leaves nothing beside it", async () => {
  for (const content of [bytes("new"), ReadableStream.from([bytes("n"), bytes("ew")])]) {
    const machine = host();
    await replaceFile(machine, { ...NEW, content });
    assert.equal(machine.disk.text("/home/me/a"), "new");
    assert.equal((await machine.files.stat("/home/me/a"))?.mode, 0o600);
    assert.deepEqual(await machine.files.list("/home/me"), ["a"]);
  }
});

Deno.test("replaceFile() creates a missing file, via the given temporary path", async () => {
  const machine = host();
  const created: string[] = [];
  const files: Files = {
    ...bound(machine.files),
    create: async (path, content, options) => {
      created.push(path);
      await machine.files.create(path, content, options);
    },
  };
  const temporary = "/home/me/.temporary-";
  await replaceFile({ files, random: () => 0 }, {
    ...NEW,
    path: "/home/me/b",
    content: bytes("x"),
    temporary,
  });
  assert.deepEqual(created, ["/home/me/.temporary-00000000"]);
  assert.equal(machine.disk.text("/home/me/b"), "x");
});

for (const operation of ["create", "rename"] as const) {
  Deno.test(`replaceFile() leaves the old file and nothing beside it when the system refuses to ${operation}`, async () => {
    const machine = host();
    machine.failNext(operation, "busy");
    await assert.rejects(replaceFile(machine, { ...NEW, content: bytes("new") }), { reason: "busy" });
    assert.equal(machine.disk.text("/home/me/a"), "old");
    assert.deepEqual(await machine.files.list("/home/me"), ["a"]);
  });
}

Deno.test("replaceFile() asks when the new file is ready, and leaves the old one if the answer is no", async () => {
  const machine = host();
  const ready = (): Promise<void> => Promise.reject(new Error(`no: ${machine.disk.paths().length} files`));
  await assert.rejects(replaceFile(machine, { ...NEW, content: bytes("new"), ready }), {
    message: "no: 2 files",
  });
  assert.equal(machine.disk.text("/home/me/a"), "old");
  assert.deepEqual(await machine.files.list("/home/me"), ["a"]);
});

Deno.test("replaceFile() leaves the old file or the new one, whole, wherever the process is killed", async () => {
  const seen = new Set<string>();
  for (let steps = 0; steps < 6; steps++) {
    const machine = host();
    machine.killAfter(steps);
    await replaceFile(machine, { ...NEW, content: bytes("new") }).catch(() => {});
    seen.add(machine.disk.text("/home/me/a") ?? "nothing");
  }
  assert.deepEqual(seen, new Set(["old", "new"]));
});

/** The operations of a class instance as a plain object. */
function bound(files: Files): Files {
  return {
    stat: (path, options) => files.stat(path, options),
    read: (path) => files.read(path),
    open: (path) => files.open(path),
    create: (path, content, options) => files.create(path, content, options),
    rename: (from, to) => files.rename(from, to),
    remove: (path) => files.remove(path),
    makeFolder: (path, options) => files.makeFolder(path, options),
    list: (path) => files.list(path),
    setMode: (path, mode) => files.setMode(path, mode),
    syncFolder: (path) => files.syncFolder(path),
    resolve: (path) => files.resolve(path),
    readLink: (path) => files.readLink(path),
    lock: (path, options) => files.lock(path, options),
  };
}
