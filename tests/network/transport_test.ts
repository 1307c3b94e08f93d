import assert from "node:assert/strict";
import { type NetworkSettings, openTransport } from "../../src/network/transport.ts";
import { type MemoryHost, memoryHost } from "../../src/testing/memory_host.ts";
import { failsWith } from "../helpers/fails_with.ts";
import { CERTIFICATE_A, CERTIFICATE_B, KEY_A, OLD_KEY_A, pem } from "../helpers/pem.ts";

const CERT_A = pem("CERTIFICATE", CERTIFICATE_A);
const CERT_B = pem("CERTIFICATE", CERTIFICATE_B);
const PLAIN_KEY = pem("PRIVATE KEY", KEY_A);

function hostWith(files: Readonly<Record<string, string>>): MemoryHost {
  return memoryHost({ files, cwd: "/work" });
}

async function open(host: MemoryHost, settings: NetworkSettings): Promise<MemoryHost["transports"][number]> {
  await openTransport(host, settings);
  assert.equal(host.transports.length, 1);
  return host.transports[0] ?? {};
}

Deno.test("openTransport() without settings opens what the system has, and reads nothing", async () => {
  const host = hostWith({});
  assert.deepEqual(await open(host, {}), {});
  assert.equal(host.steps, 0);
});

Deno.test("openTransport() does not take a key without a certificate for a client certificate", async () => {
  const host = hostWith({});
  assert.deepEqual(await open(host, { clientKeyFile: "/k.pem" }), {});
});

const TRUSTED: readonly (readonly [name: string, content: string, certificates: readonly string[]])[] = [
  ["one certificate", CERT_A, [CERT_A.trim()]],
  ["two certificates", CERT_A + CERT_B, [CERT_A.trim(), CERT_B.trim()]],
  ["certificates among comments", `# one\n${CERT_A}\nSubject: b\n${CERT_B}\nend`, [
    CERT_A.trim(),
    CERT_B.trim(),
  ]],
  ["the line ends of Windows", CERT_A.replaceAll("\n", "\r\n"), [CERT_A.trim().replaceAll("\n", "\r\n")]],
  ["a byte order mark", `\ufeff${CERT_A}`, [CERT_A.trim()]],
  ["a key beside it", PLAIN_KEY + CERT_A, [CERT_A.trim()]],
];

for (const [name, content, certificates] of TRUSTED) {
  Deno.test(`openTransport() trusts a CA file with ${name}`, async () => {
    const host = hostWith({ "/ca.pem": content });
    assert.deepEqual(await open(host, { caFile: "/ca.pem" }), { caCertificates: certificates });
  });
}

Deno.test("openTransport() takes relative paths from the working folder", async () => {
  const host = hostWith({ "/work/tls/ca.pem": CERT_A, "/work/c.pem": CERT_A, "/work/k.pem": PLAIN_KEY });
  const options = await open(host, {
    caFile: "tls/ca.pem",
    clientCertFile: "c.pem",
    clientKeyFile: "./k.pem",
  });
  assert.equal(options.caCertificates?.length, 1);
  assert.equal(options.clientCertificate?.key.reveal(), PLAIN_KEY.trim());
});

const damaged = CERT_A.replace(CERTIFICATE_A.slice(0, 4), "AAAA");
const REFUSED: readonly (readonly [name: string, content: string, problem: RegExp])[] = [
  ["is empty", "", /contains no certificate: "\/ca\.pem"$/],
  ["holds something else", "hello", /contains no certificate/],
  ["is DER", atob(CERTIFICATE_A), /contains no certificate/],
  ["holds a key alone", PLAIN_KEY, /contains no certificate/],
  ["is cut off", CERT_A.slice(0, -10), /contains a damaged certificate/],
  ["ends with one that is cut off", CERT_B + CERT_A.slice(0, -10), /damaged/],
  ["lost a line", CERT_A.split("\n").toSpliced(3, 1).join("\n"), /contains a damaged certificate/],
  ["got a byte too many", pem("CERTIFICATE", btoa(`${atob(CERTIFICATE_A)}x`)), /damaged/],
  ["is no base64", CERT_A.replace("MII", "M*I"), /damaged/],
  ["is no sequence", damaged, /damaged/],
  ["is a set of the right length", pem("CERTIFICATE", btoa(`1${atob(CERTIFICATE_A).slice(1)}`)), /damaged/],
  ["is a sequence too short for one", pem("CERTIFICATE", btoa("\x30\x00")), /damaged/],
  ["has nothing between the lines", pem("CERTIFICATE", ""), /damaged/],
  ["has one that is good and one that is not", CERT_B + damaged, /damaged/],
];

