/**
 * Chooses site and identity, and decides whether the environment's token is meant for that site.
 *
 * Pure: its inputs are the values of flags, environment, folder and file. One rule decides: a token is sent only to the
 * site it was meant for. A stored token is meant for its profile's site. The environment's token is meant for
 * `ATLCLI_SITE`; if that is unset, for the profile that the user named or made active.
 *
 * @module
 */
import { CredentialError } from "../core/errors.ts";
import { isBearer, type Profile } from "../profile/profile.ts";
import { isSameSite, type Site } from "../site/site.ts";
import type { EnvironmentSettings, EnvironmentToken } from "./environment.ts";
import { activeOrOnly, type Choice, chosenByName, type Known, profilesFor } from "./profile_in_use.ts";
import { FROM_FILE, FROM_OPTION, fromEnv, type Provenance, type SetAside } from "./provenance.ts";

/** The target and identity of a request, before its token is looked up. */
export interface Target {
  /** The site that requests go to. */
  readonly site: Site;
  /** The profile that provides identity and stored token, if any. */
  readonly profile: Profile | undefined;
  /** The account's email, for a credential that is sent with one. */
  readonly email: string | undefined;
  /** The environment's token, if it is meant for this site. */
  readonly token: EnvironmentToken | undefined;
  /** The source of each part. */
  readonly provenance: {
    readonly profile?: Provenance;
    readonly site: Provenance;
    readonly identity?: Provenance;
  };
  /** Values that were set but not used, with reasons. */
  readonly setAside: readonly SetAside[];
}

const VARIABLES = { site: "ATLCLI_SITE", email: "ATLCLI_EMAIL" } as const;

/**
 * Chooses the target.
 *
 * @throws {CredentialError} if no source names a site, a named profile does not exist, or a token would reach a site or
 * an account that it was not meant for.
 */
export function chooseTarget(known: Known): Target {
  const choice = chosenByName(known);
  const { environment } = known;
  if (known.flag !== undefined && choice !== undefined) return byFlag(choice, environment);
  if (environment.site !== undefined) return bySite(environment.site, { known, choice });
  if (choice === undefined) throw nothingNamed(environment);
  if (choice.from.source === "folder" && environment.token !== undefined) throw folderSteersToken(choice);
  return ofProfile(choice, { environment, token: environment.token });
}

/** The caller's profile wins entirely. The environment may add its token only if that is meant for the same site. */
function byFlag(choice: Choice, environment: EnvironmentSettings): Target {
  const { site, token } = environment;
  if (site === undefined || isSameSite(site, choice.site)) return ofProfile(choice, { environment, token });
  const why = `belongs to ${site.url}, and profile "${choice.profile.name}" is for ${choice.site.url}`;
  const setAside = [fromEnv(VARIABLES.site)];
  if (environment.email !== undefined) setAside.push(fromEnv(VARIABLES.email));
  if (token !== undefined) setAside.push(token.provenance);
  return {
    ...stored(choice),
    setAside: [...environment.setAside, ...setAside.map((what) => ({ what, why }))],
  };
}

/** `ATLCLI_SITE` decides the site; a profile of that site may provide the identity. */
function bySite(
  site: Site,
  rest: { readonly known: Known; readonly choice: Choice | undefined },
): Target {
  const { known, choice } = rest;
  const { environment } = known;
  if (choice !== undefined && isSameSite(choice.site, site)) {
    return ofProfile(choice, { environment, token: environment.token });
  }
  const here = profilesFor(site, known.file);
  if (environment.token === undefined) throw noTokenFor(site, { here, choice });
  const only = activeOrOnly(here, known.file);
  if (only === undefined && here.length > 1) throw severalFor(site, here);
  const target = only === undefined
    ? {
      site,
      profile: undefined,
      email: environment.email,
      token: environment.token,
      provenance: { site: fromEnv(VARIABLES.site) },
      setAside: environment.setAside,
    }
    : ofProfile(only, { environment, token: environment.token });
  return { ...target, setAside: [...target.setAside, ...otherSite(choice, site)] };
}

