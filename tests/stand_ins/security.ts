/**
 * macOS's `security`, as far as a keychain of ours needs it, for machines without it.
 *
 * It follows Apple's source (SecurityTool: `security.c`, `keychain_add.c`, `keychain_find.c`): how a line of `-i` is
 * read and split, how a command is recognised, what is printed where and in which form, and the exit status.
 * {@linkcode security} is the program without its process; started by itself, this file is the process. Then
 * `FAKE_SEC_STORE` names the file of its items, `FAKE_SEC_ARGV` one that every command line is added to,
 * `FAKE_SEC_LOCKED` is 36, 51 or 128, and `FAKE_SEC_HANG=1` makes it wait for an unanswered dialog.
 *
 * A text here is a string of bytes, one character each, as in C.
 */
import type { CommandResult } from "../../src/core/host.ts";
import { addGenericPassword, findGenericPassword } from "./security_commands.ts";
import { type Answer, answer, type SecurityItem, type SecurityKnobs } from "./security_answer.ts";
import { fromBytes, readLines, splitLine, toBytes, utf8 } from "./security_line.ts";

export type { SecurityItem, SecurityKnobs } from "./security_answer.ts";

/** Runs it. Returns the result, or `"hang"` if it waits for a user. Changes the items in place. */
export function security(
  call: { readonly args: readonly string[]; readonly stdin?: Uint8Array },
  items: SecurityItem[],
  knobs: SecurityKnobs = {},
): CommandResult | "hang" {
  const args = call.args.map(utf8);
  const result = args[0] === "-i"
    ? interactive(call.stdin ?? new Uint8Array(), items, knobs)
    : execute(args, items, knobs);
  if (result === "hang") return result;
  return { code: result.status & 0xff, stdout: toBytes(result.stdout), stderr: toBytes(result.stderr) };
}

/** The exit status is that of the last command. */
function interactive(stdin: Uint8Array, items: SecurityItem[], knobs: SecurityKnobs): Answer | "hang" {
  let total = answer(0);
  for (const line of readLines(fromBytes(stdin))) {
    const args = splitLine(line);
    const result = execute(args, items, knobs);
    if (result === "hang") return result;
    const said = result.status === 0 ? "" : `${args[0]}: returned ${result.status}\n`;
    total = answer(result.status, {
      stdout: total.stdout + result.stdout,
      stderr: total.stderr + result.stderr + said,
    });
  }
  return total;
}

type Run = (args: readonly string[], items: SecurityItem[], knobs: SecurityKnobs) => Answer | "hang";

/** In the order of Apple's table, where the first that begins so wins. */
const COMMANDS: readonly (readonly [string, Run])[] = [
  ["help", () => answer(0)],
  ["list-keychains", () => answer(0)],
  ["delete-keychain", () => answer(0)],
  ["add-generic-password", addGenericPassword],
  [
    "find-generic-password",
    (args, items, knobs) => findGenericPassword(args, items, { ...knobs, remove: false }),
  ],
  [
    "delete-generic-password",
    (args, items, knobs) => findGenericPassword(args, items, { ...knobs, remove: true }),
  ],
];

function execute(args: readonly string[], items: SecurityItem[], knobs: SecurityKnobs): Answer | "hang" {
  const [name] = args;
  if (name === undefined) return answer(0);
  const command = COMMANDS.find(([known]) => known.startsWith(name));
  if (command === undefined) return answer(1, { stderr: `security: unknown command "${name}"\n` });
  return knobs.hang === true ? "hang" : command[1](args.slice(1), items, knobs);
}

async function main(): Promise<void> {
  const path = Deno.env.get("FAKE_SEC_STORE") ?? "";
  const locked = Deno.env.get("FAKE_SEC_LOCKED");
  Deno.writeTextFileSync(Deno.env.get("FAKE_SEC_ARGV") ?? "", `${JSON.stringify(Deno.args)}\n`, {
    append: true,
  });
  const stdin = new Uint8Array(await new Response(Deno.stdin.readable).arrayBuffer());
  const items: SecurityItem[] = JSON.parse(Deno.readTextFileSync(path));
  const result = security({ args: Deno.args, stdin }, items, {
    ...(locked === "36" || locked === "51" || locked === "128" ? { locked: Number(locked) } : {}),
    hang: Deno.env.get("FAKE_SEC_HANG") === "1",
  });
  if (result === "hang") return await new Promise((resolve) => setTimeout(resolve, 600_000));
  Deno.writeTextFileSync(path, JSON.stringify(items));
  Deno.stdout.writeSync(result.stdout);
  Deno.stderr.writeSync(result.stderr);
  Deno.exit(result.code);
}

if (import.meta.main) await main();
