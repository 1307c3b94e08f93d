/**
 * `atlcli sandbox`
 *
 * @module
 */
import { UsageError } from "../../../mod.ts";
import type { Face, RunningSandbox } from "../../sandbox/mod.ts";
import { addCommand, type Parent } from "../command.ts";
import type { Context } from "../context.ts";
import { parseCountOption } from "../options/globals.ts";
import type { Output } from "../output/output.ts";
import { joined, type Line } from "../output/styled.ts";

/** What `sandbox` is told. */
export interface SandboxCommandOptions {
  /** The first of four ports; 0 takes free ones. */
  readonly port: number;
  /** How many issues to make up besides. */
  readonly issues: number;
  /** How many pages to make up besides. */
  readonly pages: number;
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
      "the first of four ports (0: any that are free)",
      parseCountOption("--port"),
      0,
    )
    .option("--issues <count>", "how many issues to make up besides", parseCountOption("--issues"), 0)
    .option("--pages <count>", "how many pages to make up besides", parseCountOption("--pages"), 0)
    .action((options) => sandbox(open(), options));
}

/** Serves until the user interrupts. */
export async function sandbox(context: Context, options: SandboxCommandOptions): Promise<void> {
  const { output, terminal } = context;
  const running = await start(context, options);
  const { urls, accounts } = running;
  if (output.format !== "text") {
    // One line, so that a script can read it while this goes on.
    output.unredacted(`${JSON.stringify({ urls, accounts })}\n`);
  } else {
    output.unredacted(joined(FACES.map((face) => describeFace(output, { face, ...running })), "\n"));
    const { email = "" } = running.account("cloud-valid");
    output.say(
      "",
      `To sign in, in another terminal: atlcli auth login --profile sandbox --site ${urls.cloud} --email ${email}`,
      "Serving on 127.0.0.1 until Ctrl-C. These tokens open this sandbox and nothing else.",
    );
  }
  await stopped(terminal.interrupted);
  await running.close();
}

const FACES = ["cloud", "jira", "confluence"] as const;
const TITLES = { cloud: "Cloud", jira: "Jira Data Center", confluence: "Confluence Data Center" } as const;

async function start({ host }: Context, options: SandboxCommandOptions): Promise<RunningSandbox> {
  const { startSandbox } = await import("../../sandbox/mod.ts");
  try {
    return await startSandbox(host, { ...options, directDownloads: true });
  } catch (error) {
    const { port } = options;
    const ports = port === 0 ? "any port" : `the ports ${port} to ${port + 3}`;
    const problem = error instanceof Error ? error.message : String(error);
    throw new UsageError(`Cannot listen on ${ports}: ${problem}`, {
      hint: "Give another --port, or none: four that are free are taken then",
      cause: error,
    });
  }
}

/** An account takes two lines: a token fills one by itself, and is easier to copy from there. */
function describeFace(
  output: Output,
  { face, urls, accounts }: Pick<RunningSandbox, "urls" | "accounts"> & { readonly face: Face },
): Line {
  const lines = accounts.filter((account) => account.face === face).flatMap((account) => [
    `  ${account.name}: ${account.what}`,
    `    ${account.email ?? account.username ?? ""}  ${account.token}`,
  ]);
  return joined([output.paint("heading", `${TITLES[face]}: ${urls[face]}`), ...lines, ""], "\n");
}

/** Ctrl-C is how this command is ended, so that is no failure. */
function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
