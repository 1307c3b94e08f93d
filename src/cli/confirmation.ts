/**
 * Asks before something is changed that cannot be undone: the one way for every command that deletes.
 *
 * `--yes` answers in advance. Where nobody can be asked, it is required.
 * Enter alone never consents. Whatever else ends a prompt (No, another text, Ctrl-C, Ctrl-D, Esc, a signal), the command
 * says what was left as it is, and ends with 130.
 *
 * @module
 */
import { AtlcliError, UsageError } from "../../mod.ts";
import type { Context } from "./context.ts";
import { oneLine } from "./output/output.ts";
import type { Prompter } from "./terminal/terminal.ts";

/** The option, for `command.option()`. */
export const YES_OPTION = ["--yes", "do not ask for confirmation", false] as const;

/** What is asked. */
export interface Confirmation {
  /** What is going to happen, with everything that goes with it. A question, unless an answer has to be typed. */
  readonly message: string;
  /** What has to be typed: any of `answers`, without regard to case. `name` says what they are: `its key, id or title`. */
  readonly typed?: { readonly name: string; readonly answers: readonly string[] };
  /** What is true when nobody consents: `PROJ-1 was not deleted`. */
  readonly otherwise: string;
}

/**
 * Asks, and returns only with consent. With `--yes` the question is not even put together.
 *
 * @throws {AtlcliError} `cancelled` without consent.
 */
export type Confirm = (question: () => Confirmation | Promise<Confirmation>) => Promise<void>;

/**
 * Prepares a confirmation. To be called before the first request, where nothing else decides whether to ask.
 *
 * @throws {UsageError} if nobody can be asked, and `--yes` is absent.
 */
export function confirmationFor(context: Context, { yes }: { readonly yes: boolean }): Confirm {
  if (yes) return () => Promise.resolve();
  if (!context.canAsk) {
    throw new UsageError("Confirmation required; pass --yes", {
      hint: "Nobody can be asked here, because this is not a terminal or CI is set",
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

/** A text as it was shown: on one line. */
function comparable(text: string): string {
  return oneLine(text).normalize("NFC").toLowerCase();
}

/** Something that goes along, or is counted: `{ count: 2, noun: "subtask" }`. */
export interface Items {
  /** `undefined` if it could not be found out. */
  readonly count: number | undefined;
  /** In the singular. */
  readonly noun: string;
  /** Whether there are more than `count`. */
  readonly more?: boolean | undefined;
}

/** `2 subtasks, 1 comment and an unknown number of attachments`; what there is none of is left out. */
export function itemsText(items: readonly Items[]): string {
  const parts = items.filter(({ count }) => count !== 0).map(({ count, noun, more = false }) => {
    if (count === undefined) return `an unknown number of ${noun}s`;
    return `${count}${more ? " or more" : ""} ${noun}${count === 1 && !more ? "" : "s"}`;
  });
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} and ${last}`;
}
