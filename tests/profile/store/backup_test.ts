/** What is left in the backup, and what is not. */
import assert from "node:assert/strict";
import { withoutProfile, withoutToken } from "../../../src/profile/edits.ts";
import { openProfileStore } from "../../../src/profile/store/store.ts";
import { memoryHost } from "../../../src/testing/mod.ts";

const PATH = "/home/me/.atlcli/credentials.json";
const WORK = { name: "work", baseUrl: "https://work.atlassian.net" };
const OTHER = { name: "other", baseUrl: "https://other.atlassian.net" };

type Written = Readonly<Record<string, unknown>>;

function machine(...profiles: readonly (Written & { readonly name: string })[]) {
  const file = {
    ours: 1,
    currentProfile: "work",
    profiles: Object.fromEntries(profiles.map((profile) => [profile.name, profile])),
  };
  const text = JSON.stringify(file);
  const host = memoryHost({ files: { [PATH]: text } });
  return { store: openProfileStore(host), text, backup: () => host.disk.text(`${PATH}.bak`) ?? "" };
}

Deno.test("the backup loses a removed token, and nothing else", async () => {
  const { store, backup } = machine({ ...WORK, apiToken: "s3cret" }, { ...OTHER, apiToken: "theirs", x: 2 });
  await store.update((file) => withoutToken(file, "work"));
  assert.deepEqual(JSON.parse(backup()), {
    ours: 1,
    currentProfile: "work",
    profiles: { work: WORK, other: { ...OTHER, apiToken: "theirs", x: 2 } },
  });
});

Deno.test("the backup loses the password of a proxy, whatever the scheme is written like", async () => {
  for (const scheme of ["http://", "HTTP://", ""]) {
    const { store, backup } = machine({ ...WORK, proxy: `${scheme}mia:s3cret@proxy.test:8080` });
    await store.update((file) => withoutProfile(file, "work"));
    assert.doesNotMatch(backup(), /s3cret/, scheme);
    assert.match(backup(), /proxy\.test:8080/, scheme);
  }
});

Deno.test("the backup is the file as it was when no secret goes", async () => {
  const proxy = "http://mia:s3cret@proxy.test:8080";
  const { store, text, backup } = machine({ ...WORK, apiToken: "t0ken", x: 2 });
  await store.update((file) => ({
    ...file,
    profiles: new Map([...file.profiles].map(([name, profile]) => [name, { ...profile, proxy }])),
  }));
  assert.equal(backup(), text);
});
