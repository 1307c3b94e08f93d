/**
 * The first step of signing in: the profile, the site, and the kind of site.
 *
 * @module
 */
import { DEFAULT_PROFILE, isBearer, parseProfileName, profileSite } from "../../../profile/mod.ts";
import { type Detection, detectSite } from "../../../sign_in/mod.ts";
import { type EnvironmentSettings, readEnvironment } from "../../../resolver/mod.ts";
import type { NetworkSettings } from "../../../../mod.ts";
import { parsedFrom } from "../../../core/errors.ts";
import {
  isSameSite,
  type ParsedSite,
  parseSite,
  type Profile,
  type Site,
  UsageError,
} from "../../../../mod.ts";
import type { LoginOptions } from "./login_options.ts";
import { type Context, requirePrompter } from "../../context.ts";
import { isSwitchedOn, readVariable } from "../../../core/variable.ts";

/** The profile, the site, and the kind of site. */
export interface LoginPlace {
  readonly name: string;
  /** The existing profile of that name, for any site. */
  readonly before: Profile | undefined;
  /** The existing profile if it is for this site; its account and settings are kept. */
  readonly own: Profile | undefined;
  readonly site: Site;
  /** The kind of site, if known. */
  readonly kind: Pick<Detection, "deployment" | "product" | "cloudId">;
  /** Whether the site uses Bearer authentication. */
  readonly bearer: boolean;
  /** The account and token from the environment, if they are for this site. */
  readonly environment: Pick<EnvironmentSettings, "email" | "token">;
  /** Network settings for the site. */
  readonly network: NetworkSettings;
}

/**
 * Chooses the profile name and the site, and detects the kind of site.
 *
 * @throws {UsageError} if the name or the URL is invalid, no prompt is possible, or the default profile is
 * for another site.
 */
export async function chooseSite(context: Context, options: LoginOptions): Promise<LoginPlace> {
  const { library, output } = context;
  const { name, named } = profileName(context);
  const snapshot = await library.store.loadChangeable();
  output.warn(...snapshot.warnings);
  const before = snapshot.file.profiles.get(name);
  const environment = readEnvironment(library.host, { allowHttp: context.globals.allowHttp });
  const { site, notes } = await siteFor(context, { options, before, named, environment });
  output.say(...notes.map((note) => `${note}.`));
  const own = before !== undefined && isSameSite(profileSite(before), site) ? before : undefined;
  if (before !== undefined && own === undefined && !named) throw nameTaken(before, site);
  const network = own ?? {};
  const kind = await kindOf(context, { site, options, own, network });
  return {
    name,
    before,
    own,
    site,
    kind,
    bearer: usesBearer({ site, options, own, kind }),
    environment: meantFor(site, { environment, context }),
    network,
  };
}

function profileName({ globals, library }: Context): { readonly name: string; readonly named: boolean } {
  if (globals.profile !== undefined) {
    const value = globals.profile;
    return { name: parsedFrom("--profile", () => parseProfileName(value)), named: true };
  }
  const variable = readVariable(library.host, "ATLCLI_PROFILE");
  if (variable === undefined) return { name: DEFAULT_PROFILE, named: false };
  return { name: parsedFrom("ATLCLI_PROFILE", () => parseProfileName(variable)), named: false };
}

async function siteFor(
  context: Context,
  rest: {
    readonly options: LoginOptions;
    readonly before: Profile | undefined;
    readonly named: boolean;
    readonly environment: EnvironmentSettings;
  },
): Promise<ParsedSite> {
  const { options, before, named, environment } = rest;
  const allowHttp = isSwitchedOn(context.library.host, "ATLCLI_ALLOW_HTTP", context.globals.allowHttp);
  if (options.site !== undefined) {
    const value = options.site;
    return parsedFrom("--site", () => parseSite(value, { allowHttp }));
  }
  const known = before === undefined ? undefined : profileSite(before);
  const suggested = named ? known ?? environment.site : environment.site ?? known;
  if (suggested !== undefined && options.ask === "missing") return { site: suggested, notes: [] };
  const prompter = await requirePrompter(context, { what: "site", ways: "--site or ATLCLI_SITE" });
  const answer = await prompter.text({
    message: "Site URL (such as https://company.atlassian.net)",
    initial: suggested?.url,
    validate: (text) => problemOf(() => parseSite(text, { allowHttp })),
  });
  return parseSite(answer, { allowHttp });
}

/** The error message for an answer, or `undefined` if it is valid. */
export function problemOf(parse: () => unknown): string | undefined {
  try {
    parse();
    return undefined;
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

function nameTaken(before: Profile, site: Site): UsageError {
  return new UsageError(`Profile "${before.name}" is for ${before.baseUrl}, and this is ${site.url}`, {
    hint:
      `Use a separate profile for this site: --profile NAME\nOr change the existing one: --profile ${before.name}`,
  });
}

async function kindOf(
  context: Context,
  rest: {
    readonly site: Site;
    readonly options: LoginOptions;
    readonly own: Profile | undefined;
    readonly network: NetworkSettings;
  },
): Promise<LoginPlace["kind"]> {
  const { site, options, own } = rest;
  if (site.cloudByHost) return { deployment: "cloud" };
  if (!options.verify) {
    const bearer = options.bearer ?? (own !== undefined && isBearer(own));
    return {
      deployment: own?.deployment ?? (bearer ? "data-center" : "cloud"),
      ...(own?.product && { product: own.product }),
    };
  }
  const network = await context.library.openNetwork(rest.network);
  try {
    return await detectSite({ site, ...network });
  } finally {
    network.close();
  }
}

function usesBearer(
  rest: {
    readonly site: Site;
    readonly options: LoginOptions;
    readonly own: Profile | undefined;
    readonly kind: LoginPlace["kind"];
  },
): boolean {
  const { site, options, kind } = rest;
  if (kind.deployment === "data-center") return true;
  if (!options.bearer) return false;
  throw new UsageError(`${site.url} is Cloud, where --bearer does not work`, {
    hint: "Sign in with an email and an API token: omit --bearer",
  });
}

/** If `ATLCLI_SITE` is set, the account and token from the environment belong to that site. */
function meantFor(
  site: Site,
  { environment, context }: { readonly environment: EnvironmentSettings; readonly context: Context },
): LoginPlace["environment"] {
  if (environment.site === undefined || isSameSite(environment.site, site)) return environment;
  if (environment.email !== undefined || environment.token !== undefined) {
    context.output.warn(
      `Set aside the environment's account and token: they belong to ${environment.site.url}, and this is ${site.url}`,
    );
  }
  return {};
}
