/**
 * The credentials file at one moment: its content, its real path, and who else can write it.
 *
 * @module
 */
import { type CredentialsFile, decodeCredentialsFile, NO_PROFILES, requireSize } from "../file/file.ts";
import type { FileStat, Host } from "../../core/host.ts";
import type { Profile } from "../profile.ts";
import { unusable } from "./errors.ts";
import { changeRefused, describeWriters, profileRefused } from "./refusal.ts";
import { shellWord } from "../../core/shell_word.ts";
import { inspectPath, type OtherWriter, type TrustHost } from "../../core/trust.ts";

/** Options of {@linkcode Snapshot.requireTrusted}. */
export interface TrustOptions {
  /**
   * Whether something other than the file confirms the profile's site: `ATLCLI_SITE`, or the site in its keychain item.
   *
   * @default {false}
   */
  readonly isConfirmed?: boolean;
}

/** The credentials file at one moment. */
export interface Snapshot {
  /** The path of the file. */
  readonly path: string;
  /** The content of the file. */
  readonly file: CredentialsFile;
  /** Warnings for the user, one sentence each. */
  readonly warnings: readonly string[];
  /** Everything on the file's path that users other than this one and root can change; empty if the file is trusted. */
  readonly writers: readonly OtherWriter[];
  /**
   * Refuses an untrusted profile if others could have written it: one with members that run a program or steer traffic,
   * or whose site nothing else confirms.
   *
   * @throws {StorageError} `credentials-file-untrusted`
   */
  requireTrusted(profile: Profile, options?: TrustOptions): void;
  /**
   * Refuses a change of the file if others can write it.
   *
   * @throws {StorageError} `credentials-file-untrusted`
   */
  requireChangeable(): void;
}

/** A snapshot, with data for writers. */
export interface Reading {
  readonly snapshot: Snapshot;
  /** The real path of the file, with links resolved. A change replaces this file. */
  readonly target: string;
  /** The bytes of the file, including its secrets; `undefined` if it does not exist. */
  readonly bytes: Uint8Array | undefined;
}

interface Place {
  readonly path: string;
  readonly folder: string;
}

/**
 * Reads the file.
 *
 * It inspects the path first: what only this user can write cannot be changed by others before it is read.
 *
 * @throws {StorageError} if it is invalid, or not a regular file.
 * @throws {FileFault} if the system refuses.
 */
export async function readCredentials(host: TrustHost, place: Place): Promise<Reading> {
  const { path } = place;
  const { target, stat, writers } = await inspectPath(host, path);
  if (stat !== undefined) requireFile(stat, path);
  const bytes = stat && await host.files.read(target);
  const file = bytes === undefined ? NO_PROFILES : decodeCredentialsFile(bytes, path);
  const warnings = [
    ...(stat === undefined ? await deadLinks(host, place) : []),
    ...describeWriters(writers),
    ...(writers.length === 0 ? readers(stat, path) : []),
    ...missingActive(file, path),
  ];
  return { snapshot: { path, file, warnings, writers, ...refusals(path, writers) }, target, bytes };
}

function refusals(
  path: string,
  writers: readonly OtherWriter[],
): Pick<Snapshot, "requireTrusted" | "requireChangeable"> {
  return {
    requireTrusted: (profile, { isConfirmed = false } = {}) => {
      const refusal = profileRefused(profile, { writers, isConfirmed });
      if (refusal !== undefined) throw refusal;
    },
    requireChangeable: () => {
      if (writers.length > 0) throw changeRefused(path, writers);
    },
  };
}

function requireFile(stat: FileStat, path: string): void {
  if (stat.kind !== "file") {
    const what = stat.kind === "folder" ? "a folder" : "no file";
    throw unusable(`Cannot use the credentials file "${path}": it is ${what}`, {
      hint: "Move it away and try again",
    });
  }
  requireSize(stat.size, path);
}

function readers(stat: FileStat | undefined, path: string): readonly string[] {
  if (((stat?.mode ?? 0) & 0o044) === 0) return [];
  return [
    `Others can read the credentials file "${path}"; the next change closes it, or: chmod 600 ${
      shellWord(path)
    }`,
  ];
}

async function deadLinks(host: Pick<Host, "files">, place: Place): Promise<readonly string[]> {
  const dead = await Promise.all([place.folder, place.path].map(async (path) => {
    const link = await host.files.stat(path, { follow: false });
    if (link?.kind !== "link" || await host.files.stat(path) !== undefined) return [];
    return [`"${path}" is a link to "${await host.files.resolve(path)}", which does not exist`];
  }));
  return dead.flat();
}

function missingActive(file: CredentialsFile, path: string): readonly string[] {
  const { currentProfile } = file;
  if (currentProfile === undefined || file.profiles.has(currentProfile)) return [];
  return [`The active profile "${currentProfile}" is not in the credentials file "${path}"`];
}
