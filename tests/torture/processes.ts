/**
 * Processes, several at a time, and temporary folders for them.
 */
import { fileURLToPath } from "node:url";

const VICTIM = fileURLToPath(new URL("./victim.ts", import.meta.url));
/** More at a time would wait for each other. */
const AT_A_TIME = 4;

/** Starts a victim. */
export function victim(args: readonly string[], by: readonly string[] = []): Deno.ChildProcess {
  const [program = Deno.execPath(), ...rest] = [
    ...by,
    Deno.execPath(),
    ...["run", "--no-check", "--quiet", "-A", VICTIM],
    ...args,
  ];
  return new Deno.Command(program, { args: rest, stdin: "null", stdout: "piped", stderr: "piped" }).spawn();
}

/** What a process came to. */
interface End {
  readonly signal: Deno.Signal | null;
  readonly code: number;
  readonly err: string;
}

/** Waits for its end. */
export async function endOf(child: Deno.ChildProcess): Promise<End> {
  const { signal, code, stderr } = await child.output();
  return { signal, code, err: new TextDecoder().decode(stderr) };
}

/** Runs a body in a temporary folder. */
export async function inFolder<T>(body: (root: string) => Promise<T>): Promise<T> {
  const root = await Deno.realPath(await Deno.makeTempDir({ prefix: "atlcli-torture-" }));
  try {
    return await body(root);
  } finally {
    await new Deno.Command("chmod", { args: ["-R", "u+rwX", root] }).output();
    await Deno.remove(root, { recursive: true });
  }
}

/** Does something with each item, a few at a time. */
export async function each<T>(items: Iterable<T>, action: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items].values();
  await Promise.all(Array.from({ length: AT_A_TIME }, async () => {
    for (const item of queue) await action(item);
  }));
}

/** Root may do what a mode forbids, unless that is taken from it: the program that takes it; `undefined` where none does. */
export async function asEverybody(): Promise<readonly string[] | undefined> {
  if (Deno.uid() !== 0) return [];
  const by = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"];
  return await works([...by, "true"]) ? by : undefined;
}

/** Whether a command ends with 0. */
export async function works([program = "", ...args]: readonly string[]): Promise<boolean> {
  try {
    return (await new Deno.Command(program, { args, stdout: "null", stderr: "null" }).output()).success;
  } catch {
    return false;
  }
}
