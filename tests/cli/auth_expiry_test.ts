import assert from "node:assert/strict";
import { CLOUD, machine, MIA, PROFILES, TOKEN } from "./fixture.ts";

const LOGIN = `auth login --site ${CLOUD} --email ${MIA} --token -`;

/** A machine at 2026-01-01 whose profile "work" has a token that expires then. */
function expiring(tokenExpiresAt: string): ReturnType<typeof machine> {
  return machine({ profiles: { ...PROFILES, work: { ...PROFILES["work"], tokenExpiresAt } } });
}

Deno.test("login --expires records the end of the token, and status --json and list --json show it", async () => {
  const { run, profile } = machine();
  const login = await run(`${LOGIN} --expires 2026-12-31 --json`, { stdin: TOKEN });
  assert.equal(login.exit, 0, login.err);
  const recorded = "2026-12-31T00:00:00.000Z";
  assert.equal(profile("default")["tokenExpiresAt"], recorded);
  for (const shown of [login, await run("auth status --json")]) {
    assert.equal((shown.json() as Record<string, unknown>)["tokenExpiresAt"], recorded);
  }
  const list = (await run("auth list --json")).json() as {
    readonly profiles: readonly Record<string, unknown>[];
  };
  assert.equal(list.profiles[0]?.["tokenExpiresAt"], recorded);
});

Deno.test("another token forgets the end of the one before", async () => {
  const { run, profile } = machine();
  await run(`${LOGIN} --expires 2026-12-31`, { stdin: TOKEN });
  const again = await run(LOGIN, { stdin: TOKEN });
  assert.equal(again.exit, 0, again.err);
  assert.equal(profile("default")["tokenExpiresAt"], undefined);
});

for (
  const [date, message] of [
    ["2025-12-31", /--expires: 2025-12-31 is in the past/],
    ["2026-02-30", /--expires.*Invalid date: "2026-02-30"/],
    ["31.12.2026", /--expires.*Invalid date: "31\.12\.2026"/],
    ["", /--expires.*Invalid date: ""/],
  ] as const
) {
  Deno.test(`login refuses --expires ${JSON.stringify(date)} before anything is sent`, async () => {
    const { run, received, file } = machine();
    const { exit, err } = await run([...LOGIN.split(" "), "--expires", date], { stdin: TOKEN });
    assert.equal(exit, 2, err);
    assert.match(err, message);
    assert.deepEqual(received(), []);
    assert.equal(file(), undefined);
  });
}

for (
  const [end, text] of [
    ["2026-01-15T00:00:00Z", "expires on 2026-01-15, in 14 days"],
    ["2026-01-01T12:00:00Z", "expires on 2026-01-01, in 1 day"],
    ["2025-12-31T00:00:00Z", "expired on 2025-12-31"],
  ] as const
) {
  Deno.test(`status and list warn of a token that ${text}`, async () => {
    const { run } = expiring(end);
    const warning = `Warning: The token of profile "work" ${text}. ` +
      "Create a new one, then: atlcli auth login --profile work\n";
    for (const command of ["auth status", "auth status --offline", "auth list"]) {
      const { err } = await run(command);
      assert.ok(err.includes(warning), `${command}: ${err}`);
    }
  });
}

Deno.test("a token that expires in more than 14 days is not worth a word", async () => {
  const { run } = expiring("2026-01-15T00:00:01Z");
  for (const command of ["auth status", "auth list"]) {
    assert.doesNotMatch((await run(command)).err, /expire/);
  }
});

for (
  const [end, within, exit, message] of [
    ["2026-01-20T00:00:00Z", "14d", 0, undefined],
    ["2026-01-20T00:00:00Z", "19d", 9, /The token of profile "work" expires on 2026-01-20, in 19 days/],
    ["2026-01-01T10:00:00Z", "12h", 9, /expires on 2026-01-01, in 1 day/],
    ["2025-12-31T23:59:59Z", "1d", 4, /expired on 2025-12-31/],
  ] as const
) {
  Deno.test(`status --exit-code-if-expiring ${within} exits with ${exit} for a token until ${end}`, async () => {
    const status = await expiring(end).run(`auth status --exit-code-if-expiring ${within}`);
    assert.equal(status.exit, exit, status.err);
    assert.match(status.out, /^Status: Authenticated ✓$/m);
    if (message !== undefined) assert.match(status.err, message);
  });
}

Deno.test("status --exit-code-if-expiring notes that the end of a token is unknown", async () => {
  const { run } = machine({ profiles: PROFILES });
  const { exit, err } = await run("auth status --exit-code-if-expiring 14d");
  assert.equal(exit, 0, err);
  assert.match(err, /It is not known when this token expires: auth login --expires DATE records it/);
});

Deno.test("the end of a profile's token is not the end of one from the environment", async () => {
  const { run } = machine({
    profiles: { ...PROFILES, work: { ...PROFILES["work"], tokenExpiresAt: "2025-12-31T00:00:00Z" } },
    env: { ATLCLI_SITE: CLOUD, ATLCLI_EMAIL: MIA, ATLCLI_API_TOKEN: TOKEN },
  });
  const { exit, err, json } = await run("auth status --exit-code-if-expiring 14d --json");
  assert.equal(exit, 0, err);
  assert.equal((json() as Record<string, unknown>)["tokenExpiresAt"], null);
});

for (const time of ["soon", "14 days", "-1d", "800d"]) {
  Deno.test(`status refuses --exit-code-if-expiring ${JSON.stringify(time)}`, async () => {
    const { run, received } = machine({ profiles: PROFILES });
    const { exit, err } = await run(["auth", "status", `--exit-code-if-expiring=${time}`]);
    assert.equal(exit, 2, err);
    assert.match(err, /Invalid duration/);
    assert.deepEqual(received(), []);
  });
}
