import assert from "node:assert/strict";
import { findKeychainToken, qualifiedAccount } from "../../../src/profile/tokens/keychain_lookup.ts";
import { siteOf } from "../../../src/site/site.ts";
import { memorySecretStore } from "../../../src/testing/memory_secret_store.ts";
import { failsWith } from "../../helpers/fails_with.ts";
import { CLOUD, DC, inKeychain, JIRA, machine, OTHER } from "./fixture.ts";
import { adviceOn } from "../../helpers/advice.ts";

const QUALIFIED = "myuser@jira.test/jira";

Deno.test("qualifiedAccount() has the site in it: host, port and context path", () => {
  assert.deepEqual(
    [JIRA, OTHER, CLOUD].map((url) => qualifiedAccount("myuser", siteOf(url))),
    [QUALIFIED, "myuser@other.test:8443", "myuser@company.atlassian.net"],
  );
});

Deno.test("saveToken() keeps a second site's token of the same username apart, records where, and says so", async () => {
  const { keep, items, profile } = machine(
    { first: inKeychain({ baseUrl: OTHER }) },
    { myuser: { secret: "theirs", site: OTHER } },
  );
  const { notes } = await keep();
  assert.deepEqual(items(), [`myuser: theirs for ${OTHER}`, `${QUALIFIED}: new-token for ${JIRA}`]);
  assert.equal(profile("dc")?.["keychainAccount"], QUALIFIED);
  assert.equal(profile("first")?.["keychainAccount"], undefined);
  assert.deepEqual(notes, [
    `The keychain has "myuser" for another site already, so this token is kept as atlcli/${QUALIFIED}`,
  ]);
});

for (
  const [name, first] of [
    ["has no item yet", inKeychain({ baseUrl: OTHER })],
    ["names it in keychainAccount", inKeychain({ baseUrl: OTHER, username: "u", keychainAccount: "myuser" })],
    ["would look there by its username", inKeychain({ baseUrl: OTHER, tokenStore: undefined })],
    ["is its neighbour below another context path", inKeychain({ baseUrl: `${JIRA}2` })],
  ] as const
) {
  Deno.test(`saveToken() leaves an account to another site's profile that ${name}`, async () => {
    const { keep, items } = machine({ first });
    await keep();
    assert.deepEqual(items(), [`${QUALIFIED}: new-token for ${JIRA}`]);
  });
}

for (
  const [name, first] of [
    ["is for the same site", inKeychain()],
    ["keeps its token in the file", inKeychain({ baseUrl: OTHER, tokenStore: "file" })],
    ["has another account", inKeychain({ baseUrl: OTHER, username: "u" })],
    ["has the account under another name", inKeychain({ baseUrl: OTHER, keychainAccount: "k" })],
  ] as const
) {
  Deno.test(`saveToken() shares an account with a profile that ${name}`, async () => {
    const { keep, items, profile } = machine({ first });
    assert.deepEqual((await keep()).notes, []);
    assert.deepEqual(items(), [`myuser: new-token for ${JIRA}`]);
    assert.equal(profile("dc")?.["keychainAccount"], undefined);
  });
}

Deno.test("saveToken() does not touch an item of another site that no profile uses", async () => {
  const { keep, items } = machine({}, { myuser: { secret: "theirs", site: OTHER } });
  await keep();
  assert.deepEqual(items(), [`myuser: theirs for ${OTHER}`, `${QUALIFIED}: new-token for ${JIRA}`]);
});

Deno.test("saveToken() does not take another profile's item for the one that a profile had", async () => {
  const { keep, items } = machine(
    { dc: inKeychain({ baseUrl: CLOUD, username: "u" }) },
    { myuser: { secret: "theirs", site: CLOUD } },
  );
  await keep();
  assert.ok(items().includes(`myuser: theirs for ${CLOUD}`), items().join());
});

Deno.test("saveToken() refuses when both names are taken by other sites, and changes nothing", async () => {
  const before = { myuser: { secret: "x", site: OTHER }, [QUALIFIED]: { secret: "y", site: CLOUD } };
  const { keep, items, disk } = machine({}, before);
  const error = await failsWith(keep(), "credential-refused");
  assert.match(
    error.message,
    /"myuser" and "myuser@jira\.test\/jira" for other sites than https:\/\/jira\.test\/jira/,
  );
  assert.match(adviceOn(error), /--username/);
  assert.deepEqual([items(), disk()], [[`myuser: x for ${OTHER}`, `${QUALIFIED}: y for ${CLOUD}`], ""]);
});

