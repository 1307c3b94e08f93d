import assert from "node:assert/strict";
import {
  type CredentialsFile,
  decodeCredentialsFile,
  encodeCredentialsFile,
} from "../../../src/profile/file/file.ts";
import { readWritten } from "../../../src/profile/file/written.ts";
import type { Profile } from "../../../src/profile/profile.ts";
import { Secret } from "../../../src/core/secret.ts";
import { hostileFiles } from "../../helpers/hostile_files.ts";

const PATH = "/home/me/.atlcli/credentials.json";

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function fileOf(profiles: readonly Profile[], unknown?: Readonly<Record<string, unknown>>): CredentialsFile {
  return {
    ...(profiles[0] !== undefined && { currentProfile: profiles[0].name }),
    profiles: new Map(profiles.map((profile) => [profile.name, profile])),
    ...(unknown !== undefined && { unknown }),
  };
}

const WORK: Profile = {
  name: "work",
  baseUrl: "https://work.atlassian.net",
  email: "you@company.com",
  apiToken: new Secret("ATATT3x"),
};
const MANY = Array.from({ length: 100 }, (_, index): Profile => ({ ...WORK, name: `profile-${index}` }));

for (
  const [what, file] of [
    ["no profile", fileOf([])],
    ["a profile", fileOf([WORK])],
    ["a context path", fileOf([{ ...WORK, baseUrl: "https://jira.company.com/jira" }])],
    ["a name that is not ASCII", fileOf([{ ...WORK, displayName: "Mia Müller 😀" }])],
    ["many profiles", fileOf(MANY)],
    ["members that are not known", fileOf([WORK], { later: { deep: [1, { a: null }] } })],
  ] as const
) {
  Deno.test(`readWritten() reads what encodeCredentialsFile() wrote: ${what}`, () => {
    const text = encodeCredentialsFile(file);
    assert.deepEqual(readWritten(bytesOf(text)), decodeCredentialsFile(text, PATH));
    assert.deepEqual(readWritten(bytesOf(text.trimEnd())), decodeCredentialsFile(text, PATH));
  });
}

const GOOD = encodeCredentialsFile(fileOf([WORK]));
const LISTS = JSON.stringify({ later: JSON.parse("[".repeat(20) + "]".repeat(20)) }, undefined, 2);

for (
  const [what, content] of [
    ["an empty file", ""],
    ["a byte order mark", `\ufeff${GOOD}`],
    ["a byte that is not UTF-8", Uint8Array.from([...bytesOf(GOOD.trimEnd().slice(0, -1)), 0xff, 0x7d])],
    ["half of it", GOOD.slice(0, 60)],
    ["something behind it", `${GOOD}x`],
    ["two line breaks behind it", `${GOOD}\n`],
    ["JSON on one line", JSON.stringify(JSON.parse(GOOD))],
    ["line breaks of Windows", GOOD.replaceAll("\n", "\r\n")],
    ["a member twice", '{\n  "currentProfile": "work",\n  "currentProfile": "work"\n}\n'],
    ["a member twice, by another spelling", '{\n  "profiles": {},\n  "profile\\u0073": {}\n}\n'],
    ["a member __proto__", '{\n  "__proto__": 1\n}\n'],
    ["a number that is too large", '{\n  "later": 1e400\n}\n'],
    ["a text where an object is wanted", '{\n  "profiles": "x"\n}\n'],
    ["a profile that does not fit", '{\n  "profiles": {\n    "work": {\n      "baseUrl": 5\n    }\n  }\n}\n'],
    ["a site that is none", GOOD.replace("https://work.atlassian.net", "ftp://work.atlassian.net")],
    ["a list", "[]\n"],
    ["lists in lists", LISTS],
    ["lists in lists without end", `{"later":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
    ["more than 16 MiB", JSON.stringify({ later: "x".repeat(16 * 1024 * 1024) }, undefined, 2)],
  ] as const
) {
  Deno.test(`readWritten() leaves ${what} to the strict reader`, () => {
    assert.equal(readWritten(typeof content === "string" ? bytesOf(content) : content), undefined);
  });
}

Deno.test("readWritten() says of 3,000 hostile files what the strict reader says, or nothing", () => {
  let read = 0;
  for (const { kind, bytes } of hostileFiles({ count: 3_000 })) {
    const file = readWritten(bytes);
    if (file === undefined) continue;
    read++;
    const strict = decodeCredentialsFile(bytes, PATH);
    assert.equal(encodeCredentialsFile(file), encodeCredentialsFile(strict), kind);
  }
  assert.ok(read > 0, "some of them are as this program writes them");
});
