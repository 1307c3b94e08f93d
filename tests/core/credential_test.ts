import assert from "node:assert/strict";
import { authorizationOf, type Credential, parseEmail, parseToken } from "../../src/core/credential.ts";
import { UsageError } from "../../src/core/errors.ts";
import { Secret } from "../../src/core/secret.ts";
import { adviceOn } from "../helpers/advice.ts";

const TOKEN = new Secret("ATATT3x");

const HEADERS: readonly (readonly [name: string, credential: Credential, header: string])[] = [
  [
    "an API token",
    { kind: "api-token", email: "ada@x.test", token: TOKEN },
    "Basic YWRhQHgudGVzdDpBVEFUVDN4",
  ],
  [
    "a token with scopes",
    { kind: "scoped-token", email: "ada@x.test", token: TOKEN, cloudId: "1" },
    "Basic YWRhQHgudGVzdDpBVEFUVDN4",
  ],
  // The bytes of UTF-8, as RFC 7617 has it.
  [
    "an email that is not ASCII",
    { kind: "api-token", email: "jörg@x.test", token: TOKEN },
    "Basic asO2cmdAeC50ZXN0OkFUQVRUM3g=",
  ],
  ["a PAT", { kind: "pat", token: TOKEN }, "Bearer ATATT3x"],
];

for (const [name, credential, header] of HEADERS) {
  Deno.test(`authorizationOf() makes the header of ${name}, as a secret`, () => {
    const authorization = authorizationOf(credential);
    assert.equal(authorization.reveal(), header);
    assert.equal(`${authorization}`, "[secret]");
  });
}

for (const text of ["ATATT3x", " ATATT3x\n", "\tATATT3x\r\n\r\n", "\ufeffATATT3x", "\u00a0ATATT3x\u00a0"]) {
  Deno.test(`parseToken() drops the white space around ${JSON.stringify(text)}`, () => {
    assert.equal(parseToken(text).reveal(), "ATATT3x");
  });
}

Deno.test("parseToken() takes every sign of ASCII that can be seen", () => {
  const all = Array.from({ length: 94 }, (_, index) => String.fromCharCode(0x21 + index)).join("");
  assert.equal(parseToken(all).reveal(), all);
});

for (const text of ["", " ", "\n", "\ufeff"]) {
  Deno.test(`parseToken() says that ${JSON.stringify(text)} is empty`, () => {
    assert.throws(() => parseToken(text), { name: "UsageError", message: "The token is empty" });
  });
}

for (
  const text of [
    "se cret",
    "se\ncret",
    "se\tcret",
    "se\0cret",
    "se\x1bcret",
    "se\x7fcret",
    "sécret",
    "se“cret",
    "s\u200becret",
  ]
) {
  Deno.test(`parseToken() refuses ${JSON.stringify(text)}, and does not quote it`, () => {
    assert.throws(() => parseToken(text), (error) => {
      assert.ok(error instanceof UsageError);
      assert.ok(adviceOn(error) !== "");
      assert.doesNotMatch(`${error.message} ${adviceOn(error)}`, /cret/);
      return true;
    });
  });
}

for (const text of ["ada@x.test", " ada@x.test\n", "Ada+jira@x", "jörg@x.test", "a'b@x.test"]) {
  Deno.test(`parseEmail() takes ${JSON.stringify(text)}`, () => assert.equal(parseEmail(text), text.trim()));
}

for (
  const text of [
    "",
    "ada",
    "@x.test",
    "ada@",
    "ada@x@test",
    "a da@x.test",
    "ada:x@x.test",
    "ada@x:1",
    "ada\0@x.test",
    "ada@x.test\r\nX: y",
  ]
) {
  Deno.test(`parseEmail() refuses ${JSON.stringify(text)}`, () => {
    assert.throws(() => parseEmail(text), (error) => error instanceof UsageError && adviceOn(error) !== "");
  });
}
