/**
 * What `fetch` throws, told apart.
 *
 * Deno gives no codes, only text, which differs between versions: 2.4 puts it in the message, 2.9 in the message of the
 * cause. Both hold hyper's own words behind `client error (Connect): `, which is what is read here. Node and Bun give
 * codes: the system's, OpenSSL's and undici's, on the error or on its cause.
 *
 * @module
 */
import type { NetworkDataByKind } from "../core/error_data.ts";
import { NetworkError, type NetworkErrorCode } from "../core/errors.ts";
import type { ProxyServer } from "../core/proxy_server.ts";
import { proxyAuthenticationError, proxyHost } from "./proxy_errors.ts";
import { printable, shorten } from "../core/text.ts";

interface Cause {
  readonly code: NetworkErrorCode;
  /** Matches hyper's words from their beginning, so that a host's name in them cannot be mistaken for a cause. */
  readonly words: RegExp;
  /** Matches the code of Node and Bun. */
  readonly codes?: RegExp;
  /** Is told the host, and who was not reached: the host, or the proxy on the way to it. */
  readonly message: (host: string, who: string) => string;
  /** What to do next, or the kind of data from which that follows. */
  readonly advice: { readonly hint: string } | { readonly kind: CertificateKind };
}

type CertificateKind = Exclude<keyof NetworkDataByKind, "time-limit">;

/** A proxy that answered 407. */
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
    message: (_, who) => `The ${who} does not answer`,
    advice: { hint: `Check the network, a VPN or a firewall. ${PROXY}, if there is a proxy` },
  },
  {
    code: "network",
    words: /^tcp connect error: .*(?:unreachable|no route|os error (?:101|113|51|65|10051|10065)\b)/i,
    codes: /^E(?:NET|HOST)UNREACH$/,
    message: (_, who) => `There is no way to the ${who} from here`,
    advice: { hint: `Check the network or a VPN. ${PROXY}, if there is a proxy` },
  },
  {
    code: "proxy",
    words: /^(?:unsuccessful tunnel|Proxy response \(|tunnel error|socks|unexpected eof while tunneling)/,
    codes: /^ERR_PROXY_TUNNEL$/,
    message: (host) => `The proxy does not open a way to "${host}"`,
    advice: { hint: `${PROXY}, and whether the proxy allows this host` },
  },
  {
    code: "tls",
    words: /^invalid peer certificate: UnknownIssuer/,
    codes: /^(?:(?:DEPTH_ZERO_)?SELF_SIGNED_CERT|UNABLE_TO_(?:VERIFY|GET_ISSUER))/,
    message: (host) => `The certificate of "${host}" is from an authority that is not trusted`,
    advice: { kind: "untrusted-certificate" },
  },
  {
    code: "tls",
    words: /^invalid peer certificate: .*CaUsedAsEndEntity/,
    message: (host) => `"${host}" shows the certificate of an authority as its own, which cannot be trusted`,
    advice: { kind: "authority-as-server" },
  },
  {
    code: "tls",
    words: /^invalid peer certificate: .*(?:expired|not valid yet|NotValidYet)/i,
    codes: /^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/,
    message: (host) => `The certificate of "${host}" has expired, or is not valid yet`,
    advice: {
      hint: "Check this machine's date. If it is right, the certificate has to be renewed on the server",
    },
  },
  {
    code: "tls",
    words: /^invalid peer certificate: .*(?:not valid for name|NotValidForName)/,
    codes: /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    message: (host) => `The certificate that "${host}" shows is for another host`,
    advice: { hint: "Use the host name that the certificate is for, as the site's users open it" },
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
    message: (host) => `"${host}" ended the TLS handshake: it may want a client certificate`,
    advice: { kind: "client-certificate" },
  },
  {
    code: "tls",
    words: /^received fatal alert: (?:ProtocolVersion|InsufficientSecurity)/,
    codes: /^ERR_SSL_.*(?:PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|INSUFFICIENT_SECURITY)$/,
    message: (host) => `"${host}" offers only versions of TLS that are no longer safe`,
    advice: { hint: "The server has to offer TLS 1.2 or newer" },
  },
  {
    code: "tls",
    words: /^tls handshake eof/,
    message: (host) => `"${host}" hung up in the middle of the TLS handshake`,
    advice: {
      hint:
        `Check the site's address and its port, and what stands in between. ${PROXY}, if there is a proxy`,
    },
  },
  {
    code: "tls",
    words: /^(?:invalid peer certificate|received fatal alert|peer |tls |.*handshake)/i,
    codes: /^(?:ERR_(?:SSL|TLS)_|CERT_|CRL_|EPROTO$)/,
    message: (host) => `No TLS connection to "${host}" came about`,
    advice: { kind: "untrusted-certificate" },
  },
  {
    code: "network",
    words: /^(?:invalid HTTP|message head is too large)/,
    codes: /^HPE_/,
    message: (host) => `"${host}" does not answer with HTTP`,
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

/** Where it happened. */
export interface NetworkErrorPlace {
  /** The host, with its port where that is not the scheme's own. */
  readonly host: string;
  /** The proxy used. */
  readonly proxy?: ProxyServer | undefined;
}

/**
 * The {@linkcode NetworkError} for what `fetch`, or reading a body, threw. Its message names the host and never an
 * address with a query; neither does its cause, which is left out because it does.
 *
 * @returns `undefined` for what is no fault of the network (a bug, an error of ours, a stub's complaint).
 */
export function networkError(thrown: unknown, place: NetworkErrorPlace): NetworkError | undefined {
  if (thrown instanceof NetworkError) return thrown;
  if (!(thrown instanceof Error)) return undefined;
  if (thrown.name === "NotCapable" || thrown.name === "PermissionDenied") {
    return new NetworkError("network", `This program may not reach "${place.host}"`, {
      hint: `Run it with --allow-net=${place.host}`,
    });
  }
  const inner = innermost(thrown);
  const [words, code] = [wordsOf(inner), codeOf(inner)];
  // The Fetch standard: a network error is a TypeError. Bun has some that are not, with a code.
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

/** Errors of Deno's own that are thrown while a body is read. */
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

/** The error that began it: `fetch` wraps it, once or twice. */
function innermost(error: Error): Error {
  let inner = error;
  for (let depth = 0; depth < 5 && inner.cause instanceof Error; depth++) inner = inner.cause;
  return inner;
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}

/** Hyper's own words, without the address that stands before them; of other errors the message. */
function wordsOf({ message }: Error): string {
  const words = /client error \([A-Za-z]+\): (.*)/s.exec(message)?.[1] ?? message;
  return printable(words.replace(/^connection error: /, "").replace(/https?:\/\/\S+/g, "…"));
}
