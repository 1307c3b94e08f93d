import assert from "node:assert/strict";
import { gatewayUrl, parseGatewayUrl } from "../../src/site/gateway.ts";
import { isSameSite, type Product, siteOf } from "../../src/site/site.ts";
import { isInsideSite, productUrl } from "../../src/site/urls.ts";

const JIRA = siteOf("https://jira.company.com/jira");
const ROOT = siteOf("https://jira.company.com");
const CLOUD_ID = "11111111-2222-3333-4444-555555555555";

const ADDRESSES: readonly {
  readonly url: string;
  /** Whether it is inside https://jira.company.com/jira. */
  readonly jira: boolean;
  /** Whether it is inside https://jira.company.com. */
  readonly root: boolean;
}[] = [
  { url: "https://jira.company.com/jira", jira: true, root: true },
  { url: "https://jira.company.com/jira/", jira: true, root: true },
  { url: "https://jira.company.com/jira/rest/api/2/x?a=%2f#b", jira: true, root: true },
  { url: "https://jira.company.com/jira?x", jira: true, root: true },
  { url: "https://JIRA.company.com:443/jira/x", jira: true, root: true },
  { url: "https://jira.company.com/jira//x", jira: true, root: true },
  { url: "https://jira.company.com/jira/a..b/.x/...", jira: true, root: true },
  { url: "https://jira.company.com", jira: false, root: true },
  { url: "https://jira.company.com/jira2/x", jira: false, root: true },
  { url: "https://jira.company.com/jira2", jira: false, root: true },
  { url: "https://jira.company.com/Jira/x", jira: false, root: true },
  { url: "https://jira.company.com//jira/x", jira: false, root: true },
  { url: "https://jira.company.com/jira/../other", jira: false, root: true },
  { url: "https://jira.company.com/jira/%2e%2e/other", jira: false, root: true },
  { url: "https://jira.company.com/jira/.%2E/other", jira: false, root: true },
  { url: "https://jira.company.com/jira/%2e%2e%2fother", jira: false, root: true },
  { url: "https://jira.company.com/jira/..%2Fother", jira: false, root: true },
  { url: "https://jira.company.com/jira/..%5cother", jira: false, root: true },
  { url: "https://jira.company.com/jira/..\\other", jira: false, root: true },
  { url: "https://jira.company.com/jira/..;/other", jira: false, root: true },
  { url: "https://jira.company.com/jira/.;x/other", jira: false, root: true },
  { url: "https://jira.company.com/jira/..%3b/other", jira: false, root: true },
  { url: "https://jira.company.com/jira%2fx", jira: false, root: true },
  { url: "http://jira.company.com/jira/x", jira: false, root: false },
  { url: "https://jira.company.com:8443/jira/x", jira: false, root: false },
  { url: "https://jira.company.com./jira/x", jira: false, root: false },
  { url: "https://ada@jira.company.com/jira/x", jira: false, root: false },
  { url: "https://:pw@jira.company.com/jira/x", jira: false, root: false },
  { url: "https://jira.company.com@evil.test/jira/x", jira: false, root: false },
  { url: "https://jira.company.com.evil.test/jira/x", jira: false, root: false },
  { url: "https://evil.test/jira.company.com/jira", jira: false, root: false },
  { url: "https://xjira.company.com/jira/x", jira: false, root: false },
  { url: "https://company.com/jira/x", jira: false, root: false },
  { url: "ftp://jira.company.com/jira/x", jira: false, root: false },
  { url: "blob:https://jira.company.com/jira/x", jira: false, root: false },
  { url: "data:text/plain,jira", jira: false, root: false },
];

for (const { url, jira, root } of ADDRESSES) {
  Deno.test(`isInsideSite() says ${jira} of ${url} for a context path, and ${root} for the whole host`, () => {
    assert.equal(isInsideSite(JIRA, new URL(url)), jira);
    assert.equal(isInsideSite(ROOT, new URL(url)), root);
  });
}

