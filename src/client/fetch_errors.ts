/**
 * Classifies the errors that `fetch` throws.
 *
 * Deno has no error codes, only text that differs between versions: 2.4 puts it in the message, 2.9 in the cause's
 * message. Both contain hyper's own text after `client error (Connect): `, which is matched here. Node and Bun have
 * codes (the system's, OpenSSL's and undici's), on the error or on its cause.
 *
 * @module
 */
import type { ErrorDataByKind } from "../core/error_data.ts";
import { NetworkError, type NetworkErrorCode } from "../core/errors.ts";
import type { ProxyServer } from "../core/proxy_server.ts";
import { proxyAuthenticationError, proxyHost } from "./proxy_errors.ts";
import { printable, shorten } from "../core/text.ts";

interface Cause {
  readonly code: NetworkErrorCode;
  /** Matches hyper's text from its beginning, so that a hostname in it cannot be mistaken for a cause. */
  readonly words: RegExp;
  /** Matches the error code of Node and Bun. */
  readonly codes?: RegExp;
  /** Creates the message, from the host and the peer that was not reached: the host, or the proxy. */
  readonly message: (host: string, who: string) => string;
  /** What to do next, or the kind of data from which that follows. */
  readonly advice: { readonly hint: string } | { readonly kind: CertificateKind };
}

type CertificateKind = keyof Pick<
  ErrorDataByKind,
  "untrusted-certificate" | "authority-as-server" | "not-tls" | "client-certificate"
>;

/** A proxy responded with 407. */
const PROXY_LOGIN = /^proxy (?:authentication required|response \(407\)|refused to open a tunnel: 407)/i;
const PROXY = "Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY";

const CAUSES: readonly Cause[] = [
  {
    code: "dns",
    words: /^dns error/,
    codes: /^(?:ENOTFOUND|EAI_[A-Z]+)$/,
    message: (_, who) => `Cannot find the ${who}`,
    advice: { hint: `Check the site's address and the network. ${PROXY}, if there is a proxy` },
  },
  {
    code: "connection-refused",
    words: /^tcp connect error: .*(?:refused|os error (?:111|61|10061)\b)/i,
    codes: /^ECONNREFUSED$/,
    message: (_, who) => `The ${who} refuses connections`,
    advice: { hint: `Check the site's address and its port. ${PROXY}, if there is a proxy` },
  },
  {
    code: "timeout",
    words: /^tcp connect error: .*(?:timed out|os error (?:110|60|10060)\b)|^operation timed out/i,
    codes: /^(?:ETIMEDOUT|UND_ERR_[A-Z]+_TIMEOUT)$/,
    message: (_, who) => `The ${who} does not respond`,
    advice: { hint: `Check the network, a VPN or a firewall. ${PROXY}, if there is a proxy` },
  },
  {
    code: "network",
    words: /^tcp connect error: .*(?:unreachable|no route|os error (?:101|113|51|65|10051|10065)\b)/i,
    codes: /^E(?:NET|HOST)UNREACH$/,
    message: (_, who) => `The ${who} is unreachable from this network`,
    advice: { hint: `Check the network or a VPN. ${PROXY}, if there is a proxy` },
  },
  {
    code: "proxy",
    words: /^(?:unsuccessful tunnel|Proxy response \(|tunnel error|socks|unexpected eof while tunneling)/,
    codes: /^ERR_PROXY_TUNNEL$/,
    message: (host) => `The proxy refuses to connect to "${host}"`,
    advice: { hint: `${PROXY}, and whether the proxy allows this host` },
  },
  {
    code: "tls",
    words: /^invalid peer certificate: UnknownIssuer/,
    codes: /^(?:(?:DEPTH_ZERO_)?SELF_SIGNED_CERT|UNABLE_TO_(?:VERIFY|GET_ISSUER))/,
    message: (host) => `The certificate of "${host}" is from an untrusted authority`,
    advice: { kind: "untrusted-certificate" },
  },
  {
    code: "tls",
    words: /^invalid peer certificate: .*CaUsedAsEndEntity/,
    message: (host) => `"${host}" uses the certificate of an authority as its own, which cannot be trusted`,
    advice: { kind: "authority-as-server" },
  },
  {
    code: "tls",
    words: /^invalid peer certificate: .*(?:expired|not valid yet|NotValidYet)/i,
    codes: /^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/,
    message: (host) => `The certificate of "${host}" has expired, or is not valid yet`,
    advice: { hint: "Check this machine's date. If it is right, the server needs a new certificate" },
  },
  {
    code: "tls",
    words: /^invalid peer certificate: .*(?:not valid for name|NotValidForName)/,
    codes: /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    message: (host) => `The certificate of "${host}" is for another host`,
    advice: { hint: "Use the host name in the certificate, as in the address that users open" },
  },
  {
    code: "tls",
    words: /^received corrupt message/,
    codes: /^(?:ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST))$/,
    message: (host) => `"${host}" does not speak TLS on this port`,
    advice: { kind: "not-tls" },
  },
  {
    code: "tls",
    words: /^received fatal alert: (?:CertificateRequired|BadCertificate|HandshakeFailure|UnknownCA)/,
    codes: /^ERR_SSL_.*(?:CERTIFICATE_REQUIRED|BAD_CERTIFICATE|HANDSHAKE_FAILURE|UNKNOWN_CA)$/,
    message: (host) => `"${host}" ended the TLS handshake: it may require a client certificate`,
    advice: { kind: "client-certificate" },
  },
  {
    code: "tls",
    words: /^received fatal alert: (?:ProtocolVersion|InsufficientSecurity)/,
    codes: /^ERR_SSL_.*(?:PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|INSUFFICIENT_SECURITY)$/,
    message: (host) => `"${host}" supports only obsolete versions of TLS`,
    advice: { hint: "The server must support TLS 1.2 or newer" },
  },
  {
    code: "tls",
    words: /^tls handshake eof/,
    message: (host) => `"${host}" closed the connection during the TLS handshake`,
    advice: { hint: `Check the site's address and its port. ${PROXY}, if there is a proxy` },
  },
  {
    code: "tls",
    words: /^(?:invalid peer certificate|received fatal alert|peer |tls |.*handshake)/i,
    codes: /^(?:ERR_(?:SSL|TLS)_|CERT_|CRL_|EPROTO$)/,
    message: (host) => `TLS handshake with "${host}" failed`,
    advice: { kind: "untrusted-certificate" },
  },
  {
    code: "network",
    words: /^(?:invalid HTTP|message head is too large)/,
    codes: /^HPE_/,
    message: (host) => `"${host}" does not respond with HTTP`,
    advice: { hint: "Check the site's scheme and port: a server that speaks https does not understand http" },
  },
  {
    code: "connection-lost",
    words:
      /^(?:connection (?:closed|reset|error)|broken pipe|error reading a body|(?:reached )?unexpected e(?:nd of|of)|.*os error (?:104|54|32|10054)\b|.*(?:gzip|brotli|deflate|corrupt))/i,
    codes: /^(?:ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET|Z_[A-Z_]+)$/,
    message: (host) => `The connection to "${host}" broke off`,
    advice: { hint: "Try again" },
  },
];

