/**
 * A token that is stored, or is in the environment, is for one site. Names that look like it, addresses that hide
 * another, an invalid gateway, and keychain items of other sites: which sites receive which token.
 */
import assert from "node:assert/strict";
import { type MemorySecretStore, memorySecretStore } from "../../src/testing/memory_secret_store.ts";
import {
  type Answer,
  type Called,
  CLOUD,
  CONFLUENCE,
  JIRA,
  strangersCalled,
  withCredential,
  withInternet,
} from "./internet.ts";

const ME = "jira me --json";
const TENANT = "11111111-2222-3333-4444-555555555555";

function nobodyGotAnything(called: Called, why: string): void {
  assert.deepEqual(withCredential(called), [], why);
}

/** Sites that are another, whatever they look like. */
const LOOK_ALIKES = [
  `${CLOUD}.evil.test`,
  "https://company-atlassian.net",
  "https://companyatlassian.net",
  "https://xcompany.atlassian.net",
  "https://company.atlassian.net.",
  "https://company.\u0430tlassian.net",
  "https://comp\u0430ny.atlassian.net",
  "https://company.atlass\u0131an.net",
  `${CLOUD}:8443`,
  "https://other.atlassian.net",
  "https://company.atlassian.com",
  "https://company.jira.com",
];
/** The same site, written otherwise. */
const ALIKE = [
  "company.atlassian.net",
  "HTTPS://Company.ATLASSIAN.net/",
  `${CLOUD}:443/wiki/`,
  `${CLOUD}/browse/PROJ-1`,
  "https://company\u3002atlassian\u3002net",
  "https://\uff43ompany.atlassian.net",
  "https://company.atlassian.net.",
];

Deno.test("a stored token is not for a site that only looks like its own", async () => {
  await withInternet(async ({ run }) => {
    for (const site of LOOK_ALIKES.filter((site) => !ALIKE.includes(site))) {
      const called = await run(ME, { env: { ATLCLI_SITE: site } });
      nobodyGotAnything(called, site);
      assert.equal(called.exit, 4, `${site}: ${called.err}`);
      assert.match(called.err, /belongs to https:\/\/company\.atlassian\.net/, called.err);
    }
  });
});

Deno.test("a stored token is for its own site, however that is written", async () => {
  await withInternet(async ({ run }) => {
    for (const site of ALIKE) {
      const called = await run(ME, { env: { ATLCLI_SITE: site } });
      assert.equal(called.exit, 0, `${site}: ${called.err}`);
      assert.ok(called.arrivals.every(({ url }) => url.startsWith(`${CLOUD}/`)));
      assert.deepEqual(strangersCalled(called, "company.atlassian.net:443"), []);
    }
  });
});

Deno.test("the environment's token is not sent to another site during a sign-in", async () => {
  await withInternet(async ({ run, sandbox }) => {
    const { email = "", token } = sandbox.account("cloud-valid");
    const env = { ATLCLI_SITE: CLOUD, ATLCLI_EMAIL: email, ATLCLI_API_TOKEN: token };
    for (const site of [`${CLOUD}.evil.test`, "https://evil.test", "https://other.atlassian.net", JIRA]) {
      const called = await run(`auth login --profile new --site ${site}`, { env });
      nobodyGotAnything(called, site);
      assert.notEqual(called.exit, 0, site);
      assert.match(
        called.err,
        /Set aside the environment's account and token|Neither Jira nor Confluence/,
        called.err,
      );
    }
    const elsewhere = await run(`${ME} --profile jira`, { env });
    assert.equal(elsewhere.exit, 0, elsewhere.err);
    assert.ok(elsewhere.arrivals.every(({ headers }) => !headers["authorization"]?.startsWith("Basic ")));
  });
});

const HIDDEN = [
  "https://eve:pw@company.atlassian.net",
  "https://company.atlassian.net@evil.test",
  "https://company.atlassian.net:443@evil.test",
  "https://evil.test\\@company.atlassian.net",
];

Deno.test("an address with user information is refused wherever it comes from", async () => {
  await withInternet(async ({ run }) => {
    for (const site of HIDDEN) {
      for (
        const called of [
          await run(ME, {
            env: { ATLCLI_SITE: site, ATLCLI_EMAIL: "a@b.test", ATLCLI_API_TOKEN: "t0ken-t0ken" },
          }),
          await run(`auth login --profile new --site ${site} --email a@b.test --token -`, {
            stdin: "t0ken-t0ken",
          }),
          await run(ME, { profiles: { cloud: { baseUrl: site } } }),
        ]
      ) {
        assert.deepEqual(called.asked, [], site);
        assert.ok([2, 4, 8].includes(called.exit), `${site}: ${called.err}`);
        assert.doesNotMatch(called.err, /t0ken|pw@/);
      }
    }
  });
});

const GATEWAYS = [
  "https://evil.test",
  `https://evil.test/ex/jira/${TENANT}`,
  `https://api.atlassian.com.evil.test/ex/jira/${TENANT}`,
  `https://api.atlassian.com@evil.test/ex/jira/${TENANT}`,
  `https://eve:pw@api.atlassian.com/ex/jira/${TENANT}`,
  `http://api.atlassian.com/ex/jira/${TENANT}`,
  `https://api.atlassian.com:444/ex/jira/${TENANT}`,
  `https://api.atlassian.com/ex/jira/../../evil`,
  `https://api.atlassian.com/ex/bitbucket/${TENANT}`,
  "https://api.atlassian.com/ex/jira/another-tenant",
  "https://api.atlassian.com",
  CLOUD,
];