const PAIRS: readonly (readonly [a: string, b: string, same: boolean])[] = [
  ["https://a.test", "https://a.test", true],
  ["https://a.test", "https://A.test:443/", true],
  ["https://a.test/jira", "https://a.test/jira/browse/X-1", true],
  ["https://x.atlassian.net", "https://x.atlassian.net/wiki", true],
  ["https://a.test", "https://b.test", false],
  ["https://a.test", "https://a.test:8443", false],
  ["https://a.test", "https://a.test/jira", false],
  ["https://a.test/jira", "https://a.test/jira2", false],
  ["https://a.test/jira", "https://a.test/Jira", false],
  ["https://localhost", "http://localhost", false],
  ["https://x.atlassian.net", "https://x.jira.com", false],
];

for (const [a, b, same] of PAIRS) {
  Deno.test(`isSameSite() says ${same} of ${a} and ${b}`, () => {
    assert.equal(isSameSite(siteOf(a), siteOf(b)), same);
    assert.equal(isSameSite(siteOf(b), siteOf(a)), same);
  });
}

const BASES: readonly {
  readonly site: string;
  readonly deployment: "cloud" | "data-center";
  readonly product: Product;
  readonly cloudId?: string;
  readonly url: string;
}[] = [
  {
    site: "https://x.atlassian.net",
    deployment: "cloud",
    product: "jira",
    url: "https://x.atlassian.net",
  },
  {
    site: "https://x.atlassian.net",
    deployment: "cloud",
    product: "confluence",
    url: "https://x.atlassian.net/wiki",
  },
  {
    site: "https://x.atlassian.net",
    deployment: "cloud",
    product: "jira",
    cloudId: CLOUD_ID,
    url: `https://api.atlassian.com/ex/jira/${CLOUD_ID}`,
  },
  {
    site: "https://x.atlassian.net",
    deployment: "cloud",
    product: "confluence",
    cloudId: CLOUD_ID,
    url: `https://api.atlassian.com/ex/confluence/${CLOUD_ID}/wiki`,
  },
  {
    site: "https://jira.test/jira",
    deployment: "data-center",
    product: "jira",
    url: "https://jira.test/jira",
  },
  {
    site: "https://wiki.test/confluence",
    deployment: "data-center",
    product: "confluence",
    url: "https://wiki.test/confluence",
  },
];

for (const { site, url, ...options } of BASES) {
  Deno.test(`productUrl() says ${url} for ${options.product} of ${site}`, () => {
    assert.equal(productUrl(siteOf(site), options), url);
  });
}

for (const product of ["jira", "confluence"] as const) {
  Deno.test(`parseGatewayUrl() reads what gatewayUrl() wrote for ${product}`, () => {
    const url = gatewayUrl(CLOUD_ID, product);
    assert.deepEqual(parseGatewayUrl(url), { product, cloudId: CLOUD_ID });
    assert.deepEqual(parseGatewayUrl(`${url}/`), { product, cloudId: CLOUD_ID });
  });
}

for (
  const url of [
    "",
    "https://api.atlassian.com",
    "https://api.atlassian.com/ex/jira",
    "https://api.atlassian.com/ex/jira/",
    `http://api.atlassian.com/ex/jira/${CLOUD_ID}`,
    `https://api.atlassian.com:444/ex/jira/${CLOUD_ID}`,
    `https://api.atlassian.com.evil.test/ex/jira/${CLOUD_ID}`,
    `https://apiXatlassian.com/ex/jira/${CLOUD_ID}`,
    `https://evil.test/https://api.atlassian.com/ex/jira/${CLOUD_ID}`,
    `https://ada@api.atlassian.com/ex/jira/${CLOUD_ID}`,
    `https://api.atlassian.com/ex/bitbucket/${CLOUD_ID}`,
    `https://api.atlassian.com/ex/jira/${CLOUD_ID}/rest`,
    `https://api.atlassian.com/ex/jira/${CLOUD_ID}//`,
    `https://api.atlassian.com/ex/jira/${CLOUD_ID}\n`,
    `https://api.atlassian.com/ex/jira/../${CLOUD_ID}`,
    `https://api.atlassian.com/ex/jira/${CLOUD_ID}?x`,
    `https://api.atlassian.com/ex/jira/${"x".repeat(65)}`,
    `https://api.atlassian.com/EX/jira/${CLOUD_ID}`,
  ]
) {
  Deno.test(`parseGatewayUrl() does not take ${JSON.stringify(url)}`, () => {
    assert.equal(parseGatewayUrl(url), undefined);
  });
}
