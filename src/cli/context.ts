/**
 * The context of a command: the environment, the global options, and the library.
 *
 * @module
 */
import {
  type ClientEvent,
  type Connection,
  type ConnectOptions,
  type Library,
  openLibrary,
  type Resolution,
  UsageError,
} from "../../mod.ts";
import { type Attempt, attemptOf } from "./errors/attempt.ts";
import { eventLine } from "./output/event_line.ts";
import type { Globals } from "./options/globals.ts";
import { canOpenLinks } from "./output/hyperlink.ts";
import type { CliEnvironment } from "./environment.ts";
import { type Format, Output } from "./output/output.ts";
import { type Program, UNKNOWN_PROGRAM } from "./process/program.ts";
import { openSelection } from "./output/selection.ts";
import type { Prompter, Terminal } from "./terminal/terminal.ts";

/** The terminal without output streams: commands print through {@linkcode Output}. */
export type CommandTerminal = Omit<Terminal, "stdout" | "stderr">;

/** The context of a command. */
export interface Context extends Omit<CliEnvironment, "terminal"> {
  readonly terminal: CommandTerminal;
  readonly globals: Globals;
  readonly output: Output;
  /** The running program. */
  readonly program: Program;
  /** Profiles, secret store and resolver, ready for use. */
  readonly library: Library;
  /** Resolves the credential for this command, and opens a client. */
  readonly connect: () => Promise<Connection>;
  /** Opens a client for a credential that the command has resolved. */
  readonly connectWith: (resolution: Resolution) => Promise<Connection>;
  /** Records the credential of a request, so that advice can name it if the request fails. */
  readonly attempting: (attempt: Attempt) => void;
  /** The credential of the last request. */
  readonly attempt: () => Attempt | undefined;
  /** Whether a prompt is possible. */
  readonly canAsk: boolean;
  /** Loads what some options need. Called once, before the action of a command. */
  readonly prepare: () => Promise<void>;
}

/** Creates the context of a command. Opens nothing. */
export function createContext(outside: CliEnvironment, globals: Globals): Context {
  const { host, terminal } = outside;
  const colour = globals.color === "auto" && host.env("NO_COLOR") !== undefined ? "never" : globals.color;
  const links = colour !== "never" && canOpenLinks({ terminal, env: (name) => host.env(name) });
  const output = new Output(terminal, { format: formatOf(globals), colour, links });
  const canAsk = terminal.stdin.isTerminal && terminal.stderr.isTerminal && host.env("CI") === undefined;
  const options = connectOptions(outside, { globals, output, canAsk });
  const library = openLibrary(options);
  let attempt: Attempt | undefined;
  const connectTo = (resolution: Resolution): Promise<Connection> => {
    attempt = attemptOf(resolution);
    return library.connect(resolution);
  };
  return {
    ...outside,
    terminal: commandTerminal(terminal),
    program: outside.program ?? UNKNOWN_PROGRAM,
    globals,
    output,
    library,
    connect: async () => await connectTo(await library.resolve({ profile: globals.profile })),
    connectWith: connectTo,
    attempting: (next) => void (attempt = next),
    attempt: () => attempt,
    canAsk,
    prepare: async () => {
      const { jq, template } = globals;
      const indent = terminal.stdout.isTerminal && !globals.ndjson ? 2 : 0;
      const { endless } = terminal;
      output.select(await openSelection({ jq, template, indent, endless }));
    },
  };
}

function commandTerminal(terminal: Terminal): CommandTerminal {
  return {
    stdin: terminal.stdin,
    // Read lazily, because reading it starts listening to signals.
    get interrupted(): AbortSignal {
      return terminal.interrupted;
    },
    endless: (work) => terminal.endless(work),
    prompter: async () => {
      const { safePrompter } = await import("./output/safe_prompter.ts");
      return safePrompter(await terminal.prompter());
    },
  };
}

/** A template applies to each item, as in NDJSON; jq applies to the whole object, except with `--ndjson`. */
function formatOf({ json, ndjson, jq, template }: Globals): Format {
  if ((ndjson ?? template) !== undefined) return "ndjson";
  return (json ?? jq) === undefined ? "text" : "json";
}

/**
 * Opens the prompts.
 *
 * @param missing The missing value, and the option and variable that provide it.
 * @throws {UsageError} if no prompt is possible.
 */
export async function requirePrompter(
  context: Context,
  missing: { readonly what: string; readonly ways: string },
): Promise<Prompter> {
  if (context.canAsk) return await context.terminal.prompter();
  throw new UsageError(`Missing ${missing.what}`, {
    hint:
      `Give it with ${missing.ways}: no prompt is possible here, because this is not a terminal or CI is set`,
  });
}

function connectOptions(
  { host, secretStore }: CliEnvironment,
  rest: { readonly globals: Globals; readonly output: Output; readonly canAsk: boolean },
): ConnectOptions {
  const { globals, output } = rest;
  return {
    host,
    secretStore,
    interactive: rest.canAsk,
    profile: globals.profile,
    readOnly: globals.readOnly,
    caFile: globals.caFile,
    clientCertFile: globals.clientCertFile,
    clientKeyFile: globals.clientKeyFile,
    allowHttp: globals.allowHttp,
    timeoutMs: globals.timeout,
    maxTimeMs: globals.maxTime,
    maxWaitMs: globals.maxWait,
    maxRetries: globals.maxRetries,
    maxSizeBytes: globals.maxSize,
    onWarning: (warning) => output.warn(warning),
    ...(globals.verbose && {
      onEvent: (event: ClientEvent) => output.say(output.paint("dim", eventLine(event), "stderr")),
    }),
  };
}
