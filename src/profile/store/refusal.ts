/**
 * What is refused while others can write the credentials file: every change of it, and every profile whose address
 * nothing else confirms, or that has a member which runs a program or steers traffic.
 *
 * @module
 */
import { StorageError } from "../../core/errors.ts";
import type { Profile } from "../profile.ts";
import type { OtherWriter } from "./trust.ts";

/** A member of a profile that runs a program or steers traffic. */
export type SteeringMember =
  | "tokenCommand"
  | "tokenEnv"
  | "proxy"
  | "caFile"
  | "clientCertFile"
  | "clientKeyFile"
  | "apiBaseUrl"
  | "allowHttp";

const STEERING_MEMBERS: readonly SteeringMember[] = [
  "tokenCommand",
  "tokenEnv",
  "proxy",
  "caFile",
  "clientCertFile",
  "clientKeyFile",
  "apiBaseUrl",
  "allowHttp",
];

/**
 * The members of a profile that run a program or steer traffic, as far as they are set.
 *
 * @example
 * ```ts
 * import { steeringMembers } from "@atlcli/atlcli/profile";
 *
 * const profile = { name: "work", baseUrl: "https://work.atlassian.net", proxy: "http://proxy.company.com:8080" };
 * console.assert(steeringMembers(profile).join() === "proxy");
 * ```
 */
export function steeringMembers(profile: Profile): readonly SteeringMember[] {
  return STEERING_MEMBERS.filter((member) => profile[member] !== undefined && profile[member] !== false);
}

/** What else can be changed by whom, as a sentence; the file itself is named first, then the nearest. */
export function describeWriter({ path, role, owner }: OtherWriter): string {
  const what = role === "file" ? "the credentials file" : role === "link" ? "the link" : "the folder";
  return owner === undefined
    ? `Others can write ${what} "${path}"`
    : `Another user (${owner}) owns ${what} "${path}"`;
}

/** The sentences about who else can write, the file's own first. */
export function describeWriters(writers: readonly OtherWriter[]): readonly string[] {
  return writers.toReversed().map(describeWriter);
}

/** A change of a file that others can write. It would make what they wrote look like this user's own. */
export function changeRefused(path: string, writers: readonly OtherWriter[]): StorageError {
  return untrusted(`Cannot change the credentials file "${path}"`, { writers, what: "what is in it" });
}

/**
 * The use of a profile from a file that others can write.
 *
 * @param rest Who they are, and whether something else than the file says which address the profile is for.
 * @returns `undefined` when the profile may be used.
 */
export function profileRefused(
  profile: Profile,
  rest: { readonly writers: readonly OtherWriter[]; readonly isConfirmed: boolean },
): StorageError | undefined {
  const { writers, isConfirmed } = rest;
  const steering = steeringMembers(profile).map((member) => `"${member}"`);
  const doubtful = isConfirmed ? steering : ['"baseUrl"', ...steering];
  if (writers.length === 0 || doubtful.length === 0) return undefined;
  return untrusted(`Cannot use profile "${profile.name}"`, {
    writers,
    what: `its ${doubtful.join(", ")}`,
    siteConfirms: steering.length === 0,
  });
}

function untrusted(
  action: string,
  about: {
    readonly writers: readonly OtherWriter[];
    readonly what: string;
    readonly siteConfirms?: boolean;
  },
): StorageError {
  const [writer = ""] = describeWriters(about.writers);
  const who = `${writer.charAt(0).toLowerCase()}${writer.slice(1)}`;
  return new StorageError(
    "credentials-file-untrusted",
    `${action}: ${who}, and could have changed ${about.what}`,
    { data: { kind: "untrusted-file", siteConfirms: about.siteConfirms ?? false } },
  );
}
