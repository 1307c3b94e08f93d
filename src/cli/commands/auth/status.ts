/**
 * `atlcli auth status`
 *
 * @module
 */
import {
  AtlcliError,
  formatProvenance,
  type Identity,
  type Profile,
  type Provenance,
  type Resolution,
  whoAmI,
} from "../../../../mod.ts";
import { inspectTokens, isBearer, tokenExpiry, type TokenPresence } from "../../../profile/mod.ts";
import { type ResolvedTarget, resolveTarget, resolveToken, warningsOf } from "../../../resolver/mod.ts";
import { loginCommand, moveCommand } from "../../errors/commands.ts";
import { addCommand, type Parent } from "../../command.ts";
import type { Context } from "../../context.ts";
import { describeError } from "../../errors/describe.ts";
import { exitCodeOf, NOT_AUTHENTICATED } from "../../errors/report.ts";
import { oneLine } from "../../output/output.ts";
import { type Line, line } from "../../output/styled.ts";
import { parseDuration } from "../../../core/duration.ts";
import { parsedFrom } from "../../../core/errors.ts";
import { expiryText, expiryWarnings } from "./expiry_text.ts";
import { registerAllSecrets } from "../../../core/redact.ts";

/** Options of `auth status`. */
interface StatusOptions {
  /** Whether to skip the request to the server. */
  readonly offline: boolean;
  /** Fail if the token expires within this time, in milliseconds. */
  readonly exitCodeIfExpiring?: number;
}

/** The result of the check. */
type Outcome =
  /** The server accepted the token. */
  | { readonly kind: "authenticated"; readonly identity: Identity }
  /** A token exists; the server was not asked. */
  | { readonly kind: "stored" }
  /** There is no token, the server refused it, or the server cannot be reached. */
  | { readonly kind: "failed"; readonly error: AtlcliError };

/** Everything that the command shows. */
interface Report {
  readonly target: ResolvedTarget;
  readonly active: boolean;
  readonly resolution: Resolution | undefined;
  readonly presence: TokenPresence;
  readonly outcome: Outcome;
}

/** Adds the command. */
export function addStatus(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "status",
    summary: "check the current authentication status",
    description:
      "Shows which profile, site and token are used and where each comes from, and asks the server " +
      "for the account they belong to.",
    examples: [
      "atlcli auth status",
      "atlcli auth status --json",
      "atlcli auth status --offline --profile work",
    ],
  })
    .option("--offline", "show what is stored, without contacting the server", false)
    .option(
      "--exit-code-if-expiring <time>",
      "exit with 9 if the token expires within 14d, 12h, …",
      parseWithin,
    )
    .action((options) => status(open(), options));
}

/**
 * Shows the status.
 *
 * @throws {AtlcliError} after the report, if the check failed; its code decides the exit code.
 */
async function status(context: Context, options: StatusOptions): Promise<void> {
  const { output, library } = context;
  const target = await resolveTarget(library.resolver, { profile: context.globals.profile });
  const presence = await inspectTokens(library, target.profile);
  const { resolution, outcome } = await checkCredential(context, { target, offline: options.offline });
  const active = target.profile !== undefined && await isActive(context, target.profile.name);
  const report: Report = { target, active, resolution, presence, outcome };
  registerAllSecrets();
  output.result({ json: toJson(report), lines: toLines(report, context) });
  if (output.format === "text") {
    printTokenSource(report, context);
    // The error after the report says it.
    if (options.exitCodeIfExpiring === undefined) output.warn(...warningsOfExpiry(report, context));
  }
  if (outcome.kind === "failed") throw outcome.error;
  if (options.exitCodeIfExpiring !== undefined) requireLasting(report, context, options.exitCodeIfExpiring);
}

/** Up to two years: longer than any token of Atlassian's lives. */
const LONGEST_MS = 2 * 365 * 24 * 60 * 60 * 1000;

function parseWithin(text: string): number {
  return parsedFrom("--exit-code-if-expiring", () => parseDuration(text, LONGEST_MS));
}

/** The profile whose own token is used: what it says of a token's end is not about `ATLCLI_API_TOKEN`. */
function ownProfile({ resolution }: Report): Profile | undefined {
  const profile = resolution?.profile;
  const isFromEnvironment = resolution?.provenance.token.source === "env";
  return isFromEnvironment && profile?.tokenStore !== "env" ? undefined : profile;
}

function warningsOfExpiry(report: Report, { library }: Context): readonly string[] {
  const profile = ownProfile(report);
  return profile === undefined ? [] : expiryWarnings(profile, library.host.clock.now());
}

/**
 * Checks that the token lasts for some time.
 *
 * @throws {AtlcliError} `token-expiring`, or `authentication-failed` if it has expired.
 */
function requireLasting(report: Report, { output, library }: Context, withinMs: number): void {
  const now = library.host.clock.now();
  const profile = ownProfile(report);
  const expiry = tokenExpiry(profile ?? {}, { now, withinMs });
  if (profile === undefined || expiry.kind === "unknown") {
    output.say("It is not known when this token expires: auth login --expires DATE records it");
    return;
  }
  if (expiry.kind === "valid") return;
  throw new AtlcliError(
    expiry.kind === "expired" ? "authentication-failed" : "token-expiring",
    `The token of profile "${profile.name}" ${expiryText(expiry, now)}`,
    { hint: `Create a new one, then: ${loginCommand({ profile: profile.name })}` },
  );
}

