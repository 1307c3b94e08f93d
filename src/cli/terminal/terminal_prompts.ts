/**
 * Prompts on a real terminal, drawn on stderr.
 *
 * @module
 */
import { confirm, password, text, updateSettings } from "@clack/prompts";
import process from "node:process";
import { Interrupted, type Prompter } from "./terminal.ts";

/** The character that Ctrl-D sends. Without special handling it would end the input and leave the prompt waiting. */
const CTRL_D = "\x04";

/**
 * The prompts of `@clack/prompts`. Requires that stdin and stderr are terminals.
 *
 * @param interrupted Cancels the current prompt.
 */
export function clackPrompter(interrupted: AbortSignal): Prompter {
  const common = { output: process.stderr, signal: interrupted };
  const answered = <T extends string | boolean>(answer: T | symbol): T => {
    if (typeof answer !== "symbol") return answer;
    interrupted.throwIfAborted();
    throw new Interrupted(130);
  };
  updateSettings({ aliases: { [CTRL_D]: "cancel" } });
  return {
    text: async ({ message, initial, validate }) =>
      answered<string>(
        await text({
          message,
          ...common,
          ...(initial !== undefined && { initialValue: initial }),
          ...(validate !== undefined && { validate: (value) => validate(value ?? "") }),
        }),
      ),
    secret: async ({ message, validate }) =>
      answered<string>(
        await password({
          message,
          ...common,
          ...(validate !== undefined && { validate: (value) => validate(value ?? "") }),
        }),
      ),
    confirm: async ({ message, initial = false }) =>
      answered<boolean>(await confirm({ message, initialValue: initial, ...common })),
  };
}
