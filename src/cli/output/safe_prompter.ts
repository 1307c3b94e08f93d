/**
 * Makes prompts safe like all other output, because questions may contain text from a server.
 *
 * @module
 */
import { safeText } from "./safe_text.ts";
import type { Prompter } from "../terminal/terminal.ts";

/** Makes the question and validation messages of a prompt safe. */
interface Question {
  readonly message: string;
  readonly validate?: (text: string) => string | undefined;
}

/** Wraps prompts, so that all their texts are safe to show. */
export function safePrompter(prompter: Prompter): Prompter {
  return {
    text: ({ initial, ...question }) => prompter.text({ ...safe(question), initial: offered(initial) }),
    secret: (question) => prompter.secret(safe(question)),
    confirm: ({ message, ...rest }) => prompter.confirm({ ...rest, message: safeText(message) }),
  };
}

function safe({ message, validate }: Question): Question {
  if (validate === undefined) return { message: safeText(message) };
  const problem = (text: string): string | undefined => {
    const problem = validate(text);
    return problem === undefined ? undefined : safeText(problem);
  };
  return { message: safeText(message), validate: problem };
}

/** A default answer is used unchanged, so an unsafe one is not offered. */
function offered(initial: string | undefined): string | undefined {
  return initial === undefined || safeText(initial) !== initial ? undefined : initial;
}
