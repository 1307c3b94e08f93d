/**
 * Networks as they are: the program as a process, real servers with real certificates, real proxies. Each way works, or
 * one line names the problem, and the next line the fix.
 */
import assert from "node:assert/strict";
import { type Home, inHome } from "./atlcli_process.ts";
import { type Certificates, withCertificates } from "./certificates.ts";
import { fails, ME, PASSWORD, type Site, withSite, works } from "./company_site.ts";
import { withProxy } from "./proxy_server.ts";
import { gatedTest } from "../helpers/gate.ts";

async function eachStep(
  t: Deno.TestContext,
  steps: Readonly<Record<string, () => Promise<void>>>,
): Promise<void> {
  for (const [name, fn] of Object.entries(steps)) await t.step(name, fn);
}

Deno.test("authorities: a company's own, by option, variable, profile and system", (t) =>
  inHome((home) =>
    withCertificates((certificates) =>
      withSite({ pair: certificates.good }, (site) => authorities(t, { home, certificates, site }))
    )
  ));

async function authorities(
  t: Deno.TestContext,
  { home, certificates, site }: {
    readonly home: Home;
    readonly certificates: Certificates;
    readonly site: Site;
  },
): Promise<void> {
  const { folder } = certificates;
  const { env, sandbox } = site;
  const { token } = sandbox.account("jira-valid");
  await eachStep(t, {
    "an unknown one is named, with the option": async () =>
      fails(await home.run(ME, { env }), /from an untrusted authority$/, /--ca-file/),
    "--ca-file": async () => works(await home.run([...ME, "--ca-file", "ca.pem"], { env, cwd: folder })),
    "ATLCLI_CA_FILE": async () =>
      works(await home.run(ME, { env: { ...env, ATLCLI_CA_FILE: `${folder}/ca.pem` } })),
    "the system's, where SSL_CERT_FILE says": async () =>
      works(await home.run(ME, { env: { ...env, SSL_CERT_FILE: `${folder}/ca.pem` } })),
    "not the system's, when DENO_TLS_CA_STORE says so": async () => {
      const variables = { SSL_CERT_FILE: `${folder}/ca.pem`, DENO_TLS_CA_STORE: "mozilla" };
      fails(
        await home.run(ME, { env: { ...env, ...variables } }),
        /from an untrusted authority$/,
        /--ca-file/,
      );
    },
    "a file that holds none is refused, before anything is sent": async () => {
      const before = sandbox.requests.length;
      const { exit, err } = await home.run([...ME, "--ca-file", "good.key"], { env, cwd: folder });
      assert.deepEqual([exit, sandbox.requests.length], [2, before], err);
      assert.match(
        err,
        /^Error: The CA file contains no certificate: "good\.key"\n {2}- It must be in PEM format/,
      );
    },
    "signing in with --ca-file, which is remembered": async () => {
      const login = ["auth", "login", "--bearer", "--site", sandbox.urls.jira, "--token", "-"];
      const without = await home.run([...login, "--max-retries", "0"], { stdin: token });
      fails(without, /from an untrusted authority$/, /--ca-file/);
      const signedIn = await home.run([...login, "--ca-file", "ca.pem"], { stdin: token, cwd: folder });
      assert.equal(signedIn.exit, 0, signedIn.err);
      works(await home.run(ME));
    },
  });
}

