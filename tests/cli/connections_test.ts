/** Every command closes what it opened: when it succeeds, when the network fails, and when it is interrupted. */
import assert from "node:assert/strict";
import type { Connection } from "../../mod.ts";
import { connected } from "../../src/cli/connected.ts";
import { closingHost } from "../../src/cli/open_transports.ts";
import { createContext } from "../../src/cli/context.ts";
import { memoryHost } from "../../src/testing/memory_host.ts";
import { memoryTerminal } from "../helpers/memory_terminal.ts";
import { EVERY_COMMAND } from "./every_command.ts";
import { type Machine, machine, WIKI_PROFILES } from "./fixture.ts";

/** The fixture refuses a run that leaves a transport open; this one looks that there was one. */
async function opensAndCloses(made: Machine, words: readonly string[], options: object): Promise<number> {
  const { exit } = await made.run(words, options);
  assert.ok(made.host.transports.length > 0, "it opened nothing");
  return exit;
}

for (const { words, stdin = "" } of EVERY_COMMAND) {
  const name = words.join(" ");
  Deno.test(`closes its connections when it succeeds, and before it is interrupted: ${name}`, async () => {
    const made = machine({ profiles: WIKI_PROFILES });
    await opensAndCloses(made, words, { stdin });
    await opensAndCloses(machine({ profiles: WIKI_PROFILES }), words, {
      stdin,
      onRequest: (terminal: { readonly interrupt: (code: 130) => void }) => terminal.interrupt(130),
    });
  });
  Deno.test(`closes its connections when the network fails: ${name}`, async () => {
    const fetch = (): Promise<never> => Promise.reject(new TypeError("error sending request"));
    const exit = await opensAndCloses(machine({ profiles: WIKI_PROFILES, fetch }), words, { stdin });
    assert.notEqual(exit, 0);
  });
}

/** A context whose connection counts how often it is closed. */
function counting(): { readonly context: Parameters<typeof connected>[0]; readonly closed: () => number } {
  let closed = 0;
  const context = createContext({ host: memoryHost(), terminal: memoryTerminal({}) }, { color: "never" });
  const connect = async (): Promise<Connection> => {
    const { client, resolution } = await machineConnection();
    return {
      client,
      resolution,
      close: () => void closed++,
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  };
  return { context: { ...context, connect }, closed: () => closed };
}

async function machineConnection(): Promise<Connection> {
  const { host, keychain } = machine({ profiles: WIKI_PROFILES });
  const options = { host, terminal: memoryTerminal({}), secretStore: keychain };
  return await createContext(options, { color: "never" }).connect();
}

Deno.test("connected() closes its connection once, also when the work fails", async () => {
  const { context, closed } = counting();
  assert.equal(await connected(context, () => Promise.resolve(7)), 7);
  assert.equal(closed(), 1);
  await assert.rejects(connected(context, () => Promise.reject(new RangeError("bug"))), RangeError);
  assert.equal(closed(), 2);
});

Deno.test("closingHost() closes what was left open, and nothing twice", () => {
  const inner = memoryHost();
  let closes = 0;
  const { host, closeTransports } = closingHost({
    ...inner,
    transport: (options) => {
      const { fetch, close } = inner.transport(options);
      return {
        fetch,
        close: () => {
          closes++;
          close();
        },
      };
    },
  });
  const [first] = [host.transport(), host.transport(), host.transport()];
  first?.close();
  first?.close();
  assert.deepEqual([closes, inner.openTransports], [1, 2]);
  closeTransports();
  closeTransports();
  assert.deepEqual([closes, inner.openTransports], [3, 0]);
});
