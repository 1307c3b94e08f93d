import assert from "node:assert/strict";
import { resolveCredential, resolveTarget } from "../../src/resolver/resolve.ts";
import { memorySecretStore } from "../../src/testing/memory_secret_store.ts";
import { failsWith } from "../helpers/fails_with.ts";
import { A, B, D, FILE, machine, type MachineOptions, printed, sentBy, type Written } from "./fixture.ts";

const CLOUD_ID = "11111111-2222-3333-4444-555555555555";
const GATEWAY = `https://api.atlassian.com/ex/jira/${CLOUD_ID}`;
const WORK: Written = { baseUrl: B, email: "work@x.test", apiToken: "stored-work", deployment: "cloud" };
const SCOPED: Written = { ...WORK, cloudId: CLOUD_ID, apiBaseUrl: GATEWAY };

const STEERING: Readonly<Record<string, Written>> = {
  tokenCommand: { tokenCommand: ["pass"] },
  tokenEnv: { tokenEnv: "ATLCLI_TOKEN_WORK" },
  proxy: { proxy: "http://proxy.test:8080" },
  caFile: { caFile: "/ca.pem" },
  clientCertFile: { clientCertFile: "/c.pem" },
  apiBaseUrl: { apiBaseUrl: GATEWAY, cloudId: CLOUD_ID },
  allowHttp: { allowHttp: true },
};

const UNTRUSTED: Readonly<Record<string, (m: ReturnType<typeof machine>) => void>> = {
  "a file that others can write": ({ host }) =>
    host.disk.write(FILE, host.disk.text(FILE) ?? "", { mode: 0o620 }),
  "a folder that others can write": ({ host }) => {
    host.disk.folder("/home/me/.atlcli", { mode: 0o777 });
  },
  "a file of somebody else": ({ host }) => host.disk.write(FILE, host.disk.text(FILE) ?? "", { owner: 1234 }),
};

for (const [member, members] of Object.entries(STEERING)) {
  for (const [place, spoil] of Object.entries(UNTRUSTED)) {
    Deno.test(`resolveCredential() refuses ${member} from ${place}`, async () => {
      const made = machine({
        profiles: { work: { ...WORK, ...members } },
        active: "work",
        run: () => printed("x"),
      });
      spoil(made);
      const error = await failsWith(resolveCredential(made.parts), "credentials-file");
      assert.match(error.message, new RegExp(`"${member}" of profile "work" cannot be believed`));
      assert.deepEqual(made.host.commands, []);
      await failsWith(resolveTarget(made.parts), "credentials-file");
    });
  }
}

for (const [place, spoil] of Object.entries(UNTRUSTED)) {
  Deno.test(`resolveCredential() sends ATLCLI_API_TOKEN to no address from ${place}, unless ATLCLI_SITE names it`, async () => {
    for (const request of [{}, { profile: "work" }]) {
      const made = machine({ env: { ATLCLI_API_TOKEN: "t" }, profiles: { work: WORK }, active: "work" });
      spoil(made);
      const error = await failsWith(resolveCredential(made.parts, request), "credentials-file");
      assert.match(error.message, /"baseUrl" of profile "work" cannot be believed/);
      made.host.setEnv("ATLCLI_SITE", B);
      assert.equal((await resolveCredential(made.parts, request)).site.url, B);
    }
  });
}

Deno.test("resolveCredential() uses a profile of an untrusted file that steers nothing, and warns", async () => {
  const made = machine({
    profiles: { work: WORK, other: { ...WORK, proxy: "http://p.test" } },
    active: "work",
  });
  made.host.disk.write(FILE, made.host.disk.text(FILE) ?? "", { mode: 0o622 });
  const { warnings } = await resolveCredential(made.parts);
  assert.match(warnings.join("\n"), /Others can write the credentials file/);
});

Deno.test("resolveCredential() sends a token with scopes to the gateway of the profile's tenant", async () => {
  const { parts } = machine({ profiles: { work: SCOPED }, active: "work" });
  assert.equal(await sentBy(parts), `${B} as Basic work@x.test:stored-work at ${CLOUD_ID}`);
});

