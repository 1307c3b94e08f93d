/**
 * The results of a diagnosis: problems, their severity and their remedies.
 *
 * @module
 */
import { AtlcliError, type ErrorCode } from "../core/errors.ts";
import type { FindingData } from "./finding_data.ts";

/** The names of the checks, in their order. */
export type CheckName =
  /** The folder of the credentials file. */
  | "folder"
  /** The credentials file itself. */
  | "file"
  /** Its lock, and leftovers of killed writers. */
  | "lock"
  /** The backup of the previous version. */
  | "backup"
  /** Each profile. */
  | "profiles"
  /** The environment variables. */
  | "environment"
  /** The nearest `.atlcli-profile`. */
  | "folder-profile"
  /** Whether the keychain responds. */
  | "keychain"
  /** The credential that a command would use now, and whether its site accepts it. */
  | "credential";

/** The severity of a finding. */
export type Severity =
  /** Commands that need this fail. */
  | "error"
  /** Everything works, but it should be fixed. */
  | "warning"
  /** For information only. */
  | "note";

/** A fix that needs no decision by the user. */
export type Repair =
  /** Sets the right mode of one of our files or folders. */
  | { readonly kind: "set-mode"; readonly path: string; readonly mode: number }
  /** Moves the credentials file aside, and restores the backup. */
  | { readonly kind: "restore-backup" }
  /** Removes secrets from the backup that the credentials file no longer has. */
  | { readonly kind: "clean-backup" }
  /** Removes temporary files of killed writers. */
  | { readonly kind: "remove-leftovers" };

/** One problem. */
export interface Finding {
  /** The severity. */
  readonly severity: Severity;
  /** The code of the error with which commands fail; only for the severity `error`. */
  readonly code: ErrorCode | undefined;
  /** The affected file, profile, variable or site. */
  readonly where: string;
  /** What is wrong. Never quotes a secret. */
  readonly problem: string;
  /** How to fix it, in general; a program can derive more from `error` or `data`. */
  readonly remedy: string;
  /** The thrown error, if the finding comes from one. */
  readonly error: AtlcliError | undefined;
  /** What the finding is about, if a program can derive the next step from it. */
  readonly data: FindingData | undefined;
  /** What {@linkcode repair} would do; `undefined` if the user has to decide. */
  readonly repair: Repair | undefined;
}

/** The result of one check. */
export interface Check {
  /** The name of the check. */
  readonly name: CheckName;
  /** The state if nothing is wrong, or why the check was skipped. */
  readonly summary: string;
  /** The problems; empty if there are none. */
  readonly findings: readonly Finding[];
}

/** The results of all checks. */
export interface Diagnosis {
  /** The checks, in the order of {@linkcode CheckName}. */
  readonly checks: readonly Check[];
}

/** The parts of a finding that a check gives. */
type Found = Pick<Finding, "where" | "problem" | "remedy"> & Partial<Pick<Finding, "data" | "repair">>;

const NOTHING_MORE = { code: undefined, error: undefined, data: undefined, repair: undefined } as const;

/** Creates a finding that is not an error. */
export function found(severity: "warning" | "note", finding: Found): Finding {
  return { ...NOTHING_MORE, severity, ...finding };
}

/** Creates an error finding. */
export function fault(code: ErrorCode, finding: Found): Finding {
  return { ...NOTHING_MORE, severity: "error", code, ...finding };
}

/** Converts a thrown error to a finding. Unexpected exceptions are rethrown. */
export function findingOf(
  error: unknown,
  { where, severity = "error" }: { readonly where: string; readonly severity?: Severity },
): Finding {
  if (!(error instanceof AtlcliError)) throw error;
  return {
    ...NOTHING_MORE,
    severity,
    code: severity === "error" ? error.code : undefined,
    where,
    problem: error.message,
    remedy: error.hint ?? "Check it, and try again",
    error,
  };
}

/**
 * The most important error: the first one, because later checks depend on earlier ones.
 *
 * @example
 * ```ts
 * import { diagnose, worstOf } from "@atlcli/atlcli/doctor";
 * import { openLibrary } from "@atlcli/atlcli";
 * import { memoryHost, memorySecretStore } from "@atlcli/atlcli/testing";
 *
 * const host = memoryHost({ files: { "/home/me/.atlcli/credentials.json": "{" } });
 * const library = openLibrary({ host, secretStore: memorySecretStore() });
 * const diagnosis = await diagnose(library, { offline: true });
 * console.assert(worstOf(diagnosis)?.code === "credentials-file");
 * ```
 */
export function worstOf({ checks }: Diagnosis): Finding | undefined {
  return checks.flatMap(({ findings }) => findings).find(({ severity }) => severity === "error");
}

/** The repairs that need no decision, in the order in which to apply them. */
export function repairsOf({ checks }: Diagnosis): readonly Repair[] {
  return checks.flatMap(({ findings }) => findings).flatMap(({ repair }) => repair ?? []);
}
