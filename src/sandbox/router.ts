/**
 * Finds the answer to a request: routes, and what to say where there is none.
 *
 * @module
 */
import type { Call } from "./call.ts";

/** One address and method. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below the face's base; the first group, where there is one, is the REST version. */
  readonly path: RegExp;
  /** Whether it answers everybody, so that a credential is not even looked at on Cloud. */
  readonly open?: boolean;
  readonly answer: (call: Call) => Response | Promise<Response>;
}

/**
 * A route by the path as Atlassian's documents write it: `/rest/api/{version:[23]}/issue/{key}`. A placeholder stands
 * for one segment, or for what its regular expression finds; the call has it among its `params`.
 */
export function routeAt(method: Route["method"], path: string, answer: Route["answer"]): Route {
  const source = path.replaceAll(/\{(\w+)(?::([^{}]+))?\}/g, (_, name: string, pattern = "[^/]+") => {
    return `(?<${name}>${pattern})`;
  });
  return { method, path: new RegExp(`^${source}$`), answer };
}

/** What stood in a path where its route has placeholders, decoded. */
export type Params = Readonly<Record<string, string>>;

/** What there is at a path. */
export type Match =
  | { readonly kind: "route"; readonly route: Route; readonly version: string; readonly params: Params }
  /** Nothing for this method; these would do. */
  | { readonly kind: "other-method"; readonly methods: readonly string[] }
  | { readonly kind: "nothing" };

/** Finds the route of a request. */
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

/** A segment that is not properly encoded is taken as it is, and so finds nothing. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