Deno.test("an apiBaseUrl that is not the gateway's, or not for the site's tenant, gets no token", async () => {
  await withInternet(async ({ run }) => {
    for (const apiBaseUrl of GATEWAYS) {
      const called = await run(ME, { profiles: { cloud: { apiBaseUrl, cloudId: TENANT } } });
      assert.deepEqual(called.asked, [], apiBaseUrl);
      nobodyGotAnything(called, apiBaseUrl);
      assert.ok([4, 8].includes(called.exit), `${apiBaseUrl}: ${called.err}`);
    }
    const onDataCenter = { apiBaseUrl: `https://api.atlassian.com/ex/jira/${TENANT}`, cloudId: TENANT };
    const called = await run(`${ME} --profile jira`, {
      profiles: { jira: { ...onDataCenter, email: "a@b.test", authType: "basic" } },
    });
    nobodyGotAnything(called, "Data Center");
    assert.equal(called.exit, 4, called.err);
  });
});

function keychain(items: Readonly<Record<string, { secret: string; site?: string }>>): MemorySecretStore {
  return memorySecretStore({ items });
}

const IN_KEYCHAIN = { username: "mia", tokenStore: "keychain", apiToken: undefined };

Deno.test("a keychain item of another site, or of none, is not sent", async () => {
  await withInternet(async ({ run, sandbox }) => {
    const { token: secret } = sandbox.account("jira-valid");
    for (
      const site of ["https://evil.test", CONFLUENCE, "https://jira.company.test", `${JIRA}x`, undefined]
    ) {
      const secretStore = keychain({ mia: { secret, ...(site !== undefined && { site }) } });
      const called = await run(`${ME} --profile jira`, { profiles: { jira: IN_KEYCHAIN }, secretStore });
      nobodyGotAnything(called, String(site));
      assert.equal(called.exit, 4, `${site}: ${called.err}`);
      assert.ok(called.err.includes(site ?? "does not say which site it is for"), called.err);
    }
  });
});

Deno.test("two profiles that share a keychain account: each site gets its own token, and no other", async () => {
  await withInternet(async ({ run, sandbox }) => {
    const [jira, wiki] = [sandbox.account("jira-valid").token, sandbox.account("confluence-valid").token];
    const qualified = "mia@wiki.company.test";
    const secretStore = keychain({
      mia: { secret: jira, site: JIRA },
      [qualified]: { secret: wiki, site: CONFLUENCE },
    });
    const profiles = {
      jira: IN_KEYCHAIN,
      wiki: { ...IN_KEYCHAIN, keychainAccount: qualified },
    };
    const atJira = await run("jira me --profile jira", { profiles, secretStore });
    const atWiki = await run("wiki space list --profile wiki", { profiles, secretStore });
    assert.deepEqual([atJira.exit, atWiki.exit], [0, 0], atJira.err + atWiki.err);
    assert.ok(atJira.arrivals.every(({ headers }) => headers["authorization"] === `Bearer ${jira}`));
    assert.ok(atWiki.arrivals.every(({ headers }) => headers["authorization"] === `Bearer ${wiki}`));
    // Without a note of its own, the account is the first profile's: its token stays where it belongs.
    const confused = await run("wiki space list --profile wiki", {
      profiles: { jira: IN_KEYCHAIN, wiki: IN_KEYCHAIN },
      secretStore: keychain({ mia: { secret: jira, site: JIRA } }),
    });
    nobodyGotAnything(confused, confused.err);
    assert.equal(confused.exit, 4, confused.err);
  });
});

/** Refuses every token, and names a tenant. */
function refuseAt(site: string, tenant: () => Response): Answer {
  return (request, next) => {
    if (!request.url.startsWith(site)) return next();
    if (request.url.endsWith("/_edge/tenant_info")) return tenant();
    return Response.json({ message: "Unauthorized" }, {
      status: 401,
      headers: { "www-authenticate": "Basic" },
    });
  };
}

Deno.test("a refused token is tried at the gateway for the site's own tenant, and nowhere else", async () => {
  await withInternet(async ({ run, sandbox }) => {
    const { cloudId } = sandbox;
    const named = await run(ME, { answer: refuseAt(CLOUD, () => Response.json({ cloudId })) });
    assert.deepEqual(strangersCalled(named, "company.atlassian.net:443"), ["api.atlassian.com:443"]);
    const own = [
      `${CLOUD}/`,
      ...["jira", "confluence"].map((name) => `https://api.atlassian.com/ex/${name}/${cloudId}/`),
    ];
    for (const one of withCredential(named)) assert.ok(own.some((start) => one.startsWith(start)), one);
    for (
      const tenant of [
        () => Response.redirect("https://evil.test/_edge/tenant_info"),
        () => Response.json({ cloudId: "../../evil" }),
        () => Response.json({ cloudId: `${TENANT}@evil.test` }),
        () => Response.json({ cloudId: { toString: "x" } }),
        () => Response.json({}),
      ]
    ) {
      const called = await run(ME, { answer: refuseAt(CLOUD, tenant) });
      assert.deepEqual(strangersCalled(called, "company.atlassian.net:443"), [], called.err);
      assert.equal(called.exit, 4, called.err);
    }
    const elsewhere = await run("jira me --profile jira", {
      answer: refuseAt(new URL(JIRA).origin, () => Response.json({ cloudId })),
    });
    assert.deepEqual(strangersCalled(elsewhere, "jira.company.test:443"), [], elsewhere.err);
    assert.equal(elsewhere.exit, 4, elsewhere.err);
  });
});
