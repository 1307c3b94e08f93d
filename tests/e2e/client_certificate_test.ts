/** A site that asks for a client certificate. */
import assert from "node:assert/strict";
import { type Home, inHome, type Ran } from "./atlcli_process.ts";
import { type Certificates, withCertificates } from "./certificates.ts";
import { withStrictServer } from "./strict_server.ts";

const ME = ["api", "/rest/api/2/myself", "--jq", ".name", "--max-retries", "0"];

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
  await t.step("without one, the error names what is required, and the option", async () => {
    const { exit, err } = await home.run(ME, { env });
    assert.equal(exit, 7, err);
    assert.match(
      err,
      /^Error: "localhost:\d+" ended the TLS handshake: it may require a client certificate\n/,
    );
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
  await t.step("an invalid client key is refused before anything is sent", async () => {
    const wrong = ["--client-cert-file", "client.pem", "--client-key-file", "good.key"];
    const { exit, err } = await home.run([...ME, ...wrong], { env, cwd });
    assert.equal(exit, 2, err);
    assert.match(err, /^Error: The client certificate "client\.pem" does not match the key "good\.key"/);
  });
  await t.step("while signing in, and from then on", async () => {
    const login = ["auth", "login", "--bearer", "--site", site, "--token", "-", "--ca-file", "ca.pem"];
    const { exit, err } = await home.run([...login, ...named], { stdin: "a-token-of-a-test", cwd });
    assert.equal(exit, 0, err);
    works(await home.run(ME));
  });
}
