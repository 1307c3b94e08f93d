/**
 * Measures the CPU time of the executable: of its start (`dist/atlcli auth list`), compared with an empty program
 * compiled in the same way, of a long pull (see {@linkcode measurePulls}), and of the conversions (see
 * {@linkcode measureConversions}).
 *
 * For the start, both run alternately in random order, so that a busy machine slows both; the result is the median of the
 * ratios of all rounds. The goal is {@linkcode WANTED} or less. The task fails above {@linkcode LIMIT}, which
 * leaves room for a busy machine.
 *
 *     deno task bench
 *
 * @module
 */
import { compile, EXECUTABLE } from "../release/compile.ts";
import { measureConversions } from "./conversion_cpu.ts";
import { cpuMs, median } from "./cpu.ts";
import { measurePulls } from "./pull_cpu.ts";

const WANTED = 1.25;
const LIMIT = 1.7;
/** A pull may use as much CPU as the same program run from source without V8 flags. */
const PULL_LIMIT = 1;
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
      const command = [`${folder}/${name}`, "auth", "list"];
      const ms = await cpuMs({ command, env: { ATLCLI_CONFIG_DIR: folder }, runs: RUNS });
      if (turn > 0) cpu[name] += ms / TURNS;
    }
  }
  return cpu;
}

async function measureStart(folder: string): Promise<number> {
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

async function measurePull(folder: string): Promise<number> {
  const { executable, source } = await measurePulls(folder);
  const ratio = executable / source;
  console.log(`pull of 500 pages: ${executable.toFixed(0)} ms CPU`);
  console.log(`from source:       ${source.toFixed(0)} ms CPU`);
  console.log(`ratio: ${ratio.toFixed(2)} (fails above ${PULL_LIMIT})`);
  return ratio;
}

/** Prints the conversions, and returns whether all are within their limits. */
function measureConversion(): boolean {
  const { parseMs, conversions } = measureConversions();
  console.log(`bare XML parse of pages: ${parseMs.toFixed(1)} ms CPU`);
  for (const { name, ms, ratio, limit } of conversions) {
    console.log(`${name}: ${ms.toFixed(0)} ms CPU, ratio ${ratio.toFixed(0)} (fails above ${limit})`);
  }
  return conversions.every(({ ratio, limit }) => ratio <= limit);
}

async function inFolder<T>(fn: (folder: string) => Promise<T>): Promise<T> {
  const folder = await Deno.makeTempDir({ prefix: "atlcli-bench-" });
  try {
    return await fn(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const start = await inFolder(measureStart);
const pull = await inFolder(measurePull);
const areQuick = measureConversion();
if (!(start <= LIMIT && pull <= PULL_LIMIT && areQuick)) Deno.exitCode = 1;
