import assert from "node:assert/strict";
import { UsageError } from "../../src/errors.ts";
import { findAssignee } from "../../src/jira/users.ts";
import { cloudClient, dataCenterClient } from "../client/fixture.ts";

const JOAN = { accountId: "a1", displayName: "Joan", emailAddress: "joan@x.test", active: true };
const JOHN = { accountId: "a2", displayName: "John Doe", active: true };
const JO = { accountId: "a3", displayName: "Jo", active: true };

function cloud(...users: readonly unknown[]): ReturnType<typeof cloudClient> {
  return cloudClient([{ url: /\/rest\/api\/3\/user\/search\?query=/, reply: { json: users } }]);
}

Deno.test("findAssignee() does not look me up", async () => {
  const { client, network } = cloudClient([]);
  assert.equal(await findAssignee(client, { name: " me " }), "me");
  network.verify();
});

for (const name of ["5b10ac8d82e05b22cc7d4ef5", "712020:4e05b22c-c7d4-ef55-b10a-c8d82e05b22c"]) {
  Deno.test(`findAssignee() takes ${name} for an account of Cloud as it is`, async () => {
    const { client, network } = cloudClient([]);
    assert.deepEqual(await findAssignee(client, { name }), { account: name });
    network.verify();
  });
}

Deno.test("findAssignee() takes the only account that was found", async () => {
  const { client, network } = cloud(JOHN);
  assert.deepEqual(await findAssignee(client, { name: "doe" }), { account: "a2" });
  assert.equal(network.requests[0]?.url.searchParams.get("query"), "doe");
});

for (const name of ["Jo", "jo"]) {
  Deno.test(`findAssignee() prefers the account that is called ${name} exactly`, async () => {
    assert.deepEqual(await findAssignee(cloud(JOAN, JOHN, JO).client, { name }), { account: "a3" });
  });
}

Deno.test("findAssignee() finds by email", async () => {
  assert.deepEqual(await findAssignee(cloud(JOHN, JOAN).client, { name: "joan@x.test" }), { account: "a1" });
});

Deno.test("findAssignee() lists several accounts, safe to show", async () => {
  const { client } = cloud(JOAN, { ...JOHN, displayName: "John\u001b[2J" });
  await assert.rejects(findAssignee(client, { name: "J" }), (error) => {
    assert.ok(error instanceof UsageError);
    assert.equal(error.message, 'Several accounts could be meant by "J"');
    assert.equal(error.hint, "Give one of these in full:\nJoan, joan@x.test, a1\nJohn[2J, a2");
    return true;
  });
});

Deno.test("findAssignee() lists two accounts of the same name, and no others", async () => {
  const { client } = cloud(JO, { ...JO, accountId: "a4" }, JOHN);
  await assert.rejects(
    findAssignee(client, { name: "Jo" }),
    (error) => error instanceof UsageError && error.hint === "Give one of these in full:\nJo, a3\nJo, a4",
  );
});

Deno.test("findAssignee() lists ten accounts at most", async () => {
  const { client } = cloud(
    ...Array.from({ length: 50 }, (_, at) => ({ accountId: `a${at}`, displayName: `J${at}` })),
  );
  await assert.rejects(
    findAssignee(client, { name: "J" }),
    (error) => error instanceof UsageError && /J9, a9\n… and 40 more$/.test(error.hint ?? ""),
  );
});

Deno.test("findAssignee() says when nobody was found", async () => {
  await assert.rejects(findAssignee(cloud().client, { name: "Eve" }), {
    message: 'No account is called "Eve"',
  });
  await assert.rejects(findAssignee(cloud({ displayName: "App" }).client, { name: "App" }), UsageError);
});

Deno.test("findAssignee() asks Data Center for user names", async () => {
  const { client, network } = dataCenterClient([
    {
      url: "/jira/rest/api/2/user/search?username=ada&maxResults=50",
      reply: { json: [{ name: "ada", displayName: "Ada L" }, { name: "adam", displayName: "Adam" }] },
    },
  ]);
  assert.deepEqual(await findAssignee(client, { name: "ada" }), { account: "ada" });
  network.verify();
});
