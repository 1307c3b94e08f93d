import assert from "node:assert/strict";
import { UsageError } from "../../src/core/errors.ts";
import { isLoopback } from "../../src/core/url.ts";
import { isSameSite, parseSite, siteOf } from "../../src/site/site.ts";
import { adviceOn } from "../helpers/advice.ts";

const TAKEN: readonly {
  readonly text: string;
  readonly url: string;
  readonly notes?: readonly RegExp[];
}[] = [
  { text: "https://company.atlassian.net", url: "https://company.atlassian.net" },
  { text: "  https://company.atlassian.net\n", url: "https://company.atlassian.net" },
  {
    text: "company.atlassian.net",
    url: "https://company.atlassian.net",
    notes: [/^No scheme given: took https:\/\/company\.atlassian\.net$/],
  },
  { text: "HTTPS://Company.ATLASSIAN.net", url: "https://company.atlassian.net" },
  {
    text: "https://company.atlassian.net/",
    url: "https://company.atlassian.net",
    notes: [/^Dropped the trailing slash$/],
  },
  {
    text: "https://company.atlassian.net./",
    url: "https://company.atlassian.net",
    notes: [/^Dropped the trailing dot of the host$/, /^Dropped the trailing slash$/],
  },
  {
    text: "company.atlassian.net/browse/X-1?from=http://other.test",
    url: "https://company.atlassian.net",
    notes: [/^No scheme given/, /^Dropped "\/browse\/X-1"/, /^Dropped the query/],
  },
  {
    text: "company.atlassian.net/wiki/a:/b",
    url: "https://company.atlassian.net",
    notes: [/^No scheme given/, /^Dropped "\/wiki\/a:\/b"/],
  },
  {
    text: "https://company.atlassian.net/wiki/",
    url: "https://company.atlassian.net",
    notes: [/^Dropped "\/wiki\/" from the address$/],
  },
  {
    text: "https://company.atlassian.net/wiki",
    url: "https://company.atlassian.net",
    notes: [/^Dropped "\/wiki" from the address$/],
  },
  {
    text: "https://company.atlassian.net/browse/PROJ-1?focusedId=2#c",
    url: "https://company.atlassian.net",
    notes: [/^Dropped "\/browse\/PROJ-1" from/, /^Dropped the query from/],
  },
  { text: "https://company.atlassian.net?x=1", url: "https://company.atlassian.net", notes: [/query/] },
  { text: "https://company.atlassian.net#x", url: "https://company.atlassian.net", notes: [/query/] },
  { text: "https://jira.company.com/jira", url: "https://jira.company.com/jira" },
  { text: "https://jira.company.com/Jira", url: "https://jira.company.com/Jira" },
  {
    text: "https://jira.company.com/jira//",
    url: "https://jira.company.com/jira",
    notes: [/^Dropped the trailing slash$/],
  },
  { text: "https://jira.company.com//", url: "https://jira.company.com", notes: [/slash/] },
  { text: "https://jira.company.com/a/b", url: "https://jira.company.com/a/b" },
  {
    text: "https://jira.company.com/jira/browse/PROJ-1",
    url: "https://jira.company.com/jira",
    notes: [/^Dropped "\/browse\/PROJ-1" from the address$/],
  },
  { text: "https://jira.company.com/browse/PROJ-1", url: "https://jira.company.com", notes: [/browse/] },
  { text: "https://jira.company.com/browse", url: "https://jira.company.com", notes: [/browse/] },
  { text: "https://jira.company.com/browser", url: "https://jira.company.com/browser" },
  {
    text: "https://jira.company.com/jira/secure/Dashboard.jspa",
    url: "https://jira.company.com/jira",
    notes: [/secure/],
  },
  {
    text: "https://wiki.company.com/confluence/pages/viewpage.action?pageId=1",
    url: "https://wiki.company.com/confluence",
    notes: [/viewpage\.action/, /query/],
  },
  {
    text: "https://wiki.company.com/dashboard.action",
    url: "https://wiki.company.com",
    notes: [/dashboard/],
  },
  { text: "https://jira.company.com/login.jsp", url: "https://jira.company.com", notes: [/login/] },
  { text: "https://jira.company.com/jira/x/../.", url: "https://jira.company.com/jira" },
  { text: "https://jira.company.com:443", url: "https://jira.company.com" },
  { text: "https://jira.company.com:8443/jira", url: "https://jira.company.com:8443/jira" },
  { text: "jira.company.com:8443", url: "https://jira.company.com:8443", notes: [/No scheme/] },
  { text: "//jira.company.com", url: "https://jira.company.com", notes: [/No scheme/] },
  { text: "https://jíra.example", url: "https://xn--jra-rma.example" },
  { text: "https://[2001:DB8::1]:8443/", url: "https://[2001:db8::1]:8443", notes: [/slash/] },
  { text: "http://localhost:8080", url: "http://localhost:8080" },
  { text: "http://localhost.:8080", url: "http://localhost:8080", notes: [/dot/] },
  { text: "http://127.0.0.1:1", url: "http://127.0.0.1:1" },
  { text: "http://127.1:2", url: "http://127.0.0.1:2" },
  { text: "http://[::1]:3", url: "http://[::1]:3" },
  { text: "http://jira.localhost", url: "http://jira.localhost" },
];

