/**
 * The topics of help: what is not about one command.
 *
 * @module
 */
import type { Command, CommandUnknownOpts, Help } from "@commander-js/extra-typings";
import { item } from "./layout.ts";

/** A part of a topic's text. */
export type Block =
  /** A paragraph. */
  | { readonly kind: "text"; readonly text: string }
  /** A list of terms, and what each is. */
  | { readonly kind: "terms"; readonly title: string; readonly terms: readonly (readonly [string, string])[] }
  /** Steps, in order. */
  | { readonly kind: "steps"; readonly title: string; readonly steps: readonly string[] };

/** A topic. */
export interface Topic {
  /** What it is about, in one line. */
  readonly summary: string;
  /** Its text. */
  readonly read: (program: CommandUnknownOpts) => Promise<readonly Block[]>;
}

/** The topics, by the name that follows `atlcli help`. */
export const TOPICS: Readonly<Record<string, Topic>> = {
  "options": {
    summary: "the options of every command",
    read: async (program) => (await import("./options_topic.ts")).optionsTopic(program),
  },
  "exit-codes": {
    summary: "what each exit code means",
    read: async () => (await import("./exit_codes_topic.ts")).exitCodesTopic(),
  },
  "environment": {
    summary: "the variables that are read",
    read: async () => (await import("./environment_table.ts")).environmentTopic(),
  },
  "credentials": {
    summary: "which credential is used, and why",
    read: async () => (await import("./credentials_topic.ts")).credentialsTopic(),
  },
};

/**
 * Adds the topics as commands whose help is their text.
 *
 * @param options `asked`: the one to show, whose text is read.
 */
export async function addTopics(
  program: Command,
  { asked }: { readonly asked: string | undefined },
): Promise<void> {
  for (const [name, { summary, read }] of Object.entries(TOPICS)) {
    const topic = program.command(name).summary(summary).helpGroup("Topics (atlcli help TOPIC):");
    topic.action(() => topic.outputHelp());
    if (name !== asked) continue;
    const blocks = await read(program);
    topic.configureHelp({
      ...topic.configureHelp(),
      formatHelp: (_command, helper) => `${blocks.map((block) => blockText(block, helper)).join("\n\n")}\n`,
    });
  }
}

function blockText(block: Block, helper: Help): string {
  const width = helper.helpWidth ?? 80;
  switch (block.kind) {
    case "text":
      return helper.boxWrap(block.text, width);
    case "terms": {
      const termWidth = Math.max(...block.terms.map(([term]) => term.length));
      const items = block.terms.map(([term, description]) => item({ term, description, termWidth, helper }));
      return [block.title, ...items].join("\n");
    }
    case "steps": {
      const items = block.steps.map((description, index) =>
        item({ term: `${index + 1}.`, description, termWidth: 2, helper })
      );
      return [block.title, ...items].join("\n");
    }
  }
}
