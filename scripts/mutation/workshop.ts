/**
 * A copy of the project with switches in its files, and processes that run tests in it.
 *
 * @module
 */
import { cp } from "node:fs/promises";
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { MARK, type Order, type Report } from "./harness.ts";
import { type Mutant, mutated } from "./mutants.ts";
import { type Numbered, withSwitches } from "./switches.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const COPIED = ["action", "mod.ts", "deno.json", "deno.lock", "docs/schemas", "scripts", "src", "tests"];
/** Maximum time to load the modules, in milliseconds; and how much longer than allowed a test may take. */
const LOAD_MS = 60_000;
const GRACE_MS = 1_000;
const FLAGS = ["--no-prompt", "--no-check", "--quiet", "--v8-flags=--max-old-space-size=1024"];

/** A copy of the project. */
export class Workshop {
  readonly #folder: string;
  #count = 0;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(): Promise<Workshop> {
    const folder = await Deno.makeTempDir({ prefix: "atlcli-mutation-" });
    for (const name of COPIED) await cp(`${ROOT}${name}`, `${folder}/${name}`, { recursive: true });
    await forgiveUnused(folder);
    return new Workshop(folder);
  }

  /** Writes the files of these mutants with switches. */
  async install(numbered: readonly Numbered[]): Promise<void> {
    for (const file of new Set(numbered.map(({ mutant }) => mutant.file))) {
      const source = await Deno.readTextFile(`${ROOT}${file}`);
      const own = numbered.filter(({ mutant }) => mutant.file === file);
      await Deno.writeTextFile(`${this.#folder}/${file}`, withSwitches(source, own));
    }
  }

  /** The test files that a path means: itself, or all in a folder. */
  async testFiles(path: string): Promise<readonly string[]> {
    if (!path.endsWith("/")) return [path];
    const entries = await Array.fromAsync(Deno.readDir(`${ROOT}${path}`));
    const nested = await Promise.all(
      entries.map(({ name, isDirectory }) =>
        isDirectory ? this.testFiles(`${path}${name}/`) : name.endsWith("_test.ts") ? [`${path}${name}`] : []
      ),
    );
    return nested.flat().sort();
  }

  /** Starts a process that has loaded the test files. @param mutant On while they are loaded. */
  async start(testFiles: readonly string[], mutant: number = -1): Promise<TestProcess | undefined> {
    const name = `${this.#folder}/run_${this.#count++}`;
    await Deno.writeTextFile(
      `${name}_active.ts`,
      `import "./scripts/mutation/harness.ts";\n__harness.activate(${mutant});\n`,
    );
    const imports = [`${name}_active.ts`, ...testFiles.map((file) => `${this.#folder}/${file}`)];
    await Deno.writeTextFile(
      `${name}.ts`,
      imports.map((path) => `import ${JSON.stringify(path)};\n`).join("") + "await __harness.serve();\n",
    );
    return await TestProcess.start(this.#folder, `${name}.ts`);
  }

  /** Whether the compiler accepts a mutant. Its file has no switches from then on. */
  async compiles(mutant: Mutant): Promise<boolean> {
    const path = `${this.#folder}/${mutant.file}`;
    await Deno.writeTextFile(path, mutated(await Deno.readTextFile(`${ROOT}${mutant.file}`), mutant));
    const { success } = await new Deno.Command(Deno.execPath(), {
      args: ["check", "--quiet", mutant.file],
      cwd: this.#folder,
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).output();
    await Deno.copyFile(`${ROOT}${mutant.file}`, path);
    return success;
  }

  /** Removes the copy. */
  close(): Promise<void> {
    return Deno.remove(this.#folder, { recursive: true });
  }
}

type Ended = Extract<Report, { kind: "ended" }>;
type Child = ChildProcessByStdio<Writable, Readable, null>;

/** A process that runs tests on demand. */
export class TestProcess {
  readonly #child: Child;
  readonly #lines: AsyncIterator<string>;
  /** The mutants that were reached while the modules were loaded. */
  readonly reached: readonly number[];

  private constructor(child: Child, lines: AsyncIterator<string>, reached: readonly number[]) {
    this.#child = child;
    this.#lines = lines;
    this.reached = reached;
  }

  /** Returns `undefined` if the modules cannot be loaded. */
  static async start(folder: string, script: string): Promise<TestProcess | undefined> {
    const child = spawn(Deno.execPath(), ["run", ...FLAGS, script], {
      cwd: folder,
      // A time zone other than UTC, so that times without a zone are tested.
      env: { ...Deno.env.toObject(), TZ: "Asia/Kolkata" },
      stdio: ["pipe", "pipe", "ignore"],
    });
    // A write to a process that has ended fails; the end of its output says so, too.
    child.stdin.on("error", () => {});
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const first = await nextReport(child, lines, LOAD_MS);
    if (first?.kind === "loaded") return new TestProcess(child, lines, first.reached);
    child.kill("SIGKILL");
    return undefined;
  }

  /** Runs tests. Returns their ends, or `undefined` if the process hung or ended. */
  async run(order: Order): Promise<readonly Ended[] | undefined> {
    this.#child.stdin.write(`${JSON.stringify(order)}\n`);
    const ended: Ended[] = [];
    for (;;) {
      const report = await nextReport(this.#child, this.#lines, order.limitMs + GRACE_MS);
      if (report === undefined) return undefined;
      if (report.kind === "ended") ended.push(report);
      if (report.kind === "done") return ended;
    }
  }

  close(): void {
    this.#child.kill("SIGKILL");
  }
}

/** The next report, or `undefined` when the process has ended, or says nothing for too long. */
async function nextReport(
  child: Child,
  lines: AsyncIterator<string>,
  limitMs: number,
): Promise<Report | undefined> {
  const timer = setTimeout(() => child.kill("SIGKILL"), limitMs);
  try {
    for (;;) {
      const { value, done } = await lines.next();
      if (done === true) return undefined;
      if (value.startsWith(MARK)) return JSON.parse(value.slice(MARK.length));
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Unused variables are allowed, because a mutation may remove the only use. */
async function forgiveUnused(folder: string): Promise<void> {
  const path = `${folder}/deno.json`;
  const config = JSON.parse(await Deno.readTextFile(path));
  const compilerOptions = { ...config.compilerOptions, noUnusedLocals: false, noUnusedParameters: false };
  await Deno.writeTextFile(path, JSON.stringify({ ...config, compilerOptions }));
}
