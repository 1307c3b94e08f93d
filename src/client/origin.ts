/**
 * Where requests go, and where a credential may go with them.
 *
 * Pure.
 *
 * @module
 */
import type { Credential } from "../core/credential.ts";
import { AtlcliError, UsageError } from "../core/errors.ts";
import { gatewayUrl } from "../site/gateway.ts";
import { type Deployment, HIDDEN_STEP, type Product, type Site } from "../site/site.ts";
import { isInsideSite, productUrl } from "../site/urls.ts";
import { hasControl, printable, shorten } from "../core/text.ts";
import { urlOf } from "../core/url.ts";

/** The values of a query. A list is sent as one parameter a value; what is `undefined` is not sent. */
export type Query = Readonly<
  Record<string, string | number | boolean | readonly (string | number)[] | undefined>
>;

/** Options of {@linkcode Origin}. */
export interface OriginOptions {
  readonly site: Site;
  readonly deployment: Deployment;
  /** The product of a Data Center base. */
  readonly product?: Product | undefined;
  readonly credential?: Credential | undefined;
}

/** Where the next page is. */
export interface NextPage {
  readonly url: URL;
  /** The origin that the link named, if the page is asked for on the site in its place. */
  readonly namedOrigin?: string;
}

/** A path that is meant to lead out of where it stands. */
const DOT_SEGMENT = /(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i;

/** A site as a client sees it: the addresses that belong to it, on its own host and on Atlassian's gateway. */
export class Origin {
  readonly #options: OriginOptions;
  readonly #cloudId: string | undefined;

  /** @param options The site, and the credential that decides whether the gateway belongs to it. */
  constructor(options: OriginOptions) {
    this.#options = options;
    this.#cloudId = options.credential?.kind === "scoped-token" ? options.credential.cloudId : undefined;
  }

  /** The site itself. */
  get site(): Site {
    return this.#options.site;
  }

  /**
   * Whether an address belongs to the site, which is where its credential may go: inside the site itself, or below the
   * gateway's address for the tenant of the credential.
   */
  isOwn(url: URL): boolean {
    if (isInsideSite(this.site, url)) return true;
    if (this.#cloudId === undefined || url.username !== "" || url.password !== "") return false;
    if (HIDDEN_STEP.test(url.pathname)) return false;
    const cloudId = this.#cloudId;
    return (["jira", "confluence"] as const).some((product) => {
      const base = new URL(`${gatewayUrl(cloudId, product)}/`);
      return url.origin === base.origin && url.pathname.startsWith(base.pathname);
    });
  }

  /**
   * The address of a path of a product.
   *
   * @throws {UsageError} when the path does not begin with one `/`, climbs with `..`, or holds a fragment; or when the
   * site is the other product.
   */
  url(product: Product | undefined, path: string, query?: Query): URL {
    const base = this.#base(product);
    const wellFormed = /^\/(?![/\\])[^\\#]*$/.test(path) && !hasControl(path) &&
      !DOT_SEGMENT.test(path.split("?")[0] ?? "");
    const url = wellFormed ? urlOf(`${base}${path}`) : null;
    if (url === null || !this.isOwn(url)) {
      throw new UsageError(`Not a path of the site: "${shorten(printable(path), 100)}"`, {
        hint: "Give a path such as /rest/api/2/myself, without scheme and host",
      });
    }
    return withQuery(url, query);
  }

  /**
   * The address that a link in an answer leads to.
   *
   * Links name the site also when the gateway answered, and leave out or repeat `/wiki` and the context path: all of
   * that leads to the base in use. A link that leads out of the site is refused.
   *
   * @throws {AtlcliError} `redirect-refused`, naming both hosts.
   */
  resolve(product: Product | undefined, link: string): URL {
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
   * The address of the next page that an answer links to, as {@linkcode Origin.resolve} has it.
   *
   * A server whose base URL is configured differently (behind a reverse proxy, say) names another origin or context path.
   * If the link leads to the same resource there, the next page is that resource here, with the link's query: nothing is
   * sent to the other origin.
   *
   * @param from The address of the page that has the link.
   * @throws {AtlcliError} `redirect-refused`, naming both hosts, if it leads to anything else outside the site.
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

  /** Whether an address differs from one of the site in origin, context path and query only. */
  #isSameResource(url: URL, own: URL): boolean {
    const path = this.pathOf(own);
    return /^https?:$/.test(url.protocol) && url.username === "" && url.password === "" && path.length > 1 &&
      this.isOwn(own) && url.pathname.endsWith(path);
  }

  /** The path of an address of the site, below the site or the gateway's tenant: `/rest/api/3/myself`. */
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

  /** A link's path without what the base has already. */
  #below(product: Product | undefined, path: string): string {
    const prefixes = [new URL(this.#base(product)).pathname, this.#pagePrefix(product)];
    const prefix = prefixes.find((candidate) => candidate.length > 1 && path.startsWith(`${candidate}/`));
    return path.slice(prefix?.length ?? 0);
  }

  /** What stands before `/rest` and `/api` on the site's own host. */
  #pagePrefix(product: Product | undefined): string {
    const { deployment, site } = this.#options;
    return new URL(productUrl(site, { product: product ?? "jira", deployment })).pathname;
  }
}

/** An address with more parameters. */
export function withQuery(url: URL, query: Query = {}): URL {
  const more = new URL(url);
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) more.searchParams.append(name, String(one));
    }
  }
  return more;
}

const NAMES: Readonly<Record<Product, string>> = { jira: "Jira", confluence: "Confluence" };

function refusedLink(from: string, to: string): AtlcliError {
  return new AtlcliError("redirect-refused", `Refused to follow a link from "${from}" to "${to}"`, {
    hint: "The answer names an address outside the site, where its token must not go",
  });
}
