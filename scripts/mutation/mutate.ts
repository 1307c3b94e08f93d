/**
 * Mutation testing: makes small mistakes in security-relevant files, one at a time in a copy, and reports
 * those that no test detects.
 *
 *     deno task mutate                        # all mutants: several minutes
 *     deno task mutate src/site/site.ts            # of one file
 *     deno task mutate --quick src/site/site.ts    # a first look: leaves out slow tests, and may err on the safe side
 *     deno task mutate --sample 40            # a sample, chosen by --seed
 *
 * Fails if a mutant survives without a reason in `mutation/explained.ts`, and if that file explains a mutant
 * that does not exist, or that a test kills.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { EXPLAINED, type Explained, explanationOf } from "./explained.ts";
import { type Mutant, mutantsOf } from "./mutants.ts";
import { type Target, TARGETS } from "./targets.ts";
import { type End, tryMutants, type TryOptions } from "./try_mutants.ts";
import { Workshop } from "./workshop.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** A mutant, and the tests that should detect it. */
interface Case {
  readonly mutant: Mutant;
  readonly tests: Target["tests"];
  readonly unfinished: boolean;
}

interface Ended {
  readonly mutant: Mutant;
  readonly end: End;
}

/** Tries the mutants, one group of files with the same tests after the other. */
async function tryAll(
  cases: readonly Case[],
  { jobs, isQuick }: Pick<TryOptions, "jobs" | "isQuick">,
): Promise<readonly Ended[]> {
  const workshop = await Workshop.open();
  try {
    const ended: Ended[] = [];
    for (const tests of new Set(cases.map((one) => one.tests))) {
      const mutants = cases.filter((one) => one.tests === tests).map(({ mutant }) => mutant);
      const told = (mutant: Mutant, end: End): void => {
        ended.push({ mutant, end });
        if (end === "survived" && explanationOf(mutant) === undefined) console.log(lineOf(mutant));
      };
      await tryMutants(workshop, { mutants, tests: tests.flat(), jobs, isQuick, onEnd: told });
    }
    return ended;
  } finally {
    await workshop.close();
  }
}

/** All mutants. */
async function allCases(): Promise<readonly Case[]> {
  const cases: Case[] = [];
  for (const { files, tests, unfinished = false } of TARGETS) {
    for (const file of (await Promise.all(files.map(matching))).flat()) {
      const mutants = mutantsOf(file, await Deno.readTextFile(`${ROOT}${file}`));
      cases.push(...mutants.map((mutant) => ({ mutant, tests, unfinished })));
    }
  }
  return cases;
}

/** The files that match a pattern. */
async function matching(pattern: string): Promise<readonly string[]> {
  if (!pattern.endsWith("*")) return [pattern];
  const folder = pattern.slice(0, pattern.lastIndexOf("/"));
  const entries = await Array.fromAsync(Deno.readDir(`${ROOT}${folder}`));
  const files = entries.filter(({ isFile }) => isFile).map(({ name }) => `${folder}/${name}`);
  return files.filter((file) => file.startsWith(pattern.slice(0, -1))).sort();
}

/**
 * Chooses a sample, the same for the same seed: a linear congruential generator orders the mutants (Numerical
 * Recipes).
 */
function sampleOf(cases: readonly Case[], { size, seed }: Record<"size" | "seed", number>): readonly Case[] {
  let state = seed;
  const keyed = cases.map((one) => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return { one, key: state };
  });
  return keyed.sort((a, b) => a.key - b.key).slice(0, size).map(({ one }) => one);
}

function lineOf({ file, line, text, original, replacement }: Mutant): string {
  return `survived  ${file}:${line}  ${oneLine(original)}  ->  ${oneLine(replacement)}\n          ${text}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}

/** Explanations of mutants that do not exist, or of which all were tried and none survived. */
function staleOf(cases: readonly Case[], ended: readonly Ended[]): readonly Explained[] {
  return EXPLAINED.filter((one) => {
    const known = cases.filter(({ mutant }) => explanationOf(mutant) === one);
    const ends = ended.filter(({ mutant }) => explanationOf(mutant) === one).map(({ end }) => end);
    return known.length === 0 || (ends.length === known.length && !ends.includes("survived"));
  });
}

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      sample: { type: "string" },
      seed: { type: "string", default: "1" },
      jobs: { type: "string", default: "2" },
      quick: { type: "boolean", default: false },
    },
  });
  const all = await allCases();
  const named = all.filter(({ mutant }) => positionals.length === 0 || positionals.includes(mutant.file));
  const chosen = values.sample === undefined
    ? named
    : sampleOf(named.filter(({ unfinished }) => !unfinished), {
      size: Number(values.sample),
      seed: Number(values.seed),
    });
  if (chosen.length === 0) throw new Error("No files to mutate: see scripts/mutation/targets.ts");
  const ended = await tryAll(chosen, { jobs: Number(values.jobs), isQuick: values.quick });
  return report(ended, staleOf(all, ended));
}

/** Prints the score. @returns The exit code. */
function report(ended: readonly Ended[], stale: readonly Explained[]): number {
  const count = (end: End): number => ended.filter((one) => one.end === end).length;
  const survivors = ended.filter(({ end }) => end === "survived");
  const unexplained = survivors.filter(({ mutant }) => explanationOf(mutant) === undefined);
  for (const { file, text } of stale) console.log(`stale explanation: ${file}  ${text}`);
  const noticed = count("killed") + count("refused");
  console.log(
    `mutants: ${ended.length}; killed by tests ${count("killed")}, refused by the compiler ${
      count("refused")
    }, survived ${survivors.length}, of which explained ${survivors.length - unexplained.length}; score ${
      (100 * noticed / ended.length).toFixed(1)
    } %`,
  );
  return unexplained.length + stale.length > 0 ? 1 : 0;
}

if (import.meta.main) Deno.exit(await main(Deno.args));