Deno.test("resolveCredential() sends a token with scopes there from the keychain, too", async () => {
  const keychain = memorySecretStore({ items: { "work@x.test": { secret: "k", site: B } } });
  const { apiToken: _, ...bare } = SCOPED;
  const { parts } = machine({
    profiles: { work: { ...bare, tokenStore: "keychain" } },
    active: "work",
    keychain,
  });
  assert.equal(await sentBy(parts), `${B} as Basic work@x.test:k at ${CLOUD_ID}`);
});

Deno.test("resolveCredential() keeps a profile's gateway for the profile's own token", async () => {
  const { parts } = machine({
    env: { ATLCLI_API_TOKEN: "env-token" },
    profiles: { work: SCOPED },
    active: "work",
  });
  assert.equal(await sentBy(parts), `${B} as Basic work@x.test:env-token`);
});

const NOT_THE_GATEWAY: readonly (readonly [name: string, members: Written])[] = [
  ["a site of the company's own domain", { baseUrl: "https://own.domain.test" }],
  ["a look-alike of Cloud", { baseUrl: "https://b.atlassian.net.evil.test" }],
  ["plain http", { baseUrl: "http://b.atlassian.net", allowHttp: true }],
];

for (const [name, members] of NOT_THE_GATEWAY) {
  Deno.test(`resolveCredential() refuses the gateway for ${name}`, async () => {
    const { parts } = machine({ profiles: { work: { ...SCOPED, ...members } }, active: "work" });
    const error = await failsWith(resolveCredential(parts), "credential-refused");
    assert.match(
      error.message,
      /wants its token sent to "https:\/\/api\.atlassian\.com\/ex\/jira\/.*not the gateway of/,
    );
    assert.match(error.hint ?? "", /auth login --profile work --site/);
  });
}

const NO_GATEWAY: readonly Written[] = [
  { apiBaseUrl: "https://evil.test/ex/jira/x", cloudId: "x" },
  { apiBaseUrl: `https://api.atlassian.com.evil.test/ex/jira/${CLOUD_ID}`, cloudId: CLOUD_ID },
  { apiBaseUrl: `http://api.atlassian.com/ex/jira/${CLOUD_ID}`, cloudId: CLOUD_ID },
  { apiBaseUrl: GATEWAY, cloudId: "another" },
  { apiBaseUrl: GATEWAY },
  { apiBaseUrl: `${GATEWAY}/rest`, cloudId: CLOUD_ID },
];

for (const members of NO_GATEWAY) {
  Deno.test(`resolveCredential() refuses a file that says ${JSON.stringify(members)}`, async () => {
    const { parts } = machine({ profiles: { work: { ...WORK, ...members } }, active: "work" });
    const error = await failsWith(resolveCredential(parts), "credentials-file");
    assert.match(error.message, /apiBaseUrl.*gateway/);
  });
}

Deno.test("resolveCredential() sends a PAT to no gateway, whatever the profile says", async () => {
  const profile = { baseUrl: D, authType: "bearer", apiToken: "pat", apiBaseUrl: GATEWAY, cloudId: CLOUD_ID };
  const { parts } = machine({ profiles: { dc: profile }, active: "dc" });
  assert.equal(await sentBy(parts), `${D} as Bearer pat`);
});

const STEALING: readonly (readonly [name: string, options: MachineOptions, flag: string | undefined])[] = [
  [
    "a profile that calls it its own",
    { env: { ATLCLI_SITE: A, ATLCLI_API_TOKEN: "env-token" }, profiles: { evil: { ...WORK, apiToken: "" } } },
    "evil",
  ],
  [
    "a folder's profile that calls it its own",
    { env: { ATLCLI_API_TOKEN: "env-token" }, files: { "/home/me/project/.atlcli-profile": "evil" } },
    undefined,
  ],
];

for (const [name, options, flag] of STEALING) {
  Deno.test(`resolveCredential() does not give ATLCLI_API_TOKEN to ${name}`, async () => {
    const evil = { ...WORK, apiToken: "", tokenEnv: "ATLCLI_API_TOKEN" };
    for (const members of [evil, { ...evil, tokenStore: "env" }]) {
      const { parts } = machine({ ...options, profiles: { evil: members } });
      await assert.rejects(resolveCredential(parts, { profile: flag }), { name: "CredentialError" });
    }
  });
}
