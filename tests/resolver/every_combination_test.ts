/**
 * The whole input space of the order, and the one rule that it must keep: a token is sent only to the site it was meant
 * for. Nothing here repeats how that is decided.
 */
import assert from "node:assert/strict";
import { decodeCredentialsFile } from "../../src/profile/file/file.ts";
import { CredentialError } from "../../src/core/errors.ts";
import { profileSite } from "../../src/profile/profile.ts";
import type { EnvironmentSettings } from "../../src/resolver/environment.ts";
import { fromEnv } from "../../src/resolver/provenance.ts";
import { isComplete, type Known, profileInUse } from "../../src/resolver/profile_in_use.ts";
import { chooseTarget, type Target } from "../../src/resolver/target.ts";
import { Secret } from "../../src/core/secret.ts";
import { siteOf } from "../../src/site/site.ts";
import { A, B, D, E, fileText, type Written } from "./fixture.ts";
import { effort } from "../helpers/effort.ts";
import { adviceOn } from "../helpers/advice.ts";

const PROFILES: Readonly<Record<string, Written>> = {
  pa: { baseUrl: A, email: "pa@x.test", apiToken: "stored-pa" },
  pa2: { baseUrl: A, email: "pa2@x.test", apiToken: "stored-pa2" },
  work: { baseUrl: B, email: "work@x.test", apiToken: "stored-work" },
  dc: { baseUrl: D, authType: "bearer", apiToken: "stored-dc" },
};
/** The named profile, by each source; some files do not contain it. */
const FLAGS = [undefined, "work", "dc"] as const;
const VARIABLES = [undefined, "pa", "work"] as const;
const FOLDERS = [undefined, { name: "work", path: "/p/.atlcli-profile" }] as const;
const ACTIVE = [undefined, "pa", "work", "dc"] as const;
const SITES = [undefined, A, B, D, E] as const;
const EMAILS = [undefined, "other@x.test", "PA@x.test"] as const;
const TOKEN = {
  provenance: fromEnv("ATLCLI_API_TOKEN"),
  read: () => Promise.resolve(new Secret("env-token")),
};

/** Every subset of the profiles, each with everything that can be active. */
const FILES = Array.from({ length: 16 }, (_, bits) => bits).flatMap((bits) => {
  const subset = Object.entries(PROFILES).filter((_, index) => (bits & (1 << index)) !== 0);
  return ACTIVE.map((active) => decodeCredentialsFile(fileText(Object.fromEntries(subset), active), "file"));
});

function* environments(): Generator<EnvironmentSettings> {
  for (const site of SITES) {
    for (const email of EMAILS) {
      for (const token of [undefined, TOKEN]) {
        for (const profile of VARIABLES) {
          yield {
            ...(site !== undefined && { site: siteOf(site) }),
            ...(email !== undefined && { email }),
            ...(token !== undefined && { token }),
            ...(profile !== undefined && { profile }),
            setAside: [],
          };
        }
      }
    }
  }
}

function* combinations(): Generator<Known> {
  for (const environment of environments()) {
    for (const flag of FLAGS) {
      if (isComplete({ flag, environment })) continue;
      for (const folder of FOLDERS) {
        for (const file of FILES) yield { flag, environment, folder, file };
      }
    }
  }
}

/** What has to hold of every answer. */
const LAWS: { readonly title: string; readonly holds: (known: Known, target: Target) => boolean }[] = [];

function always(title: string, holds: (known: Known, target: Target) => boolean): void {
  LAWS.push({ title, holds });
}

const isSetAside = (target: Target, variable: string): boolean =>
  target.setAside.some(({ what, why }) => what.detail === variable && why !== "");

always("sends a profile's stored token to that profile's site", (_known, { profile, site, token }) => {
  if (token !== undefined) return true;
  return profile !== undefined && site.url === profileSite(profile).url;
});

always("sends a profile's stored token as that profile's account", (_known, { profile, email, token }) => {
  return token !== undefined || email?.toLowerCase() === profile?.email?.toLowerCase();
});

always(
  "sends the environment's token to ATLCLI_SITE when that is set",
  ({ environment }, { site, token }) => {
    return token === undefined || environment.site === undefined || site.url === environment.site.url;
  },
);

always(
  "sends the environment's token, without ATLCLI_SITE, to what the user named or made active",
  ({ flag, environment, folder, file }, { profile, token }) => {
    if (token === undefined || environment.site !== undefined) return true;
    const named = flag ?? environment.profile;
    if (named !== undefined) return profile?.name === named;
    return folder === undefined && profile?.name === file.currentProfile;
  },
);

