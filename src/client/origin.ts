/**
 * The URLs of a site, and the only ones that its credential may be sent to.
 *
 * Pure.
 *
 * @module
 */
import type { Credential } from "../core/credential.ts";
import { invalid, requireString } from "../core/arguments.ts";
import { AtlcliError, UsageError } from "../core/errors.ts";
import { gatewayUrl } from "../site/gateway.ts";
import { type Deployment, PATH_TRAVERSAL, type Product, type Site } from "../site/site.ts";
import { isInsideSite, productUrl } from "../site/urls.ts";
import { hasControl, printable, shorten } from "../core/text.ts";
import { urlOf } from "../core/url.ts";

/** Query parameters. A list is sent as one parameter per value; `undefined` is not sent. */
export type Query = Readonly<
  Record<string, string | number | boolean | readonly (string | number)[] | undefined>
>;

/** Options of {@linkcode Origin}. */
interface OriginOptions {
  readonly site: Site;
  readonly deployment: Deployment;
  /** The product of a Data Center base. */
  readonly product?: Product | undefined;
  readonly credential?: Credential | undefined;
}

/** The URL of the next page. */
interface NextPage {
  readonly url: URL;
  /** The origin in the link, if the page is requested from the site instead. */
  readonly namedOrigin?: string;
}