for (const { text, url, notes = [] } of TAKEN) {
  Deno.test(`parseSite() takes ${JSON.stringify(text)} for ${url}`, () => {
    const parsed = parseSite(text);
    assert.equal(parsed.site.url, url);
    assert.equal(parsed.notes.length, notes.length, parsed.notes.join("; "));
    notes.forEach((note, index) => assert.match(parsed.notes[index] ?? "", note));
  });

  Deno.test(`parseSite() takes what it made of ${JSON.stringify(text)} as it is`, () => {
    const { site } = parseSite(text);
    assert.deepEqual(parseSite(site.url), { site, notes: [] });
    assert.ok(isSameSite(siteOf(site.url), site));
  });
}

const REFUSED: readonly (readonly [text: string, message: RegExp, hint: RegExp])[] = [
  ["", /^The site is empty$/, /https:\/\//],
  ["   ", /^The site is empty$/, /https:\/\//],
  ["ftp://company.atlassian.net", /begins with "ftp:\/\/", which is not https/, /browser/],
  ["FILE:///etc/passwd", /begins with "FILE:\/\/"/, /browser/],
  ["xhttps://company.atlassian.net", /begins with "xhttps:\/\/"/, /browser/],
  ["httpsx://company.atlassian.net", /begins with "httpsx:\/\/"/, /browser/],
  ["https:company.atlassian.net", /^Not an address: "https:company/, /https:\/\//],
  ["https:/company.atlassian.net", /^Not an address/, /https:\/\//],
  ["https:\\\\company.atlassian.net", /^Not an address/, /https:\/\//],
  ["https://evil.test\\@company.atlassian.net", /^Not an address/, /https:\/\//],
  ["https://company.atlassian.net/a b", /^Not an address/, /https:\/\//],
  ["https://company\t.atlassian.net", /^Not an address/, /https:\/\//],
  ["https://company.atlassian.net:99999", /^Not an address/, /https:\/\//],
  ["https://", /^Not an address/, /https:\/\//],
  ["https://.", /^Not an address/, /https:\/\//],
  ["javascript:alert(1)", /^Not an address/, /https:\/\//],
  ["https://ada@company.atlassian.net", /^The address of company\.atlassian\.net has a user name/, /--email/],
  ["https://:pw@company.atlassian.net", /has a user name or a password in it/, /--token -/],
  ["ada:pw@company.atlassian.net", /has a user name or a password in it/, /--token -/],
  ["https://company.atlassian.net@evil.test", /^The address of evil\.test has/, /--email/],
  ["https://api.atlassian.com", /^"api\.atlassian\.com" is not a site$/, /browser/],
  ["https://API.Atlassian.com./ex/jira/x", /^"api\.atlassian\.com" is not a site$/, /browser/],
  ["https://id.atlassian.com/manage-profile", /is not a site/, /browser/],
  ["auth.atlassian.com", /is not a site/, /browser/],
  ["admin.atlassian.com", /is not a site/, /browser/],
  [
    "http://jira.company.com",
    /^Plain http to "jira\.company\.com"/,
    /https:\/\/jira\.company\.com.*--allow-http/,
  ],
  ["http://company.atlassian.net", /^Plain http to/, /--allow-http/],
  ["http://localhost.evil.test", /^Plain http to/, /--allow-http/],
  ["http://127.0.0.1.evil.test", /^Plain http to/, /--allow-http/],
  ["http://notlocalhost", /^Plain http to/, /--allow-http/],
  ["http://10.0.0.1", /^Plain http to/, /--allow-http/],
  ["https://1..", /^Not an address: "https:\/\/1\.\."$/, /such as/],
  ["http://0x7f..", /^Not an address/, /such as/],
  ["https://jira.test..", /^Not an address/, /such as/],
  ["https://jira..test", /^Not an address/, /such as/],
  ["https://jira.company.com/jira%2f..", /has a path with a hidden "\.\.": "\/jira%2f\.\."/, /browser/],
  ["https://jira.company.com/jira/..;/x", /has a path with a hidden "\.\."/, /browser/],
];

for (const [text, message, hint] of REFUSED) {
  Deno.test(`parseSite() refuses ${JSON.stringify(text)}`, () => {
    assert.throws(() => parseSite(text), (error) => {
      assert.ok(error instanceof UsageError);
      assert.match(error.message, message);
      assert.match(adviceOn(error), hint);
      return true;
    });
  });
}

for (
  const text of [
    "https://ada:pass/word@company.atlassian.net",
    "https://ada:pass word@company.atlassian.net",
    "https://ada:pass@word@bad host",
    "ada:pass/word@bad host",
    "https://ada:pass\\word@company.atlassian.net",
    "https://ada:pass\nword@company.atlassian.net",
  ]
) {
  Deno.test(`parseSite() shows no part of the password of ${JSON.stringify(text)}`, () => {
    assert.throws(() => parseSite(text), (error) => {
      assert.ok(error instanceof UsageError);
      assert.doesNotMatch(`${error.message} ${adviceOn(error)}`, /pass|word(?! in it)|ada(?!dress)/i);
      return true;
    });
  });
}

Deno.test("parseSite() takes plain http to another machine when that is allowed", () => {
  const { site } = parseSite("http://jira.company.com/jira", { allowHttp: true });
  assert.equal(site.url, "http://jira.company.com/jira");
  assert.throws(() => parseSite("http://jira.company.com", { allowHttp: false }), UsageError);
  assert.throws(() => siteOf("http://jira.company.com"), UsageError);
  assert.equal(siteOf("http://jira.company.com", { allowHttp: true }).origin, "http://jira.company.com");
});

Deno.test("parseSite() takes nothing else because http is allowed", () => {
  for (const text of ["ftp://jira.test", "http://ada@jira.test", "http://api.atlassian.com"]) {
    assert.throws(() => parseSite(text, { allowHttp: true }), UsageError, text);
  }
});

Deno.test("parseSite() tells the parts of a site", () => {
  assert.deepEqual(parseSite("https://Jira.Company.com:8443/jira/browse/X-1").site, {
    url: "https://jira.company.com:8443/jira",
    origin: "https://jira.company.com:8443",
    host: "jira.company.com:8443",
    contextPath: "/jira",
    cloudByHost: false,
  });
  assert.deepEqual(parseSite("https://company.atlassian.net/jira").site, {
    url: "https://company.atlassian.net",
    origin: "https://company.atlassian.net",
    host: "company.atlassian.net",
    contextPath: "",
    cloudByHost: true,
  });
});

const CLOUD: readonly (readonly [host: string, cloud: boolean])[] = [
  ["company.atlassian.net", true],
  ["company.atlassian.net.", true],
  ["COMPANY.ATLASSIAN.NET", true],
  ["company。atlassian。net", true],
  ["company.jira.com", true],
  ["company.atlassian.net:8443", true],
  ["atlassian.net", false],
  ["jira.com", false],
  [".atlassian.net", false],
  ["companyatlassian.net", false],
  ["company-atlassian.net", false],
  ["company.atlassian.net.evil.test", false],
  ["company.atlassian.com", false],
  ["company.atlassian.network", false],
  ["company.аtlassian.net", false],
  ["evil.test", false],
  ["jira.atlassian.test", false],
];

for (const [host, cloud] of CLOUD) {
  Deno.test(`parseSite() takes ${host} ${cloud ? "for Cloud" : "for a site that has to be asked"}`, () => {
    assert.equal(parseSite(`https://${host}`).site.cloudByHost, cloud);
  });
}

for (
  const [hostname, loopback] of [
    ["localhost", true],
    ["a.localhost", true],
    ["127.0.0.1", true],
    ["127.255.0.9", true],
    ["[::1]", true],
    ["localhost.test", false],
    ["xlocalhost", false],
    ["1127.0.0.1", false],
    ["127.0.0.1.test", false],
    ["128.0.0.1", false],
    ["[::2]", false],
    ["", false],
  ] as const
) {
  Deno.test(`isLoopback() says ${loopback} of "${hostname}"`, () =>
    assert.equal(isLoopback(hostname), loopback));
}

Deno.test("parseSite() shows nothing of a user and a password, and the rest of the address", () => {
  assert.throws(() => parseSite("HTTPS://me:my pass@jira.test"), {
    message: 'Not an address: "HTTPS://…@jira.test"',
  });
});
