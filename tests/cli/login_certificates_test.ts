import assert from "node:assert/strict";
import { CERTIFICATE_A, KEY_A, pem } from "../helpers/pem.ts";
import { CLOUD, machine, MIA, TOKEN } from "./fixture.ts";

const LOGIN = `auth login --site ${CLOUD} --email ${MIA} --token -`;

Deno.test("login keeps --read-only and --ca-file, as an absolute path", async () => {
  const CERTIFICATE = `-----BEGIN CERTIFICATE-----\n${btoa("\x30\x81\x01\x00")}\n-----END CERTIFICATE-----\n`;
  const { run, profile, host } = machine({ files: { "/home/me/ca.pem": CERTIFICATE } });
  const { exit, err } = await run(`${LOGIN} --read-only --ca-file ca.pem`, { stdin: TOKEN });
  assert.equal(exit, 0, err);
  const { readOnly, caFile } = profile("default");
  assert.deepEqual({ readOnly, caFile }, { readOnly: true, caFile: "/home/me/ca.pem" });
  assert.ok(host.transports.every(({ caCertificates }) => caCertificates?.length === 1));
});

Deno.test("login keeps --client-cert-file and --client-key-file, as absolute paths", async () => {
  const files = {
    "/home/me/tls/cert.pem": pem("CERTIFICATE", CERTIFICATE_A),
    "/home/me/tls/key.pem": pem("PRIVATE KEY", KEY_A),
    "/home/me/both.pem": pem("CERTIFICATE", CERTIFICATE_A) + pem("PRIVATE KEY", KEY_A),
  };
  const { run, profile, host } = machine({ files });
  const named = "--client-cert-file tls/cert.pem --client-key-file tls/key.pem";
  assert.equal((await run(`${LOGIN} ${named}`, { stdin: TOKEN })).exit, 0);
  const { clientCertFile, clientKeyFile } = profile("default");
  assert.deepEqual([clientCertFile, clientKeyFile], ["/home/me/tls/cert.pem", "/home/me/tls/key.pem"]);
  assert.ok(host.transports.every(({ clientCertificate }) => clientCertificate !== undefined));
  // Another certificate cannot be combined with the key of the one before.
  assert.equal((await run(`${LOGIN} --client-cert-file both.pem`, { stdin: TOKEN })).exit, 0);
  assert.equal(profile("default")["clientCertFile"], "/home/me/both.pem");
  assert.equal(profile("default")["clientKeyFile"], undefined);
});

for (const option of ["--ca-file", "--client-cert-file"]) {
  Deno.test(`login --no-verify saves nothing when ${option} names rubbish`, async () => {
    const { run, file } = machine({ files: { "/home/me/x.pem": "rubbish" } });
    const { exit, err } = await run(`${LOGIN} --no-verify ${option} x.pem`, { stdin: TOKEN });
    assert.equal(exit, 2);
    assert.match(err, /contains no certificate: "x\.pem"/);
    assert.equal(file(), undefined);
  });
}
