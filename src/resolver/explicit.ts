/**
 * A credential passed by the caller: no profile, environment or keychain is read.
 *
 * @module
 */
import { type Credential, parseEmail, parseToken } from "../core/credential.ts";
import { requireString } from "../core/arguments.ts";
import { UsageError } from "../core/errors.ts";
import { Secret } from "../core/secret.ts";
import { type Deployment, parseSite } from "../site/site.ts";
import type { Provenance, SetAside } from "./provenance.ts";
import type { Resolution, ResolverParts } from "./resolve.ts";

/** A site, and the token that is meant for it. */
interface ExplicitCredential {
  /** The site's URL as people type it: `company.atlassian.net`. */
  readonly site: string;
  /** The account's email. Required on Cloud; a PAT of Data Center is sent without one. */
  readonly email?: string | undefined;
  /** The API token, or the PAT. */
  readonly token: string | Secret;
}

/**
 * Binds an explicit token to its site.
 *
 * If the host does not reveal the deployment, the site is asked, without a credential.
 *
 * @throws {TypeError} if one of them is not a string.
 * @throws {UsageError} if the site, the email or the token is invalid, or the email is missing on Cloud.
 */
export async function resolveExplicit(
  parts: Pick<ResolverParts, "detect" | "allowHttp">,
  given: ExplicitCredential,
): Promise<Resolution> {
  requireString({ site: given.site, ...(given.email !== undefined && { email: given.email }) });
  if (!(given.token instanceof Secret)) requireString({ token: given.token });
  const { site } = parseSite(given.site, { allowHttp: parts.allowHttp ?? false });
  const token = given.token instanceof Secret ? parseToken(given.token.reveal()) : parseToken(given.token);
  const email = given.email === undefined ? undefined : parseEmail(given.email);
  const kind = site.cloudByHost ? { deployment: "cloud" as const } : await parts.detect(site);
  return {
    site,
    deployment: kind.deployment,
    product: kind.product,
    profile: undefined,
    credential: credentialOf(kind.deployment, { email, token, siteUrl: site.url }),
    provenance: {
      site: option("site"),
      ...(kind.deployment === "cloud" && { identity: option("email") }),
      token: option("token"),
    },
    shadowed: [],
    setAside: setAside(kind.deployment, email),
    warnings: [],
  };
}

function credentialOf(
  deployment: Deployment,
  { email, token, siteUrl }: {
    readonly email: string | undefined;
    readonly token: Secret;
    readonly siteUrl: string;
  },
): Credential {
  if (deployment === "data-center") return { kind: "pat", token };
  if (email !== undefined) return { kind: "api-token", email, token };
  throw new UsageError(`No email for ${siteUrl}: a Cloud API token is sent with its account's email`);
}

function setAside(deployment: Deployment, email: string | undefined): readonly SetAside[] {
  if (deployment === "cloud" || email === undefined) return [];
  return [{ what: option("email"), why: "the site is Data Center, where a PAT is sent without an email" }];
}

function option(detail: string): Provenance {
  return { source: "option", detail };
}
