/**
 * `atlcli doctor`
 *
 * @module
 */
import { AtlcliError } from "../../../mod.ts";
import {
  type Check,
  diagnose,
  type Diagnosis,
  type Finding,
  repair,
  type Repaired,
  type Severity,
  worstOf,
} from "../../doctor/mod.ts";
import { addCommand, type Parent } from "../command.ts";
import type { Context } from "../context.ts";
import { stepsFor } from "../errors/finding_steps.ts";
import { variablesOf } from "../help/environment_table.ts";
import { registerAllSecrets } from "../../core/redact.ts";
import { oneLine, type Output } from "../output/output.ts";
import { type Line, line, type Style } from "../output/styled.ts";

/** What `doctor` is told. */
export interface DoctorOptions {
  /** Whether to repair what can be repaired without asking. */
  readonly fix: boolean;
  /** Whether no server is asked. */
  readonly offline: boolean;
}

/** What was found, and what was done about it. */
interface Report {
  readonly diagnosis: Diagnosis;
  readonly repaired: readonly Repaired[];
  /** Why repairing ended early. */
  readonly fault: AtlcliError | undefined;
}

/** A file that can be read again may turn out to be damaged, and a restored one to have a backup that tells too much. */
const ROUNDS = 4;
const MARKS: Readonly<Record<Severity | "none", readonly [mark: string, style: Style]>> = {
  error: ["✗", "bad"],
  warning: ["!", "warning"],
  note: ["·", "dim"],
  none: ["✓", "good"],
};

/** Adds the command. */
export function addDoctor(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "doctor",
    summary: "say what is wrong with files, profiles, environment and keychain, and how to mend it",
    description:
      "Looks at the credentials file, its folder, lock and backup, at every profile, the environment, " +
      ".atlcli-profile and the keychain, and asks the server whether it accepts the credential in use. Each " +
      "thing that is wrong is shown with what to do. Ends with the exit code of the first error; warnings end with 0.",
    examples: ["atlcli doctor", "atlcli doctor --fix", "atlcli doctor --offline --json"],
  })
    .option("--fix", "repair what can be repaired without asking: modes, a damaged file, leftovers", false)
    .option("--offline", "do not ask the server", false)
    .action((options) => doctor(open(), options));
}

/**
 * Looks, repairs when told to, and shows what is still wrong.
 *
 * @throws {AtlcliError} after the report, when there is an error: its code decides the exit status.
 */
export async function doctor(context: Context, options: DoctorOptions): Promise<void> {
  const report = await examine(context, options);
  registerAllSecrets();
  const { output } = context;
  output.answer({ json: toJson(report), lines: toLines(report, output) });
  if (report.fault !== undefined) throw report.fault;
  const worst = worstOf(report.diagnosis);
  if (worst?.code === undefined) return;
  throw new AtlcliError(worst.code, problemOf(worst), { hint: remedyOf(worst) });
}

async function examine(context: Context, { fix, offline }: DoctorOptions): Promise<Report> {
  const { library, globals, connectWith } = context;
  const variables = variablesOf("setting").map(([name]) => name);
  const look = (): Promise<Diagnosis> =>
    diagnose(library, { profile: globals.profile, offline, variables, connect: connectWith });
  const repaired: Repaired[] = [];
  let diagnosis = await look();
  for (let round = 0; fix && round < ROUNDS; round++) {
    try {
      const done = await repair(library.host, diagnosis);
      if (done.length === 0) break;
      repaired.push(...done);
    } catch (error) {
      if (!(error instanceof AtlcliError)) throw error;
      return { diagnosis, repaired, fault: error };
    }
    diagnosis = await look();
  }
  return { diagnosis, repaired, fault: undefined };
}

function toJson({ diagnosis, repaired }: Report): Record<string, unknown> {
  return {
    healthy: worstOf(diagnosis) === undefined,
    checks: diagnosis.checks.map(({ name, summary, findings }) => ({
      name,
      summary,
      findings: findings.map((finding) => ({
        severity: finding.severity,
        where: finding.where,
        problem: finding.problem,
        remedy: stepsFor(finding),
        code: finding.code ?? null,
        repairable: finding.repair !== undefined,
      })),
    })),
    repaired,
  };
}

function toLines({ diagnosis, repaired }: Report, output: Output): readonly Line[] {
  const { checks } = diagnosis;
  return [
    ...repaired.map(({ did, where }) =>
      line`${output.paint("good", "Repaired")} ${oneLine(`${where}: ${did}`)}`
    ),
    ...checks.flatMap((check) => checkLines(check, output)),
    summaryOf(checks.flatMap(({ findings }) => findings)),
  ];
}

function checkLines({ name, summary, findings }: Check, output: Output): readonly Line[] {
  const severities: readonly Severity[] = ["error", "warning", "note"];
  const worst = severities.find((severity) => findings.some((finding) => finding.severity === severity)) ??
    "none";
  const [mark, style] = MARKS[worst];
  return [
    line`${output.paint(style, mark)} ${name}: ${oneLine(summary)}`,
    ...findings.flatMap((finding) => [
      line`    ${output.paint(MARKS[finding.severity][1], finding.severity)}: ${oneLine(problemOf(finding))}`,
      ...remedyOf(finding).split("\n").map((remedy) => `      ${oneLine(remedy)}`),
    ]),
  ];
}

function problemOf({ where, problem }: Finding): string {
  return problem.includes(where) || where === "credential" ? problem : `${where}: ${problem}`;
}

function remedyOf(finding: Finding): string {
  const remedy = stepsFor(finding);
  return finding.repair === undefined ? remedy : `Repair it: atlcli doctor --fix; or by hand: ${remedy}`;
}

function summaryOf(findings: readonly Finding[]): string {
  const count = (severity: Severity): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const [errors, warnings] = [count("error"), count("warning")];
  if (errors + warnings === 0) return "Nothing is wrong";
  return `${errors} ${errors === 1 ? "error" : "errors"}, ${warnings} ${
    warnings === 1 ? "warning" : "warnings"
  }`;
}
