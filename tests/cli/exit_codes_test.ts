import assert from "node:assert/strict";

import { loginLine, type Machine, machine } from "./fixture.ts";

/** What each account of the sandbox that cannot sign in, or can only with luck, comes to: in `login`, `status`, `search`. */
interface Case {
  readonly exit: readonly [login: number, status: number, search: number];
  readonly error: RegExp | undefined;
}

const CASES: Readonly<Record<string, Case>> = {
  "cloud-expired": { exit: [4, 4, 4], error: /Authentication failed \(401\)|did not accept the token/ },
  "jira-expired": { exit: [4, 4, 4], error: /Authentication failed \(401\)/ },
  "confluence-expired": { exit: [4, 4, 2], error: /Authentication failed \(401\)/ },
  "cloud-missing-scope": { exit: [5, 5, 5], error: /lacks a scope/ },
  "jira-captcha": { exit: [4, 4, 4], error: /requires a CAPTCHA/ },
  "confluence-captcha": { exit: [4, 4, 2], error: /requires a CAPTCHA/ },
  "cloud-sso-page": { exit: [4, 4, 4], error: /responded with a web page instead of data/ },
  "jira-sso-page": { exit: [4, 4, 4], error: /responded with a web page instead of data/ },
  "cloud-sso-redirect": { exit: [4, 4, 4], error: /The site redirects to a login page/ },
  "jira-sso-redirect": { exit: [4, 4, 4], error: /The site redirects to a login page/ },
  "cloud-no-permission": { exit: [5, 5, 5], error: /You don't have permission \(403\)/ },
  "jira-no-permission": { exit: [5, 5, 5], error: /You don't have permission \(403\)/ },
  "confluence-no-permission": { exit: [5, 5, 2], error: /You don't have permission \(403\)/ },
  "cloud-confluence-only": { exit: [0, 0, 5], error: /You don't have permission \(403\)/ },
  "cloud-rate-limited-long": { exit: [6, 6, 6], error: /Rate limited \(429\)/ },
  "jira-rate-limited-long": { exit: [6, 6, 6], error: /Rate limited \(429\)/ },
  "confluence-rate-limited-long": { exit: [6, 6, 2], error: /Rate limited \(429\)/ },
  "cloud-rate-limited": { exit: [0, 0, 0], error: undefined },
  "jira-rate-limited": { exit: [0, 0, 0], error: undefined },
  "cloud-scoped": { exit: [0, 0, 0], error: undefined },
  "cloud-jira-only": { exit: [0, 0, 0], error: undefined },
  "cloud-colleague": { exit: [0, 0, 0], error: undefined },
};

/** A machine whose profile has this account's token. */
function signedInAs(name: string): Machine {
  const { sandbox } = machine();
  const { face, email, token } = sandbox.account(name);
  const made = machine({
    profiles: {
      it: {
        baseUrl: sandbox.urls[face],
        apiToken: token,
        ...(email === undefined ? { authType: "bearer", product: face } : { email }),
        deployment: email === undefined ? "data-center" : "cloud",
      },
    },
    tokens: { [name]: token },
  });
  return made;
}

/** Checks the error on stderr; `undefined` means no error. */
function requireError(err: string, error: RegExp | undefined): void {
  if (error === undefined) assert.doesNotMatch(err, /^Error:/m);
  else assert.match(err, error);
}

for (const [name, { exit: [login, status, search], error }] of Object.entries(CASES)) {
  Deno.test(`login as ${name} ends with ${login}`, async () => {
    const { run, sandbox, file } = machine();
    const { line, stdin } = loginLine(sandbox, name);
    const { exit, err } = await run(line, { stdin });
    assert.equal(exit, login, err);
    assert.equal(file() === undefined, login !== 0, "saved exactly when it ends with 0");
    requireError(err, login === 0 ? undefined : error);
  });

  Deno.test(`status as ${name} ends with ${status}`, async () => {
    const { exit, out, err } = await signedInAs(name).run("auth status");
    assert.equal(exit, status, err);
    assert.equal(/^Status: Authenticated ✓$/m.test(out), status === 0, "authenticated exactly with 0");
    requireError(err, status === 0 ? undefined : error);
  });

  Deno.test(`search as ${name} ends with ${search}`, async () => {
    const { exit, out, err } = await signedInAs(name).run(["jira", "search", "--project", "PROJ"]);
    assert.equal(exit, search, err);
    if (search !== 0) assert.equal(out, "");
  });
}

Deno.test("every account of the sandbox that is not plainly valid is in the table", () => {
  const { sandbox } = machine();
  const names = sandbox.accounts.map(({ name }) => name).filter((name) => !/-valid$/.test(name));
  const alike = /^(?:jira|confluence)-(?:colleague|sso-page|sso-redirect|rate-limited)$/;
  assert.deepEqual(names.filter((name) => !(name in CASES) && !alike.test(name)), []);
});
