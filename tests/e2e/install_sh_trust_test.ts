/**
 * What `install.sh` believes: certificates, redirects and signatures, with real servers on loopback.
 */
import assert from "node:assert/strict";
import { makeKey } from "../../scripts/release/release_key.ts";
import { RELEASE_TARGETS } from "../../src/cli/commands/upgrade/release_targets.ts";
import { RELEASE_KEYS } from "../../src/cli/process/release_keys.ts";
import { withCertificates } from "./certificates.ts";
import {
  inEachShell,
  installShTest,
  KEYS,
  PROGRAMS,
  refusal,
  releaseFile,
  SCRIPT,
  VERSION,
} from "./install_sh.ts";

installShTest("refuses a wget that cannot be kept from following a redirect to plain http", () =>
  inEachShell(
    {
      only: PROGRAMS,
      standIns: { wget: "echo 'GNU Wget2 2.1.0 - multithreaded metalink/file/website downloader'" },
    },
    refusal(/^Error: This wget cannot refuse a redirect to plain http$/m),
  ), "wget");

for (const program of ["curl", "wget"]) {
  const only = [...PROGRAMS, program];

  installShTest(
    `fetches by https with ${program}, and follows a redirect to https`,
    () =>
      withCertificates(async (certificates) => {
        const answer = (path: string): Response | undefined => {
          const location = `${path.replace("/download/v", "/elsewhere/../download/v")}?once`;
          return path.includes("/atlcli-") && moved.delete(path)
            ? new Response(null, { status: 302, headers: { location } })
            : undefined;
        };
        const moved = new Set<string>();
        const before = (): Promise<void> => {
          for (const { file } of RELEASE_TARGETS) moved.add(`/download/v${VERSION}/${file}`);
          return Promise.resolve();
        };
        await inEachShell({ only, certificates, answer, before }, ({ exit, err, asked }) => {
          assert.equal(exit, 0, err);
          assert.equal(asked.length, 4);
        });
      }),
    program,
  );

  for (const part of ["/latest/", "/SHA256SUMS", "/atlcli-"]) {
    installShTest(
      `never follows a redirect from https to plain http with ${program}: ${part}`,
      () =>
        withCertificates(async (certificates) => {
          const stolen: string[] = [];
          const evil = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async ({ url }) => {
            stolen.push(url);
            return new Response(await releaseFile(new URL(url).pathname));
          });
          const answer = (path: string): Response | undefined =>
            path.includes(part)
              ? Response.redirect(`http://127.0.0.1:${evil.addr.port}${path}`, 302)
              : undefined;
          try {
            await inEachShell(
              { only, certificates, answer },
              refusal(/^Error: (?:Cannot fetch|.* plain http$)/m),
            );
            assert.deepEqual(stolen, []);
          } finally {
            await evil.shutdown();
          }
        }),
      program,
    );
  }

  installShTest(`ends where ${program} is redirected for ever`, () =>
    inEachShell({
      only,
      answer: (path) => new Response(null, { status: 302, headers: { location: path } }),
    }, refusal(/^Error: Cannot fetch /m)), program);

  installShTest(
    `trusts no stranger's certificate with ${program}`,
    () =>
      withCertificates((certificates) =>
        inEachShell(
          { only, certificates, env: { CURL_CA_BUNDLE: "/dev/null", WGETRC: "" } },
          refusal(/^Error: Cannot fetch /m),
        )
      ),
    program,
  );
}

const [OURS, THEIRS] = [await makeKey(), await makeKey()];

installShTest("verifies the signature over the sums, with each of its keys", () =>
  inEachShell(
    { keys: { known: [THEIRS.publicKey, OURS.publicKey], signer: OURS.privateKey } },
    ({ exit, err, asked }) => {
      assert.equal(exit, 0, err);
      assert.ok(asked.includes(`/download/v${VERSION}/SHA256SUMS.sig`));
      assert.doesNotMatch(err, /signature/);
    },
  ), "openssl");

installShTest("refuses a release signed with another key", () =>
  inEachShell(
    { keys: { known: [OURS.publicKey], signer: THEIRS.privateKey } },
    refusal(/^Error: The release is not signed with a key that this script trusts$/m),
  ), "openssl");

for (
  const [name, signature] of [["empty", ""], ["no base64", "<!doctype html>"], ["cut off", "AAAA"]] as const
) {
  installShTest(`refuses a signature that is ${name}`, () =>
    inEachShell({
      keys: { known: [OURS.publicKey], signer: OURS.privateKey },
      answer: (path) => path.endsWith(".sig") ? new Response(signature) : undefined,
    }, refusal(/^Error: The release is not signed with a key that this script trusts$/m)), "openssl");
}

installShTest("refuses a release without a signature", () =>
  inEachShell({
    keys: { known: [OURS.publicKey], signer: OURS.privateKey },
    answer: (path) => path.endsWith(".sig") ? new Response("no", { status: 404 }) : undefined,
  }, refusal(/^Error: Cannot fetch .*SHA256SUMS\.sig$/m)), "openssl");

installShTest(
  "says that the signature was not verified where openssl does not know Ed25519",
  () =>
    inEachShell({
      keys: { known: [OURS.publicKey], signer: THEIRS.privateKey },
      standIns: { openssl: "exit 1" },
    }, ({ exit, err }) => {
      assert.equal(exit, 0, err);
      assert.match(err, /^Warning: the signature of the release was not verified \(this needs OpenSSL 3\)$/m);
    }),
);

Deno.test("install.sh knows the keys that atlcli upgrade knows", async () => {
  const [, keys = ""] = KEYS.exec(await Deno.readTextFile(SCRIPT)) ?? [];
  assert.deepEqual(keys.split(" ").filter((key) => key !== ""), RELEASE_KEYS);
});
