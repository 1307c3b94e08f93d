/**
 * The text of the credentials file: `~/.atlcli/credentials.json`.
 *
 * Reading is strict: an error names line and column, or the path of the member, and never quotes a secret. Unknown
 * members are preserved at every level.
 *
 * Pure; `profile/store/` reads and writes the file itself.
 *
 * @module
 */
import { StorageError } from "../../core/errors.ts";
import { JsonTextError, parseJson, parseJsonBytes } from "../../core/strict_json.ts";
import type { Profile } from "../profile.ts";
import { fromProfile, toProfile } from "./profile_members.ts";
import { MemberProblem, membersOf, memberText, object, text, unknownOf } from "./validators.ts";

/** The content of the credentials file. */
export interface CredentialsFile {
  /** The active profile's name. A file edited by hand may name a profile that does not exist. */
  readonly currentProfile?: string;
  /** The profiles by name, in the file's order. */
  readonly profiles: ReadonlyMap<string, Profile>;
  /** All other members, preserved when the file is written. */
  readonly unknown?: Readonly<Record<string, unknown>>;
}

/** The content of a file that does not exist. */
export const NO_PROFILES: CredentialsFile = { profiles: new Map() };

/** The members that this version knows. */
const MEMBERS = { currentProfile: text, profiles: object };

/** Maximum size of the file, in bytes: about 40,000 profiles. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;

/**
 * Parses the file.
 *
 * `pat` is an alias of `apiToken`. An empty optional member counts as absent. A profile without `name` takes its key's.
 *
 * @param content The file's bytes, or its text.
 * @param path The file's path, for the error.
 * @throws {StorageError} `credentials-file` if it is not JSON or has an invalid member.
 */
export function decodeCredentialsFile(content: Uint8Array | string, path: string): CredentialsFile {
  requireSize(content.length, path);
  try {
    return toFile(typeof content === "string" ? parseJson(content) : parseJsonBytes(content));
  } catch (error) {
    const problem = problemOf(error);
    if (problem === undefined) throw error;
    throw unusable(path, problem);
  }
}

/**
 * Formats the file: indented by two spaces, members in the documented order, unknown ones last, with a final newline.
 */
export function encodeCredentialsFile(file: CredentialsFile): string {
  const profiles = [...file.profiles].map(([name, profile]) => [name, fromProfile(profile)]);
  const content = {
    currentProfile: file.currentProfile,
    profiles: Object.fromEntries(profiles),
    ...unknownOf(file.unknown ?? {}, MEMBERS),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

/** Describes an error of the file and its place; `undefined` if the error has another cause. */
function problemOf(error: unknown): string | undefined {
  if (error instanceof JsonTextError) return `line ${error.line}, column ${error.column}: ${error.problem}`;
  if (error instanceof MemberProblem) return `${memberText(error.path)}: ${error.message}`;
  return undefined;
}

/** @throws {MemberProblem} if a member is invalid. */
function toFile(value: unknown): CredentialsFile {
  const members = object(value, []);
  const { currentProfile = "", profiles = {} } = membersOf(members, { shape: MEMBERS, path: [] });
  const unknown = unknownOf(members, MEMBERS);
  return {
    ...(currentProfile !== "" && { currentProfile }),
    profiles: new Map(Object.entries(profiles).map(([name, profile]) => [name, toProfile(name, profile)])),
    ...(unknown !== undefined && { unknown }),
  };
}

/**
 * Refuses a file that is too large.
 *
 * @param size The file's size in bytes.
 * @throws {StorageError} `credentials-file` if it is more than 16 MiB.
 */
export function requireSize(size: number, path: string): void {
  if (size <= MAX_FILE_BYTES) return;
  throw unusable(path, `larger than ${MAX_FILE_BYTES} bytes`);
}

/** Creates the error for a file that is unusable. */
function unusable(path: string, problem: string): StorageError {
  return new StorageError("credentials-file", `Cannot use the credentials file "${path}": ${problem}`, {
    data: { kind: "damaged-file", file: path },
  });
}