Deno.test("saveToken() replaces its own item under the longer name", async () => {
  const { keep, items, profile } = machine(
    { first: inKeychain({ baseUrl: OTHER }), dc: inKeychain({ keychainAccount: QUALIFIED }) },
    { myuser: { secret: "theirs", site: OTHER }, [QUALIFIED]: { secret: "old-token", site: JIRA } },
  );
  await keep({ profile: { ...DC, keychainAccount: QUALIFIED } });
  assert.deepEqual(items(), [`myuser: theirs for ${OTHER}`, `${QUALIFIED}: new-token for ${JIRA}`]);
  assert.equal(profile("dc")?.["keychainAccount"], QUALIFIED);
});

Deno.test("saveToken() goes back to the short name when that is free, and removes the item of the longer one", async () => {
  const { keep, items, profile } = machine(
    { dc: inKeychain({ keychainAccount: QUALIFIED }) },
    { [QUALIFIED]: { secret: "old-token", site: JIRA } },
  );
  const { notes } = await keep();
  assert.deepEqual(items(), [`myuser: new-token for ${JIRA}`]);
  assert.deepEqual(notes, [`Removed the keychain item atlcli/${QUALIFIED}`]);
  assert.equal(profile("dc")?.["keychainAccount"], undefined);
});

for (const may of [true, false]) {
  Deno.test(`saveToken() asks before it takes over an item that was stored by hand, and ${may ? "does" : "does not"}`, async () => {
    const asked: string[] = [];
    const { keep, items, disk } = machine({}, { myuser: { secret: "by hand" } });
    const work = keep({ mayAdopt: (account) => Promise.resolve(asked.push(account) > 0 && may) });
    if (may) await work;
    else {
      const error = await failsWith(work, "credential-refused");
      assert.match(error.message, /^The keychain item atlcli\/myuser was added manually/);
      assert.match(adviceOn(error), /https:\/\/jira\.test\/jira.*--adopt-keychain-item/);
      assert.equal(disk(), "");
    }
    assert.deepEqual(asked, ["myuser"]);
    assert.deepEqual(items(), [may ? `myuser: new-token for ${JIRA}` : "myuser: by hand for undefined"]);
  });
}

Deno.test("saveToken() asks before it takes over an item by hand under the longer name, too", async () => {
  const { keep, items } = machine({}, {
    myuser: { secret: "x", site: OTHER },
    [QUALIFIED]: { secret: "by hand" },
  });
  await failsWith(keep({ mayAdopt: () => Promise.resolve(false) }), "credential-refused");
  assert.ok(items().includes(`${QUALIFIED}: by hand for undefined`));
});

const ITEMS: Readonly<Record<string, Readonly<Record<string, { secret: string; site?: string }>>>> = {
  "nothing": {},
  "the short one": { myuser: { secret: "s", site: JIRA } },
  "the long one": { [QUALIFIED]: { secret: "q", site: JIRA }, myuser: { secret: "s", site: OTHER } },
  "both": { [QUALIFIED]: { secret: "q", site: JIRA }, myuser: { secret: "s", site: JIRA } },
  "one by hand": { myuser: { secret: "s" } },
  "one by hand, beside another site's long one": {
    [QUALIFIED]: { secret: "q", site: OTHER },
    myuser: { secret: "s" },
  },
};
const FOUND: Readonly<Record<string, readonly [account: string, bound: boolean] | undefined>> = {
  "nothing": undefined,
  "the short one": ["myuser", true],
  "the long one": [QUALIFIED, true],
  "both": [QUALIFIED, true],
  "one by hand": ["myuser", false],
  "one by hand, beside another site's long one": ["myuser", false],
};

for (const [name, items] of Object.entries(ITEMS)) {
  Deno.test(`findKeychainToken() finds ${name}`, async () => {
    const found = await findKeychainToken(memorySecretStore({ items }), {
      username: "myuser",
      site: siteOf(JIRA),
    });
    assert.deepEqual(found && [found.account, found.bound], FOUND[name]);
    if (found !== undefined) assert.equal(found.token.reveal(), items[found.account]?.secret);
  });
}

for (const account of ["myuser", QUALIFIED]) {
  Deno.test(`findKeychainToken() refuses an item ${account} of another site, and names both sites`, async () => {
    const keychain = memorySecretStore({ items: { [account]: { secret: "theirs", site: OTHER } } });
    const error = await failsWith(
      findKeychainToken(keychain, { username: "myuser", site: siteOf(JIRA) }),
      "credential-refused",
    );
    assert.equal(error.message, `The keychain item atlcli/${account} belongs to ${OTHER}, not to ${JIRA}`);
  });
}

Deno.test("findKeychainToken() takes a locked keychain for no absence", async () => {
  const keychain = memorySecretStore({ fault: "keychain-locked" });
  await failsWith(findKeychainToken(keychain, { username: "myuser", site: siteOf(JIRA) }), "keychain-locked");
});
