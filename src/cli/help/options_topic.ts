/**
 * The help topic `options`.
 *
 * @module
 */
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import type { Block } from "./topics.ts";

/** The text of `atlcli help options`: the options of the program itself. */
export function optionsTopic(program: CommandUnknownOpts): readonly Block[] {
  const helper = program.createHelp();
  const terms = helper.visibleOptions(program)
    .map((option) => [helper.optionTerm(option), helper.optionDescription(option)] as const);
  return [
    { kind: "terms", title: "Options of every command:", terms },
    { kind: "text", text: "Options override the environment variables: atlcli help environment" },
  ];
}
