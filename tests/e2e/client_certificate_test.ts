/**
 * A site that asks for a client certificate: openssl's own server, because Deno's asks for none.
 */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { type Home, inHome, type Ran } from "./atlcli_process.ts";
import { type Certificates, withCertificates } from "./certificates.ts";

const ME = ["api", "/rest/api/2/myself", "--jq", ".name", "--max-retries", "0"];
const ANSWERS = {
  serverInfo: { deploymentType: "Server", version: "10.3.0" },
  myself: { name: "mia", key: "mia", displayName: "Mia", emailAddress: "mia@company.test", active: true },
};

/** What openssl answers lies in files, as it is. */
async function writeAnswers(folder: string): Promise<void> {
  await Deno.mkdir(`${folder}/rest/api/2`, { recursive: true });
  for (const [name, value] of Object.entries(ANSWERS)) {
    const head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-AUSERNAME: mia\r\nConnection: close";
    await Deno.writeTextFile(`${folder}/rest/api/2/${name}`, `${head}\r\n\r\n${JSON.stringify(value)}`);
  }
}

async function withStrictServer(
  { folder }: Certificates,
  use: (site: string) => Promise<void>,
): Promise<void> {
  await writeAnswers(folder);
  const server = spawn("openssl", [
    ...["s_server", "-accept", "127.0.0.1:0", "-HTTP", "-cert", "good.pem", "-key", "good.key"],
    ...["-CAfile", "ca.pem", "-Verify", "1", "-verify_return_error"],
  ], { cwd: folder, stdio: ["ignore", "pipe", "ignore"] });
  try {
    await use(`https://localhost:${await portOf(server)}`);
  } finally {
    const ended = Promise.withResolvers<void>();
    server.once("close", () => ended.resolve());
    server.kill("SIGKILL");
    await ended.promise;
  }
}

/** It says `ACCEPT 127.0.0.1:41234` when it is ready. */
async function portOf(server: ChildProcess): Promise<string> {
  let said = "";
  const ready = Promise.withResolvers<string>();
  server.stdout?.on("data", (bytes: Uint8Array) => {
    said += new TextDecoder().decode(bytes);
    const [, port] = /ACCEPT .*:(\d+)/.exec(said) ?? [];
    if (port !== undefined) ready.resolve(port);
  });
  server.once("close", () => ready.reject(new Error(`openssl ended: ${said}`)));
  return await ready.promise;
}

function works({ exit, out, err }: Ran): void {
  assert.deepEqual([exit, out], [0, "mia\n"], err);
}

Deno.test("a site that asks for a client certificate: by option, by variable, and from the profile", (t) =>
  inHome((home) =>
    withCertificates((certificates) =>
      withStrictServer(certificates, (site) => checkSite(t, { home, certificates, site }))
    )
  ));

async function checkSite(
  t: Deno.TestContext,
  { home, certificates, site }: {
    readonly home: Home;
    readonly certificates: Certificates;
    readonly site: string;
  },
): Promise<void> {
  const cwd = certificates.folder;
  const env = { ATLCLI_SITE: site, ATLCLI_API_TOKEN: "a-token-of-a-test", ATLCLI_CA_FILE: `${cwd}/ca.pem` };
  const named = ["--client-cert-file", "client.pem", "--client-key-file", "client.key"];
  await t.step("without one it is said what is wanted, and by which option", async () => {
    const { exit, err } = await home.run(ME, { env });
    assert.equal(exit, 7, err);
    assert.match(err, /^Error: "localhost:\d+" ended the TLS handshake: it may want a client certificate\n/);
    assert.match(err, /--client-cert-file and --client-key-file/);
  });
  await t.step("by options", async () => works(await home.run([...ME, ...named], { env, cwd })));
  await t.step("by variables", async () => {
    const files = {
      ATLCLI_CLIENT_CERT_FILE: `${cwd}/client.pem`,
      ATLCLI_CLIENT_KEY_FILE: `${cwd}/client.key`,
    };
    works(await home.run(ME, { env: { ...env, ...files } }));
  });
  await t.step("one that is no client's key is refused before anything is sent", async () => {
    const wrong = ["--client-cert-file", "client.pem", "--client-key-file", "good.key"];
    const { exit, err } = await home.run([...ME, ...wrong], { env, cwd });
    assert.equal(exit, 2, err);
    assert.match(err, /^Error: The client certificate "client\.pem" is not that of the key "good\.key"/);
  });
  await t.step("while signing in, and from then on", async () => {
    const login = ["auth", "login", "--bearer", "--site", site, "--token", "-", "--ca-file", "ca.pem"];
    const { exit, err } = await home.run([...login, ...named], { stdin: "a-token-of-a-test", cwd });
    assert.equal(exit, 0, err);
    works(await home.run(ME));
  });
}
