import assert from "node:assert/strict";
import { NetworkError, type NetworkErrorCode } from "../../src/core/errors.ts";
import type { ProxyServer } from "../../src/core/proxy_server.ts";
import { networkError } from "../../src/client/fetch_errors.ts";
import { Secret } from "../../src/core/secret.ts";
import { adviceOn } from "../helpers/advice.ts";

const PLACE = { host: "jira.company.com" };
const URL_TEXT = "https://jira.company.com/rest?token=secretquery";

/** Hyper's words, as both versions of Deno pass them on; those marked * were not seen by us, but in public reports. */
const WORDS: readonly (readonly [words: string, code: NetworkErrorCode])[] = [
  [
    "client error (Connect): dns error: failed to lookup address information: Name or service not known",
    "dns",
  ],
  ["client error (Connect): dns error: No such host is known. (os error 11001)", "dns"], // * Windows
  [
    "client error (Connect): dns error: failed to lookup address information: nodename nor servname provided",
    "dns",
  ], // * macOS
  ["client error (Connect): tcp connect error: Connection refused (os error 111)", "connection-refused"],
  ["client error (Connect): tcp connect error: Connection refused (os error 61)", "connection-refused"], // * macOS
  [
    "client error (Connect): tcp connect error: No connection could be made because the target machine actively refused it. (os error 10061)",
    "connection-refused",
  ], // * Windows
  ["client error (Connect): tcp connect error: Connection timed out (os error 110)", "timeout"], // *
  ["client error (Connect): tcp connect error: Network is unreachable (os error 101)", "network"],
  ["client error (Connect): tcp connect error: No route to host (os error 113)", "network"], // *
  ["client error (Connect): proxy authentication required", "proxy"],
  ["client error (Connect): unsuccessful tunnel", "proxy"],
  ["client error (Connect): unexpected eof while tunneling", "proxy"],
  ["client error (Connect): tls handshake eof", "tls"],
  ["client error (Connect): invalid peer certificate: UnknownIssuer", "tls"],
  ["client error (Connect): invalid peer certificate: Expired", "tls"], // *
  [
    "client error (Connect): invalid peer certificate: certificate expired: verification time 1774540800 (UNIX), but certificate is not valid after 1577923200",
    "tls",
  ],
  [
    'client error (Connect): invalid peer certificate: certificate not valid for name "localhost"; certificate is only valid for DnsName("other.test")',
    "tls",
  ],
  ["client error (Connect): invalid peer certificate: BadSignature", "tls"], // *
  ["client error (Connect): received corrupt message of type InvalidContentType", "tls"],
  ["client error (Connect): invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))", "tls"],
  ["client error (Connect): received fatal alert: HandshakeFailure", "tls"],
  ["client error (Connect): received fatal alert: ProtocolVersion", "tls"],
  ["client error (Connect): received fatal alert: DecodeError", "tls"], // *
  ["client error (SendRequest): connection error: received fatal alert: CertificateRequired", "tls"],
  ["client error (SendRequest): invalid HTTP version parsed", "network"],
  ["client error (SendRequest): message head is too large", "network"],
  ["client error (SendRequest): connection closed before message completed", "connection-lost"],
  [
    "client error (SendRequest): connection error: Connection reset by peer (os error 104)",
    "connection-lost",
  ], // *
  ["client error (SendRequest): something unknown", "network"],
];

for (const [words, code] of WORDS) {
  const name = words.replace(/^client error \(\w+\): /, "").slice(0, 60);
  for (const [version, thrown] of both(words)) {
    Deno.test(`networkError() in Deno ${version}: ${name} is ${code}`, () => {
      const error = networkError(thrown, PLACE);
      assert.ok(error instanceof NetworkError);
      assert.equal(error.code, code);
      assert.match(error.message, /jira\.company\.com/);
      assert.ok(adviceOn(error) !== "");
      assert.ok(!/\n/.test(error.message));
      assert.ok(!Deno.inspect(error).includes("secretquery"), "an address with a query got out");
    });
  }
}

/** As Deno 2.4 and Deno 2.9 throw it. */
function both(words: string): readonly (readonly [version: string, thrown: Error])[] {
  const text = `error sending request for url (${URL_TEXT}): ${words}`;
  const from = `error sending request from 127.0.0.1:1 for ${URL_TEXT} (127.0.0.1:2): ${words}`;
  return [
    ["2.4", new TypeError(text)],
    ["2.9", new TypeError("fetch failed", { cause: new Error(from) })],
  ];
}

