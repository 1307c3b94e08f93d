/**
 * Refusals while others can write the credentials file: every change of it, every profile whose site nothing else
 * confirms, and every profile with a member that runs a program or steers traffic.
 *
 * @module
 */
import { StorageError } from "../../core/errors.ts";
import type { Profile } from "../profile.ts";
import type { OtherWriter } from "../../core/trust.ts";

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
 * The set members of a profile that run a program or steer traffic.
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

/** Describes, in a sentence, a path that others can change. */
export function describeWriter({ path, role, owner }: OtherWriter): string {
  const what = role === "file" ? "the credentials file" : role === "link" ? "the link" : "the folder";
  return owner === undefined
    ? `Others can write ${what} "${path}"`
    : `Another user (${owner}) owns ${what} "${path}"`;
}

/** Describes all of them, the file's own first. */
export function describeWriters(writers: readonly OtherWriter[]): readonly string[] {
  return writers.toReversed().map(describeWriter);
}

/**
 * Creates the error for changing a file that others can write. The change would make their content look like this
 * user's own.
 */
export function changeRefused(path: string, writers: readonly OtherWriter[]): StorageError {
  return untrusted(`Cannot change the credentials file "${path}"`, { writers, what: "what is in it" });
}

/**
 * Creates the error for using a profile from a file that others can write.
 *
 * @param rest The other writers, and whether something other than the file confirms the profile's site.
 * @returns `undefined` if the profile may be used.
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
