import assert from "node:assert/strict";
import { onCrash } from "../../src/cli/crash.ts";
import { Secret } from "../../src/core/secret.ts";
import { memoryHost } from "../../src/testing/memory_host.ts";
import { memoryTerminal } from "../helpers/memory_terminal.ts";

const TOKEN = new Secret("a-t0ken-in-a-crash").reveal();

function crashed(event: Event): Promise<readonly [code: number, err: string, prevented: boolean]> {
  const target = new EventTarget();
  const terminal = memoryTerminal();
  return new Promise((resolve) => {
    onCrash(target, {
      outside: { host: memoryHost(), terminal },
      exit: (code) => resolve([code, terminal.err(), event.defaultPrevented]),
    });
    target.dispatchEvent(event);
  });
}

const ERROR = new Error(`\u001b[2Jgot ${TOKEN}`);

Deno.test("an uncaught error is printed without secrets and control characters", async () => {
  const event = new ErrorEvent("error", { error: ERROR, cancelable: true });
  assert.deepEqual(await crashed(event), [1, "Error: [2Jgot [secret]\n", true]);
});

Deno.test("an unhandled rejection is printed without secrets and control characters", async () => {
  const promise = Promise.reject(ERROR);
  promise.catch(() => {});
  const event = new PromiseRejectionEvent("unhandledrejection", { promise, reason: ERROR, cancelable: true });
  assert.deepEqual(await crashed(event), [1, "Error: [2Jgot [secret]\n", true]);
});
