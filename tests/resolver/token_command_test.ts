import assert from "node:assert/strict";
import { StorageError } from "../../src/core/errors.ts";
import { type Command, type CommandResult, RunFault } from "../../src/core/host.ts";
import { findToken } from "../../src/resolver/token_sources.ts";
import { siteOf } from "../../src/site/site.ts";
import { type MemoryHost, memoryHost } from "../../src/testing/memory_host.ts";
import { memorySecretStore } from "../../src/testing/memory_secret_store.ts";
import { failsWith } from "../helpers/fails_with.ts";
import { printed } from "./fixture.ts";

const COMMAND = ["/usr/bin/pass", "show", "a b", "$HOME;x"];

function hostThat(run: (command: Command) => CommandResult): MemoryHost {
  return memoryHost({ env: { ATLCLI_API_TOKEN: "" }, run });
}

async function tokenOf(host: MemoryHost): Promise<string> {
  const { token } = await findToken({
    site: siteOf("https://jira.test"),
    profile: { name: "work", baseUrl: "https://jira.test", tokenStore: "command", tokenCommand: COMMAND },
    token: undefined,
    host,
    secretStore: memorySecretStore({ fault: "keychain-locked" }),
  });
  return token.reveal();
}

Deno.test("a token command is started without a shell, once, with the environment's token emptied", async () => {
  const host = hostThat(() => printed("ATATT3x\n"));
  assert.equal(await tokenOf(host), "ATATT3x");
  assert.deepEqual(host.commands, [{
    program: "/usr/bin/pass",
    args: ["show", "a b", "$HOME;x"],
    environment: { kind: "inherited", emptied: ["ATLCLI_API_TOKEN"] },
    timeoutMs: 60_000,
  }]);
});

for (const text of ["ATATT3x", "ATATT3x\n", "ATATT3x\r\n"]) {
  Deno.test(`a token command may print ${JSON.stringify(text)}`, async () => {
    assert.equal(await tokenOf(hostThat(() => printed(text))), "ATATT3x");
  });
}

const FAILURES: readonly (readonly [name: string, run: () => CommandResult, message: RegExp])[] = [
  [
    "ends with a status",
    () => printed("se-cret\n", 3),
    /^Failed with status 3: the token command of profile "work"$/,
  ],
  ["prints nothing", () => printed(""), /^Printed nothing: the token command of profile "work"$/],
  ["prints a line break", () => printed("\n"), /^Printed nothing/],
  ["prints white space", () => printed("  \n\n"), /^Printed no token/],
  ["prints two lines", () => printed("one-cret\ntwo-cret\n"), /^Printed no token/],
  [
    "is not there",
    () => {
      throw new RunFault("not-found", "/usr/bin/pass");
    },
    /^No such program: "\/usr\/bin\/pass": the token command/,
  ],
  [
    "does not end",
    () => {
      throw new RunFault("timeout", "/usr/bin/pass");
    },
    /^The program did not end in time/,
  ],
];

for (const [name, run, message] of FAILURES) {
  Deno.test(`a token command that ${name} is an error that quotes nothing of it`, async () => {
    const error = await failsWith(tokenOf(hostThat(run)), "token-command");
    assert.ok(error instanceof StorageError);
    assert.match(error.message, message);
    assert.equal(error.hint, "Run it by hand to see what it says: /usr/bin/pass");
    assert.doesNotMatch(`${error.message} ${error.hint}`, /cret/);
  });
}

Deno.test("an unexpected failure of a token command passes through unchanged", async () => {
  const host = hostThat(() => {
    throw new TypeError("a mistake");
  });
  await assert.rejects(tokenOf(host), TypeError);
});
