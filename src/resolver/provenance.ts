/**
 * Where a value came from, and what was not used.
 *
 * @module
 */

/** The place that a value came from. */
export interface Provenance {
  /** The kind of place. `option` is a value that the caller of the library passed. */
  readonly source: "option" | "env" | "folder" | "keychain" | "command" | "file" | "server" | "host";
  /** The option, variable, item, program or file. Never a secret. */
  readonly detail: string;
}

/** Something that was there and was not used. */
export interface SetAside {
  /** What. */
  readonly what: Provenance;
  /** Why not, as the end of a sentence. */
  readonly why: string;
}

/**
 * `option profile`, `env ATLCLI_API_TOKEN`, `keychain atlcli/myuser`, `file credentials.json`
 *
 * @example
 * ```ts
 * import { formatProvenance } from "@atlcli/atlcli";
 *
 * console.assert(formatProvenance({ source: "env", detail: "ATLCLI_API_TOKEN" }) === "env ATLCLI_API_TOKEN");
 * ```
 */
export function formatProvenance(provenance: Provenance): string {
  return `${provenance.source} ${provenance.detail}`;
}

/**
 * The sentences to show for a resolution: its warnings, and what was set aside.
 *
 * @example
 * ```ts
 * import { warningsOf } from "@atlcli/atlcli/resolver";
 *
 * const what = { source: "env", detail: "ATLCLI_EMAIL" } as const;
 * const warnings = warningsOf({ warnings: [], setAside: [{ what, why: "the site is Data Center" }] });
 * console.assert(warnings[0] === "Set aside ATLCLI_EMAIL: the site is Data Center");
 * ```
 */
export function warningsOf(resolution: {
  readonly warnings: readonly string[];
  readonly setAside: readonly SetAside[];
}): readonly string[] {
  return [
    ...resolution.warnings,
    ...resolution.setAside.map(({ what, why }) => `Set aside ${what.detail}: ${why}`),
  ];
}

/** A variable of the environment. */
export function fromEnv(name: string): Provenance {
  return { source: "env", detail: name };
}

/** The credentials file. */
export const FROM_FILE: Provenance = { source: "file", detail: "credentials.json" };

/** The profile that the caller names. */
export const FROM_OPTION: Provenance = { source: "option", detail: "profile" };
