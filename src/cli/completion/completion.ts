/**
 * `atlcli completion`
 *
 * @module
 */
import { Argument } from "@commander-js/extra-typings";
import { addCommand, type Parent } from "../command.ts";
import type { Context } from "../context.ts";

/** The shells, and what reads the script of each. */
const SCRIPTS = {
  bash: async () => (await import("./completion_bash.ts")).BASH,
  zsh: async () => (await import("./completion_zsh.ts")).ZSH,
  fish: async () => (await import("./completion_fish.ts")).FISH,
  powershell: async () => (await import("./completion_powershell.ts")).POWERSHELL,
} as const;

/** A shell that can complete. */
export type Shell = keyof typeof SCRIPTS;

/** The shells. */
export const SHELLS: readonly Shell[] = ["bash", "zsh", "fish", "powershell"];

/** Adds the command. */
export function addCompletion(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "completion",
    summary: "print what makes a shell complete",
    description:
      "Prints a script that makes a shell complete commands, options, profiles, projects and more. " +
      "Completing asks no server and no keychain.",
    examples: [
      "atlcli completion bash > ~/.local/share/bash-completion/completions/atlcli",
      "atlcli completion zsh > ~/.zsh/completions/_atlcli",
      "atlcli completion fish > ~/.config/fish/completions/atlcli.fish",
      "atlcli completion powershell > ~/atlcli.ps1",
    ],
  })
    .addArgument(new Argument("<shell>", "which shell").choices(SHELLS))
    .action((shell) => printScript(open(), shell));
}

/** Prints a shell's script. */
export async function printScript({ output }: Context, shell: Shell): Promise<void> {
  const script = await SCRIPTS[shell]();
  if (output.format === "text") output.text(script);
  else output.json({ shell, script });
}
