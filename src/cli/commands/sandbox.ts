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

/** Options of `sandbox`. */
interface SandboxCommandOptions {
  /** The first of four ports; 0 for free ports. */
  readonly port: number;
  /** The number of extra issues to generate. */
  readonly issues: number;
  /** The number of extra pages to generate. */
  readonly pages: number;
}

/** Adds the command. */
export function addSandbox(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "sandbox",
    summary: "run a local Jira and Confluence to try things out",
    description:
      "Serves a local Cloud site, a Jira Data Center and a Confluence Data Center on 127.0.0.1 until " +
      "interrupted. Prints its accounts, including one for every way a sign-in can fail. Nothing leaves this machine.",
    examples: ["atlcli sandbox", "atlcli sandbox --port 8700 --json"],
  })
    .option(
      "--port <number>",
      "first of four ports (0: any free ports)",
      parseCountOption("--port"),
      0,
    )
    .option("--issues <count>", "number of extra issues to generate", parseCountOption("--issues"), 0)
    .option("--pages <count>", "number of extra pages to generate", parseCountOption("--pages"), 0)
    .action((options) => sandbox(open(), options));
}

/** Serves until the user interrupts it. */
async function sandbox(context: Context, options: SandboxCommandOptions): Promise<void> {
  const { output, terminal } = context;
  const running = await start(context, options);
  const { urls, accounts } = running;
  if (output.format !== "text") {
    // One line, so that a script can read it while the sandbox runs.
    output.unredacted(`${JSON.stringify({ urls, accounts })}\n`);
  } else {
    output.unredacted(joined(FACES.map((face) => describeFace(output, { face, ...running })), "\n"));
    const { email = "" } = running.account("cloud-valid");
    output.say(
      "",
      `To sign in, in another terminal: atlcli auth login --profile sandbox --site ${urls.cloud} --email ${email}`,
      "Serving on 127.0.0.1 until Ctrl-C. These tokens work only in this sandbox.",
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
      hint: "Give another --port, or omit it to use free ports",
      cause: error,
    });
  }
}

/** An account takes two lines: a token is long, and easier to copy from its own line. */
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

/** Ctrl-C is the normal end of this command, not a failure. */
function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
