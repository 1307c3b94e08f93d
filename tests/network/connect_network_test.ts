import assert from "node:assert/strict";
import { type ConnectOptions, openLibrary } from "../../src/connect.ts";
import type { NetworkSettings } from "../../src/network/transport.ts";
import { memoryHost } from "../../src/testing/memory_host.ts";
import { failsWith } from "../helpers/fails_with.ts";
import { CERTIFICATE_A, KEY_A, pem } from "../helpers/pem.ts";

const CERTIFICATE = pem("CERTIFICATE", CERTIFICATE_A);
const KEY = pem("PRIVATE KEY", KEY_A);
const FILES = { "/work/both.pem": `${CERTIFICATE}${KEY}`, "/cert.pem": CERTIFICATE, "/key.pem": KEY };
const VARIABLES = { ATLCLI_CLIENT_CERT_FILE: "/cert.pem", ATLCLI_CLIENT_KEY_FILE: "/key.pem" };

Deno.test("openNetwork() knows the proxy: the profile's, or that of a variable", async () => {
  const [site, env] = [new URL("https://a.test"), { HTTPS_PROXY: "http://ada:pw@q.test:1" }];
  const { openNetwork } = openLibrary({ host: memoryHost({ env }) });
  const byVariable = (await openNetwork()).proxyFor(site);
  assert.deepEqual([byVariable?.url, byVariable?.username], ["http://q.test:1/", "ada"]);
  assert.deepEqual((await openNetwork({ proxy: "http://p.test" })).proxyFor(site), { url: "http://p.test/" });
});

const CLIENT_CERTIFICATES: readonly {
  readonly name: string;
  readonly options?: ConnectOptions;
  readonly env?: Readonly<Record<string, string>>;
  readonly profile?: NetworkSettings;
  /** The files that are read, in order. */
  readonly files: readonly string[];
}[] = [
  { name: "the variables", env: VARIABLES, files: ["/cert.pem", "/key.pem"] },
  {
    name: "the profile before the variables, with its own key",
    env: { ...VARIABLES, ATLCLI_CLIENT_KEY_FILE: "/nowhere" },
    profile: { clientCertFile: "/work/both.pem" },
    files: ["/work/both.pem", "/work/both.pem"],
  },
  {
    name: "the option before the profile, and not with its key",
    options: { clientCertFile: "both.pem" },
    profile: { clientCertFile: "/cert.pem", clientKeyFile: "/nowhere" },
    files: ["/work/both.pem", "/work/both.pem"],
  },
  {
    name: "the profile, with the key of the option",
    options: { clientKeyFile: "/key.pem" },
    profile: { clientCertFile: "/cert.pem", clientKeyFile: "/nowhere" },
    files: ["/cert.pem", "/key.pem"],
  },
];

for (const { name, options, env, profile, files } of CLIENT_CERTIFICATES) {
  Deno.test(`openNetwork() shows the client certificate of ${name}`, async () => {
    const read: string[] = [];
    const host = memoryHost({
      cwd: "/work",
      files: FILES,
      env: { HOME: "/home/me", ...env },
      onStep: ({ operation, path }) => {
        if (operation === "read") read.push(path);
      },
    });
    await openLibrary({ host, ...options }).openNetwork(profile);
    assert.equal(host.transports[0]?.clientCertificate?.certificate, CERTIFICATE.trim());
    assert.deepEqual(read, files);
  });
}

const LIMITS: readonly {
  readonly env: Readonly<Record<string, string>>;
  readonly options?: ConnectOptions;
  readonly limits: Readonly<Record<string, number>>;
}[] = [
  { env: {}, limits: {} },
  {
    env: { ATLCLI_TIMEOUT: "5", ATLCLI_MAX_WAIT: "2m", ATLCLI_MAX_RETRIES: "0" },
    limits: { timeoutMs: 5_000, maxWaitMs: 120_000, maxRetries: 0 },
  },
  {
    env: { ATLCLI_TIMEOUT: "5", ATLCLI_MAX_WAIT: "2m", ATLCLI_MAX_RETRIES: "7" },
    options: { timeoutMs: 1, maxWaitMs: 0, maxRetries: 0 },
    limits: { timeoutMs: 1, maxWaitMs: 0, maxRetries: 0 },
  },
  {
    env: { ATLCLI_MAX_TIME: "1h", ATLCLI_MAX_SIZE: "8G" },
    limits: { maxTimeMs: 3_600_000, maxSizeBytes: 8 * 2 ** 30 },
  },
  {
    env: { ATLCLI_MAX_TIME: "1h", ATLCLI_MAX_SIZE: "8G" },
    options: { maxTimeMs: 7, maxSizeBytes: 9 },
    limits: { maxTimeMs: 7, maxSizeBytes: 9 },
  },
];

for (const { env, options, limits } of LIMITS) {
  Deno.test(`openNetwork() limits as ${JSON.stringify(env)} and ${JSON.stringify(options)} say`, async () => {
    const { openNetwork } = openLibrary({ host: memoryHost({ env }), ...options });
    assert.deepEqual((await openNetwork()).limits, limits);
  });
}

for (
  const [name, value] of [
    ["ATLCLI_TIMEOUT", "soon"],
    ["ATLCLI_MAX_TIME", "later"],
    ["ATLCLI_MAX_WAIT", "-1"],
    ["ATLCLI_MAX_RETRIES", "x"],
    ["ATLCLI_MAX_SIZE", "big"],
  ]
) {
  Deno.test(`openNetwork() refuses ${name}=${value}, and names it`, async () => {
    const { openNetwork } = openLibrary({ host: memoryHost({ env: { [name ?? ""]: value } }) });
    assert.match((await failsWith(openNetwork(), "usage")).message, new RegExp(`^${name}: Invalid `));
  });
}
