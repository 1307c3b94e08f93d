/**
 * Asks for confirmation before a change that cannot be undone. All commands that delete use it.
 *
 * `--yes` confirms in advance, and is required if no prompt is possible. Enter alone never confirms. If a prompt ends
 * in any other way (No, another text, Ctrl-C, Ctrl-D, Esc, a signal), the command reports what was left unchanged, and
 * ends with 130.
 *
 * @module
 */
import { AtlcliError, UsageError } from "../../mod.ts";
import type { Context } from "./context.ts";
import { oneLine } from "./output/output.ts";
import type { Prompter } from "./terminal/terminal.ts";

/** The option, for `command.option()`. */
export const YES_OPTION = ["--yes", "do not ask for confirmation", false] as const;

/** The question to ask. */
export interface Confirmation {
  /** What is about to happen, with all side effects. A question, unless the user must type an answer. */
  readonly message: string;
  /** The answers to type, one of them, ignoring case. `name` describes them: `its key, ID or title`. */
  readonly typed?: { readonly name: string; readonly answers: readonly string[] };
  /** The message without confirmation, such as `PROJ-1 was not deleted`. */
  readonly otherwise: string;
}

/**
 * Asks, and returns only if confirmed. With `--yes`, the question is not even built.
 *
 * @throws {AtlcliError} `cancelled` if not confirmed.
 */
type Confirm = (question: () => Confirmation | Promise<Confirmation>) => Promise<void>;

/**
 * Prepares a confirmation. Call it before the first request.
 *
 * @throws {UsageError} if no prompt is possible and `--yes` is missing.
 */
export function confirmationFor(context: Context, { yes }: { readonly yes: boolean }): Confirm {
  if (yes) return () => Promise.resolve();
  if (!context.canAsk) {
    throw new UsageError("Confirmation required; pass --yes", {
      hint: "No prompt is possible here, because this is not a terminal or CI is set",
    });
  }
  return async (question) => {
    const confirmation = await question();
    const consents = await hasConsent(await context.terminal.prompter(), confirmation).catch((error) => {
      context.output.say(confirmation.otherwise);
      throw error;
    });
    if (!consents) throw new AtlcliError("cancelled", withReason(confirmation));
  };
}

async function hasConsent(prompter: Prompter, { message, typed }: Confirmation): Promise<boolean> {
  if (typed === undefined) return await prompter.confirm({ message });
  const answers = typed.answers.map(comparable).filter((answer) => answer !== "");
  const [first = ""] = typed.answers;
  const answer = await prompter.text({ message: `${message}\nTo confirm, type ${typed.name}: ${first}` });
  return answers.includes(comparable(answer));
}

function withReason({ otherwise, typed }: Confirmation): string {
  return typed === undefined ? otherwise : `${otherwise}: the answer is not ${typed.name}`;
}

/** A text as shown: on one line. */
function comparable(text: string): string {
  return oneLine(text).normalize("NFC").toLowerCase();
}

/** A counted item in a question: `{ count: 2, noun: "subtask" }`. */
export interface Items {
  /** `undefined` if unknown. */
  readonly count: number | undefined;
  /** The singular noun. */
  readonly noun: string;
  /** Whether there are more than `count`. */
  readonly more?: boolean | undefined;
}

/** Formats counts, such as `2 subtasks, 1 comment and an unknown number of attachments`; omits zeros. */
export function itemsText(items: readonly Items[]): string {
  const parts = items.filter(({ count }) => count !== 0).map(({ count, noun, more = false }) => {
    if (count === undefined) return `an unknown number of ${noun}s`;
    return `${count}${more ? " or more" : ""} ${noun}${count === 1 && !more ? "" : "s"}`;
  });
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} and ${last}`;
}
