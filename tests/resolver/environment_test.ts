import assert from "node:assert/strict";
import { UsageError } from "../../src/core/errors.ts";
import { readEnvironment } from "../../src/resolver/environment.ts";
import { isOn } from "../../src/core/text.ts";
import { formatProvenance } from "../../src/resolver/provenance.ts";
import { type MemoryHost, memoryHost } from "../../src/testing/memory_host.ts";
import { failsWith } from "../helpers/fails_with.ts";
import { adviceOn } from "../helpers/advice.ts";

function hostWith(
  env: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = {},
): MemoryHost {
  return memoryHost({ env, files, cwd: "/work" });
}

Deno.test("readEnvironment() reads the four documented variables", async () => {
  const { site, email, profile, token, setAside } = readEnvironment(hostWith({
    ATLCLI_SITE: "Company.atlassian.net/wiki",
    ATLCLI_EMAIL: " ada@x.test ",
    ATLCLI_PROFILE: "work",
    ATLCLI_API_TOKEN: "ATATT3x\n",
  }));
  assert.deepEqual(
    [site?.url, email, profile, setAside],
    ["https://company.atlassian.net", "ada@x.test", "work", []],
  );
  assert.equal(token && formatProvenance(token.provenance), "env ATLCLI_API_TOKEN");
  assert.equal((await token?.read())?.reveal(), "ATATT3x");
});

Deno.test("readEnvironment() has no member for what is unset or empty", () => {
  const nothing = { setAside: [] };
  assert.deepEqual(readEnvironment(hostWith({})), nothing);
  const empty = {
    ATLCLI_SITE: "",
    ATLCLI_EMAIL: "",
    ATLCLI_PROFILE: "",
    ATLCLI_API_TOKEN: "",
    ATLCLI_API_TOKEN_FILE: "",
  };
  assert.deepEqual(readEnvironment(hostWith(empty)), nothing);
});

Deno.test("readEnvironment() takes the token of a file when the token itself is empty", () => {
  const { token } = readEnvironment(hostWith({ ATLCLI_API_TOKEN: "", ATLCLI_API_TOKEN_FILE: "/token" }));
  assert.equal(token?.provenance.detail, "ATLCLI_API_TOKEN_FILE");
});

