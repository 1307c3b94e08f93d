/**
 * The credentials file at one moment: what it says, where it really is, and how far it can be believed.
 *
 * @module
 */
import { type CredentialsFile, decodeCredentialsFile, NO_PROFILES, requireSize } from "../file/file.ts";
import type { FileStat, Host } from "../../core/host.ts";
import type { Profile } from "../profile.ts";
import { unusable } from "./errors.ts";
import { changeRefused, describeWriters, profileRefused } from "./refusal.ts";
import { inspectPath, type OtherWriter, type TrustHost } from "./trust.ts";

/** Options of {@linkcode Snapshot.requireTrusted}. */
export interface TrustOptions {
  /**
   * Whether something else than the file says that this is the profile's address: `ATLCLI_SITE`, or the site that its
   * keychain item carries.
   *
   * @default {false}
   */
  readonly isConfirmed?: boolean;
}

/** The credentials file at one moment. */
export interface Snapshot {
  /** Where it is. */
  readonly path: string;
  /** What it says. */
  readonly file: CredentialsFile;
  /** What a person should be told, a sentence each. */
  readonly warnings: readonly string[];
  /** What others than this user and root can change on the way to the file; empty when it is this user's own. */
  readonly writers: readonly OtherWriter[];
  /**
   * Refuses a profile when others than this user and root could have written it: one with members that run a program or
   * steer traffic, and one whose address nothing else confirms.
   *
   * @throws {StorageError} `credentials-file-untrusted`
   */
  requireTrusted(profile: Profile, options?: TrustOptions): void;
  /**
   * Refuses a change of the file when others than this user and root can write it.
   *
   * @throws {StorageError} `credentials-file-untrusted`
   */
  requireChangeable(): void;
}

/** A snapshot, and what only a writer needs. */
export interface Reading {
  readonly snapshot: Snapshot;
  /** Where the file really is, when its path is a link: this is what is replaced. */
  readonly target: string;
  /** Its bytes, secrets and all; `undefined` when it is not there. */
  readonly bytes: Uint8Array | undefined;
}

interface Place {
  readonly path: string;
  readonly folder: string;
}

/**
 * Reads the file.
 *
 * Its path is looked at first: what is found to be this user's own cannot be changed by others before it is read.
 *
 * @throws {StorageError} when it does not fit, or is no file.
 * @throws {FileFault} when the system refuses.
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
    `Others can read the credentials file "${path}"; the next change closes it, or: chmod 600 "${path}"`,
  ];
}

async function deadLinks(host: Pick<Host, "files">, place: Place): Promise<readonly string[]> {
  const dead = await Promise.all([place.folder, place.path].map(async (path) => {
    const link = await host.files.stat(path, { follow: false });
    if (link?.kind !== "link" || await host.files.stat(path) !== undefined) return [];
    return [`"${path}" is a link to "${await host.files.resolve(path)}", where nothing is`];
  }));
  return dead.flat();
}

function missingActive(file: CredentialsFile, path: string): readonly string[] {
  const { currentProfile } = file;
  if (currentProfile === undefined || file.profiles.has(currentProfile)) return [];
  return [`The active profile "${currentProfile}" is not in the credentials file "${path}"`];
}
