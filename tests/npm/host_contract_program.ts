/**
 * The contract of a Host, for Node and Bun: bundled, it runs there by itself. It prints a line of JSON a test.
 *
 * @module
 */
import { mkdtemp, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeHost } from "../../src/host/node/host.ts";
import { hostContract } from "../helpers/host_contract.ts";
import { realHostContract } from "../helpers/real_host_contract.ts";

/** What became of a test. */
export interface Outcome {
  readonly name: string;
  /** Why it failed. */
  readonly fault?: string;
}

const tests: { readonly name: string; readonly body: () => Promise<void> }[] = [];
const options = {
  test: (name: string, body: () => Promise<void>): void => void tests.push({ name, body }),
  locks: false,
};

hostContract("nodeHost()", async () => {
  const root = await realpath(await mkdtemp(join(tmpdir(), "atlcli-test-")));
  return {
    host: nodeHost(),
    root,
    link: (path, target) => symlink(target, path),
    close: () => rm(root, { recursive: true }),
  };
}, options);
realHostContract("nodeHost()", nodeHost, options);

for (const { name, body } of tests) {
  const fault = await body().then(() => undefined, (error) => String(error?.stack ?? error));
  console.log(JSON.stringify({ name, ...(fault !== undefined && { fault }) } satisfies Outcome));
}
