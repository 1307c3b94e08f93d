/** docs/schemas/credentials.json describes what is read and what is written, no more and no less. */
import assert from "node:assert/strict";
import { Ajv } from "ajv";
import { decodeCredentialsFile, encodeCredentialsFile } from "../../../src/profile/file/file.ts";
import type { Profile } from "../../../src/profile/profile.ts";
import { Secret } from "../../../src/core/secret.ts";
import { isSchema } from "../../helpers/json_shapes.ts";
import { readSchema } from "../../helpers/schemas.ts";

const ALL: Required<Profile> = {
  name: "work",
  baseUrl: "https://work.atlassian.net",
  email: "me@example.com",
  authType: "basic",
  username: "me",
  apiToken: new Secret("t0ken"),
  deployment: "cloud",
  product: "jira",
  accountId: "1",
  displayName: "Me",
  cloudId: "11111111-2222-3333-4444-555555555555",
  apiBaseUrl: "https://api.atlassian.com/ex/jira/11111111-2222-3333-4444-555555555555",
  tokenStore: "file",
  tokenCommand: ["pass", "show"],
  tokenEnv: "ATLCLI_MINE",
  keychainAccount: "me@site",
  caFile: "/ca.pem",
  clientCertFile: "/cert.pem",
  clientKeyFile: "/key.pem",
  proxy: "http://proxy:3128",
  allowHttp: false,
  readOnly: true,
  searchFields: ["key", "summary"],
  tokenId: "7",
  tokenExpiresAt: "2027-01-01T00:00:00.000Z",
  verifiedAt: "2026-01-01T00:00:00.000Z",
  unknown: { later: 1 },
};

const schema = await readSchema("credentials") ?? {};
const validate = new Ajv({ strict: true, allErrors: true }).compile(schema);
const described = Object.keys(propertiesOf(["definitions", "profile", "properties"]));

Deno.test("what is written fits the schema, and every member of it is described", () => {
  const text = encodeCredentialsFile({ currentProfile: "work", profiles: new Map([["work", ALL]]) });
  const file: unknown = JSON.parse(text);
  assert.ok(validate(file), JSON.stringify(validate.errors));
  const written = isSchema(file) && isSchema(file["profiles"]) ? file["profiles"]["work"] : undefined;
  const members = Object.keys(isSchema(written) ? written : {}).filter((name) => name !== "later");
  assert.deepEqual(members.toSorted(), described.filter((name) => name !== "pat").toSorted());
});

for (const name of described) {
  Deno.test(`the member "${name}" that the schema describes is known: one of a wrong kind is refused`, () => {
    const profile = { name: "work", baseUrl: "https://work.atlassian.net", [name]: { no: "such kind" } };
    assert.equal(validate({ profiles: { work: profile } }), false);
    assert.throws(
      () => decodeCredentialsFile(JSON.stringify({ profiles: { work: profile } }), "/f"),
      new RegExp(`profiles\\.work\\.${name}|profiles\\["work"\\]`),
    );
  });
}

Deno.test("an unknown member is not an error", () => {
  const file = { later: 1, profiles: { work: { baseUrl: "https://work.atlassian.net", later: { x: [] } } } };
  assert.ok(validate(file));
  assert.equal(decodeCredentialsFile(JSON.stringify(file), "/f").profiles.size, 1);
});

function propertiesOf(path: readonly string[]): Readonly<Record<string, unknown>> {
  const found = path.reduce<unknown>((value, name) => isSchema(value) ? value[name] : undefined, schema);
  assert.ok(isSchema(found));
  return found;
}
