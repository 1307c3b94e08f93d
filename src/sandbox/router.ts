/**
 * Routes requests.
 *
 * @module
 */
import type { Call } from "./call.ts";

/** A route: a path and a method. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** The pattern below the face's base; its first group, if any, is the REST version. */
  readonly path: RegExp;
  /** Whether it is public, so that Cloud ignores credentials. */
  readonly open?: boolean;
  readonly answer: (call: Call) => Response | Promise<Response>;
}

/**
 * Creates a route from a path as in Atlassian's documents: `/rest/api/{version:[23]}/issue/{key}`. A placeholder
 * matches one segment, or its regular expression; the value is in the call's `params`.
 */
export function routeAt(method: Route["method"], path: string, answer: Route["answer"]): Route {
  const source = path.replaceAll(/\{(\w+)(?::([^{}]+))?\}/g, (_, name: string, pattern = "[^/]+") => {
    return `(?<${name}>${pattern})`;
  });
  return { method, path: new RegExp(`^${source}$`), answer };
}

/** The decoded values of a route's placeholders. */
export type Params = Readonly<Record<string, string>>;

/** The result of matching a path. */
export type Match =
  | { readonly kind: "route"; readonly route: Route; readonly version: string; readonly params: Params }
  /** The path exists, but only with these methods. */
  | { readonly kind: "other-method"; readonly methods: readonly string[] }
  | { readonly kind: "nothing" };

/** Finds the route for a request. */
export function matchRoute(
  routes: readonly Route[],
  request: { readonly method: string; readonly path: string },
): Match {
  const here = routes.filter((route) => route.path.test(request.path));
  const route = here.find((candidate) => candidate.method === request.method);
  if (route !== undefined) {
    const found = route.path.exec(request.path);
    return { kind: "route", route, version: found?.[1] ?? "", params: decoded(found?.groups ?? {}) };
  }
  if (here.length === 0) return { kind: "nothing" };
  return { kind: "other-method", methods: here.map((candidate) => candidate.method) };
}

function decoded(groups: Params): Params {
  return Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, decode(text)]));
}

/** An invalid encoding is kept, and matches nothing. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
