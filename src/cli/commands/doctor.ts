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
import { variablesOf } from "../help/environment_variables.ts";
import { registerAllSecrets } from "../../core/redact.ts";
import { oneLine, type Output } from "../output/output.ts";
import { type Line, line, type Style } from "../output/styled.ts";

/** Options of `doctor`. */
interface DoctorOptions {
  /** Whether to make the repairs that need no decision. */
  readonly fix: boolean;
  /** Whether to skip requests to the server. */
  readonly offline: boolean;
}

/** The findings and the repairs. */
interface Report {
  readonly diagnosis: Diagnosis;
  readonly repaired: readonly Repaired[];
  /** The error that stopped the repairs. */
  readonly fault: AtlcliError | undefined;
}

/**
 * Maximum number of repair rounds: one repair may reveal the next problem, such as a damaged file once it is
 * readable.
 */
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
    summary: "diagnose problems and suggest fixes",
    description:
      "Checks the credentials file, its folder, lock and backup, every profile, the environment, " +
      ".atlcli-profile and the keychain, and asks the server whether it accepts the credential in use. Each " +
      "problem is shown with a fix. Exits with the code of the first error; with 0 if there are only warnings.",
    examples: ["atlcli doctor", "atlcli doctor --fix", "atlcli doctor --offline --json"],
  })
    .option("--fix", "repair what needs no decision: file modes, a damaged file, leftovers", false)
    .option("--offline", "do not contact the server", false)
    .action((options) => doctor(open(), options));
}

/**
 * Runs the checks, repairs if requested, and shows the remaining problems.
 *
 * @throws {AtlcliError} after the report, if there is an error; its code decides the exit code.
 */
async function doctor(context: Context, options: DoctorOptions): Promise<void> {
  const report = await examine(context, options);
  registerAllSecrets();
  const { output } = context;
  output.result({ json: toJson(report), lines: toLines(report, output) });
  if (report.fault !== undefined) throw report.fault;
  const worst = worstOf(report.diagnosis);
  if (worst?.code === undefined) return;
  throw new AtlcliError(worst.code, problemOf(worst), { hint: remedyOf(worst) });
}

async function examine(context: Context, { fix, offline }: DoctorOptions): Promise<Report> {
  const { library, globals, connectWith } = context;
  const variables = variablesOf("setting").map(([name]) => name);
  const runDiagnosis = (): Promise<Diagnosis> =>
    diagnose(library, { profile: globals.profile, offline, variables, connect: connectWith });
  const repaired: Repaired[] = [];
  let diagnosis = await runDiagnosis();
  for (let round = 0; fix && round < ROUNDS; round++) {
    try {
      const done = await repair(library.host, diagnosis);
      if (done.length === 0) break;
      repaired.push(...done);
    } catch (error) {
      if (!(error instanceof AtlcliError)) throw error;
      return { diagnosis, repaired, fault: error };
    }
    diagnosis = await runDiagnosis();
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
  if (errors + warnings === 0) return "No problems found";
  return `${errors} ${errors === 1 ? "error" : "errors"}, ${warnings} ${
    warnings === 1 ? "warning" : "warnings"
  }`;
}
