/**
 * What a look at this machine finds: what is wrong, where, how much it matters and how to mend it.
 *
 * @module
 */
import { AtlcliError, type ErrorCode } from "../core/errors.ts";

/** What is looked at, in this order. */
export type CheckName =
  /** The folder of the credentials file. */
  | "folder"
  /** The credentials file itself. */
  | "file"
  /** Its lock, and what writers that were killed left behind. */
  | "lock"
  /** The version before. */
  | "backup"
  /** Every profile by itself. */
  | "profiles"
  /** The variables of the environment. */
  | "environment"
  /** `.atlcli-profile` */
  | "folder-profile"
  /** Whether the keychain answers. */
  | "keychain"
  /** The credential that a command would use now, and whether its site accepts it. */
  | "credential";

/** How much something matters. */
export type Severity =
  /** A command that needs this fails because of it. */
  | "error"
  /** Everything works, and it should be mended. */
  | "warning"
  /** Good to know. */
  | "note";

/** What can be done about something without asking anybody. */
export type Repair =
  /** Gives a file or folder of ours the mode that it should have. */
  | { readonly kind: "set-mode"; readonly path: string; readonly mode: number }
  /** Moves the credentials file aside, and puts the version before in its place. */
  | { readonly kind: "restore-backup" }
  /** Takes out of the backup the secrets that the credentials file has no more. */
  | { readonly kind: "clean-backup" }
  /** Removes the temporary files that dead writers left. */
  | { readonly kind: "remove-leftovers" };

/** Something that was found. */
export interface Finding {
  /** How much it matters. */
  readonly severity: Severity;
  /** Of an error: the code with which commands fail because of it. */
  readonly code: ErrorCode | undefined;
  /** The file, profile, variable or site that it is about. */
  readonly where: string;
  /** What is wrong. Never quotes a secret. */
  readonly problem: string;
  /** What to do, with the command to do it. */
  readonly remedy: string;
  /** What {@linkcode repair} would do about it; `undefined` when a person has to decide. */
  readonly repair: Repair | undefined;
}

/** One thing that was looked at. */
export interface Check {
  /** Which. */
  readonly name: CheckName;
  /** What it looks like when nothing is wrong, or why it was not looked at. */
  readonly summary: string;
  /** What is wrong with it; nothing when there is nothing. */
  readonly findings: readonly Finding[];
}

/** Everything that was looked at. */
export interface Diagnosis {
  /** In the order of {@linkcode CheckName}. */
  readonly checks: readonly Check[];
}

/** Makes a finding that is not an error. */
export function found(
  severity: "warning" | "note",
  finding: Omit<Finding, "severity" | "code" | "repair"> & { readonly repair?: Repair | undefined },
): Finding {
  return { severity, code: undefined, repair: undefined, ...finding };
}

/** Makes an error of a finding. */
export function fault(
  code: ErrorCode,
  finding: Omit<Finding, "severity" | "code" | "repair"> & { readonly repair?: Repair | undefined },
): Finding {
  return { severity: "error", code, repair: undefined, ...finding };
}

/** An error that was thrown, as a finding; what was not thrown on purpose is thrown again. */
export function findingOf(
  error: unknown,
  { where, severity = "error" }: { readonly where: string; readonly severity?: Severity },
): Finding {
  if (!(error instanceof AtlcliError)) throw error;
  return {
    severity,
    code: severity === "error" ? error.code : undefined,
    where,
    problem: error.message,
    remedy: error.hint ?? "Look at it, and try again",
    repair: undefined,
  };
}

/**
 * The error that matters most: the first one, because what is looked at later stands on what is looked at before.
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

/** What can be repaired without asking, in the order in which it is to be done. */
export function repairsOf({ checks }: Diagnosis): readonly Repair[] {
  return checks.flatMap(({ findings }) => findings).flatMap(({ repair }) => repair ?? []);
}
