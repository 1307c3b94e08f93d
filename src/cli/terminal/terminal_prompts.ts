/**
 * Prompts on a real terminal, drawn on stderr.
 *
 * @module
 */
import { confirm, password, text, updateSettings } from "@clack/prompts";
import process from "node:process";
import { Interrupted, type Prompter } from "./terminal.ts";

/** What Ctrl-D sends. Without a meaning of its own it would end the input, and leave the prompt waiting for more. */
const CTRL_D = "\x04";

/** The prompts of `@clack/prompts`. Only to be opened where stdin and stderr are terminals. */
export function clackPrompter(): Prompter {
  const output = process.stderr;
  updateSettings({ aliases: { [CTRL_D]: "cancel" } });
  return {
    text: async ({ message, initial, validate }) =>
      answered<string>(
        await text({
          message,
          output,
          ...(initial !== undefined && { initialValue: initial }),
          ...(validate !== undefined && { validate: (value) => validate(value ?? "") }),
        }),
      ),
    secret: async ({ message, validate }) =>
      answered<string>(
        await password({
          message,
          output,
          ...(validate !== undefined && { validate: (value) => validate(value ?? "") }),
        }),
      ),
    confirm: async ({ message }) => answered<boolean>(await confirm({ message, output })),
  };
}

function answered<T extends string | boolean>(answer: T | symbol): T {
  if (typeof answer === "symbol") throw new Interrupted(130);
  return answer;
}
