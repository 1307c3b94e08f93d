/**
 * A site: the address that people open, and the meaning of "the same site".
 *
 * Pure: does not resolve names.
 *
 * @module
 */
import { UsageError } from "../core/errors.ts";
import { isPrintableAscii, withoutEnd } from "../core/text.ts";
import { isLoopback, urlOf } from "../core/url.ts";
import { refusePlaceholder } from "../core/variable.ts";

/** The kind of installation: Atlassian Cloud, or a company's own Data Center. */
export type Deployment = "cloud" | "data-center";

/** The Atlassian products that this library supports. */
export type Product = "jira" | "confluence";

/** The address that people open, normalized. Two sites are the same exactly if their `url` is equal. */
export interface Site {
  /** Scheme, host, port and context path, without a trailing slash: `https://jira.company.com/jira`. */
  readonly url: string;
  /** Scheme, host and port: `https://jira.company.com`. */
  readonly origin: string;
  /** Host and port, lower case, IDN as punycode: `jira.company.com`. */
  readonly host: string;
  /** The path before `/rest` on Data Center: `/jira`. Empty if there is none, and on Cloud. */
  readonly contextPath: string;
  /** Whether the host alone proves that this is Atlassian Cloud. If `false`, only the server can tell. */
  readonly cloudByHost: boolean;
}

/** A parsed address, and the corrections made to it. */
export interface ParsedSite {
  /** The normalized site. */
  readonly site: Site;
  /** What was added or dropped, one sentence each, for the person who typed the address. */
  readonly notes: readonly string[];
}

/** Options of {@linkcode parseSite}. */
export interface ParseSiteOptions {
  /**
   * Whether plain `http` is allowed to another machine.
   *
   * @default {false}
   */
  readonly allowHttp?: boolean;
}

/** Cloud's own domains. `*.jira.com` is the older name of the same sites. */
const CLOUD_DOMAINS = [".atlassian.net", ".jira.com"];
/** Hosts of Atlassian that are not sites. */
const NOT_A_SITE = new Set([
  "api.atlassian.com",
  "id.atlassian.com",
  "auth.atlassian.com",
  "admin.atlassian.com",
]);
/**
 * Sequences that `URL` leaves in a path but a server may read as `..` or a separator: RFC 3986's encodings, Tomcat's
 * `..;`.
 */
export const PATH_TRAVERSAL = /%(?:2e|2f|5c)|\/\.\.?(?:;|%3b)/i;
/** The path segment that starts a product's own pages. The context path precedes it. */
const PAGE_NAME =
  /^(?:browse|secure|projects|issues|rest|display|spaces|pages|plugins)$|.\.(?:jspa?|action)$/;

/**
 * Parses the address of a site as people type or paste it.
 *
 * @example
 * ```ts
 * import { parseSite } from "@atlcli/atlcli";
 *
 * const { site, notes } = parseSite("Company.atlassian.net/wiki/");
 * console.assert(site.url === "https://company.atlassian.net");
 * console.assert(notes.length === 2);
 * ```
 *
 * @param text The address.
 * @throws {UsageError} if it is not a URL of a site: another scheme than https or http, a user or password in it, plain
 * http to another machine without `allowHttp`, a path with a hidden traversal, or a host of Atlassian that is not a
 * site.
 */
export function parseSite(text: string, options: ParseSiteOptions = {}): ParsedSite {
  const notes: string[] = [];
  refusePlaceholder(text);
  const url = parseUrl(text.trim(), notes);
  refuseUnusable(url, options.allowHttp ?? false);
  const cloudByHost = isCloudHost(url.hostname);
  const contextPath = cloudByHost ? "" : contextPathOf(url);
  noteDropped(url, { contextPath, text }, notes);
  const { origin, host } = url;
  return { site: { url: `${origin}${contextPath}`, origin, host, contextPath, cloudByHost }, notes };
}

/**
 * Parses a stored address of a site, such as a profile's `baseUrl`.
 *
 * @example
 * ```ts
 * import { siteOf } from "@atlcli/atlcli";
 *
 * const site = siteOf("https://jira.company.com/jira");
 * console.assert(site.host === "jira.company.com" && site.contextPath === "/jira");
 * ```
 *
 * @throws {UsageError} as {@linkcode parseSite} does.
 */
export function siteOf(url: string, options?: ParseSiteOptions): Site {
  return parseSite(url, options).site;
}