/** A path segment `.` or `..`, plain or encoded. */
const DOT_SEGMENT = /(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i;

/** A site as a client uses it: the URLs on its own host and on Atlassian's gateway. */
export class Origin {
  readonly #options: OriginOptions;
  readonly #cloudId: string | undefined;

  /** @param options The site, and the credential, which decides whether the gateway belongs to it. */
  constructor(options: OriginOptions) {
    this.#options = options;
    this.#cloudId = options.credential?.kind === "scoped-token" ? options.credential.cloudId : undefined;
  }

  /** The site itself. */
  get site(): Site {
    return this.#options.site;
  }

  /**
   * Whether a URL belongs to the site, so that its credential may be sent there: inside the site itself, or below the
   * gateway's URL for the credential's tenant.
   */
  isOwn(url: URL): boolean {
    if (isInsideSite(this.site, url)) return true;
    if (this.#cloudId === undefined || url.username !== "" || url.password !== "") return false;
    if (PATH_TRAVERSAL.test(url.pathname)) return false;
    const cloudId = this.#cloudId;
    return (["jira", "confluence"] as const).some((product) => {
      const base = new URL(`${gatewayUrl(cloudId, product)}/`);
      return url.origin === base.origin && url.pathname.startsWith(base.pathname);
    });
  }

  /**
   * The URL of a path of a product.
   *
   * @throws {TypeError} if the path or a value of the query has the wrong type.
   * @throws {UsageError} if the path does not begin with exactly one `/`, contains `..` or a fragment, or the site is
   * the other product.
   */
  url(product: Product | undefined, path: string, query?: Query): URL {
    requireString({ path });
    const base = this.#base(product);
    const wellFormed = /^\/(?![/\\])[^\\#]*$/.test(path) && !hasControl(path) &&
      !DOT_SEGMENT.test(path.split("?")[0] ?? "");
    const url = wellFormed ? urlOf(`${base}${path}`) : null;
    if (url === null || !this.isOwn(url)) {
      throw new UsageError(`Invalid path: "${shorten(printable(path), 100)}"`, {
        hint: "Give a path such as /rest/api/2/myself, without scheme and host",
      });
    }
    return withQuery(url, query);
  }

  /**
   * Resolves a link in a response.
   *
   * Even behind the gateway, links name the site, and they omit or repeat `/wiki` and the context path. All of these
   * forms resolve to the base in use. A link out of the site is refused.
   *
   * @throws {AtlcliError} `redirect-refused`, naming both hosts.
   */
  resolve(product: Product | undefined, link: string): URL {
    requireString({ link });
    const { site } = this.#options;
    const absolute = urlOf(link);
    if (absolute !== null && !this.isOwn(absolute)) {
      throw refusedLink(site.host, absolute.host === "" ? absolute.protocol : absolute.host);
    }
    if (absolute !== null && (this.#cloudId === undefined || !isInsideSite(site, absolute))) return absolute;
    const path = absolute === null ? link : `${absolute.pathname}${absolute.search}`;
    try {
      return this.url(product, this.#below(product, path.split("#", 1)[0] ?? ""));
    } catch (error) {
      if (error instanceof UsageError) throw refusedLink(site.host, shorten(printable(link), 100));
      throw error;
    }
  }

  /**
   * Resolves the link to the next page, as {@linkcode Origin.resolve} does.
   *
   * A server whose base URL is configured differently (behind a reverse proxy, for example) names another origin or
   * context path. If the link leads to the same resource there, the page is requested from the site, with the link's
   * query. Nothing is sent to the other origin.
   *
   * @param from The URL of the page that has the link.
   * @throws {AtlcliError} `redirect-refused`, naming both hosts, for any other link out of the site.
   */
  resolveNext(product: Product | undefined, link: string, from: URL): NextPage {
    const absolute = urlOf(link);
    if (absolute === null || this.isOwn(absolute) || !this.#isSameResource(absolute, from)) {
      return { url: this.resolve(product, link) };
    }
    const url = new URL(from);
    url.search = absolute.search;
    return { url, namedOrigin: absolute.origin };
  }

  /** Whether a URL differs from one of the site only in origin, context path and query. */
  #isSameResource(url: URL, own: URL): boolean {
    const path = this.pathOf(own);
    return /^https?:$/.test(url.protocol) && url.username === "" && url.password === "" && path.length > 1 &&
      this.isOwn(own) && url.pathname.endsWith(path);
  }

  /** The path of a URL below the site or the gateway's tenant: `/rest/api/3/myself`. */
  pathOf(url: URL): string {
    if (isInsideSite(this.site, url)) return url.pathname.slice(this.site.contextPath.length);
    return url.pathname.replace(/^\/ex\/[^/]+\/[^/]+/, "");
  }

  #base(product: Product | undefined): string {
    const { deployment, site, product: only } = this.#options;
    if (only !== undefined && product !== undefined && product !== only && deployment === "data-center") {
      throw new UsageError(`"${site.url}" is ${NAMES[only]}, not ${NAMES[product]}`, {
        hint: `Use a profile whose site is ${NAMES[product]}`,
      });
    }
    return productUrl(site, { product: product ?? "jira", deployment, cloudId: this.#cloudId });
  }

  /** Removes the part of a link's path that the base already has. */
  #below(product: Product | undefined, path: string): string {
    const prefixes = [new URL(this.#base(product)).pathname, this.#pagePrefix(product)];
    const prefix = prefixes.find((candidate) => candidate.length > 1 && path.startsWith(`${candidate}/`));
    return path.slice(prefix?.length ?? 0);
  }

  /** The path before `/rest` and `/api` on the site's own host. */
  #pagePrefix(product: Product | undefined): string {
    const { deployment, site } = this.#options;
    return new URL(productUrl(site, { product: product ?? "jira", deployment })).pathname;
  }
}

/** Adds parameters to a URL. */
export function withQuery(url: URL, query: Query = {}): URL {
  const more = new URL(url);
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one === undefined) continue;
      if (!["string", "number", "boolean"].includes(typeof one)) {
        throw invalid(`query.${name}`, one, "a string, a number or a boolean");
      }
      more.searchParams.append(name, String(one));
    }
  }
  return more;
}

const NAMES: Readonly<Record<Product, string>> = { jira: "Jira", confluence: "Confluence" };

function refusedLink(from: string, to: string): AtlcliError {
  return new AtlcliError("redirect-refused", `Refused to follow a link from "${from}" to "${to}"`, {
    hint: "The response links to a host outside the site, where its token must not be sent",
  });
}