for (
  const text of [
    "error reading a body from connection",
    "unexpected end of file",
    "corrupt deflate stream",
    "invalid gzip header",
    "reached unexpected EOF",
    "brotli error",
  ]
) {
  Deno.test(`networkError() for "${text}" is connection-lost`, () => {
    assert.equal(networkError(new TypeError(text), PLACE)?.code, "connection-lost");
  });
}

const NOT_REACHED: readonly (readonly [words: string, message: string])[] = [
  ["dns error: no such name", 'Cannot find the proxy "p.test:8080" on the way to "jira.company.com"'],
  [
    "tcp connect error: Connection refused (os error 111)",
    'The proxy "p.test:8080" on the way to "jira.company.com" refuses connections',
  ],
  [
    "tcp connect error: Connection timed out (os error 110)",
    'The proxy "p.test:8080" on the way to "jira.company.com" does not respond',
  ],
  [
    "tcp connect error: Network is unreachable (os error 101)",
    'The proxy "p.test:8080" on the way to "jira.company.com" is unreachable from this network',
  ],
];

for (const [words, message] of NOT_REACHED) {
  Deno.test(`networkError() names the proxy that is not reached: ${words}`, () => {
    const thrown = new TypeError(
      `error sending request for url (${URL_TEXT}): client error (Connect): ${words}`,
    );
    assert.equal(networkError(thrown, { ...PLACE, proxy: { url: "http://p.test:8080/" } })?.message, message);
  });
}

const LOGINS: readonly (readonly [proxy: ProxyServer | undefined, message: string, hint: RegExp])[] = [
  [undefined, 'The proxy on the way to "jira.company.com" requires authentication (407)', /USER:PASSWORD/],
  [
    { url: "http://p.test:8080/" },
    'The proxy "p.test:8080" on the way to "jira.company.com" requires authentication (407)',
    /^Put a user name and password into HTTPS_PROXY, .*USER:PASSWORD@/,
  ],
  [
    { url: "http://p.test:8080/", username: "ada", password: new Secret("canary") },
    'The proxy "p.test:8080" on the way to "jira.company.com" rejected its user name or password (407)',
    /^Check both in HTTPS_PROXY, .*percent-encode/,
  ],
  [
    { url: "http://p.test:8080/", password: new Secret("canary") },
    'The proxy "p.test:8080" on the way to "jira.company.com" rejected its user name or password (407)',
    /^Check both/,
  ],
];

const REFUSALS: readonly (readonly [runtime: string, words: string])[] = [
  ["Deno", "client error (Connect): proxy authentication required"],
  ["Node", "Proxy response (407) !== 200 when HTTP Tunneling"],
  ["Bun", "Proxy refused to open a tunnel: 407 No"],
];

for (const [proxy, message, hint] of LOGINS) {
  for (const [runtime, words] of REFUSALS) {
    const login = proxy === undefined ? "no proxy" : proxy.password === undefined ? "no login" : "a login";
    Deno.test(`networkError() of a 407 in ${runtime} with ${login} ${proxy?.username ?? ""}`, () => {
      const error = networkError(new TypeError(words), { ...PLACE, proxy });
      assert.equal(error?.code, "proxy");
      assert.equal(error?.message, message);
      assert.match(adviceOn(error), hint);
      assert.doesNotMatch(`${error?.message}${adviceOn(error)}`, /canary|ada/);
    });
  }
}

Deno.test("networkError() is not misled by a host whose name sounds like a cause", () => {
  const thrown = new TypeError(
    'error sending request for url (https://proxy-authentication-required.dns-error.test/): client error (Connect): invalid peer certificate: certificate not valid for name "dns error: proxy"',
  );
  assert.equal(networkError(thrown, PLACE)?.code, "tls");
});

Deno.test("networkError() reads the innermost of causes", () => {
  const inner = new Error("received fatal alert: CertificateRequired");
  const error = networkError(new TypeError("fetch failed", { cause: inner }), PLACE);
  assert.match(error?.message ?? "", /may require a client certificate$/);
});