const WRONG: readonly (readonly [
  pair: "expired" | "notYet" | "wrongHost" | "ownLeaf" | "selfSigned",
  trusted: string,
  says: RegExp,
  hint: RegExp,
])[] = [
  ["expired", "ca", /has expired, or is not valid yet$/, /this machine's date.*new certificate/],
  ["notYet", "ca", /has expired, or is not valid yet$/, /this machine's date/],
  ["wrongHost", "ca", /of "localhost:\d+" is for another host$/, /Use the host name/],
  ["ownLeaf", "ca", /from an untrusted authority$/, /--ca-file/],
  ["selfSigned", "selfsigned", /certificate of an authority as its own/, /CA:FALSE.*--ca-file/],
];

Deno.test("the errors for invalid certificates differ, each with its fix", (t) =>
  inHome((home) =>
    withCertificates(async (certificates) => {
      for (const [name, trusted, says, hint] of WRONG) {
        await t.step(name, () =>
          withSite({ pair: certificates[name] }, async ({ env }) => {
            const file = `${certificates.folder}/${trusted}.pem`;
            fails(await home.run([...ME, "--ca-file", file], { env }), says, hint);
          }));
      }
      await t.step("one that signed itself, when it is named", () =>
        withSite({ pair: certificates.ownLeaf }, async ({ env }) =>
          works(await home.run([...ME, "--ca-file", `${certificates.folder}/ownleaf.pem`], { env }))));
    })
  ));

const COMPANY = "https://jira.company.test";

Deno.test("proxies: by variable and profile, with a password, and those that do not serve", (t) =>
  inHome((home) =>
    withCertificates((certificates) =>
      withSite({ name: COMPANY, pair: certificates.internet }, async (site) => {
        const env = { ...site.env, ATLCLI_CA_FILE: `${certificates.folder}/ca.pem` };
        await eachStep(t, {
          ...openProxies({ home, env, port: site.port }),
          ...closedProxies({ home, env }),
          ...profileProxies({ home, env, site }),
        });
      })
    )
  ));

interface ProxyCase {
  readonly home: Home;
  readonly env: Readonly<Record<string, string>>;
}

function openProxies(
  { home, env, port }: ProxyCase & { readonly port: number },
): Readonly<Record<string, () => Promise<void>>> {
  const byVariable = (name: string) => () =>
    withProxy({ port }, async ({ url, asked }) => {
      works(await home.run(ME, { env: { ...env, [name]: url } }));
      // The token is for the site: what the proxy sees is a tunnel.
      assert.deepEqual([...new Set(asked)], ["CONNECT jira.company.test:443"]);
    });
  return {
    "HTTPS_PROXY": byVariable("HTTPS_PROXY"),
    "https_proxy": byVariable("https_proxy"),
    "ALL_PROXY": byVariable("ALL_PROXY"),
    "NO_PROXY exempts the site": () =>
      withProxy({ port }, async ({ url, asked }) => {
        for (const list of [".company.test", "*.COMPANY.test", "x.test, jira.company.test:443"]) {
          const ran = await home.run(ME, { env: { ...env, HTTPS_PROXY: url, NO_PROXY: list } });
          fails(ran, /^Error: Cannot find the host "jira\.company\.test"$/, /NO_PROXY/);
        }
        assert.deepEqual(asked, []);
        works(await home.run(ME, { env: { ...env, HTTPS_PROXY: url, NO_PROXY: "jira.company.test:8443" } }));
        assert.ok(asked.length > 0);
      }),
    "a password, which is shown nowhere": () =>
      withProxy({ port, login: `ada:${PASSWORD}` }, async ({ host, heads }) => {
        const url = `http://ada:${PASSWORD}@${host}`;
        const ran = await home.run([...ME, "--verbose"], { env: { ...env, HTTPS_PROXY: url } });
        works(ran);
        assert.ok(!ran.err.includes(PASSWORD) && !ran.err.includes(btoa(`ada:${PASSWORD}`)), ran.err);
        // Neither is the token of the site to the proxy.
        const authorizing = heads.filter((head) => /authorization/i.test(head)).map((head) =>
          head.toLowerCase()
        );
        assert.deepEqual(
          [...new Set(authorizing)],
          [`proxy-authorization: basic ${btoa(`ada:${PASSWORD}`)}`.toLowerCase()],
        );
      }),
    "a password that is wrong, or missing": () =>
      withProxy({ port, login: `ada:another` }, async ({ host }) => {
        for (
          const [login, problem] of [
            ["", "requires authentication"],
            [`ada:${PASSWORD}@`, "rejected its user name or password"],
          ] as const
        ) {
          const ran = await home.run(ME, { env: { ...env, HTTPS_PROXY: `http://${login}${host}` } });
          const message = `The proxy "${host}" on the way to "jira.company.test" ${problem} (407)`;
          fails(ran, new RegExp(`^Error: ${RegExp.escape(message)}$`), /HTTPS_PROXY/);
        }
      }),
    "a password that is missing, over plain http": () =>
      withProxy({ port, login: `ada:another` }, async ({ url, host }) => {
        const plain = { ATLCLI_SITE: "http://jira.company.test", ATLCLI_ALLOW_HTTP: "1", HTTP_PROXY: url };
        const ran = await home.run(ME, { env: { ...env, ...plain } });
        const message = `The proxy "${host}" on the way to "jira.company.test" requires authentication (407)`;
        fails(ran, new RegExp(`^Error: ${RegExp.escape(message)}$`), /HTTP_PROXY/);
      }),
  };
}

function closedProxies({ home, env }: ProxyCase): Readonly<Record<string, () => Promise<void>>> {
  const answers = (answer: string | undefined) => () =>
    withProxy(answer === undefined ? {} : { answer }, async ({ url }) => {
      const ran = await home.run(ME, { env: { ...env, HTTPS_PROXY: url } });
      fails(ran, /^Error: The proxy refuses to connect to "jira\.company\.test"$/, /HTTPS_PROXY/);
    });
  const unreached = (proxy: string, says: RegExp) => async () =>
    fails(await home.run(ME, { env: { ...env, HTTPS_PROXY: proxy } }), says, /HTTPS_PROXY/);
  return {
    "one that refuses": answers("HTTP/1.1 403 Forbidden\r\nContent-Length: 0"),
    "one that cannot reach the site": answers("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0"),
    "one that speaks no HTTP": answers("SSH-2.0-OpenSSH_9.2"),
    "one that hangs up": answers(undefined),
    "one that is not there": unreached(
      `http://ada:${PASSWORD}@127.0.0.1:${closedPort()}`,
      /^Error: The proxy "127\.0\.0\.1:\d+" on the way to "jira\.company\.test" refuses connections$/,
    ),
    "one that cannot be resolved": unreached(
      `http://ada:${PASSWORD}@proxy.invalid:8080`,
      /^Error: Cannot find the proxy "proxy\.invalid:8080" on the way to "jira\.company\.test"$/,
    ),
  };
}

function profileProxies(
  { home, env, site }: ProxyCase & { readonly site: Site },
): Readonly<Record<string, () => Promise<void>>> {
  const profile = (proxy: string): object => ({
    currentProfile: "work",
    profiles: {
      work: {
        ...{ name: "work", baseUrl: site.sandbox.urls.jira, authType: "bearer", deployment: "data-center" },
        ...{ product: "jira", apiToken: site.sandbox.account("jira-valid").token, proxy },
      },
    },
  });
  const alone = { ATLCLI_CA_FILE: env["ATLCLI_CA_FILE"] };
  return {
    "the profile's, before the variable": () =>
      withProxy({ port: site.port, login: `ada:${PASSWORD}` }, async ({ host, asked }) => {
        await home.write(profile(`http://ada:${PASSWORD}@${host}`));
        works(await home.run(ME, { env: { ...alone, HTTPS_PROXY: "http://127.0.0.1:1" } }));
        assert.ok(asked.length > 0);
        const status = await home.run(["auth", "status", "--verbose", "--json"], { env: alone });
        assert.ok(!(status.out + status.err).includes(PASSWORD), status.out);
      }),
    "the profile's, which is invalid": async () => {
      await home.write(profile(`ftp://ada:${PASSWORD}@proxy.test`));
      const { exit, err } = await home.run(ME, { env: alone });
      assert.equal(exit, 2, err);
      assert.match(err, /^Error: Invalid proxy URL\n/);
      assert.ok(!err.includes(PASSWORD));
    },
  };
}

for (const hostname of ["127.0.0.1", "::1"]) {
  gatedTest({
    name:
      `what goes to this machine over plain http passes no proxy, which would read the token: ${hostname}`,
    unless: canListen(hostname) ? undefined : "this machine has no such address",
    fn: () =>
      inHome((home) =>
        withSite({ hostname }, ({ env }) =>
          withProxy({}, async ({ url, asked }) => {
            for (const name of ["HTTP_PROXY", "http_proxy", "ALL_PROXY"]) {
              works(await home.run(ME, { env: { ...env, [name]: url } }));
            }
            works(await home.run(ME, { env: { ...env, HTTP_PROXY: url, NO_PROXY: "a.test" } }));
            assert.deepEqual(asked, []);
          }))
      ),
  });
}

/** Not every machine has IPv6. */
function canListen(hostname: string): boolean {
  try {
    Deno.listen({ hostname, port: 0 }).close();
    return true;
  } catch {
    return false;
  }
}

function closedPort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  listener.close();
  return listener.addr.port;
}
