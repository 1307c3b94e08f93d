import assert from "node:assert/strict";
import { UsageError } from "../../src/core/errors.ts";
import { findAssignee, findUser } from "../../src/jira/users.ts";
import { cloudClient, dataCenterClient } from "../client/fixture.ts";
import { FACES } from "./fixture.ts";

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
    assert.equal(error.message, 'Several accounts match "J"');
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

Deno.test("findAssignee() fails if no account matches", async () => {
  await assert.rejects(findAssignee(cloud().client, { name: "Eve" }), {
    message: 'No such account: "Eve"',
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

const ADA = { accountId: "a1", name: "ada", displayName: "Ada L\u001b", emailAddress: "ada@x.test" };

for (const face of FACES) {
  const word = face.isCloud ? "query" : "username";
  const account = face.isCloud ? "a1" : "ada";

  Deno.test(`findUser() asks who I am on ${face.name}`, async () => {
    const { client, network } = face.open({ url: `${face.base}/myself`, reply: { json: ADA } });
    assert.deepEqual(await findUser(client, { name: "me" }), { account, displayName: "Ada L" });
    network.verify();
  });

  Deno.test(`findUser() looks among those whom an issue can be assigned to on ${face.name}`, async () => {
    const { client, network } = face.open({
      url: `${face.base}/user/assignable/search?issueKey=PROJ-1&${word}=ada%40x.test&maxResults=50`,
      reply: { json: [ADA] },
    });
    const found = await findUser(client, { name: "ada@x.test", assignableIn: { issue: "PROJ-1" } });
    assert.deepEqual(found, { account, displayName: "Ada L" });
    network.verify();
  });

  Deno.test(`findUser() looks among those of a project on ${face.name}`, async () => {
    const { client, network } = face.open({
      url: `${face.base}/user/assignable/search?project=PROJ&${word}=ada&maxResults=50`,
      reply: { json: [ADA] },
    });
    await findUser(client, { name: "ada", assignableIn: { project: "PROJ" } });
    network.verify();
  });

  Deno.test(`findUser() distinguishes an account that cannot be assigned from an unknown one on ${face.name}`, async () => {
    const unmatched = { url: /assignable/, reply: { json: [] } };
    const place = { assignableIn: { issue: "PROJ-1" } } as const;
    const known = face.open(unmatched, { url: /user\/search/, reply: { json: [ADA] } });
    await assert.rejects(findUser(known.client, { name: "ada", ...place }), {
      message: '"Ada L" cannot be assigned to PROJ-1',
    });
    const unknown = face.open(unmatched, { url: /user\/search/, reply: { json: [] } });
    await assert.rejects(findUser(unknown.client, { name: "eve", ...place }), {
      message: 'No such account: "eve"',
    });
  });
}
