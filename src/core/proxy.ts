/**
 * The proxy for a URL: the only reader of `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`.
 *
 * Pure. Every {@linkcode Host} implements `proxyFor()` with it, and its transport uses the result. The runtime's own
 * handling of these variables is switched off.
 *
 * @module
 */
import { UsageError } from "./errors.ts";
import { isExempt } from "./no_proxy.ts";
import type { ProxyServer } from "./proxy_server.ts";
import { Secret } from "./secret.ts";
import { isLoopback, urlOf } from "./url.ts";

/** Reads an environment variable; `undefined` if it is unset, empty, or may not be read. */
export type ReadVariable = (name: string) => string | undefined;

/** Every variable that affects the choice of a proxy, upper case first. */
export const PROXY_VARIABLES: readonly string[] = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"]
  .flatMap((name) => [name, name.toLowerCase()]);

/** Set in a CGI script, whose `HTTP_PROXY` holds the client's `Proxy` header (CVE-2016-5385). */
export const CGI_VARIABLE = "REQUEST_METHOD";

/** Sources of the proxy setting. */
interface ProxySources {
  /** A proxy that wins over the variables, such as the profile's. `NO_PROXY` exempts from it, too. */
  readonly own?: ProxyServer | undefined;
  /** The environment. */
  readonly env: ReadVariable;
  /** Which spelling wins if both are set: the runtimes differ. */
  readonly first: "upper-case" | "lower-case";
}

/**
 * The proxy for a URL. Loopback never has one: plain http is allowed there because the token stays on this machine.
 *
 * @returns `undefined` for a direct connection.
 * @throws {UsageError} if the selected variable is not the URL of a proxy. The message does not quote it.
 */
export function proxyFor(url: URL, { own, env, first }: ProxySources): ProxyServer | undefined {
  if (isLoopback(url.hostname)) return undefined;
  const variable = (name: string): string | undefined => {
    const names = [name, name.toLowerCase()].filter((each) => each !== "HTTP_PROXY" || !env(CGI_VARIABLE));
    return (first === "upper-case" ? names : names.reverse()).map(env).find((value) => value);
  };
  const names = [url.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY", "ALL_PROXY"];
  const name = names.find((each) => variable(each) !== undefined);
  if ((own ?? name) === undefined || isExempt(url, variable("NO_PROXY") ?? "")) return undefined;
  return own ?? parseProxy(variable(name ?? "") ?? "", name);
}

/** Whether any variable names a proxy. */
export function namesProxy(env: ReadVariable): boolean {
  return PROXY_VARIABLES.some((name) => name.toUpperCase() !== "NO_PROXY" && env(name));
}

/**
 * Parses the URL of a proxy; the scheme defaults to http.
 *
 * @param variable The name of the variable, for the error.
 * @throws {UsageError} if it is not the URL of a proxy. The message does not quote it: it may hold a password.
 */
export function parseProxy(text: string, variable?: string): ProxyServer {
  const url = urlOf(text.includes("://") ? text : `http://${text}`);
  const [username, password] = [url?.username, url?.password].map(decoded);
  if (
    url === null || username === undefined || password === undefined ||
    !/^(?:https?|socks5h?):/.test(url.protocol) || url.host === "" || /["'`${}()]/.test(url.hostname)
  ) {
    throw new UsageError(`Invalid proxy URL${variable === undefined ? "" : ` in ${variable}`}`, {
      hint: "Give one such as http://proxy.company.com:8080; in a user name or password, percent-encode " +
        "the characters that URLs reserve",
    });
  }
  url.username = "";
  url.password = "";
  return {
    url: url.href,
    ...(username !== "" && { username }),
    ...(password !== "" && { password: new Secret(password) }),
  };
}

/** Percent-decodes a text. A percent sign that encodes nothing stays; `undefined` if the bytes are not UTF-8. */
function decoded(text = ""): string | undefined {
  try {
    return decodeURIComponent(text.replace(/%(?![0-9a-f]{2})/gi, "%25"));
  } catch {
    return undefined;
  }
}
