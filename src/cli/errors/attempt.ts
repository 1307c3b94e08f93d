/**
 * The credential of a request, recorded before the request, so that advice can name it if the request fails.
 *
 * @module
 */
import { formatProvenance, type Resolution } from "../../../mod.ts";

/** The credential of a request, without secrets. */
export interface Attempt {
  readonly site: string;
  /** The profile that is used or created, if any. */
  readonly profile: string | undefined;
  /** The account's email; `undefined` for a PAT. */
  readonly email: string | undefined;
  /** The source of the token, such as `file credentials.json`. */
  readonly source: string;
}

/** The attempt for a resolved credential. */
export function attemptOf({ site, profile, credential, provenance }: Resolution): Attempt {
  return {
    site: site.url,
    profile: profile?.name,
    email: credential.kind === "pat" ? undefined : credential.email,
    source: formatProvenance(provenance.token),
  };
}
