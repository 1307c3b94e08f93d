/**
 * Help topics: texts that are not about a single command.
 *
 * @module
 */
import type { Command, CommandUnknownOpts, Help } from "@commander-js/extra-typings";
import { EXIT_MEANINGS } from "../errors/codes.ts";
import { item } from "./layout.ts";

/** A block of a topic's text. */
export type Block =
  /** A paragraph. */
  | { readonly kind: "text"; readonly text: string }
  /** A list of terms with descriptions. */
  | { readonly kind: "terms"; readonly title: string; readonly terms: readonly (readonly [string, string])[] }
  /** Ordered steps. */
  | { readonly kind: "steps"; readonly title: string; readonly steps: readonly string[] };

/** A help topic. */
interface Topic {
  /** One line for the list of topics. */
  readonly summary: string;
  /** Loads the text. */
  readonly read: (program: CommandUnknownOpts) => Promise<readonly Block[]> | readonly Block[];
}

/** The topics by name, as in `atlcli help NAME`. */
export const TOPICS: Readonly<Record<string, Topic>> = {
  "options": {
    summary: "options of every command",
    read: optionsTopic,
  },
  "exit-codes": {
    summary: "meaning of each exit code",
    read: exitCodesTopic,
  },
  "environment": {
    summary: "environment variables",
    read: async () => (await import("./environment_variables.ts")).environmentTopic(),
  },
  "credentials": {
    summary: "which credential is used, and why",
    read: async () => (await import("./credentials_topic.ts")).credentialsTopic(),
  },
};

/**
 * Adds the topics as commands whose help is the topic's text.
 *
 * @param options `asked`: the topic to show; only its text is loaded.
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

/** The text of `atlcli help options`: the options of the program itself. */
function optionsTopic(program: CommandUnknownOpts): readonly Block[] {
  const helper = program.createHelp();
  const terms = helper.visibleOptions(program)
    .map((option) => [helper.optionTerm(option), helper.optionDescription(option)] as const);
  return [
    { kind: "terms", title: "Options of every command:", terms },
    { kind: "text", text: "Options override the environment variables: atlcli help environment" },
  ];
}

/** The text of `atlcli help exit-codes`. */
function exitCodesTopic(): readonly Block[] {
  return [
    {
      kind: "terms",
      title: "Exit codes:",
      terms: EXIT_MEANINGS.map(([code, means]) => [String(code), means]),
    },
    {
      kind: "text",
      text:
        "With --json, an error is one JSON object on stderr; its code is more precise than the exit code.",
    },
  ];
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
