/**
 * Runs inside the copy, in a process of its own: collects the tests that are imported after it, and runs those that the
 * parent names, with one mutant switched on.
 *
 * A line on stdin is an {@link Order}; each line on stdout that begins with {@linkcode MARK} is a {@link Report}.
 *
 * @module
 */

/** Begins the lines that are meant for the parent. */
export const MARK = "\u0001mutation ";

/** What the parent wants to be run. */
export interface Order {
  /** The mutant, or -1 for none. */
  readonly mutant: number;
  /** The numbers of the tests, in this order; all tests if absent. */
  readonly tests?: readonly number[];
  /** Maximum time of each test, in milliseconds. */
  readonly limitMs: number;
}

/** What happened. `reached`: the mutants whose place the test came by. */
export type Report =
  | { readonly kind: "loaded"; readonly reached: readonly number[] }
  | { readonly kind: "started" }
  | {
    readonly kind: "ended";
    readonly test: number;
    readonly name: string;
    readonly passed: boolean;
    readonly ms: number;
    readonly reached: readonly number[];
  }
  | { readonly kind: "done" };

type TestFunction = (context: unknown) => void | Promise<void>;

interface Test {
  readonly name: string;
  readonly fn: TestFunction;
}

declare global {
  var __mutant: (id: number) => boolean;
  /** For the generated script, which imports the tests between the two calls. */
  var __harness: {
    /** Switches a mutant on before the tested modules are loaded. */
    activate(mutant: number): void;
    serve(): Promise<never>;
  };
}

let active = -1;
let isRecording = true;
const reached = new Set<number>();
const tests: Test[] = [];

globalThis.__mutant = (id) => {
  if (isRecording) reached.add(id);
  return id === active;
};

/** Collects instead of running. */
function collect(...args: readonly unknown[]): void {
  const parts = args.map((arg) =>
    typeof arg === "function" ? { fn: arg, ...(arg.name !== "" && { name: arg.name }) } : arg
  );
  const test = Object.assign({}, ...parts.map((part) => typeof part === "string" ? { name: part } : part));
  if (test.ignore !== true) tests.push(test);
}

Object.defineProperty(Deno, "test", { value: Object.assign(collect, { ignore: () => {} }) });

function report(report: Report): void {
  // Names of tests have line separators in them, at which readline ends a line.
  const json = JSON.stringify(report).replace(
    /[\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16)}`,
  );
  Deno.stdout.writeSync(new TextEncoder().encode(`${MARK}${json}\n`));
}

const context = {
  name: "",
  async step(first: unknown, second?: TestFunction): Promise<boolean> {
    const fn = typeof first === "function" ? first : second ?? (first as Test).fn;
    await (fn as TestFunction)(context);
    return true;
  },
};

async function passes({ fn }: Test, limitMs: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => timer = setTimeout(() => resolve(false), limitMs));
  try {
    return await Promise.race([(async () => (await fn(context), true))(), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

async function carryOut({ mutant, tests: chosen = tests.keys().toArray(), limitMs }: Order): Promise<void> {
  active = mutant;
  isRecording = mutant === -1;
  for (const index of chosen) {
    const test = tests[index];
    if (test === undefined) continue;
    reached.clear();
    report({ kind: "started" });
    const start = performance.now();
    const passed = await passes(test, limitMs);
    const ms = performance.now() - start;
    report({ kind: "ended", test: index, name: test.name, passed, ms, reached: [...reached] });
    if (!passed && mutant !== -1) break;
  }
  report({ kind: "done" });
}

/** Serves the parent until it closes stdin. */
async function serve(): Promise<never> {
  // A mutant may leave a promise that nobody awaits.
  addEventListener("unhandledrejection", (event) => event.preventDefault());
  report({ kind: "loaded", reached: [...reached] });
  let rest = "";
  for await (const text of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
    rest += text;
    for (let end = rest.indexOf("\n"); end !== -1; end = rest.indexOf("\n")) {
      const order = JSON.parse(rest.slice(0, end));
      rest = rest.slice(end + 1);
      await carryOut(order);
    }
  }
  Deno.exit(0);
}

globalThis.__harness = {
  activate(mutant) {
    active = mutant;
  },
  serve,
};
