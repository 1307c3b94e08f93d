/**
 * The credentials file as text: `~/.atlcli/credentials.json`.
 *
 * Reading is strict: what does not fit is refused with its line and column, or the path of its member, and no secret is
 * ever quoted. Members that this version does not know are kept as they are, at every level.
 *
 * Pure; `profile/store/` reads and writes the file itself.
 *
 * @module
 */
import { StorageError } from "../../core/errors.ts";
import { JsonTextError, parseJson, parseJsonBytes } from "../../core/strict_json.ts";
import type { Profile } from "../profile.ts";
import { fromProfile, toProfile } from "./entry.ts";
import { MemberProblem, membersOf, memberText, object, text, unknownOf } from "./schema.ts";

/** The content of the credentials file. */
export interface CredentialsFile {
  /** The active profile's name; a file written by hand may name one that is not there. */
  readonly currentProfile?: string;
  /** The profiles by name, in the file's order. */
  readonly profiles: ReadonlyMap<string, Profile>;
  /** Members beside these two, kept as they are. */
  readonly unknown?: Readonly<Record<string, unknown>>;
}

/** The content of a file that does not exist. */
export const NO_PROFILES: CredentialsFile = { profiles: new Map() };

/** Members that this version knows. */
const MEMBERS = { currentProfile: text, profiles: object };

/** The largest file, in bytes: about 40,000 profiles. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;

/**
 * Reads the file.
 *
 * `pat` is an alias of `apiToken`; an empty text in an optional member counts as absent; a profile without `name` has
 * its key's.
 *
 * @param content The file's bytes, or its text.
 * @param path The file, for the error.
 * @throws {StorageError} `credentials-file`, when it is not JSON or does not fit.
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

/** The file's text: two spaces to a level, members in the documented order, unknown ones last, a newline at the end. */
export function encodeCredentialsFile(file: CredentialsFile): string {
  const profiles = [...file.profiles].map(([name, profile]) => [name, fromProfile(profile)]);
  const content = {
    currentProfile: file.currentProfile,
    profiles: Object.fromEntries(profiles),
    ...unknownOf(file.unknown ?? {}, MEMBERS),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

/** What is wrong with the file, and where; `undefined` when an error is not about the file. */
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
 * @param size Its bytes.
 * @throws {StorageError} `credentials-file`
 */
export function requireSize(size: number, path: string): void {
  if (size <= MAX_FILE_BYTES) return;
  throw unusable(path, `it has more than ${MAX_FILE_BYTES} bytes`);
}

/** The error for a file that cannot be used. */
function unusable(path: string, problem: string): StorageError {
  return new StorageError("credentials-file", `Cannot use the credentials file "${path}": ${problem}`, {
    data: { kind: "damaged-file", file: path },
  });
}
