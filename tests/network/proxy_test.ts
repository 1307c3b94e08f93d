import assert from "node:assert/strict";
import { isExempt, proxyOn } from "../../src/network/proxy.ts";

const SITE = "https://jira.company.com/rest";

const PROXIES: readonly (readonly [
  name: string,
  url: string,
  variables: Readonly<Record<string, string>>,
  proxy: string | undefined,
])[] = [
  ["none", SITE, {}, undefined],
  ["that of https", SITE, { HTTPS_PROXY: "http://p.test:8080", HTTP_PROXY: "http://q.test" }, "p.test:8080"],
  ["that of http", "http://a.test", { HTTPS_PROXY: "http://p.test", HTTP_PROXY: "http://q.test" }, "q.test"],
  ["lower case", SITE, { https_proxy: "http://p.test" }, "p.test"],
  ["that of everything", SITE, { ALL_PROXY: "socks5://p.test:1080" }, "p.test:1080"],
  ["that of https before that of everything", SITE, { ALL_PROXY: "http://q", HTTPS_PROXY: "http://p" }, "p"],
  ["one without a scheme", SITE, { HTTPS_PROXY: "p.test:3128" }, "p.test:3128"],
  ["never a password", SITE, { HTTPS_PROXY: "http://ada:secret@p.test:8080" }, "p.test:8080"],
  ["never a password without a scheme", SITE, { HTTPS_PROXY: "ada:secret@p.test:8080" }, "p.test:8080"],
  ["nothing of rubbish", SITE, { HTTPS_PROXY: "ada:secret@" }, undefined],
  ["none for what is exempt", SITE, { HTTPS_PROXY: "http://p.test", NO_PROXY: "company.com" }, undefined],
];

for (const [name, url, variables, proxy] of PROXIES) {
  Deno.test(`proxyOn() finds ${name}`, () => {
    assert.equal(proxyOn(new URL(url), { env: (variable) => variables[variable] }), proxy);
  });
}

Deno.test("proxyOn() prefers the profile's proxy, which NO_PROXY exempts from, too", () => {
  const env = (name: string): string | undefined => ({ HTTPS_PROXY: "http://q", NO_PROXY: "b.test" })[name];
  assert.equal(proxyOn(new URL(SITE), { proxy: "http://p.test:1", env }), "p.test:1");
  assert.equal(proxyOn(new URL("https://b.test"), { proxy: "http://p.test:1", env }), undefined);
});

const EXEMPT: readonly (readonly [host: string, list: string, exempt: boolean])[] = [
  ["a.test", "", false],
  ["a.test", "a.test", true],
  ["b.a.test", "a.test", true],
  ["b.a.test", " .A.test , x", true],
  ["ba.test", "a.test", false],
  ["a.test", "*", true],
  ["a.test", ",,", false],
  ["127.0.0.1", "127.0.0.0/8", true],
  ["128.0.0.1", "127.0.0.0/8", false],
  ["a.test", "127.0.0.0/8", false],
  ["[::1]", "::1", true],
  ["[::1]", "[::1]", false],
];

for (const [host, list, exempt] of EXEMPT) {
  Deno.test(`isExempt() of ${host} by "${list}" is ${exempt}`, () => {
    assert.equal(isExempt(host, list), exempt);
  });
}
