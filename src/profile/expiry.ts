/**
 * When a profile's token expires.
 *
 * Pure.
 *
 * @module
 */
import { parseIsoTime } from "../core/calendar.ts";
import type { Profile } from "./profile.ts";

/** How long before its end a token counts as expiring, in milliseconds: 14 days. */
const SOON_MS = 14 * 24 * 60 * 60 * 1000;

/** What a profile says of its token's end. `at` is in milliseconds since 1970. */
export type TokenExpiry =
  /** The profile does not say, or what it says is not a time. */
  | { readonly kind: "unknown" }
  /** `expiring`: within the given time. */
  | { readonly kind: "valid" | "expiring" | "expired"; readonly at: number };

/**
 * Whether the token of a profile has expired, or will soon, by the time that was recorded when it was stored. The server
 * decides; a token can also be revoked before.
 *
 * @example
 * ```ts
 * import { tokenExpiry } from "@atlcli/atlcli/profile";
 *
 * const profile = { tokenExpiresAt: "2027-01-31T00:00:00Z" };
 * const now = Date.parse("2027-01-20T00:00:00Z");
 * console.assert(tokenExpiry(profile, { now }).kind === "expiring");
 * console.assert(tokenExpiry(profile, { now, withinMs: 1_000 }).kind === "valid");
 * ```
 *
 * @param options `now`: milliseconds since 1970. `withinMs`: 14 days by default.
 */
export function tokenExpiry(
  profile: Pick<Profile, "tokenExpiresAt">,
  options: { readonly now: number; readonly withinMs?: number | undefined },
): TokenExpiry {
  const { now, withinMs = SOON_MS } = options;
  const at = parseIsoTime(profile.tokenExpiresAt ?? "");
  if (Number.isNaN(at)) return { kind: "unknown" };
  if (at <= now) return { kind: "expired", at };
  return { kind: at - now <= withinMs ? "expiring" : "valid", at };
}
