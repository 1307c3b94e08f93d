/**
 * What a command is handed: the outside world, the options that every command knows, and the library's parts.
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

/** The terminal without the streams that are written to: what a command prints goes through its {@linkcode Output}. */
export type CommandTerminal = Omit<Terminal, "stdout" | "stderr">;

/** What a command is handed. */
export interface Context extends Omit<CliEnvironment, "terminal"> {
  readonly terminal: CommandTerminal;
  readonly globals: Globals;
  readonly output: Output;
  /** The program that runs. */
  readonly program: Program;
  /** Profiles, secret store and resolver, ready for use. */
  readonly library: Library;
  /** Opens a client for the credential that is resolved for this command. */
  readonly connect: () => Promise<Connection>;
  /** Opens a client for a credential that the command resolved itself. */
  readonly connectWith: (resolution: Resolution) => Promise<Connection>;
  /** Notes with what a server is asked, so that advice can name it when that goes wrong. */
  readonly attempting: (attempt: Attempt) => void;
  /** What a server was last asked with. */
  readonly attempt: () => Attempt | undefined;
  /** Whether a person is there to be asked. */
  readonly canAsk: boolean;
  /** Gets ready what options ask for that takes time to load. Called once, before a command whose line has options. */
  readonly prepare: () => Promise<void>;
}

/** Makes a command's context. Opens nothing. */
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
    // Looked at when it is needed: listening to signals begins with it.
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

/** A template is for one item at a time, as lines are; what jq selects from is the object, unless lines are asked for. */
function formatOf({ json, ndjson, jq, template }: Globals): Format {
  if ((ndjson ?? template) !== undefined) return "ndjson";
  return (json ?? jq) === undefined ? "text" : "json";
}

/**
 * The prompts.
 *
 * @param missing What would be asked, and which option and variable say it without asking.
 * @throws {UsageError} when nobody is there to be asked.
 */
export async function requirePrompter(
  context: Context,
  missing: { readonly what: string; readonly ways: string },
): Promise<Prompter> {
  if (context.canAsk) return await context.terminal.prompter();
  throw new UsageError(`Missing: ${missing.what}`, {
    hint: `Give it with ${missing.ways}: nobody can be asked here, because this is no terminal or CI is set`,
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
