/**
 * Prompts whose questions pass the boundary that everything printed passes: a name in them may be a server's.
 *
 * @module
 */
import { safeText } from "./safe_text.ts";
import type { Prompter } from "../terminal/terminal.ts";

/** Text of a prompt, and what is wrong with an answer. */
interface Question {
  readonly message: string;
  readonly validate?: (text: string) => string | undefined;
}

/** The prompts, with everything in them made safe to show. */
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
    const found = validate(text);
    return found === undefined ? undefined : safeText(found);
  };
  return { message: safeText(message), validate: problem };
}

/** What is offered is taken as it is, so that what cannot be shown is not offered. */
function offered(initial: string | undefined): string | undefined {
  return initial === undefined || safeText(initial) !== initial ? undefined : initial;
}
