/**
 * Sign in to Atlassian from Deno, Node and Bun: find the credential that `atlcli` would use, and send it to its own site
 * only.
 *
 * This entry has what most scripts need. Typed calls are in `@atlcli/atlcli/jira` and `@atlcli/atlcli/confluence`; the
 * parts are in `/profile`, `/resolver`, `/client` and `/sign-in`.
 *
 * @example Send a signed request
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 *
 * const { client, resolution } = await connect();
 * console.log(resolution.site.url, await client.json({ path: "/rest/api/2/myself" }));
 * ```
 *
 * @module
 */
export { connect, type Connection, type ConnectOptions, type Library, openLibrary } from "./src/connect.ts";
export type { Network, NetworkOptions } from "./src/network/open.ts";
export type { LimitOptions } from "./src/network/limits.ts";
export type { NetworkSettings } from "./src/network/transport.ts";
export type {
  ApiRequest,
  Client,
  ClientEvent,
  JsonResponse,
  Limits,
  Query,
  Shape,
} from "./src/client/client.ts";
export { type AnyPage, paginate } from "./src/client/paginate.ts";
export type { Profile, TokenStore } from "./src/profile/profile.ts";
export type { Resolution } from "./src/resolver/resolve.ts";
export { formatProvenance, type Provenance } from "./src/resolver/provenance.ts";
export {
  type Deployment,
  isSameSite,
  type ParsedSite,
  parseSite,
  type ParseSiteOptions,
  type Product,
  type Site,
  siteOf,
} from "./src/site/site.ts";
export type { Credential } from "./src/core/credential.ts";
export { Secret } from "./src/core/secret.ts";
export type { SecretStore } from "./src/core/secret_store.ts";
export { type Identity, whoAmI } from "./src/sign_in/identity.ts";
export {
  AtlcliError,
  CredentialError,
  type ErrorCode,
  type ErrorData,
  type ErrorDataByKind,
  HttpError,
  KeychainError,
  NetworkError,
  StorageError,
  UsageError,
} from "./src/core/errors.ts";
export type { Host } from "./src/core/host.ts";
export { systemHost } from "./src/host/system.ts";
export { VERSION } from "./src/core/version.ts";
