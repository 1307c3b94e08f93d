import assert from "node:assert/strict";
import { networkDefaults, withNetworkDefaults } from "../../src/cli/process/network_defaults.ts";
import type { Command, Host } from "../../src/core/host.ts";
import { memoryHost } from "../../src/testing/memory_host.ts";

const STORE = { DENO_TLS_CA_STORE: "mozilla,system" };
const CASES: readonly (readonly [
  name: string,
  env: Readonly<Record<string, string>>,
  set: Readonly<Record<string, string>>,
])[] = [
  ["nothing: the system's certificates count", {}, STORE],
  ["a choice of certificates: it stays", { DENO_TLS_CA_STORE: "system" }, {}],
  ["an empty choice of certificates: it counts as none", { DENO_TLS_CA_STORE: "" }, STORE],
  ["proxies: they stay as they are", { HTTPS_PROXY: "p", NO_PROXY: "a.test" }, STORE],
];

for (const [name, env, set] of CASES) {
  Deno.test(`networkDefaults() with ${name}`, () => {
    assert.deepEqual(networkDefaults((variable) => env[variable]), set);
  });
}

const TOLD = ["DENO_TLS_CA_STORE=mozilla,system"];

/** A host that notes what is done on it, and with what. */
function noting(): { readonly host: Host; readonly events: unknown[] } {
  const events: unknown[] = [];
  const inner = memoryHost({ env: { HTTPS_PROXY: "p" } });
  const host: Host = {
    ...inner,
    transport: (options) => {
      events.push(["transport", options]);
      return inner.transport(options);
    },
    run: (command) => {
      events.push(["run", command]);
      return Promise.resolve({ code: 0, stdout: new Uint8Array(), stderr: new Uint8Array() });
    },
  };
  return { host: withNetworkDefaults(host, (name, value) => events.push(`${name}=${value}`)), events };
}

Deno.test("withNetworkDefaults() sets the variables once, and not before the network is opened", () => {
  const { host, events } = noting();
  assert.deepEqual(events, []);
  const options = { proxy: { url: "http://proxy.test:3128" }, caCertificates: ["PEM"] };
  host.transport(options);
  host.transport();
  assert.deepEqual(events, [...TOLD, ["transport", options], ["transport", undefined]]);
});

Deno.test("withNetworkDefaults() sets the variables before a program is started, which inherits them", async () => {
  const { host, events } = noting();
  const command: Command = {
    program: "pass",
    args: ["show"],
    environment: { kind: "inherited", emptied: [] },
    timeoutMs: 1,
  };
  await host.run(command);
  host.transport();
  assert.deepEqual(events, [...TOLD, ["run", command], ["transport", undefined]]);
});
