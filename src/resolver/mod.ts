/**
 * The resolver: selects site, account and token, and reports the source of each.
 *
 * @example Show the credential that a command would use here
 * ```ts
 * import { formatProvenance, openLibrary } from "@atlcli/atlcli";
 * import { resolveCredential } from "@atlcli/atlcli/resolver";
 *
 * const { resolver } = openLibrary();
 * const { site, provenance } = await resolveCredential(resolver);
 * console.log(site.url, formatProvenance(provenance.token));
 * ```
 *
 * @module
 */
export {
  type Resolution,
  resolveCredential,
  type ResolvedTarget,
  type ResolveRequest,
  type ResolverParts,
  resolveTarget,
  resolveToken,
} from "./resolve.ts";
export { type EnvironmentSettings, type EnvironmentToken, readEnvironment } from "./environment.ts";
export { formatProvenance, type Provenance, type SetAside, warningsOf } from "./provenance.ts";
export { type ProfileInUse, resolveProfile } from "./profile_in_use.ts";
export type { ProfileRefusal } from "./refusal.ts";
export type { Target } from "./target.ts";
export type { FoundToken, TokenQuestion } from "./token_sources.ts";
