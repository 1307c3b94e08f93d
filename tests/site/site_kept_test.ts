import assert from "node:assert/strict";
import { parseSite, siteOf } from "../../src/site/site.ts";
import { plainHost } from "../../src/site/site_plain.ts";

/** What one of them makes of an address: a site, or the words of its refusal. */
function outcome(make: () => unknown): unknown {
  try {
    return make();
  } catch (error) {
    return String(error);
  }
}

function requireSame(address: string): void {
  assert.deepEqual(outcome(() => siteOf(address)), outcome(() => parseSite(address).site), address);
}

const LONG = "a".repeat(300);

for (
  const address of [
    "https://company.atlassian.net",
    "https://team.jira.com",
    "https://atlassian.net",
    "https://jira.company.com",
    "https://api.atlassian.com",
    "https://id.atlassian.com",
    "https://jira",
    "https://localhost",
    "https://evil.localhost",
    "https://a1.b2",
    "https://1.1.1.1",
    "https://company.1",
    "https://company.0x7f",
    "https://a.b.",
    "https://.a.b",
    "https://a..b",
    "https://xn--bcher-kva.example",
    "https://xn--a.example",
    "https://ab--cd.example",
    "https://-a.example",
    "https://a-.example",
    "https://A.example",
    "https://a_b.example",
    "https://bücher.example",
    `https://${LONG}.${LONG}.example`,
    "https://a.b:443",
    "https://a.b:8443",
    "https://a.b/",
    "https://a.b/wiki",
    "https://a.b?c",
    "https://a.b#c",
    "https://user@a.b",
    "https://a.b\\c",
    "https://a.b%2e",
    " https://a.b",
    "https://a.b\n",
    "HTTPS://a.b",
    "http://a.b",
    "https://",
    "",
  ]
) {
  Deno.test(`siteOf() makes of ${JSON.stringify(address.slice(0, 50))} what parseSite() makes of it`, () => {
    requireSame(address);
  });
}

Deno.test("siteOf() makes of 20,000 addresses made by chance what parseSite() makes of them", () => {
  const parts = [
    ..."abz019.-xn/:@?%_ ",
    "https://",
    "xn--",
    "--",
    ".net",
    ".atlassian.net",
    "localhost",
    "é",
  ];
  let state = 11;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(state / 2 ** 32 * limit);
  };
  for (let round = 0; round < 20_000; round++) {
    const rest = Array.from({ length: below(9) }, () => parts[below(parts.length)]);
    requireSame(`https://${rest.join("")}`);
  }
});

for (const host of ["company.atlassian.net", "a0.z9", "az-by.c-d.x", "a-b0z.n", "zoo", "x10-a09z.b"]) {
  Deno.test(`plainHost() takes https://${host} as it is`, () => {
    assert.equal(plainHost(`https://${host}`), host);
  });
}

for (
  const address of [
    ...[
      "http://a.b",
      "a.b",
      "xhttps://a.b",
      "https://",
      "https://.",
      "https://-",
      "https://a.",
      "https://a-",
    ],
    ...[
      "https://.a",
      "https://-a",
      "https://a..b",
      "https://a--b",
      "https://a.-b",
      "https://a-.b",
      "https://9a.b",
    ],
    ...[
      "https://a.9",
      "https://a-9",
      "https://A.b",
      "https://a/b",
      "https://a:1",
      "https://a`b",
      "https://a{b",
    ],
  ]
) {
  Deno.test(`plainHost() leaves ${address} to URL`, () => assert.equal(plainHost(address), undefined));
}
