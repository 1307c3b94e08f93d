/** The GitHub Action behind a proxy, with a server that speaks https. */
import assert from "node:assert/strict";
import { actionTest } from "./action_fixture.ts";
import { startReleases } from "./action_releases.ts";
import type { Step } from "./action_runner.ts";
import { withCertificates } from "./certificates.ts";
import { type ProxyOptions, type ProxyServer, withProxy } from "./proxy_server.ts";

interface Behind {
  readonly proxy: ProxyServer;
  /** Host and port of the releases. */
  readonly server: string;
  /** Runs the action with these variables. */
  uses(variables: Readonly<Record<string, string>>): Promise<Step>;
}

function proxyTest(name: string, options: ProxyOptions, body: (behind: Behind) => Promise<void>): void {
  actionTest(name, ({ again }) =>
    withCertificates(async ({ good, folder }) => {
      const releases = await startReleases(good);
      const { host, port } = new URL(releases.url);
      const machine = { ATLCLI_RELEASES_URL: releases.url, NODE_EXTRA_CA_CERTS: `${folder}/ca.pem` };
      const uses = (variables: Readonly<Record<string, string>>): Promise<Step> =>
        again({ ...machine, ...variables }).uses();
      await withProxy({ port: Number(port), ...options }, (proxy) => body({ proxy, server: host, uses }));
      await releases.close();
    }));
}

proxyTest("goes through the proxy that HTTPS_PROXY names", {}, async ({ proxy, server, uses }) => {
  const { exit, log } = await uses({ HTTPS_PROXY: proxy.url });
  assert.equal(exit, 0, log);
  assert.deepEqual(proxy.asked, Array(3).fill(`CONNECT ${server}`));
});

const PASSWORD = "p@ss:word/";

proxyTest(
  "signs in to the proxy, and does not reveal the password",
  { login: `me:${PASSWORD}` },
  async (behind) => {
    const { proxy, uses } = behind;
    const { exit, log } = await uses({
      HTTPS_PROXY: `http://me:${encodeURIComponent(PASSWORD)}@${proxy.host}`,
    });
    assert.equal(exit, 0, log);
    assert.ok(!log.includes("p%40ss") && !log.includes(PASSWORD));
  },
);

proxyTest(
  "reports that the proxy requires authentication",
  { login: "me:right" },
  async ({ proxy, uses }) => {
    const { exit, log } = await uses({ HTTPS_PROXY: `http://me:wrong-password@${proxy.host}` });
    assert.equal(exit, 1);
    assert.match(
      log,
      new RegExp(`^::error::The proxy ${proxy.host} rejected its user name or password \\(407\\)`, "m"),
    );
    assert.ok(!log.includes("wrong-password"));
  },
);

proxyTest("says when the proxy cannot be reached", {}, async ({ uses }) => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  listener.close();
  const { exit, log } = await uses({ HTTPS_PROXY: `127.0.0.1:${listener.addr.port}` });
  assert.equal(exit, 1);
  assert.match(log, /^::error::Failed to reach the proxy 127\.0\.0\.1:\d+: .*ECONNREFUSED/m);
});

proxyTest("goes past the proxy where NO_PROXY says so", {}, async ({ proxy, uses }) => {
  const { exit, log } = await uses({ HTTPS_PROXY: proxy.url, NO_PROXY: "localhost" });
  assert.equal(exit, 0, log);
  assert.deepEqual(proxy.asked, []);
});

proxyTest("trusts no certificate of its own accord", {}, async ({ proxy, uses }) => {
  for (const HTTPS_PROXY of [proxy.url, ""]) {
    const { exit, log } = await uses({ HTTPS_PROXY, NODE_EXTRA_CA_CERTS: "" });
    assert.equal(exit, 1);
    assert.match(log, /^::error::Failed to load https:.*certificate/m);
  }
});