/** Sets aside a profile of another site, named by a weaker source than `ATLCLI_SITE`. */
function otherSite(choice: Choice | undefined, site: Site): readonly SetAside[] {
  if (choice === undefined || choice.from === FROM_FILE) return [];
  return [{
    what: choice.from,
    why: `profile "${choice.profile.name}" is for ${choice.site.url}, and ATLCLI_SITE is ${site.url}`,
  }];
}

function ofProfile(
  choice: Choice,
  given: { readonly environment: EnvironmentSettings; readonly token: EnvironmentToken | undefined },
): Target {
  const { email, setAside } = given.environment;
  const base = { ...stored(choice), token: given.token, setAside };
  const own = choice.profile.email;
  if (email === undefined || email.toLowerCase() === own?.toLowerCase()) return base;
  if (isBearer(choice.profile)) {
    return withoutEmail(base, `profile "${choice.profile.name}" signs in with a PAT`);
  }
  if (given.token === undefined && own !== undefined) throw otherAccount(choice.profile, email);
  if (choice.from === FROM_OPTION && own !== undefined) {
    return withoutEmail(base, `profile "${choice.profile.name}" signs in as ${own}`);
  }
  return { ...base, email, provenance: { ...base.provenance, identity: fromEnv(VARIABLES.email) } };
}

function withoutEmail(target: Target, why: string): Target {
  return { ...target, setAside: [...target.setAside, { what: fromEnv(VARIABLES.email), why }] };
}

/** The profile's own site and identity, without a token from the environment. */
function stored(choice: Choice): Target {
  const email = isBearer(choice.profile) ? undefined : choice.profile.email;
  return {
    site: choice.site,
    profile: choice.profile,
    email,
    token: undefined,
    provenance: {
      profile: choice.from,
      site: FROM_FILE,
      ...(email !== undefined && { identity: FROM_FILE }),
    },
    setAside: [],
  };
}

function nothingNamed(environment: EnvironmentSettings): CredentialError {
  if (environment.token !== undefined) {
    return new CredentialError(
      "no-credential",
      `${environment.token.provenance.detail} is set, but no site is named`,
      {
        hint: "Set ATLCLI_SITE to the site that the token is for (and ATLCLI_EMAIL on Cloud)",
      },
    );
  }
  return new CredentialError("no-credential", "No profile is active", {
    data: { kind: "nothing-chosen" },
  });
}

function folderSteersToken(choice: Choice): CredentialError {
  return new CredentialError(
    "credential-refused",
    `"${choice.from.detail}" chose profile "${choice.profile.name}", and a folder must not steer the environment's token`,
    {
      data: {
        kind: "folder-steers-token",
        profile: choice.profile.name,
        site: choice.site.url,
        path: choice.from.detail,
      },
    },
  );
}

function noTokenFor(
  site: Site,
  rest: { readonly here: readonly Choice[]; readonly choice: Choice | undefined },
): CredentialError {
  const names = rest.here.map((candidate) => candidate.profile.name);
  const message = rest.choice === undefined
    ? `ATLCLI_SITE is ${site.url}, and ${
      names.length > 0 ? "no profile is active" : "there is no token for it"
    }`
    : `The token of profile "${rest.choice.profile.name}" belongs to ${rest.choice.site.url}, and ATLCLI_SITE is ${site.url}`;
  return new CredentialError(
    rest.choice === undefined && names.length === 0 ? "no-credential" : "credential-refused",
    message,
    { data: { kind: "no-token-for-site", site: site.url, profiles: names } },
  );
}

function severalFor(site: Site, here: readonly Choice[]): CredentialError {
  const profiles = here.map((candidate) => candidate.profile.name);
  const names = profiles.map((name) => `"${name}"`).join(", ");
  return new CredentialError("credential-refused", `Several profiles are for ${site.url}: ${names}`, {
    data: { kind: "several-profiles", site: site.url, profiles },
  });
}

function otherAccount(profile: Profile, email: string): CredentialError {
  return new CredentialError(
    "credential-refused",
    `ATLCLI_EMAIL is ${email}, and the stored token of profile "${profile.name}" belongs to ${profile.email}`,
    { hint: "Set ATLCLI_API_TOKEN to that account's token, or unset ATLCLI_EMAIL" },
  );
}
