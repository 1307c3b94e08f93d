/**
 * The credentials file at one moment: what it says, where it really is, and how far it can be believed.
 *
 * @module
 */
import { type CredentialsFile, decodeCredentialsFile, NO_PROFILES, requireSize } from "../file/file.ts";
import type { FileStat, Host } from "../../core/host.ts";
import { parentPath } from "../../core/paths.ts";
import type { Profile } from "../profile.ts";
import { unusable } from "./errors.ts";

/** Options of {@linkcode Snapshot.requireTrusted}. */
export interface TrustOptions {
  /**
   * Whether the profile alone says where a token goes that is not the file's own: then its address steers, too.
   *
   * @default {false}
   */
  readonly steersToken?: boolean;
}

/** The credentials file at one moment. */
export interface Snapshot {
  /** Where it is. */
  readonly path: string;
  /** What it says. */
  readonly file: CredentialsFile;
  /** What a person should be told, a sentence each. */
  readonly warnings: readonly string[];
  /**
   * Refuses a profile with members that run a program or steer traffic, when others than this user (and root) could
   * have written them.
   *
   * @throws {StorageError} `credentials-file`
   */
  requireTrusted(profile: Profile, options?: TrustOptions): void;
}

/** A snapshot, and what only a writer needs. */
export interface Reading {
  readonly snapshot: Snapshot;
  /** Where the file really is, when its path is a link: this is what is replaced. */
  readonly target: string;
  /** Its bytes, secrets and all; `undefined` when it is not there. */
  readonly bytes: Uint8Array | undefined;
}

/** Members that run a program or steer traffic. */
const STEERING = [
  "tokenCommand",
  "tokenEnv",
  "proxy",
  "caFile",
  "clientCertFile",
  "clientKeyFile",
  "apiBaseUrl",
  "allowHttp",
] as const;

interface Place {
  readonly path: string;
  readonly folder: string;
}

/**
 * Reads the file.
 *
 * @throws {StorageError} when it does not fit, or is no file.
 * @throws {FileFault} when the system refuses.
 */
export async function readCredentials(host: Pick<Host, "files" | "userId">, place: Place): Promise<Reading> {
  const { files } = host;
  const { path } = place;
  const itself = await files.stat(path, { follow: false });
  const isPlain = itself !== undefined && itself.kind !== "link";
  const target = isPlain ? path : await files.resolve(path);
  const stat = isPlain ? itself : await files.stat(target);
  if (stat !== undefined) requireFile(stat, path);
  const bytes = stat && await files.read(target);
  const file = bytes === undefined ? NO_PROFILES : decodeCredentialsFile(bytes, path);
  const writers = await othersWhoWrite(host, { ...place, target, stat });
  const warnings = [
    ...(stat === undefined ? await deadLinks(host, place) : []),
    ...writers,
    ...readers(stat, path),
    ...missingActive(file, path),
  ];
  return {
    snapshot: {
      path,
      file,
      warnings,
      requireTrusted: (profile, options) => requireTrusted(profile, { ...options, writers }),
    },
    target,
    bytes,
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

/** Who besides this user and root can write the file, or put another in its place: a sentence each. */
async function othersWhoWrite(
  host: Pick<Host, "files" | "userId">,
  place: Place & { readonly target: string; readonly stat: FileStat | undefined },
): Promise<readonly string[]> {
  const user = host.userId();
  const found = [writerOf(place.stat, user, `the credentials file "${place.path}"`)];
  for (const folder of new Set([place.folder, parentPath(place.target) ?? place.folder])) {
    found.push(writerOf(await host.files.stat(folder), user, `the folder "${folder}"`));
  }
  return found.filter((writer) => writer !== undefined);
}

function writerOf(
  stat: FileStat | undefined,
  user: number | undefined,
  what: string,
): string | undefined {
  if (stat?.owner !== undefined && user !== undefined && stat.owner !== user && stat.owner !== 0) {
    return `Another user (${stat.owner}) owns ${what}`;
  }
  return ((stat?.mode ?? 0) & 0o022) === 0 ? undefined : `Others can write ${what}`;
}

function requireTrusted(
  profile: Profile,
  { writers, steersToken = false }: TrustOptions & { readonly writers: readonly string[] },
): void {
  const [writer] = writers;
  const members = steersToken ? [...STEERING, "baseUrl"] as const : STEERING;
  const steering = members.filter((member) => profile[member] !== undefined && profile[member] !== false);
  if (writer === undefined || steering.length === 0) return;
  throw unusable(`${writer}, so "${steering.join('", "')}" of profile "${profile.name}" cannot be believed`, {
    hint:
      "See that these members are what you want, then make file and folder yours alone: chown, chmod go-rwx",
  });
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
