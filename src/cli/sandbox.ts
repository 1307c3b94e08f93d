/**
 * `atlcli sandbox`
 *
 * @module
 */
import { addCommand, type Parent } from "./command.ts";
import type { Context } from "./context.ts";
import { parseCountOption } from "./globals.ts";
import { formatTable } from "./table.ts";

/** What `sandbox` is told. */
export interface SandboxCommandOptions {
  /** The first of three ports; 0 takes free ones. */
  readonly port: number;
  /** How many issues to make up besides. */
  readonly issues: number;
}

/** Adds the command. */
export function addSandbox(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "sandbox",
    summary: "serve a local Jira and Confluence to try things on",
    description:
      "Serves a local Cloud site, a Jira Data Center and a Confluence Data Center on 127.0.0.1, until it is " +
      "interrupted. It prints who can sign in, and every way a sign-in can fail. Nothing leaves this machine.",
    examples: ["atlcli sandbox", "atlcli sandbox --port 8700 --json"],
  })
    .option(
      "--port <number>",
      "the first of three ports (0: any that are free)",
      parseCountOption("--port"),
      0,
    )
    .option("--issues <count>", "how many issues to make up besides", parseCountOption("--issues"), 0)
    .action((options) => sandbox(open(), options));
}

/** Serves until the user interrupts. */
export async function sandbox(context: Context, options: SandboxCommandOptions): Promise<void> {
  const { startSandbox } = await import("../sandbox/mod.ts");
  const { host, output, terminal } = context;
  const running = await startSandbox(host, options);
  const { urls, accounts } = running;
  if (output.format !== "text") {
    // One line, so that a script can read it while this goes on.
    output.text(`${JSON.stringify({ urls, accounts })}\n`);
  } else {
    output.text(
      `${
        [`Cloud:      ${urls.cloud}`, `Jira:       ${urls.jira}`, `Confluence: ${urls.confluence}`].join("\n")
      }\n\n`,
    );
    const lines = formatTable({
      header: ["ACCOUNT", "SIGN IN WITH", "WHAT HAPPENS", "TOKEN"],
      rows: accounts.map((account) => [
        account.name,
        account.email ?? account.username ?? "",
        account.what,
        account.token,
      ]),
      width: undefined,
      paint: (cell, { row }) => row === -1 ? output.paint("heading", cell) : cell,
    });
    output.text(`${lines.join("\n")}\n`);
    output.say("", "Serving on 127.0.0.1 until Ctrl-C. These tokens open this sandbox and nothing else.");
  }
  await stopped(terminal.interrupted);
  await running.close();
}

/** Ctrl-C is how this command is ended, so that is no failure. */
function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
