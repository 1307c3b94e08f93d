import assert from "node:assert/strict";
import { isPrivateHost } from "../../src/site/private_host.ts";

/** As people or attackers write them; `URL` brings them into one form, which is what is looked at. */
const PRIVATE = [
  "localhost",
  "LOCALHOST",
  "localhost.",
  "evil.localhost",
  "127.0.0.1",
  "127.255.255.254",
  "127.1",
  "2130706433",
  "0x7f.0.0.1",
  "017700000001",
  "0.0.0.0",
  "10.0.0.1",
  "100.64.0.1",
  "169.254.169.254",
  "0xa9fea9fe",
  "172.16.0.1",
  "172.31.255.255",
  "192.0.0.1",
  "192.168.1.1",
  "198.18.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "[::1]",
  "[::]",
  "[::ffff:127.0.0.1]",
  "[::ffff:a9fe:a9fe]",
  "[64:ff9b::a9fe:a9fe]",
  "[fe80::1]",
  "[fc00::1]",
  "[fd00:ec2::254]",
  "[ff02::1]",
  "[2002:7f00:1::]",
  "[2001::1]",
  "[2001:0:1::]",
  "[2001:db8::1]",
  "[3fff::1]",
  "[1fff::1]",
  "metadata",
  "metadata.google.internal",
  "printer.local",
  "nas.home.arpa",
];

for (const host of PRIVATE) {
  Deno.test(`isPrivateHost() knows ${host}`, () =>
    assert.equal(isPrivateHost(new URL(`https://${host}/`).hostname), true));
}

const PUBLIC = [
  "api.media.atlassian.com",
  "company.atlassian.net",
  "8.8.8.8",
  "9.255.255.255",
  "11.0.0.0",
  "100.63.255.255",
  "100.128.0.1",
  "126.255.255.255",
  "128.0.0.1",
  "169.253.255.255",
  "169.255.0.1",
  "172.15.255.255",
  "172.32.0.1",
  "192.0.1.1",
  "192.167.255.255",
  "198.20.0.1",
  "223.255.255.255",
  "[2606:4700::1111]",
  "[2000::1]",
  "[3ffe::1]",
  "[2001:4860:4860::8888]",
  "localhost.company.com",
  "10.0.0.1.nip.io",
];

for (const host of PUBLIC) {
  Deno.test(`isPrivateHost() lets ${host} be`, () => {
    assert.equal(isPrivateHost(new URL(`https://${host}/`).hostname), false);
  });
}
