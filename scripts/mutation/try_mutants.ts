/**
 * Tries the mutants of one group of files. Every mutant is in the loaded files already, behind a switch; a first run
 * without any shows which tests reach it, so that only those are run with it.
 *
 * @module
 */
import type { Mutant } from "./mutants.ts";
import type { Numbered } from "./switches.ts";
import type { TestProcess, Workshop } from "./workshop.ts";

/** What became of a mutant: a test failed, the compiler refused it, or it survived. */
export type End = "killed" | "refused" | "survived";

/** Options of {@linkcode tryMutants}. */
export interface TryOptions {
  readonly mutants: readonly Mutant[];
  /** The paths of test files, or of folders with a final slash. */
  readonly tests: readonly string[];
  /** Whether to leave out tests that take longer than {@linkcode QUICK_MS}, and to trust a process that ran others. */
  readonly isQuick: boolean;
  /** Processes side by side. */
  readonly jobs: number;
  readonly onEnd: (mutant: Mutant, end: End) => void;
}

/** Maximum time of a test in milliseconds, at least; and how many times its own time it may take. */
const LEAST_LIMIT_MS = 5_000;
const TIMES_SLOWER = 5;
/** The longest test, in milliseconds, of a quick run. */
const QUICK_MS = 500;

/** What the run without a mutant showed. */
interface Baseline {
  readonly files: readonly string[];
  /** In milliseconds, by the test's number. */
  readonly times: readonly number[];
  /** By the mutant's number: the tests that reach it. */
  readonly reachedBy: ReadonlyMap<number, readonly number[]>;
  /** Mutants whose place runs while modules are loaded. */
  readonly early: ReadonlySet<number>;
}

/** Tries each mutant. */
export async function tryMutants(workshop: Workshop, options: TryOptions): Promise<void> {
  const { mutants, tests, jobs, isQuick, onEnd } = options;
  const files = [...new Set((await Promise.all(tests.map((path) => workshop.testFiles(path)))).flat())];
  const numbered = mutants.map((mutant, id): Numbered => ({ id, mutant }));
  await workshop.install(numbered);
  const baseline = await baselineOf(workshop, files);
  const left = [...numbered];
  const survivors: Mutant[] = [];
  const detections = new Detections(baseline);
  await Promise.all(Array.from({ length: jobs }, async () => {
    const worker = new Worker(workshop, { baseline, detections, isQuick });
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      if (await worker.detects(next)) onEnd(next.mutant, "killed");
      else survivors.push(next.mutant);
    }
    worker.close();
  }));
  for (const mutant of survivors) onEnd(mutant, await workshop.compiles(mutant) ? "survived" : "refused");
}

/** Runs all tests without a mutant: they must pass, or every mutant would count as detected. */
async function baselineOf(workshop: Workshop, files: readonly string[]): Promise<Baseline> {
  const process = await workshop.start(files);
  const ended = await process?.run({ mutant: -1, limitMs: 60_000 });
  process?.close();
  if (process === undefined || ended === undefined) throw new Error(`Cannot run ${files.join(" ")}`);
  const failed = ended.filter(({ passed }) => !passed).map(({ name }) => name);
  if (failed.length > 0) throw new Error(`These tests fail without a mutant:\n  ${failed.join("\n  ")}`);
  const reachedBy = new Map<number, number[]>();
  for (const { test, reached } of ended) {
    for (const id of reached) reachedBy.set(id, [...reachedBy.get(id) ?? [], test]);
  }
  return { files, times: ended.map(({ ms }) => ms), reachedBy, early: new Set(process.reached) };
}

/** Which tests detected the mutants of a file: those that detected many are tried first. */
class Detections {
  readonly #counts = new Map<string, Map<number, number>>();
  readonly #baseline: Baseline;

  constructor(baseline: Baseline) {
    this.#baseline = baseline;
  }

  add({ file }: Mutant, test: number): void {
    const counts = this.#counts.get(file) ?? new Map<number, number>();
    counts.set(test, (counts.get(test) ?? 0) + 1);
    this.#counts.set(file, counts);
  }

  /** Most detections for its time first. */
  order({ file }: Mutant, tests: readonly number[]): readonly number[] {
    const rank = (test: number): number =>
      (1 + 4 * (this.#counts.get(file)?.get(test) ?? 0)) / ((this.#baseline.times[test] ?? 0) + 5);
    return tests.toSorted((one, other) => rank(other) - rank(one));
  }
}

/** Tries mutants one after the other, in one process as long as that behaves. */
class Worker {
  readonly #workshop: Workshop;
  readonly #baseline: Baseline;
  readonly #detections: Detections;
  readonly #isQuick: boolean;
  #process: TestProcess | undefined;

  constructor(
    workshop: Workshop,
    options: Pick<TryOptions, "isQuick"> & { readonly baseline: Baseline; readonly detections: Detections },
  ) {
    this.#workshop = workshop;
    this.#baseline = options.baseline;
    this.#detections = options.detections;
    this.#isQuick = options.isQuick;
  }

  close(): void {
    this.#process?.close();
    this.#process = undefined;
  }

  /** Whether a test fails because of the mutant. */
  async detects({ id, mutant }: Numbered): Promise<boolean> {
    const { times, reachedBy, early } = this.#baseline;
    const isEarly = early.has(id);
    const tests = isEarly ? times.map((_, test) => test) : reachedBy.get(id) ?? [];
    const chosen = this.#isQuick ? tests.filter((test) => (times[test] ?? 0) <= QUICK_MS) : tests;
    const order = this.#detections.order(mutant, chosen);
    const quick = isEarly ? undefined : await this.#detectsQuickly({ id, mutant }, order);
    // A process that has run other mutants may remember them, and one without the mutant may remember the right thing.
    if (quick !== undefined) return quick;
    return await this.#detectsAfresh({ id, mutant }, order);
  }

  /** Returns `undefined` when only a process of its own can tell. */
  async #detectsQuickly({ id, mutant }: Numbered, tests: readonly number[]): Promise<boolean | undefined> {
    if (tests.length === 0) return undefined;
    this.#process ??= await this.#workshop.start(this.#baseline.files);
    const ended = await this.#process?.run({ mutant: id, tests, limitMs: this.#limitOf(tests) });
    const last = ended?.at(-1);
    if (ended === undefined) this.close();
    if (ended === undefined) return true;
    if (last === undefined || last.passed) return this.#isQuick ? false : undefined;
    const again = await this.#process?.run({
      mutant: -1,
      tests: [last.test],
      limitMs: this.#limitOf([last.test]),
    });
    if (again?.[0]?.passed === true) {
      this.#detections.add(mutant, last.test);
      return true;
    }
    this.close();
    return undefined;
  }

  async #detectsAfresh({ id, mutant }: Numbered, tests: readonly number[]): Promise<boolean> {
    if (tests.length === 0) return false;
    const process = await this.#workshop.start(this.#baseline.files, id);
    const ended = await process?.run({ mutant: id, tests, limitMs: this.#limitOf(tests) });
    process?.close();
    const last = ended?.at(-1);
    if (last !== undefined && !last.passed) this.#detections.add(mutant, last.test);
    return last === undefined || !last.passed;
  }

  #limitOf(tests: readonly number[]): number {
    const slowest = Math.max(...tests.map((test) => this.#baseline.times[test] ?? 0));
    return Math.max(LEAST_LIMIT_MS, TIMES_SLOWER * slowest);
  }
}
