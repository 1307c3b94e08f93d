import assert from "node:assert/strict";
import {
  AtlcliError,
  CredentialError,
  HttpError,
  KeychainError,
  NetworkError,
  parsedFrom,
  StorageError,
  UsageError,
} from "../../src/core/errors.ts";

const cause = new Error("why");
const options = { hint: "Do it", cause };

const KINDS: readonly (readonly [error: AtlcliError, name: string, code: string])[] = [
  [new AtlcliError("cancelled", "m", options), "AtlcliError", "cancelled"],
  [new UsageError("m", options), "UsageError", "usage"],
  [new CredentialError("no-credential", "m", options), "CredentialError", "no-credential"],
  [new StorageError("token-command", "m", options), "StorageError", "token-command"],
  [new KeychainError("keychain-locked", "m", options), "KeychainError", "keychain-locked"],
  [new NetworkError("dns", "m", options), "NetworkError", "dns"],
  [
    new HttpError("not-found", "m", { ...options, status: 404, request: "GET https://a.test" }),
    "HttpError",
    "not-found",
  ],
];

for (const [error, name, code] of KINDS) {
  Deno.test(`${name} says what went wrong, for programs and for people`, () => {
    assert.ok(error instanceof AtlcliError && error instanceof Error);
    assert.deepEqual(
      [error.name, error.code, error.message, error.hint, error.cause],
      [name, code, "m", "Do it", cause],
    );
    assert.match(String(error), new RegExp(`^${name}: m$`));
  });
}

Deno.test("AtlcliError has no hint and no cause unless given one", () => {
  const error = new UsageError("m");
  assert.equal(error.hint, undefined);
  assert.ok(!("cause" in error));
});

Deno.test("HttpError keeps what the server said", () => {
  const error = new HttpError("rate-limited", "m", {
    status: 429,
    request: "GET https://a.test/x",
    details: ["slow down"],
    retryAfterMs: 1_000,
  });
  assert.deepEqual(
    [error.status, error.request, error.details, error.retryAfterMs],
    [429, "GET https://a.test/x", ["slow down"], 1_000],
  );
  const bare = new HttpError("server", "m", { status: 500, request: "GET https://a.test" });
  assert.deepEqual([bare.details, bare.retryAfterMs, bare.hint], [[], undefined, undefined]);
});

Deno.test("parsedFrom() gives what the parser gives", () => {
  assert.equal(parsedFrom("--x", () => 5), 5);
});

Deno.test("parsedFrom() says where a refused value came from, and keeps the hint and the cause", () => {
  const inner = new UsageError("Not a number", { hint: "Give one" });
  assert.throws(() =>
    parsedFrom("ATLCLI_TIMEOUT", () => {
      throw inner;
    }), (error) => {
    assert.ok(error instanceof UsageError);
    assert.deepEqual([error.message, error.hint, error.cause], [
      "ATLCLI_TIMEOUT: Not a number",
      "Give one",
      inner,
    ]);
    return true;
  });
});

Deno.test("parsedFrom() lets every other error through as it is", () => {
  const other = new RangeError("x");
  assert.throws(() =>
    parsedFrom("--x", () => {
      throw other;
    }), (error) => error === other);
});
