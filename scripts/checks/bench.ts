/**
 * Measures the start-up cost of the executable: CPU time of `dist/atlcli auth list`, compared with an empty
 * program compiled in the same way.
 *
 * Both run alternately in random order, so that a busy machine slows both; the result is the median of the
 * ratios of all rounds. The goal is {@linkcode WANTED} or less. The task fails above {@linkcode LIMIT}, which
 * leaves room for a busy machine.
 *
 *     deno task bench
 *
 * @module
 */
import { compile, EXECUTABLE } from "../release/compile.ts";

const WANTED = 1.25;
const LIMIT = 1.8;
const ROUNDS = 25;
/** Number of samples per program and round. */
const TURNS = 3;
/** Number of runs per sample: a single run is close to the resolution of the clock. */
const RUNS = 4;

/** The executables to compare. The empty one ignores its arguments. */
interface Programs {
  readonly empty: string;
  readonly atlcli: string;
}

const PROFILES = ["default", "work", "personal"];

/** The CPU time of one run, user and system together, in milliseconds. bash reads it from the kernel. */
async function cpuMs(command: readonly string[], configFolder: string): Promise<number> {
  const script = `TIMEFORMAT='%3U %3S'; time for i in {1..${RUNS}}; do "$0" "$@" >/dev/null || exit 1; done`;
  const { success, stderr } = await new Deno.Command("bash", {
    args: ["-c", script, ...command],
    env: { ATLCLI_CONFIG_DIR: configFolder, LC_ALL: "C" },
    stdout: "null",
  }).output();
  const text = new TextDecoder().decode(stderr);
  const [user, system] = text.trim().split("\n").at(-1)?.split(" ").map(Number) ?? [];
  if (!success || user === undefined || system === undefined) {
    throw new Error(`Failed to run ${command}: ${text}`);
  }
  return (user + system) * 1000 / RUNS;
}

async function writeCredentials(folder: string): Promise<void> {
  const profiles = Object.fromEntries(PROFILES.map((name) => [name, {
    name,
    baseUrl: `https://${name}.atlassian.net`,
    email: "you@company.com",
    apiToken: "token",
  }]));
  const text = JSON.stringify({ currentProfile: "work", profiles }, undefined, 2);
  await Deno.chmod(folder, 0o700);
  await Deno.writeTextFile(`${folder}/credentials.json`, text, { mode: 0o600 });
}

async function emptyProgram(folder: string): Promise<string> {
  await Deno.writeTextFile(`${folder}/empty.js`, "");
  await compile({ from: `${folder}/empty.js`, to: `${folder}/compiled` });
  return `${folder}/compiled`;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  return sorted.length % 2 === 1 ? middle : (middle + (sorted[sorted.length / 2 - 1] ?? NaN)) / 2;
}

/**
 * One round of both programs, each as a new copy: the cost of an executable varies by up to 15 %, depending
 * on where in memory the system keeps its pages. The first sample of each warms up, and is ignored.
 */
async function sample(programs: Programs, folder: string): Promise<Record<keyof Programs, number>> {
  const cpu = { empty: 0, atlcli: 0 };
  const order: (keyof Programs)[] = Math.random() < 0.5 ? ["empty", "atlcli"] : ["atlcli", "empty"];
  for (const name of order) await Deno.copyFile(programs[name], `${folder}/${name}`);
  for (let turn = 0; turn <= TURNS; turn++) {
    for (const name of order.reverse()) {
      const ms = await cpuMs([`${folder}/${name}`, "auth", "list"], folder);
      if (turn > 0) cpu[name] += ms / TURNS;
    }
  }
  return cpu;
}

async function measure(folder: string): Promise<number> {
  await writeCredentials(folder);
  const programs = { empty: await emptyProgram(folder), atlcli: EXECUTABLE };
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await sample(programs, folder));
  const ratio = median(rounds.map((cpu) => cpu.atlcli / cpu.empty));
  console.log(`empty program:    ${median(rounds.map((cpu) => cpu.empty)).toFixed(1)} ms CPU`);
  console.log(`atlcli auth list: ${median(rounds.map((cpu) => cpu.atlcli)).toFixed(1)} ms CPU`);
  console.log(
    `ratio: ${ratio.toFixed(2)} (median of ${ROUNDS} rounds of ${
      TURNS * RUNS
    } runs; wanted ${WANTED}, fails above ${LIMIT})`,
  );
  return ratio;
}

const folder = await Deno.makeTempDir({ prefix: "atlcli-bench-" });
try {
  if (!(await measure(folder) <= LIMIT)) Deno.exitCode = 1;
} finally {
  await Deno.remove(folder, { recursive: true });
}
