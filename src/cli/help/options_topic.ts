/**
 * The topic `options` of help.
 *
 * @module
 */
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import type { Block } from "./topics.ts";

/** The options that every command knows, which are the program's own. */
export function optionsTopic(program: CommandUnknownOpts): readonly Block[] {
  const helper = program.createHelp();
  const terms = helper.visibleOptions(program)
    .map((option) => [helper.optionTerm(option), helper.optionDescription(option)] as const);
  return [
    { kind: "terms", title: "Options of every command:", terms },
    { kind: "text", text: "Some of them have a variable, which they win over: atlcli help environment" },
  ];
}