async function checkCredential(
  context: Context,
  { target, offline }: { readonly target: ResolvedTarget; readonly offline: boolean },
): Promise<{ readonly resolution: Resolution | undefined; readonly outcome: Outcome }> {
  let resolution: Resolution | undefined;
  try {
    resolution = await resolveToken(context.library.resolver, target);
    if (offline) {
      context.output.warn(...warningsOf(resolution));
      return { resolution, outcome: { kind: "stored" } };
    }
    const connection = await context.connectWith(resolution);
    try {
      return { resolution, outcome: { kind: "authenticated", identity: await whoAmI(connection.client) } };
    } finally {
      connection.close();
    }
  } catch (error) {
    if (!(error instanceof AtlcliError)) throw error;
    return { resolution, outcome: { kind: "failed", error } };
  }
}

async function isActive({ library }: Context, name: string): Promise<boolean> {
  return (await library.store.load()).file.currentProfile === name;
}

function toLines(report: Report, { output }: Context): readonly Line[] {
  const { target, active, outcome } = report;
  const name = target.profile === undefined
    ? "none (environment)"
    : `${target.profile.name}${active ? " (active)" : ""}`;
  return [
    `Profile: ${oneLine(name)}`,
    `Site: ${target.site.url}`,
    identityLine(report),
    line`Status: ${output.paint(outcome.kind === "failed" ? "bad" : "good", statusText(outcome))}`,
  ];
}

function identityLine({ target, resolution, outcome }: Report): string {
  const email = resolution?.credential.kind === "pat" ? undefined : target.email;
  if (email !== undefined) return `Email: ${oneLine(email)}`;
  const identity = outcome.kind === "authenticated" ? outcome.identity : undefined;
  const name = identity?.displayName ?? target.profile?.displayName;
  const user = identity?.username ?? target.profile?.username;
  const shown = name === undefined ? user : user === undefined ? name : `${name} (${user})`;
  return `User: ${oneLine(shown ?? "unknown until the server is asked")}`;
}

function statusText(outcome: Outcome): string {
  switch (outcome.kind) {
    case "authenticated":
      return "Authenticated ✓";
    case "stored":
      return "Stored, not verified (offline)";
    case "failed":
      if (outcome.error.code === "no-credential") return "Not signed in ✗";
      if (outcome.error.code === "credentials-file-untrusted") {
        return "Not used: other users can write the file ✗";
      }
      return isAuthenticated(outcome) === false ? "Not authenticated ✗" : "Not verified ✗";
  }
}

/** `null` if unknown: the server was not asked, or did not give a usable response. */
function isAuthenticated(outcome: Outcome): boolean | null {
  if (outcome.kind !== "failed") return outcome.kind === "authenticated" ? true : null;
  return exitCodeOf(outcome.error) === NOT_AUTHENTICATED ? false : null;
}

/** Prints the source of the token to stderr, and advice if it is stored in plain text. */
function printTokenSource(report: Report, { output }: Context): void {
  const { resolution, target, outcome } = report;
  if (resolution === undefined) return output.warn(...warningsOf(target));
  output.say(`Token: ${formatProvenance(resolution.provenance.token)}`);
  if (resolution.provenance.token.source !== "file" || target.profile === undefined) return;
  const username = outcome.kind === "authenticated" ? outcome.identity.username : undefined;
  output.warn(
    `The token is stored in plain text. Move it to the keychain: ${moveCommand(target.profile, username)}`,
  );
}

function toJson(report: Report): Record<string, unknown> {
  const { target, active, resolution, presence, outcome } = report;
  const { profile } = target;
  const from = resolution?.provenance ?? target.provenance;
  const provenance = Object.fromEntries(
    Object.entries(from).map(([part, place]) => [part, placeText(place)]),
  );
  return {
    profile: profile?.name ?? null,
    active,
    site: target.site.url,
    deployment: resolution?.deployment ?? profile?.deployment ?? null,
    product: resolution?.product ?? profile?.product ?? null,
    authType: resolution === undefined
      ? profileAuth(report)
      : resolution.credential.kind === "pat"
      ? "bearer"
      : "basic",
    credential: resolution?.credential.kind ?? null,
    email: target.email ?? null,
    username: profile?.username ?? null,
    status: outcome.kind,
    authenticated: isAuthenticated(outcome),
    identity: outcome.kind === "authenticated" ? outcome.identity : null,
    error: outcome.kind === "failed" ? describeError(outcome.error) : null,
    hasEnvToken: presence.environment,
    hasKeychainToken: presence.keychain,
    ...(presence.keychainReason !== undefined && { keychainReason: presence.keychainReason }),
    hasPatInConfig: presence.file,
    plainText: resolution?.provenance.token.source === "file",
    provenance,
    shadowed: (resolution?.shadowed ?? []).map(formatProvenance),
    setAside: (resolution ?? target).setAside.map(({ what, why }) => ({ what: formatProvenance(what), why })),
    warnings: (resolution ?? target).warnings,
    readOnly: profile?.readOnly ?? false,
    tokenExpiresAt: ownProfile(report)?.tokenExpiresAt ?? null,
  };
}

/** What the library calls an option is an option of the command line here. */
function placeText(place: Provenance): string {
  return place.source === "option" ? `flag --${place.detail}` : formatProvenance(place);
}

function profileAuth({ target }: Report): "basic" | "bearer" | null {
  if (target.profile === undefined) return null;
  return isBearer(target.profile) ? "bearer" : "basic";
}
