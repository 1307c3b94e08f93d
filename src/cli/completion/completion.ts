/**
 * `atlcli completion`
 *
 * @module
 */
import { Argument } from "@commander-js/extra-typings";
import { addCommand, type Parent } from "../command.ts";
import type { Context } from "../context.ts";

/** The scripts by shell, loaded lazily. */
const SCRIPTS = {
  bash: async () => (await import("./completion_bash.ts")).BASH,
  zsh: async () => (await import("./completion_zsh.ts")).ZSH,
  fish: async () => (await import("./completion_fish.ts")).FISH,
  powershell: async () => (await import("./completion_powershell.ts")).POWERSHELL,
} as const;

/** A supported shell. */
type Shell = keyof typeof SCRIPTS;

/** The supported shells. */
export const SHELLS: readonly Shell[] = ["bash", "zsh", "fish", "powershell"];

/** Adds the command. */
export function addCompletion(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "completion",
    summary: "print a shell completion script",
    description: "Prints a script for completing commands, options, profiles, projects and more. " +
      "Completion contacts no server and no keychain.",
    examples: [
      "atlcli completion bash > ~/.local/share/bash-completion/completions/atlcli",
      "atlcli completion zsh > ~/.zsh/completions/_atlcli",
      "atlcli completion fish > ~/.config/fish/completions/atlcli.fish",
      "atlcli completion powershell > ~/atlcli.ps1",
    ],
  })
    .addArgument(new Argument("<shell>", "target shell").choices(SHELLS))
    .action((shell) => printScript(open(), shell));
}

/** Prints the completion script of a shell. */
async function printScript({ output }: Context, shell: Shell): Promise<void> {
  const script = await SCRIPTS[shell]();
  if (output.format === "text") output.text(script);
  else output.json({ shell, script });
}
