/**
 * The sources of values, and the values that were set aside.
 *
 * @module
 */

/** The source of a value. */
export interface Provenance {
  /** The kind of source. `option` is a value passed by the caller of the library. */
  readonly source: "option" | "env" | "folder" | "keychain" | "command" | "file" | "server" | "host";
  /** The name of the option, variable, item, program or file. Never a secret. */
  readonly detail: string;
}

/** A value that was set but not used. */
export interface SetAside {
  /** The source of the value. */
  readonly what: Provenance;
  /** The reason, worded as the end of a sentence. */
  readonly why: string;
}

/**
 * Formats a source: `option profile`, `env ATLCLI_API_TOKEN`, `keychain atlcli/myuser`, `file credentials.json`.
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
 * The sentences to show for a resolution: its warnings, and the values that were set aside.
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

/** The provenance of an environment variable. */
export function fromEnv(name: string): Provenance {
  return { source: "env", detail: name };
}

/** The provenance of values from the credentials file. */
export const FROM_FILE: Provenance = { source: "file", detail: "credentials.json" };

/** The provenance of a profile that the caller names. */
export const FROM_OPTION: Provenance = { source: "option", detail: "profile" };
