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

/** What there is at a path. */
export type Match =
  | { readonly kind: "route"; readonly route: Route; readonly version: string }
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
    return { kind: "route", route, version: route.path.exec(request.path)?.[1] ?? "" };
  }
  if (here.length === 0) return { kind: "nothing" };
  return { kind: "other-method", methods: here.map((candidate) => candidate.method) };
}
