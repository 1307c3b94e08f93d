/**
 * Tells the user in time that a token expires.
 *
 * @module
 */
import type { Profile } from "../../../../mod.ts";
import { type TokenExpiry, tokenExpiry } from "../../../profile/mod.ts";
import { loginCommand } from "../../errors/commands.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** The end of a token in words: `expires on 2027-01-31, in 9 days`. */
export function expiryText({ kind, at }: Exclude<TokenExpiry, { kind: "unknown" }>, now: number): string {
  const day = new Date(at).toISOString().slice(0, 10);
  if (kind === "expired") return `expired on ${day}`;
  const days = Math.ceil((at - now) / DAY_MS);
  return `expires on ${day}, in ${days} ${days === 1 ? "day" : "days"}`;
}

/** A warning with the next step, from 14 days before the token of a profile expires. */
export function expiryWarnings(profile: Profile, now: number): readonly string[] {
  const expiry = tokenExpiry(profile, { now });
  if (expiry.kind === "unknown" || expiry.kind === "valid") return [];
  const next = loginCommand({ profile: profile.name });
  return [
    `The token of profile "${profile.name}" ${expiryText(expiry, now)}. Create a new one, then: ${next}`,
  ];
}
