import assert from "node:assert/strict";
import { stubFetch } from "../../src/testing/stub_fetch.ts";
import { signedIn } from "./api_fixture.ts";
import { CLOUD, JIRA } from "./fixture.ts";

const OUTSIDE: readonly (readonly [string, string])[] = [
  ["work", "https://evil.test/rest/api/3/myself"],
  ["work", "http://demo.atlassian.net/rest/api/3/myself"],
  ["work", "https://demo.atlassian.net:444/rest/api/3/myself"],
  ["work", "https://demo.atlassian.net.evil.test/x"],
  ["work", "https://demo.atlassian.net@evil.test/x"],
  ["work", "https://me:secret@demo.atlassian.net/x"],
  ["work", "file:///etc/passwd"],
  ["work", "javascript:alert(1)"],
  ["dc", "https://jira.demo.test/rest/api/2/myself"],
  ["dc", "https://jira.demo.test/jira/../rest/api/2/myself"],
  ["dc", "https://jira.demo.test/jira/%2e%2e/x"],
  ["dc", "https://jira.demo.test/jirax/x"],
  ["dc", `${CLOUD}/rest/api/3/myself`],
];

for (const [profile, address] of OUTSIDE) {
  Deno.test(`api sends nothing to an address outside the site: ${address} with ${profile}`, async () => {
    const network = stubFetch();
    const { run, keychain } = signedIn({ fetch: network.fetch });
    const { exit, out, err } = await run(["api", address, "--profile", profile]);
    assert.deepEqual([exit, out, network.requests.length, keychain.calls.length], [2, "", 0, 0]);
    assert.ok(err.includes(profile === "work" ? CLOUD : JIRA), err);
    assert.match(err, /is not on the site of this profile/);
    assert.doesNotMatch(err, /secret/);
  });
}

for (const path of ["//evil.test/x", "/../x", "/x/%2e%2e/y", "/x\\y", "/x#y"]) {
  Deno.test(`api refuses a path that leads elsewhere: ${path}`, async () => {
    const network = stubFetch();
    const { exit, err } = await signedIn({ fetch: network.fetch }).run(["api", path]);
    assert.deepEqual([exit, network.requests.length], [2, 0], err);
  });
}

Deno.test("api explains how a Windows shell changed the path", async () => {
  const { exit, err } = await signedIn().run(["api", "C:/Program Files/Git/rest/api/3/myself"]);
  assert.equal(exit, 2);
  assert.match(err, /Omit the leading slash/);
});

const REFUSED: readonly (readonly [readonly string[], RegExp])[] = [
  [["GET"], /No path after GET/],
  [["/x", "/y"], /Invalid method or path/],
  [["CONNECT", "/x"], /Invalid method or path/],
  [["/x", "-f", "a"], /Invalid field "a"/],
  [["/x", "-f", "=a"], /Invalid field/],
  [["/x", "-f", "[a]=b"], /Invalid field/],
  [["/x", "-f", "a[b=c"], /Invalid field/],
  [["/x", "-f", "a=1", "-f", "a=2"], /"a" is given twice/],
  [["/x", "-f", "a=1", "-f", "a[b]=2"], /"a\[b\]" is an object here/],
  [["/x", "-f", "a[b]=1", "-f", "a[]=2"], /"a\[\]" is an array here/],
  [["/x", "-f", "a[][]=1"], /array in an array/],
  [["/x", "-F", "a=12345678901234567890"], /Number too large/],
  [["/x", "-F", "a=@/no/such/file"], /No such file: "\/no\/such\/file"/],
  [["GET", "/x", "-f", "a[b]=1"], /"a" is an object, which a query cannot carry/],
  [["/x", "--input", "/no/such/file"], /--input: No such file/],
  [["/x", "--input", "-", "--paginate"], /Invalid JSON, which --paginate requires/],
  [["/x", "--query", "a"], /--query: Invalid parameter/],
  [["/x", "-H", "a b"], /--header: Invalid header/],
  [["/x", "-H", "Authorization: Basic x"], /The header "authorization" cannot be set/],
  [["/x", "--include", "--paginate"], /--include cannot be combined with --paginate/],
  [["/x", "--product", "bitbucket"], /jira, confluence/],
];

for (const [words, message] of REFUSED) {
  Deno.test(`api refuses ${words.join(" ")}`, async () => {
    const network = stubFetch();
    const { exit, out, err } = await signedIn({ fetch: network.fetch }).run(["api", ...words], {
      stdin: "no",
    });
    assert.deepEqual([exit, out, network.requests.length], [2, "", 0], err);
    assert.match(err, message);
  });
}

Deno.test("api refuses a change in read-only mode, and sends nothing", async () => {
  for (
    const line of [
      "api DELETE /rest/api/3/issue/PROJ-1 --read-only",
      "api POST /rest/api/3/issue -f a=b --profile reader",
    ]
  ) {
    const { run, received } = signedIn();
    const { exit, err } = await run(line);
    assert.deepEqual([exit, received()], [5, []]);
    assert.match(err, /read-only/);
  }
});
