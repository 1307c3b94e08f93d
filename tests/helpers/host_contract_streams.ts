/**
 * What every Host must do with a stream that is to become a file.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Register } from "./host_contract.ts";

const MODE = { mode: 0o600 };

/** Registers the tests. */
export function streaming(test: Register): void {
  test("creates a file from a stream, as it arrives", async ({ files, at, expected }) => {
    const pieces = Array.from({ length: 50 }, (_, index) => new Uint8Array(10_000).fill(index));
    await files.create(at("a"), streamOf(pieces), { mode: 0o640 });
    const bytes = await files.read(at("a"));
    assert.equal(bytes?.length, 500_000);
    assert.deepEqual([bytes?.[0], bytes?.[9_999], bytes?.[10_000], bytes?.[499_999]], [0, 0, 1, 49]);
    assert.equal((await files.stat(at("a")))?.mode, expected.mode(0o640));
  });
  test("leaves no file of a stream that breaks off, and throws what that failed with", async ({ files, at }) => {
    const broken = new Error("The connection is gone");
    const content = streamOf([new Uint8Array(10)], broken);
    await assert.rejects(files.create(at("a"), content, MODE), (error) => error === broken);
    assert.equal(await files.stat(at("a")), undefined);
  });
  test("cancels a stream that it has no file for", async ({ files, at }) => {
    await files.create(at("a"), new Uint8Array(10), MODE);
    let cancelled = false;
    const content = new ReadableStream<Uint8Array>({ cancel: () => void (cancelled = true) });
    await assert.rejects(files.create(at("a"), content, MODE), { reason: "exists" });
    assert.equal(cancelled, true);
  });
}

/** A stream of these pieces, that then ends or fails. */
function streamOf(pieces: readonly Uint8Array[], failure?: Error): ReadableStream<Uint8Array> {
  const left = pieces.values();
  return new ReadableStream({
    pull(controller) {
      const next = left.next();
      if (next.value !== undefined) return controller.enqueue(next.value);
      if (failure === undefined) controller.close();
      else controller.error(failure);
    },
  });
}