/**
 * Whether both have the same scheme, host, port and context path.
 *
 * @example
 * ```ts
 * import { isSameSite, siteOf } from "@atlcli/atlcli";
 *
 * const site = siteOf("https://jira.company.com/jira");
 * console.assert(isSameSite(site, siteOf("https://JIRA.company.com:443/jira")));
 * console.assert(!isSameSite(site, siteOf("https://jira.company.com/other")));
 * ```
 */
export function isSameSite(a: Site, b: Site): boolean {
  return a.url === b.url;
}

function isCloudHost(hostname: string): boolean {
  return CLOUD_DOMAINS.some((domain) => hostname.endsWith(domain) && hostname.length > domain.length);
}

function parseUrl(text: string, notes: string[]): URL {
  if (text === "") {
    throw new UsageError("The site is empty", {
      hint: "Give an address such as https://company.atlassian.net",
    });
  }
  const scheme = text.startsWith("https://") ? "https" : /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(text)?.[1];
  if (scheme !== undefined && !["https", "http"].includes(scheme.toLowerCase())) {
    throw new UsageError(`The site's address begins with "${scheme}://", which is not https`, {
      hint: "Give the address that you open in a browser, such as https://company.atlassian.net",
    });
  }
  const url = urlOf(scheme === undefined ? `https://${text}` : text);
  // `https:/company` would be the host "https". `URL` also reads a backslash as a slash; people do not.
  const misspelt = hasSpace(text) || text.includes("\\") || (scheme === undefined && /^[^/]*:\//.test(text));
  // A host rooted in the DNS ends in one dot. Two dots mean an empty label, and `1..` without them is a number.
  const hostname = url?.hostname.includes("..") ? "" : withoutEnd(url?.hostname ?? "", ["."]);
  if (url === null || misspelt || hostname === "") {
    throw new UsageError(`Not an address: "${withoutUserInfo(text)}"`, {
      hint: "Give an address such as https://company.atlassian.net",
    });
  }
  if (hostname !== url.hostname) {
    notes.push("Dropped the trailing dot of the host");
    url.hostname = hostname;
  }
  if (scheme === undefined) notes.push(`No scheme given: took https://${url.host}`);
  return url;
}

function hasSpace(text: string): boolean {
  return isPrintableAscii(text) ? text.includes(" ") : /\s/.test(text);
}

function refuseUnusable(url: URL, allowHttp: boolean): void {
  if (url.username !== "" || url.password !== "") {
    throw new UsageError(`The address of ${url.host} has a user name or a password in it`, {
      data: { kind: "login-in-address", host: url.host },
    });
  }
  if (NOT_A_SITE.has(url.hostname)) {
    throw new UsageError(`"${url.hostname}" is not a site`, {
      hint: "Give the address that you open in a browser, such as https://company.atlassian.net",
    });
  }
  if (url.protocol === "http:" && !allowHttp && !isLoopback(url.hostname)) {
    throw new UsageError(`Plain http to "${url.host}" would expose the token to everyone on the network`, {
      data: { kind: "plain-http", host: url.host },
    });
  }
}

function contextPathOf({ pathname, host }: URL): string {
  if (pathname === "/") return "";
  const names = pathname.split("/");
  const pages = names.findIndex((name) => PAGE_NAME.test(name));
  const contextPath = withoutEnd(names.slice(0, pages < 0 ? undefined : pages).join("/"), ["/"]);
  if (!PATH_TRAVERSAL.test(contextPath)) return contextPath;
  throw new UsageError(`The address of ${host} has a path with a hidden "..": "${contextPath}"`, {
    hint: "Give the address that you open in a browser, such as https://jira.company.com/jira",
  });
}

function noteDropped(
  url: URL,
  typed: { readonly contextPath: string; readonly text: string },
  notes: string[],
): void {
  const dropped = url.pathname.slice(typed.contextPath.length);
  if (dropped !== "" && (dropped !== "/" || typed.text.trimEnd().endsWith("/"))) {
    notes.push(
      /^\/+$/.test(dropped) ? "Dropped the trailing slash" : `Dropped "${dropped}" from the address`,
    );
  }
  if (url.search !== "" || url.hash !== "") notes.push("Dropped the query from the address");
}

/** A password may contain any character, so everything before the last `@` is hidden. */
function withoutUserInfo(text: string): string {
  return text.replace(/^([a-z]+:\/\/)?.*@/is, "$1…@");
}