/** The peers of the failed connection. */
interface NetworkErrorPlace {
  /** The host, with a port that is not the scheme's default. */
  readonly host: string;
  /** The proxy used. */
  readonly proxy?: ProxyServer | undefined;
}

/**
 * Creates the {@linkcode NetworkError} for an error of `fetch` or of reading a body. The message names the host and
 * never a URL with a query. The original error contains such URLs, so it is not kept as the cause.
 *
 * @returns `undefined` if it is not a network error (a bug, an error of ours, a stub's complaint).
 */
export function networkError(thrown: unknown, place: NetworkErrorPlace): NetworkError | undefined {
  if (thrown instanceof NetworkError) return thrown;
  if (!(thrown instanceof Error)) return undefined;
  if (thrown.name === "NotCapable" || thrown.name === "PermissionDenied") {
    return new NetworkError("network", `No permission to connect to "${place.host}"`, {
      hint: `Run it with --allow-net=${place.host}`,
    });
  }
  const inner = innermost(thrown);
  const [words, code] = [wordsOf(inner), codeOf(inner)];
  // In the Fetch standard a network error is a TypeError. Bun throws others as well, with a code.
  const isNetworks = thrown instanceof TypeError || thrown.name === "TimeoutError" || isIoError(thrown) ||
    CAUSES.some(({ codes }) => codes?.test(code) === true);
  if (!isNetworks) return undefined;
  if (PROXY_LOGIN.test(words)) return proxyAuthenticationError(place.host, place.proxy);
  const cause = CAUSES.find((each) => each.words.test(words) || each.codes?.test(code) === true);
  if (cause !== undefined) {
    const { host, proxy } = place;
    const who = proxy === undefined
      ? `host "${host}"`
      : `proxy "${proxyHost(proxy)}" on the way to "${host}"`;
    return new NetworkError(
      cause.code,
      cause.message(host, who),
      "hint" in cause.advice ? cause.advice : { data: { kind: cause.advice.kind, host } },
    );
  }
  return new NetworkError("network", `"${place.host}" could not be reached: ${shorten(words, 200)}`, {
    hint: `Check the network. ${PROXY}, if there is a proxy`,
  });
}

/** Deno's own errors while reading a body. */
function isIoError(thrown: Error): boolean {
  return [
    "ConnectionReset",
    "ConnectionAborted",
    "BrokenPipe",
    "UnexpectedEof",
    "TimedOut",
    "InvalidData",
    "Http",
  ].includes(thrown.name);
}

/** The innermost cause: `fetch` wraps it once or twice. */
function innermost(error: Error): Error {
  let inner = error;
  for (let depth = 0; depth < 5 && inner.cause instanceof Error; depth++) inner = inner.cause;
  return inner;
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}

/** Hyper's own text, without the URL before it; the message of any other error. */
function wordsOf({ message }: Error): string {
  const words = /client error \([A-Za-z]+\): (.*)/s.exec(message)?.[1] ?? message;
  return printable(words.replace(/^connection error: /, "").replace(/https?:\/\/\S+/g, "…"));
}