Deno.test("networkError() names the setting that fixes an untrusted certificate", () => {
  const hint = (words: string): string => adviceOn(networkError(both(words)[0]?.[1], PLACE));
  assert.match(hint("client error (Connect): invalid peer certificate: UnknownIssuer"), /--ca-file/);
  assert.match(
    hint("client error (Connect): invalid peer certificate: UnknownIssuer"),
    /DENO_TLS_CA_STORE=system/,
  );
  assert.match(hint("client error (Connect): received corrupt message of type X"), /--allow-http/);
  assert.match(hint("client error (Connect): proxy authentication required"), /HTTPS_PROXY/);
  assert.match(hint("client error (Connect): dns error: x"), /NO_PROXY/);
});

Deno.test("networkError() strips what steers a terminal from words it does not know", () => {
  const error = networkError(new TypeError("odd \u001b[31m https://x.test/?q=secretquery words"), PLACE);
  assert.equal(error?.message, '"jira.company.com" could not be reached: odd [31m … words');
});

for (const name of ["TimeoutError", "ConnectionReset", "BrokenPipe", "UnexpectedEof"]) {
  Deno.test(`networkError() knows Deno's ${name}`, () => {
    assert.ok(networkError(Object.assign(new Error("x"), { name }), PLACE) instanceof NetworkError);
  });
}

Deno.test("networkError() knows a missing permission", () => {
  const denied = Object.assign(new Error("Requires net access"), { name: "NotCapable" });
  assert.match(networkError(denied, PLACE)?.hint ?? "", /--allow-net=jira\.company\.com/);
});

Deno.test("networkError() returns our own errors and other exceptions unchanged", () => {
  const ours = new NetworkError("timeout", "Late");
  assert.equal(networkError(ours, PLACE), ours);
  for (const thrown of [new RangeError("a bug"), "a text", undefined, null, 42]) {
    assert.equal(networkError(thrown, PLACE), undefined);
  }
});

/** What Node and Bun throw: the message and the code of the innermost error. Those marked * were not seen by us. */
const CODES: readonly (readonly [code: string, message: string, expected: NetworkErrorCode])[] = [
  ["ENOTFOUND", "getaddrinfo ENOTFOUND jira.company.com", "dns"],
  ["EAI_AGAIN", "getaddrinfo EAI_AGAIN jira.company.com", "dns"], // *
  ["ECONNREFUSED", "connect ECONNREFUSED 127.0.0.1:1", "connection-refused"],
  ["ETIMEDOUT", "connect ETIMEDOUT 10.0.0.1:443", "timeout"], // *
  ["UND_ERR_CONNECT_TIMEOUT", "Connect Timeout Error", "timeout"], // *
  ["EHOSTUNREACH", "connect EHOSTUNREACH 10.0.0.1:443", "network"], // *
  ["UND_ERR_ABORTED", "Proxy response (407) !== 200 when HTTP Tunneling", "proxy"],
  ["UND_ERR_ABORTED", "Proxy response (403) !== 200 when HTTP Tunneling", "proxy"],
  ["ERR_PROXY_TUNNEL", "Proxy refused to open a tunnel: 407 No", "proxy"],
  ["ERR_PROXY_TUNNEL", "Proxy refused to open a tunnel: 403 No", "proxy"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "unable to verify the first certificate", "tls"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "self-signed certificate in certificate chain", "tls"], // *
  ["CERT_HAS_EXPIRED", "certificate has expired", "tls"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "Hostname/IP does not match certificate's altnames", "tls"],
  ["ERR_SSL_WRONG_VERSION_NUMBER", "error:0A00010B:SSL routines::wrong version number", "tls"],
  ["EPROTO", "EPROTO: The TLS handshake failed. Does the server speak TLS on this port?", "tls"],
  ["UND_ERR_SOCKET", "other side closed", "connection-lost"],
  ["ECONNRESET", "ECONNRESET: The socket connection was closed unexpectedly.", "connection-lost"],
  ["HPE_INVALID_CONSTANT", "Response does not match the HTTP/1.1 protocol", "network"], // *
];

for (const [code, message, expected] of CODES) {
  Deno.test(`networkError() in Node and Bun: ${code}, ${message.slice(0, 40)} is ${expected}`, () => {
    const inner = Object.assign(new Error(message), { code });
    for (const thrown of [inner, new TypeError("fetch failed", { cause: inner })]) {
      const isKnown = thrown !== inner || !code.startsWith("UND_ERR_ABORTED");
      assert.equal(networkError(thrown, PLACE)?.code, isKnown ? expected : undefined);
    }
  });
}

Deno.test("networkError() knows an error by its code only when the code is the network's", () => {
  assert.equal(networkError(Object.assign(new Error("no"), { code: "ENOENT" }), PLACE), undefined);
});
