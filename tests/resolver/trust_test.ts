import assert from "node:assert/strict";
import { resolveCredential, resolveTarget } from "../../src/resolver/resolve.ts";
import { memorySecretStore } from "../../src/testing/memory_secret_store.ts";
import { failsWith } from "../helpers/fails_with.ts";
import { A, B, D, E, FILE, machine, type MachineOptions, printed, sentBy, type Written } from "./fixture.ts";
import { adviceOn } from "../helpers/advice.ts";

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
  "a file of another user": ({ host }) => host.disk.write(FILE, host.disk.text(FILE) ?? "", { owner: 1234 }),
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
      const error = await failsWith(resolveCredential(made.parts), "credentials-file-untrusted");
      assert.match(
        error.message,
        new RegExp(`^Cannot use profile "work": .*could have changed its .*"${member}"$`),
      );
      assert.deepEqual(made.host.commands, []);
      const target = await resolveTarget(made.parts);
      assert.equal(target.site.url, B, "it is still shown where it would go");
      assert.equal(target.token, undefined);
      // Neither the environment nor the keychain makes up for a member that steers.
      made.host.setEnv("ATLCLI_SITE", B);
      made.host.setEnv("ATLCLI_API_TOKEN", "t");
      const confirmed = await failsWith(resolveCredential(made.parts), "credentials-file-untrusted");
      assert.match(confirmed.message, new RegExp(`could have changed its "${member}"$`));
    });
  }
}

const BOUND: Written = { ...WORK, apiToken: undefined, username: "ada", tokenStore: "keychain" };
const itemFor = (site: string | undefined) =>
  memorySecretStore({ items: { ada: { secret: "k", ...(site !== undefined && { site }) } } });

for (const [place, spoil] of Object.entries(UNTRUSTED)) {
  const spoilt = (options: MachineOptions): ReturnType<typeof machine> => {
    const made = machine({ active: "work", ...options });
    spoil(made);
    return made;
  };

  Deno.test(`resolveCredential() sends no token to an address from ${place}, whatever its source`, async () => {
    for (const env of [{}, { ATLCLI_API_TOKEN: "t" }, { ATLCLI_API_TOKEN: "t", ATLCLI_SITE: A }]) {
      for (const request of [{}, { profile: "work" }]) {
        if ("ATLCLI_SITE" in env && request.profile === undefined) continue;
        const { parts } = spoilt({ env, profiles: { work: WORK } });
        const error = await failsWith(resolveCredential(parts, request), "credentials-file-untrusted");
        assert.match(error.message, /^Cannot use profile "work": .*and could have changed its "baseUrl"$/);
        assert.match(
          adviceOn(error),
          /^Review what .*atlcli auth trust\nOr set ATLCLI_SITE to the site's address, to confirm it$/,
        );
      }
    }
  });

  Deno.test(`resolveCredential() uses a profile from ${place} when ATLCLI_SITE names its address, and warns`, async () => {
    for (const token of ["t", undefined]) {
      const env = { ATLCLI_SITE: B, ...(token !== undefined && { ATLCLI_API_TOKEN: token }) };
      const { parts } = spoilt({ env, profiles: { work: WORK, other: { ...WORK, proxy: "http://p.test" } } });
      assert.equal(await sentBy(parts), `${B} as Basic work@x.test:${token ?? "stored-work"}`);
      assert.match(
        (await resolveCredential(parts)).warnings.join("\n"),
        /(?:Others|Another user).* the (?:credentials|folder)/,
      );
    }
  });

  Deno.test(`resolveCredential() uses a profile from ${place} whose keychain item carries its address`, async () => {
    const { parts } = spoilt({ profiles: { work: BOUND }, keychain: itemFor(B) });
    assert.equal(await sentBy(parts), `${B} as Basic work@x.test:k`);
  });

  Deno.test(`resolveCredential() takes no other address from ${place} for a keychain item`, async () => {
    const { parts } = spoilt({ profiles: { work: { ...BOUND, baseUrl: E } }, keychain: itemFor(B) });
    await failsWith(resolveCredential(parts), "credential-refused");
  });

  Deno.test(`resolveCredential() lets no keychain item without an address confirm one from ${place}`, async () => {
    const { parts } = spoilt({ profiles: { work: BOUND }, keychain: itemFor(undefined) });
    await failsWith(resolveCredential(parts), "credential-refused");
  });

  Deno.test(`resolveCredential() gives the environment's token to no address from ${place} that a keychain item carries`, async () => {
    const { parts } = spoilt({
      env: { ATLCLI_API_TOKEN: "t" },
      profiles: { work: BOUND },
      keychain: itemFor(B),
    });
    assert.equal(await sentBy(parts), `${B} as Basic work@x.test:k`, "the item's own token is bound to it");
  });

  Deno.test(`resolveCredential() falls back from the keychain to no token of ${place}`, async () => {
    const { apiToken: _, tokenStore: __, ...named } = { ...BOUND };
    const { parts } = spoilt({ profiles: { work: { ...named, apiToken: "stored" } } });
    await failsWith(resolveCredential(parts), "credentials-file-untrusted");
  });

  Deno.test(`resolveCredential() needs no credentials file, and does not open ${place}, for the environment alone`, async () => {
    const env = { ATLCLI_SITE: A, ATLCLI_EMAIL: "a@x.test", ATLCLI_API_TOKEN: "t" };
    const { parts } = spoilt({ env, profiles: { work: WORK } });
    assert.equal(await sentBy(parts), `${A} as Basic a@x.test:t`);
  });
}

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
    assert.match(adviceOn(error), /auth login --profile work --site/);
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
