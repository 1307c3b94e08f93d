/**
 * `atlcli version`
 *
 * @module
 */
import { VERSION } from "../../../mod.ts";
import { BUILD } from "../process/build.ts";
import { addCommand, type Parent } from "../command.ts";
import type { Context } from "../context.ts";

/** Adds the command. */
export function addVersion(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "version",
    summary: "show the version and build information",
    examples: ["atlcli version", "atlcli version --json"],
  }).action(() => showVersion(open()));
}

/** Prints the version and the build information. */
function showVersion({ output, program }: Context): void {
  const { deno, target } = program;
  const build = { commit: BUILD.commit ?? null, deno: deno ?? null, target: target ?? null };
  const lines = Object.entries(build).flatMap(([name, value]) => value === null ? [] : [`${name}: ${value}`]);
  output.result({ json: { version: VERSION, ...build }, lines: [`atlcli ${VERSION}`, ...lines] });
}
