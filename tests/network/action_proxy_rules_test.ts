/** Which proxy the GitHub Action goes through: the variables, and the exceptions from them. */
import assert from "node:assert/strict";
import { proxyFor } from "../../action/proxy.mjs";

const GITHUB = new URL("https://github.com/x");

const NAMED: readonly (readonly [Readonly<Record<string, string>>, string | undefined])[] = [
  [{}, undefined],
  [{ HTTPS_PROXY: "http://a.test:1" }, "http://a.test:1/"],
  [{ https_proxy: "https://a.test:1" }, "https://a.test:1/"],
  [{ ALL_PROXY: "a.test:1" }, "http://a.test:1/"],
  [{ all_proxy: "a.test" }, "http://a.test/"],
  [{ HTTPS_PROXY: "", ALL_PROXY: "http://b.test" }, "http://b.test/"],
  [{ HTTPS_PROXY: "http://a.test", ALL_PROXY: "http://b.test" }, "http://a.test/"],
  [{ https_proxy: "http://a.test", HTTPS_PROXY: "http://b.test" }, "http://a.test/"],
  [{ HTTP_PROXY: "http://a.test" }, undefined],
];

for (const [env, expected] of NAMED) {
  Deno.test(`proxyFor() takes ${expected ?? "none"} of ${JSON.stringify(env)}`, () => {
    assert.equal(proxyFor(GITHUB, env)?.href, expected);
  });
}

Deno.test("proxyFor() takes none for plain http, which is for this machine alone", () => {
  assert.equal(proxyFor(new URL("http://127.0.0.1:1/x"), { HTTPS_PROXY: "http://a.test" }), undefined);
});

for (const text of ["socks5://a.test:1", "http://", "http://a b"]) {
  Deno.test(`proxyFor() refuses ${text}, without saying what it is`, () => {
    assert.throws(
      () => proxyFor(GITHUB, { HTTPS_PROXY: text }),
      /^Failure: HTTPS_PROXY is not an http or https URL$/,
    );
  });
}

Deno.test("proxyFor() goes past the proxy where NO_PROXY says so, in either case", () => {
  for (const name of ["NO_PROXY", "no_proxy"]) {
    const env = { HTTPS_PROXY: "http://a.test", [name]: "*.GitHub.com, other.test" };
    assert.equal(proxyFor(GITHUB, env), undefined);
    assert.equal(proxyFor(new URL("https://a.test/x"), env)?.href, "http://a.test/");
  }
});