for (const [name, content, problem] of REFUSED) {
  Deno.test(`openTransport() refuses a CA file that ${name}`, async () => {
    const host = hostWith({ "/ca.pem": content });
    const error = await failsWith(openTransport(host, { caFile: "/ca.pem" }), "usage");
    assert.match(error.message, /^The CA file /);
    assert.match(error.message, problem);
    assert.match(error.hint ?? "", /PEM.*BEGIN CERTIFICATE/);
    assert.equal(host.transports.length, 0);
  });
}

for (
  const [member, what] of [
    ["caFile", "The CA file"],
    ["clientCertFile", "The client certificate's file"],
  ] as const
) {
  Deno.test(`openTransport() says that ${what} does not exist, or may not be read`, async () => {
    const absent = await failsWith(openTransport(hostWith({}), { [member]: "gone.pem" }), "usage");
    assert.equal(absent.message, `${what} does not exist: "gone.pem"`);
    const host = hostWith({ "/c.pem": CERT_A });
    host.failNext("read", "denied");
    const denied = await failsWith(openTransport(host, { [member]: "/c.pem" }), "credentials-file");
    assert.equal(denied.message, `${what} cannot be read: Permission denied: "/c.pem"`);
  });
}

Deno.test("openTransport() passes on an unexpected error unchanged", async () => {
  const files = { ...hostWith({}).files, read: () => Promise.reject(new RangeError("a mistake")) };
  const host = { ...hostWith({}), files };
  await assert.rejects(openTransport(host, { caFile: "/ca.pem" }), RangeError);
});

const PAIRS: readonly (readonly [name: string, certificate: string, key: string | undefined])[] = [
  ["a certificate and its key", CERT_A, PLAIN_KEY],
  ["a key of the older form", CERT_A, pem("EC PRIVATE KEY", OLD_KEY_A)],
  ["both in one file", `${PLAIN_KEY}${CERT_A}`, undefined],
];

for (const [name, certificate, key] of PAIRS) {
  Deno.test(`openTransport() takes ${name}`, async () => {
    const host = hostWith({ "/c.pem": certificate, ...(key !== undefined && { "/k.pem": key }) });
    const settings = { clientCertFile: "/c.pem", ...(key !== undefined && { clientKeyFile: "/k.pem" }) };
    const { clientCertificate } = await open(host, settings);
    assert.equal(clientCertificate?.certificate, CERT_A.trim());
    assert.match(clientCertificate?.key.reveal() ?? "", /PRIVATE KEY/);
    assert.equal(`${clientCertificate?.key}`, "[secret]");
  });
}

Deno.test("openTransport() takes a chain of certificates whose first is the key's", async () => {
  const host = hostWith({ "/c.pem": CERT_A + CERT_B, "/k.pem": PLAIN_KEY });
  const { clientCertificate } = await open(host, { clientCertFile: "/c.pem", clientKeyFile: "/k.pem" });
  assert.equal(clientCertificate?.certificate.match(/BEGIN CERTIFICATE/g)?.length, 2);
});

