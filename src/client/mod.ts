/**
 * The client: sends requests to one site with its credential, and handles redirects, retries and limits.
 *
 * @example Send a request with explicit credentials
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { DEFAULT_LIMITS } from "@atlcli/atlcli/client";
 *
 * const { client } = await connect({ maxRetries: DEFAULT_LIMITS.maxRetries + 1 });
 * console.log((await client.json({ path: "/rest/api/2/serverInfo" })));
 * ```
 *
 * @module
 */
export {
  type ApiRequest,
  type Client,
  type ClientEvent,
  type ClientOptions,
  createClient,
  DEFAULT_LIMITS,
  type FaultEvent,
  type JsonResponse,
  type Limits,
  type Query,
  type RequestBody,
  type RequestEvent,
  type ResponseEvent,
  type Shape,
  type WaitEvent,
} from "./client.ts";
export type { FailedResponse } from "./http_errors.ts";
export { type AnyPage, paginate } from "./paginate.ts";
export type { ApiToken, PersonalAccessToken, ScopedToken } from "../core/credential.ts";
export type { ProxyServer } from "../core/proxy_server.ts";
export { isInsideSite } from "../site/urls.ts";
