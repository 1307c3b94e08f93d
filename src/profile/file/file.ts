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
import { MemberProblem, memberText, unknownOf } from "./schema.ts";
import { type CredentialsFile, MEMBERS, toFile } from "./members.ts";
import { fromProfile } from "./entry.ts";
import { requireSize, unusable } from "./refusal.ts";
import { JsonTextError, parseJson, parseJsonBytes } from "../../core/strict_json.ts";

export type { CredentialsFile } from "./members.ts";

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