always("takes --profile for site and identity", ({ flag, environment }, { profile, site }) => {
  if (flag === undefined) return environment.site === undefined || site.url === environment.site.url;
  return profile !== undefined && profile.name === flag && site.url === profileSite(profile).url;
});

always("is what profileInUse() says, which completion, doctor, logout and switch ask", (known, target) => {
  const inUse = profileInUse(known);
  return inUse?.site.url === target.site.url && inUse.profile?.name === target.profile?.name;
});

always("uses a profile with its own site only", (_known, { profile, site }) => {
  return profile === undefined || profileSite(profile).url === site.url;
});

always(
  "uses the environment's token unless it is meant for another site, and says so",
  ({ flag, environment }, target) => {
    if (environment.token === undefined) return target.token === undefined;
    if (target.token !== undefined) return target.token === environment.token;
    return flag !== undefined && environment.site?.url !== target.site.url &&
      isSetAside(target, "ATLCLI_API_TOKEN");
  },
);

always("says when it does not use ATLCLI_SITE or ATLCLI_EMAIL", ({ environment }, target) => {
  const { site, email } = environment;
  const usesSite = site === undefined || site.url === target.site.url;
  const usesEmail = email === undefined || email.toLowerCase() === target.email?.toLowerCase();
  return (usesSite || isSetAside(target, "ATLCLI_SITE")) && (usesEmail || isSetAside(target, "ATLCLI_EMAIL"));
});

always(
  "says when ATLCLI_SITE wins over ATLCLI_PROFILE or a folder",
  ({ flag, environment, folder }, target) => {
    if (flag !== undefined || environment.site === undefined) return true;
    const named = environment.profile ?? folder?.name;
    if (named === undefined || named === target.profile?.name) return true;
    return isSetAside(target, environment.profile === undefined ? "/p/.atlcli-profile" : "ATLCLI_PROFILE");
  },
);

always("sets nothing aside that it uses", ({ environment }, target) => {
  return !(target.token !== undefined && isSetAside(target, "ATLCLI_API_TOKEN")) &&
    !(environment.site?.url === target.site.url && isSetAside(target, "ATLCLI_SITE")) &&
    !(target.provenance.identity?.source === "env" && isSetAside(target, "ATLCLI_EMAIL"));
});

always("says rightly where site, profile and identity came from", ({ flag, environment }, target) => {
  const { provenance, profile, email } = target;
  const identity = provenance.identity;
  return (profile === undefined) === (provenance.profile === undefined) &&
    (email === undefined) === (identity === undefined) &&
    (profile === undefined ? provenance.site.detail === "ATLCLI_SITE" : provenance.site.source === "file") &&
    (flag !== undefined) === (provenance.profile?.source === "option") &&
    (identity?.source === "env"
      ? email === environment.email
      : identity === undefined || email === profile?.email);
});

always("uses no other profile in the place of one that is not there", (known) => {
  const { flag, environment, folder, file } = known;
  const named = flag ?? environment.profile ?? folder?.name ?? file.currentProfile;
  return named === undefined || file.profiles.has(named);
});

/** Whether a refusal is of the right kind, says what to do, and holds no token and no slip. */
function isGood(refusal: unknown): boolean {
  return refusal instanceof CredentialError && adviceOn(refusal) !== "" &&
    !/env-token|stored-|\[object|undefined/.test(`${refusal.message} ${adviceOn(refusal)}`);
}

Deno.test("chooseTarget() keeps its laws, whatever is set", async (t) => {
  const broken = new Map<string, unknown>();
  const counts = { answered: 0, refused: 0 };
  let turn = 0;
  for (const known of combinations()) {
    if (turn++ % effort(5, 1) !== 0) continue;
    const outcome = outcomeOf(known);
    if (outcome.target === undefined) {
      counts.refused++;
      if (!isGood(outcome.error)) broken.set(REFUSES, { known, ...outcome });
      continue;
    }
    counts.answered++;
    const { target } = outcome;
    for (const { title } of LAWS.filter(({ holds }) => !holds(known, target))) {
      broken.set(title, { known, target });
    }
  }
  assert.ok(Math.min(counts.answered, counts.refused) > effort(1_000, 5_000), JSON.stringify(counts));
  for (const title of [...LAWS.map((law) => law.title), REFUSES]) {
    await t.step(title, () => {
      const example = broken.get(title);
      if (example !== undefined) assert.fail(Deno.inspect(example, { depth: 5 }));
    });
  }
});

const REFUSES = "refuses with a CredentialError that says what to do";

function outcomeOf(known: Known): { readonly target: Target | undefined; readonly error: unknown } {
  try {
    return { target: chooseTarget(known), error: undefined };
  } catch (error) {
    return { target: undefined, error };
  }
}
