/**
 * A Host whose files say before each step what they are about to do, so that something can happen there: the process is
 * killed, a permission is lost, time passes.
 */
import type { Files, Host } from "../../src/core/host.ts";

/** Called before each step, with its number. What it throws comes out of the step. */
export type OnStep = (step: number, operation: string) => void | Promise<void>;

/** Wraps a host. `create` has a step before it, one before each half, and one before it is flushed. */
export function steppedHost(host: Host, onStep: OnStep): Host {
  let steps = 0;
  const step = (operation: string): void | Promise<void> => onStep(steps++, operation);
  const { files } = host;
  const stepped: Files = {
    stat: async (path, options) => (await step("stat"), await files.stat(path, options)),
    read: async (path) => (await step("read"), await files.read(path)),
    open: async (path) => (await step("open"), await files.open(path)),
    create: async (path, content, options) => {
      await step("create");
      const pieces = content instanceof Uint8Array ? halves(content, () => step("write")) : content;
      await files.create(path, pieces, options);
    },
    rename: async (from, to) => (await step("rename"), await files.rename(from, to)),
    remove: async (path) => (await step("remove"), await files.remove(path)),
    makeFolder: async (path, options) => (await step("makeFolder"), await files.makeFolder(path, options)),
    list: async (path) => (await step("list"), await files.list(path)),
    setMode: async (path, mode) => (await step("setMode"), await files.setMode(path, mode)),
    syncFolder: async (path) => (await step("syncFolder"), await files.syncFolder(path)),
    resolve: async (path) => (await step("resolve"), await files.resolve(path)),
    readLink: async (path) => (await step("readLink"), await files.readLink(path)),
    lock: async (path, options) => {
      await step("lock");
      const unlock = await files.lock(path, options);
      return unlock && (() => {
        void step("unlock");
        unlock();
      });
    },
  };
  return { ...host, files: stepped };
}

/** The bytes in two halves: the file is there, and empty; half written; written, and not yet on the disk. */
function halves(bytes: Uint8Array, step: () => void | Promise<void>): ReadableStream<Uint8Array> {
  const half = bytes.length >> 1;
  const pieces = [bytes.subarray(0, half), bytes.subarray(half)];
  return new ReadableStream({
    pull: async (controller) => {
      await step();
      const piece = pieces.shift();
      if (piece === undefined) controller.close();
      else controller.enqueue(piece);
    },
  }, { highWaterMark: 0 });
}
