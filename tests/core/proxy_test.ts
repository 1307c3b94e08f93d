import assert from "node:assert/strict";
import { UsageError } from "../../src/core/errors.ts";
import {
  namesProxy,
  parseProxy,
  PROXY_VARIABLES,
  proxyFor,
  type ReadVariable,
} from "../../src/core/proxy.ts";

const SITE = "https://jira.company.com/rest";

function reader(variables: Readonly<Record<string, string>>): ReadVariable {
  return (name) => variables[name];
}

/** What stands for a proxy: its URL, with user name and password as they are. */
function found(url: string, variables: Readonly<Record<string, string>>): string | undefined {
  const proxy = proxyFor(new URL(url), { env: reader(variables), first: "upper-case" });
  if (proxy === undefined) return undefined;
  const login = [proxy.username, proxy.password?.reveal()].filter((part) => part !== undefined).join(" ");
  return login === "" ? proxy.url : `${proxy.url} ${login}`;
}

const PROXIES: readonly (readonly [
  name: string,
  url: string,
  variables: Readonly<Record<string, string>>,
  proxy: string | undefined,
])[] = [
  ["none", SITE, {}, undefined],
  [
    "that of https",
    SITE,
    { HTTPS_PROXY: "http://p.test:8080", HTTP_PROXY: "http://q.test" },
    "http://p.test:8080/",
  ],
  [
    "that of http",
    "http://a.test",
    { HTTPS_PROXY: "http://p.test", HTTP_PROXY: "http://q.test" },
    "http://q.test/",
  ],
  ["none of http for https", SITE, { HTTP_PROXY: "http://q.test" }, undefined],
  ["lower case", SITE, { https_proxy: "http://p.test" }, "http://p.test/"],
  ["lower case where upper case is empty", SITE, { HTTPS_PROXY: "", https_proxy: "http://p" }, "http://p/"],
  ["that of everything", SITE, { ALL_PROXY: "socks5://p.test:1080" }, "socks5://p.test:1080"],
  [
    "that of https before that of everything",
    SITE,
    { ALL_PROXY: "http://q", HTTPS_PROXY: "http://p" },
    "http://p/",
  ],
  ["that of everything where that of https is empty", SITE, { ALL_PROXY: "q", HTTPS_PROXY: "" }, "http://q/"],
  ["one without a scheme", SITE, { HTTPS_PROXY: "p.test:3128" }, "http://p.test:3128/"],
  ["a user and a password", SITE, { HTTPS_PROXY: "http://ada:pw@p.test" }, "http://p.test/ ada pw"],
  ["a user without a scheme", SITE, { HTTPS_PROXY: "ada:pw@p.test:1" }, "http://p.test:1/ ada pw"],
  ["an encoded password", SITE, { HTTPS_PROXY: "http://a%20b:p%40s%3As@p" }, "http://p/ a b p@s:s"],
  ["a percent sign that encodes nothing", SITE, { HTTPS_PROXY: "http://a:w%rd@p" }, "http://p/ a w%rd"],
  ["none for what is exempt", SITE, { HTTPS_PROXY: "http://p.test", NO_PROXY: "company.com" }, undefined],
  [
    "none for what is exempt in lower case",
    SITE,
    { HTTPS_PROXY: "http://p", no_proxy: "*.company.com" },
    undefined,
  ],
  [
    "none for what is exempt, though it is invalid",
    SITE,
    { HTTPS_PROXY: "http://", NO_PROXY: "*" },
    undefined,
  ],
  [
    "none in CGI, where a caller sets HTTP_PROXY",
    "http://a.test",
    { HTTP_PROXY: "q", REQUEST_METHOD: "GET" },
    undefined,
  ],
  [
    "lower case in CGI",
    "http://a.test",
    { HTTP_PROXY: "q", http_proxy: "p", REQUEST_METHOD: "GET" },
    "http://p/",
  ],
  ["that of https in CGI", SITE, { HTTPS_PROXY: "p", REQUEST_METHOD: "GET" }, "http://p/"],
];

for (const [name, url, variables, proxy] of PROXIES) {
  Deno.test(`proxyFor() finds ${name}`, () => {
    assert.equal(found(url, variables), proxy);
  });
}

for (const url of ["http://127.0.0.1:1", "https://localhost", "http://a.localhost", "http://[::1]:2"]) {
  Deno.test(`proxyFor() finds none on the way to this machine: ${url}`, () => {
    const env = reader({ HTTP_PROXY: "p", HTTPS_PROXY: "p", ALL_PROXY: "p" });
    assert.equal(proxyFor(new URL(url), { env, first: "upper-case" }), undefined);
    assert.equal(proxyFor(new URL(url), { env, first: "upper-case", own: { url: "http://p/" } }), undefined);
  });
}

Deno.test("proxyFor() prefers the profile's proxy, which NO_PROXY exempts from, too", () => {
  const sources = {
    own: { url: "http://p.test:1/" },
    env: reader({ HTTPS_PROXY: "http://q", NO_PROXY: "b.test" }),
    first: "upper-case",
  } as const;
  assert.equal(proxyFor(new URL(SITE), sources)?.url, "http://p.test:1/");
  assert.equal(proxyFor(new URL("https://b.test"), sources), undefined);
  assert.equal(proxyFor(new URL(SITE), { ...sources, env: reader({}) })?.url, "http://p.test:1/");
});

for (const name of ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"]) {
  Deno.test(`namesProxy() knows ${name}, which is hidden from the runtime, too`, () => {
    assert.equal(namesProxy(reader({ [name]: "http://p.test" })), true);
    assert.ok(PROXY_VARIABLES.includes(name));
  });
}

for (const name of ["NO_PROXY", "no_proxy"]) {
  Deno.test(`namesProxy() finds none in ${name}, which is hidden from the runtime all the same`, () => {
    assert.equal(namesProxy(reader({ [name]: "a.test" })), false);
    assert.ok(PROXY_VARIABLES.includes(name));
  });
}

for (
  const [first, url, exempt] of [
    ["upper-case", "http://upper/", "https://upper.test"],
    ["lower-case", "http://lower/", "https://lower.test"],
  ] as const
) {
  Deno.test(`proxyFor() takes the ${first} spelling where both are set`, () => {
    const env = reader({
      HTTPS_PROXY: "upper",
      https_proxy: "lower",
      NO_PROXY: "upper.test",
      no_proxy: "lower.test",
    });
    assert.equal(proxyFor(new URL(SITE), { env, first })?.url, url);
    assert.equal(proxyFor(new URL(exempt), { env, first }), undefined);
  });
}

const INVALID = [
  "http://",
  "ada:secret@",
  "ftp://ada:secret@p.test",
  "socks4://secret",
  "http://a:secret@p:99999",
  "nohttp://ada:secret@p.test",
  "socks5://",
  "http://secret$(ada)",
  "http://secret%ff:pw@p.test",
  "http://ada:secret%ff@p.test",
];

for (const text of INVALID) {
  Deno.test(`proxyFor() refuses ${text} by the variable's name, and does not quote it`, () => {
    for (const name of ["HTTPS_PROXY", "ALL_PROXY"]) {
      assert.throws(() => found(SITE, { [name]: text }), (error) => {
        assert.ok(error instanceof UsageError);
        assert.equal(error.message, `Invalid proxy URL in ${name}`);
        assert.doesNotMatch(`${error.message} ${error.hint}`, /secret|ada/);
        return true;
      });
    }
    assert.throws(() => parseProxy(text), /^UsageError: Invalid proxy URL$/);
  });
}
