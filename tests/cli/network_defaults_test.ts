import assert from "node:assert/strict";
import { networkDefaults, withNetworkDefaults } from "../../src/cli/process/network_defaults.ts";
import { memoryHost } from "../../src/testing/memory_host.ts";

const STORE = { DENO_TLS_CA_STORE: "mozilla,system" };
const LOOPBACK = "localhost,127.0.0.0/8,::1";

const CASES: readonly (readonly [
  name: string,
  env: Readonly<Record<string, string>>,
  set: Readonly<Record<string, string>>,
])[] = [
  ["nothing: the system's certificates count", {}, STORE],
  ["a choice of certificates: it stays", { DENO_TLS_CA_STORE: "system" }, {}],
  ["an empty choice of certificates: it counts as none", { DENO_TLS_CA_STORE: "" }, STORE],
  ["a proxy: this machine is reached without it", { HTTPS_PROXY: "p" }, { ...STORE, NO_PROXY: LOOPBACK }],
  ["a proxy in lower case", { http_proxy: "p" }, { ...STORE, NO_PROXY: LOOPBACK }],
  ["a proxy for everything", { ALL_PROXY: "p" }, { ...STORE, NO_PROXY: LOOPBACK }],
  ["a list of exemptions: it stays, too", { HTTP_PROXY: "p", NO_PROXY: ".a.test" }, {
    ...STORE,
    NO_PROXY: `.a.test,${LOOPBACK}`,
  }],
  // Deno reads no_proxy only where there is no NO_PROXY.
  ["a list in lower case: it is taken along", { HTTP_PROXY: "p", no_proxy: "b.test" }, {
    ...STORE,
    NO_PROXY: `b.test,${LOOPBACK}`,
  }],
  ["exemptions and no proxy", { NO_PROXY: "a.test" }, STORE],
];

for (const [name, env, set] of CASES) {
  Deno.test(`networkDefaults() with ${name}`, () => {
    assert.deepEqual(networkDefaults((variable) => env[variable]), set);
  });
}

Deno.test("withNetworkDefaults() sets the variables once, and not before the network is opened", () => {
  const events: string[] = [];
  const inner = memoryHost({ env: { HTTPS_PROXY: "p" } });
  const host = withNetworkDefaults(
    { ...inner, transport: (options) => (events.push("transport"), inner.transport(options)) },
    (name, value) => events.push(`${name}=${value}`),
  );
  assert.deepEqual(events, []);
  host.transport();
  host.transport();
  assert.deepEqual(events, [
    "DENO_TLS_CA_STORE=mozilla,system",
    `NO_PROXY=${LOOPBACK}`,
    "transport",
    "transport",
  ]);
});