for (
  const [name, value, message] of [
    ["ATLCLI_SITE", "ftp://a.test", /^ATLCLI_SITE: .*ftp:\/\//],
    ["ATLCLI_SITE", "https://ada:pw@a.test", /^ATLCLI_SITE: /],
    ["ATLCLI_SITE", "http://a.test", /^ATLCLI_SITE: Plain http/],
    ["ATLCLI_EMAIL", "ada", /^ATLCLI_EMAIL: Not an email: "ada"$/],
  ] as const
) {
  Deno.test(`readEnvironment() refuses ${name}=${value}, and names the variable`, () => {
    assert.throws(() => readEnvironment(hostWith({ [name]: value })), (error) => {
      assert.ok(error instanceof UsageError);
      assert.match(error.message, message);
      assert.doesNotMatch(error.message, /pw/);
      return adviceOn(error) !== "";
    });
  });
}

Deno.test("readEnvironment() takes plain http where it is allowed, by the caller or by ATLCLI_ALLOW_HTTP", () => {
  const env = { ATLCLI_SITE: "http://jira.test" };
  assert.equal(readEnvironment(hostWith(env), { allowHttp: true }).site?.url, "http://jira.test");
  assert.equal(readEnvironment(hostWith({ ...env, ATLCLI_ALLOW_HTTP: "1" })).site?.url, "http://jira.test");
  for (const no of ["0", "false", "No", " off "]) {
    assert.throws(() => readEnvironment(hostWith({ ...env, ATLCLI_ALLOW_HTTP: no })), UsageError);
  }
  assert.throws(() => readEnvironment(hostWith(env), { allowHttp: false }), UsageError);
});

for (const text of ["se cret", "se\ncret", "sécret"]) {
  Deno.test(`readEnvironment() gives a token that cannot be read from ${JSON.stringify(text)}`, async () => {
    const { token } = readEnvironment(hostWith({ ATLCLI_API_TOKEN: text }));
    assert.ok(token !== undefined);
    const error = await failsWith(token.read(), "usage");
    assert.match(error.message, /^ATLCLI_API_TOKEN: The token contains/);
    assert.doesNotMatch(error.message, /cret/);
  });
}

Deno.test("readEnvironment() opens the token's file only when the token is read", async () => {
  const host = hostWith({ ATLCLI_API_TOKEN_FILE: "/run/secrets/token" }, {
    "/run/secrets/token": "ATATT3x\n",
  });
  const { token } = readEnvironment(host);
  assert.equal(host.steps, 0);
  assert.equal((await token?.read())?.reveal(), "ATATT3x");
  assert.equal(token && formatProvenance(token.provenance), "env ATLCLI_API_TOKEN_FILE");
});

Deno.test("readEnvironment() takes a relative path of a token's file from the working folder", async () => {
  const host = hostWith({ ATLCLI_API_TOKEN_FILE: "secrets/token" }, { "/work/secrets/token": "ATATT3x" });
  assert.equal((await readEnvironment(host).token?.read())?.reveal(), "ATATT3x");
});

Deno.test("readEnvironment() prefers ATLCLI_API_TOKEN, never opens the file, and reports it", async () => {
  const host = hostWith({ ATLCLI_API_TOKEN: "mine", ATLCLI_API_TOKEN_FILE: "/token" }, { "/token": "other" });
  const { token, setAside } = readEnvironment(host);
  assert.equal((await token?.read())?.reveal(), "mine");
  assert.equal(host.steps, 0);
  assert.deepEqual(setAside, [{
    what: { source: "env", detail: "ATLCLI_API_TOKEN_FILE" },
    why: "ATLCLI_API_TOKEN is set",
  }]);
});

const PATH = "/run/token";
const BAD_FILES: readonly {
  readonly name: string;
  readonly content?: string;
  readonly fault?: "denied";
  readonly code: "credentials-file" | "usage";
  readonly message: RegExp;
}[] = [
  {
    name: "that is not there",
    code: "credentials-file",
    message: /^The token file does not exist: "\/run\/token"$/,
  },
  {
    name: "that may not be read",
    content: "x",
    fault: "denied",
    code: "credentials-file",
    message: /Permission denied/,
  },
  {
    name: "of 64 KiB and one byte",
    content: "x".repeat(64 * 1024 + 1),
    code: "credentials-file",
    message: /too large for a token: "\/run\/token"/,
  },
  {
    name: "that is empty",
    content: "\n",
    code: "usage",
    message: /^ATLCLI_API_TOKEN_FILE: The token is empty/,
  },
  {
    name: "of two lines",
    content: "one-cret\ntwo-cret\n",
    code: "usage",
    message: /^ATLCLI_API_TOKEN_FILE: The token contains/,
  },
];

for (const { name, content, fault, code, message } of BAD_FILES) {
  Deno.test(`readEnvironment() gives a token that cannot be read from a file ${name}`, async () => {
    const host = hostWith({ ATLCLI_API_TOKEN_FILE: PATH }, content === undefined ? {} : { [PATH]: content });
    if (fault !== undefined) host.failNext("read", fault);
    const { token } = readEnvironment(host);
    assert.ok(token !== undefined);
    const error = await failsWith(token.read(), code);
    assert.match(error.message, message);
    assert.doesNotMatch(error.message, /cret/);
  });
}

Deno.test("readEnvironment() passes on an unexpected read error unchanged", async () => {
  const host = hostWith({ ATLCLI_API_TOKEN_FILE: PATH });
  const files = { ...host.files, stat: () => Promise.reject(new RangeError("a mistake")) };
  await assert.rejects(async () => await readEnvironment({ ...host, files }).token?.read(), RangeError);
});

Deno.test("readEnvironment() reads a token's file of 64 KiB", async () => {
  const token = "x".repeat(64 * 1024);
  const host = hostWith({ ATLCLI_API_TOKEN_FILE: PATH }, { [PATH]: token });
  assert.equal((await readEnvironment(host).token?.read())?.reveal(), token);
});

Deno.test("readEnvironment() reads a token's file through a link, as Kubernetes mounts it", async () => {
  const host = hostWith({ ATLCLI_API_TOKEN_FILE: PATH }, { "/run/..data/token": "ATATT3x" });
  host.disk.link(PATH, "/run/..data/token");
  assert.equal((await readEnvironment(host).token?.read())?.reveal(), "ATATT3x");
});

for (
  const [text, on] of [
    [undefined, false],
    ["1", true],
    ["true", true],
    ["yes", true],
    ["anything", true],
    ["00", true],
    ["nope", true],
    ["0", false],
    ["false", false],
    ["FALSE", false],
    ["no", false],
    ["off", false],
    [" 0\n", false],
  ] as const
) {
  Deno.test(`isOn() says ${on} of ${JSON.stringify(text)}`, () => assert.equal(isOn(text), on));
}
