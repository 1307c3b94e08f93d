/**
 * Checks the credential in use: its source, its token, and whether the site accepts it.
 *
 * @module
 */
import type { Connection, Library } from "../connect.ts";
import { AtlcliError } from "../core/errors.ts";
import { findFolderProfile } from "../profile/folder_profile.ts";
import { whoAmI } from "../sign_in/identity.ts";
import type { Profile } from "../profile/profile.ts";
import { type Resolution, resolveTarget, resolveToken } from "../resolver/resolve.ts";
import { resolveProfile } from "../resolver/profile_in_use.ts";
import { formatProvenance } from "../resolver/provenance.ts";
import { type Check, findingOf, found } from "./finding.ts";

/** The inputs of the checks. */
interface CredentialQuestion {
  readonly library: Library;
  /** The name of a profile, which wins over every other source. */
  readonly profile: string | undefined;
  /** Opens a client; `undefined` to send no requests. */
  readonly connect: ((resolution: Resolution) => Promise<Connection>) | undefined;
}

/** Checks the nearest `.atlcli-profile`: whether it is trusted and names an existing profile. */
export async function checkFolderProfile(
  { host }: Library,
  profiles: ReadonlyMap<string, Profile> | undefined,
): Promise<Check> {
  const { profile, warnings } = await findFolderProfile(host);
  const passedOver = warnings.map((warning) =>
    found("warning", {
      where: /^Ignored "(.*?)":/.exec(warning)?.[1] ?? ".atlcli-profile",
      problem: warning,
      remedy: "See what it says and whose it is; make it yours with chown and chmod go-w, or remove it",
    })
  );
  const unknown = profile !== undefined && profiles !== undefined && !profiles.has(profile.name)
    ? [found("warning", {
      where: profile.path,
      problem: `It names the profile "${profile.name}", which does not exist`,
      remedy: "Name one that exists",
      data: { kind: "unknown-profile", profile: profile.name },
    })]
    : [];
  return {
    name: "folder-profile",
    summary: profile === undefined
      ? "no folder chooses a profile here"
      : `${profile.path} chooses "${profile.name}"`,
    findings: [...passedOver, ...unknown],
  };
}

/** The profile that a command would use now, if it can be determined. */
export async function profileInUse({ library, profile }: CredentialQuestion): Promise<Profile | undefined> {
  try {
    return (await resolveProfile(library.resolver, { profile }))?.profile;
  } catch (error) {
    if (error instanceof AtlcliError) return undefined;
    throw error;
  }
}

/** Resolves the credential as a command would, and verifies it with the site unless offline. */
export async function checkCredential(question: CredentialQuestion): Promise<Check> {
  const { library, profile, connect } = question;
  const name = "credential";
  let where = "credential";
  try {
    const target = await resolveTarget(library.resolver, { profile });
    where = target.profile === undefined ? target.site.url : `profile "${target.profile.name}"`;
    const resolution = await resolveToken(library.resolver, target);
    const what = `${where}, token from ${formatProvenance(resolution.provenance.token)}`;
    if (connect === undefined) return { name, summary: `${what}; not verified with its site`, findings: [] };
    const connection = await connect(resolution);
    try {
      const { displayName } = await whoAmI(connection.client);
      return { name, summary: `${what}: ${resolution.site.url} says ${displayName}`, findings: [] };
    } finally {
      connection.close();
    }
  } catch (error) {
    return { name, summary: where, findings: [findingOf(error, { where })] };
  }
}

/** The result if no profile exists yet. */
export function nobodySignedIn(): Check {
  return {
    name: "credential",
    summary: "there is none yet",
    findings: [
      found("note", {
        where: "credential",
        problem: "Not signed in",
        remedy: "Sign in",
        data: { kind: "nobody-signed-in" },
      }),
    ],
  };
}
