/**
 * Networks as they are, in Node and Bun: certificates and proxies of profiles, options and the environment work there,
 * and what goes wrong has the same code as in Deno.
 */
import assert from "node:assert/strict";
import { type Certificates, type Pair, withCertificates } from "../e2e/certificates.ts";
import { withProxy } from "../e2e/proxy_server.ts";
import { withStrictServer } from "../e2e/strict_server.ts";
import { runProgram, type Runtime, RUNTIMES, withFile } from "./runtimes.ts";

const PASSWORD = "canary-proxy-password";

/** A Jira that answers two questions, on a port of this machine. */
async function withJira(pair: Pair | undefined, use: (port: number) => Promise<void>): Promise<void> {
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, ...pair, onListen: () => {} },
    ({ url }) =>
      url.endsWith("/serverInfo")
        ? Response.json({ deploymentType: "Server", version: "10.3.0" })
        : Response.json({ name: "mia", displayName: "Mia" }, { headers: { "x-ausername": "mia" } }),
  );
  try {
    await use(server.addr.port);
  } finally {
    await server.shutdown();
  }
}

type Env = Readonly<Record<string, string>>;

async function ask(runtime: Runtime, site: string, env: Env): Promise<Readonly<Record<string, unknown>>> {
  const answer = await runProgram(runtime, "ask.mjs", {
    env: { ATLCLI_SITE: site, ATLCLI_API_TOKEN: "a-token-of-a-test", ATLCLI_MAX_RETRIES: "0", ...env },
  });
  assert.ok(!JSON.stringify(answer).includes(PASSWORD));
  return answer;
}

/** What is asked, and what is wrong with it; nothing says that it works. */
type Row = readonly [what: string, site: string, env: Env, wrong?: readonly [code: string, message: RegExp]];

async function eachRow(t: Deno.TestContext, runtime: Runtime, rows: readonly Row[]): Promise<void> {
  for (const [what, site, env, wrong] of rows) {
    await t.step(what, async () => {
      const answer = await ask(runtime, site, env);
      if (wrong === undefined) return assert.deepEqual(answer, { displayName: "Mia" });
      assert.equal(answer["code"], wrong[0], JSON.stringify(answer));
      assert.match(String(answer["message"]), wrong[1]);
      assert.ok((answer["hint"] ?? answer["data"] ?? "") !== "", "there is a next step, or data for one");
    });
  }
}

async function authorities(t: Deno.TestContext, runtime: Runtime, made: Certificates): Promise<void> {
  const ca = { ATLCLI_CA_FILE: `${made.folder}/ca.pem` };
  await withJira(
    made.good,
    (good) =>
      withJira(
        made.wrongHost,
        (other) =>
          withJira(made.expired, (expired) =>
            withJira(undefined, (plain) =>
              eachRow(t, runtime, [
                ["an authority that is named is trusted", `https://localhost:${good}`, ca],
                [
                  "one that is not named is not",
                  `https://localhost:${good}`,
                  {},
                  ["tls", /from an untrusted authority/],
                ],
                ["another host's", `https://localhost:${other}`, ca, ["tls", /for another host/]],
                ["an old one", `https://localhost:${expired}`, ca, ["tls", /has expired/]],
                ["no TLS at all", `https://localhost:${plain}`, ca, [
                  "tls",
                  /does not speak TLS|TLS handshake with/,
                ]],
              ]))),
      ),
  );
}

async function clientCertificate(
  t: Deno.TestContext,
  runtime: Runtime,
  made: Certificates,
): Promise<void> {
  const ca = { ATLCLI_CA_FILE: `${made.folder}/ca.pem` };
  const mine = {
    ...ca,
    ATLCLI_CLIENT_CERT_FILE: `${made.folder}/client.pem`,
    ATLCLI_CLIENT_KEY_FILE: `${made.folder}/client.key`,
  };
  await withStrictServer(made, (site) =>
    eachRow(t, runtime, [
      ["a client certificate is shown", site, mine],
      // With TLS 1.3, Node has sent its request before it is notified.
      ["without one the handshake fails", site, ca, [
        runtime.name === "Bun" ? "tls" : "connection-lost",
        /TLS handshake with|closed the connection|broke off/,
      ]],
    ]));
}

async function proxies(t: Deno.TestContext, runtime: Runtime, made: Certificates): Promise<void> {
  const ca = { ATLCLI_CA_FILE: `${made.folder}/ca.pem` };
  await withJira(
    made.internet,
    (port) =>
      withProxy({ port, login: `ada:${PASSWORD}` }, async ({ host, asked }) => {
        const site = "https://jira.company.test";
        const url = `http://ada:${PASSWORD}@${host}`;
        await eachRow(t, runtime, [["one that the environment names", site, { ...ca, HTTPS_PROXY: url }]]);
        const first = asked.length;
        assert.ok(first > 0);
        const profile = { baseUrl: site, authType: "bearer", apiToken: "a-token-of-a-test", proxy: url };
        await withFile(profile, (folder) =>
          eachRow(t, runtime, [
            ["a profile's", "", { ...ca, ATLCLI_API_TOKEN: "", ATLCLI_CONFIG_DIR: folder }],
          ]));
        const second = asked.length;
        assert.ok(second > first);
        assert.deepEqual(new Set(asked), new Set(["CONNECT jira.company.test:443"]));
        const without = { ...ca, HTTPS_PROXY: url, NO_PROXY: "*.Company.test:443" };
        await eachRow(t, runtime, [
          ["none for whom NO_PROXY names", site, without, ["dns", /Cannot find the host/]],
        ]);
        assert.equal(asked.length, second);
        await eachRow(t, runtime, [
          [
            "one that requires authentication",
            site,
            { ...ca, HTTPS_PROXY: `http://${host}` },
            ["proxy", /requires authentication \(407\)$/],
          ],
          [
            "one that wants another password",
            site,
            { ...ca, HTTPS_PROXY: `http://ada:wrong@${host}` },
            ["proxy", /rejected its user name or password \(407\)$/],
          ],
        ]);
      }),
  );
}

async function unreachable(t: Deno.TestContext, runtime: Runtime): Promise<void> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  listener.close();
  await eachRow(t, runtime, [
    ["no listener", `http://127.0.0.1:${listener.addr.port}`, {}, ["connection-refused", /refuses/]],
    ["no such host", "https://jira.invalid", {}, ["dns", /Cannot find the host "jira.invalid"/]],
  ]);
}

for (const runtime of RUNTIMES) {
  Deno.test(`the network in ${runtime.name}: certificates, proxies, and what goes wrong`, (t) =>
    withCertificates(async (made) => {
      await authorities(t, runtime, made);
      await clientCertificate(t, runtime, made);
      await proxies(t, runtime, made);
      await unreachable(t, runtime);
    }));
}
