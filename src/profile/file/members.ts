/**
 * What the credentials file says, once it is no text any more.
 *
 * @module
 */
import { membersOf, object, text, unknownOf } from "./schema.ts";
import { toProfile } from "./entry.ts";
import type { Profile } from "../profile.ts";

/** What the credentials file says. */
export interface CredentialsFile {
  /** The active profile's name; a file written by hand may name one that is not there. */
  readonly currentProfile?: string;
  /** The profiles by name, in the file's order. */
  readonly profiles: ReadonlyMap<string, Profile>;
  /** Members beside these two, kept as they are. */
  readonly unknown?: Readonly<Record<string, unknown>>;
}

/** What a file that is not there says. */
export const NO_PROFILES: CredentialsFile = { profiles: new Map() };

/** The members that this version knows. */
export const MEMBERS = { currentProfile: text, profiles: object };

/** The file. @throws {MemberProblem} */
export function toFile(value: unknown): CredentialsFile {
  const members = object(value, []);
  const { currentProfile = "", profiles = {} } = membersOf(members, { shape: MEMBERS, path: [] });
  const unknown = unknownOf(members, MEMBERS);
  return {
    ...(currentProfile !== "" && { currentProfile }),
    profiles: new Map(Object.entries(profiles).map(([name, profile]) => [name, toProfile(name, profile)])),
    ...(unknown !== undefined && { unknown }),
  };
}
