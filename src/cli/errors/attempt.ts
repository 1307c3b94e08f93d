/**
 * What a server was asked with, noted before it is asked: advice names it when that goes wrong.
 *
 * @module
 */
import { formatProvenance, type Resolution } from "../../../mod.ts";

/** What a server was asked with. Holds no secret. */
export interface Attempt {
  readonly site: string;
  /** The profile, where one was used or is being made. */
  readonly profile: string | undefined;
  /** The account's email; `undefined` where a PAT was sent. */
  readonly email: string | undefined;
  /** Where the token came from: `file credentials.json`. */
  readonly source: string;
}

/** The attempt that a resolved credential makes. */
export function attemptOf({ site, profile, credential, provenance }: Resolution): Attempt {
  return {
    site: site.url,
    profile: profile?.name,
    email: credential.kind === "pat" ? undefined : credential.email,
    source: formatProvenance(provenance.token),
  };
}
