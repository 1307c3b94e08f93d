/**
 * Diagnosis of files, profiles, environment and network, and repairs that need no decision.
 *
 * @example Print what is wrong
 * ```ts
 * import { openLibrary } from "@atlcli/atlcli";
 * import { diagnose } from "@atlcli/atlcli/doctor";
 *
 * const { checks } = await diagnose(openLibrary(), { offline: true });
 * for (const { findings } of checks) {
 *   for (const { severity, problem } of findings) console.log(severity, problem);
 * }
 * ```
 *
 * @module
 */
export { diagnose, type DiagnoseOptions } from "./diagnose.ts";
export {
  type Check,
  type CheckName,
  type Diagnosis,
  type Finding,
  type Repair,
  type Severity,
  worstOf,
} from "./finding.ts";
export type { FindingData, FindingDataByKind, SignInData } from "./finding_data.ts";
export type { PlaceHost } from "./location.ts";
export { repair, type Repaired } from "./repair.ts";