const NO_PAIRS: readonly (readonly [name: string, certificate: string, key: string, problem: RegExp])[] = [
  [
    "a certificate of another key",
    CERT_B,
    PLAIN_KEY,
    /^The client certificate "\/c\.pem" does not match the key "\/k\.pem"$/,
  ],
  ["a chain in the wrong order", CERT_B + CERT_A, PLAIN_KEY, /does not match the key/],
  ["a damaged key", CERT_A, pem("PRIVATE KEY", "AAAA"), /does not match the key/],
  ["no certificate", "", PLAIN_KEY, /^The client certificate's file contains no certificate/],
  [
    "a damaged certificate",
    damaged,
    PLAIN_KEY,
    /^The client certificate's file contains a damaged certificate/,
  ],
  [
    "an invalid certificate",
    pem("CERTIFICATE", btoa("\x30\x81\x02\x05\x00")),
    PLAIN_KEY,
    /does not match the key/,
  ],
  ["no key", CERT_A, CERT_A, /^The client key's file contains no private key: "\/k\.pem"$/],
  ["a public key", CERT_A, pem("PUBLIC KEY", KEY_A), /contains no private key/],
  [
    "an encrypted key",
    CERT_A,
    pem("ENCRYPTED PRIVATE KEY", KEY_A),
    /^The client key is encrypted: "\/k\.pem"$/,
  ],
  [
    "an encrypted key of the older form",
    CERT_A,
    "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: x\n\nAAAA\n-----END RSA PRIVATE KEY-----\n",
    /is encrypted/,
  ],
];

for (const [name, certificate, key, problem] of NO_PAIRS) {
  Deno.test(`openTransport() refuses ${name} for a client, before the system sees it`, async () => {
    const host = hostWith({ "/c.pem": certificate, "/k.pem": key });
    const settings = { clientCertFile: "/c.pem", clientKeyFile: "/k.pem" };
    const error = await failsWith(openTransport(host, settings), "usage");
    assert.match(error.message, problem);
    assert.ok(!`${error.message} ${error.hint}`.includes(KEY_A.slice(0, 20)));
    assert.equal(host.transports.length, 0);
  });
}

const PROXIES: readonly {
  readonly text: string;
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
}[] = [
  { text: "http://proxy.test:8080", url: "http://proxy.test:8080/" },
  { text: "https://proxy.test", url: "https://proxy.test/" },
  { text: "proxy.test:8080", url: "http://proxy.test:8080/" },
  { text: "proxy.test", url: "http://proxy.test/" },
  { text: "http://ada:pw%@proxy.test", url: "http://proxy.test/", username: "ada", password: "pw%" },
  { text: "socks5://proxy.test:1080", url: "socks5://proxy.test:1080" },
  { text: "socks5h://proxy.test:1080", url: "socks5h://proxy.test:1080" },
  { text: "http://ada:pw@proxy.test", url: "http://proxy.test/", username: "ada", password: "pw" },
  { text: "http://ada@proxy.test", url: "http://proxy.test/", username: "ada" },
  { text: "http://:pw@proxy.test", url: "http://proxy.test/", password: "pw" },
  {
    text: "http://a%40x:p%3a%2fw%25@proxy.test",
    url: "http://proxy.test/",
    username: "a@x",
    password: "p:/w%",
  },
  {
    text: "socks5://ada:pw@proxy.test:1080",
    url: "socks5://proxy.test:1080",
    username: "ada",
    password: "pw",
  },
];

for (const { text, url, username, password } of PROXIES) {
  Deno.test(`openTransport() takes the proxy ${text}, its password as a secret`, async () => {
    const { proxy } = await open(hostWith({}), { proxy: text });
    assert.deepEqual([proxy?.url, proxy?.username, proxy?.password?.reveal()], [url, username, password]);
    assert.ok(!JSON.stringify(proxy).includes("pw"));
  });
}

for (
  const text of [
    "ftp://ada:secret@proxy.test",
    "file:///secret",
    "http://",
    "socks5:secret",
    "socks4://secret",
    "http://ada:secret@proxy.test:99999",
    "http://%E0%A4%A:secret@proxy.test",
  ]
) {
  Deno.test(`openTransport() refuses the proxy ${text}, and does not quote it`, async () => {
    const error = await failsWith(openTransport(hostWith({}), { proxy: text }), "usage");
    assert.doesNotMatch(`${error.message} ${error.hint}`, /secret|ada/);
  });
}
