import assert from "node:assert/strict";
import { withoutTokenLooks } from "../../src/core/token_look.ts";

const API_TOKEN = `ATATT3xFfGF0${"m1aT0ken_-".repeat(17)}=ABCD1234`;
const PAT = btoa("085572377948:twenty-bytes-of-Mia!");

const SHOWN: Readonly<Record<string, readonly [text: string, shown: string]>> = {
  "an API token": [`Not an email: "${API_TOKEN}"`, 'Not an email: "ATATT3…"'],
  "an API token as a host, in small letters": [
    `https://${API_TOKEN.toLowerCase()}/x`,
    "https://atatt3…/x",
  ],
  "a PAT": [`${PAT} and "${PAT}"`, `${PAT.slice(0, 6)}… and "${PAT.slice(0, 6)}…"`],
  "a PAT in a path": [`https://jira.test/${PAT}/x`, `https://jira.test/${PAT.slice(0, 6)}…/x`],
  "a PAT in a query": [
    `?a=${encodeURIComponent(PAT.slice(0, 40))}%2BAAA`,
    `?a=${PAT.slice(0, 6)}…`,
  ],
  "a header": ["Authorization: Basic bWlhOnB3", "Authorization: Basic [secret]"],
  "a header in JSON": ['{"authorization":"Bearer abc"}', '{"authorization":"Bearer [secret]"}'],
  "a proxy's header": ["PROXY-AUTHORIZATION: NTLM TlRM", "PROXY-AUTHORIZATION: NTLM [secret]"],
};

for (const [name, [text, shown]] of Object.entries(SHOWN)) {
  Deno.test(`withoutTokenLooks() shows nothing but the beginning of ${name}`, () => {
    assert.equal(withoutTokenLooks(text), shown);
  });
}

const LEFT: Readonly<Record<string, string>> = {
  "a long path": `/home/me/.atlcli/${"x".repeat(200)}`,
  "a path of 44 characters": "Main/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  "a hash in Base64": "NzUyYmIzYTk5ZDk1ZWQ2OGE4MGYyNzYyYjQ2MzYzMDI0",
  "an issue's key": "https://company.atlassian.net/browse/ATATT3-1",
  "a sentence about headers": "Authorization is needed: basic or bearer",
};

for (const [name, text] of Object.entries(LEFT)) {
  Deno.test(`withoutTokenLooks() leaves ${name} as it is`, () => assert.equal(withoutTokenLooks(text), text));
}
