/**
 * The global options, which every command accepts.
 *
 * @module
 */
import { type Command, Option } from "@commander-js/extra-typings";
import { parseCount, parseDuration } from "../../core/duration.ts";
import { parsedFrom } from "../../core/errors.ts";
import { parseSize } from "../../core/size.ts";
import { UsageError } from "../../../mod.ts";
import { refusePlaceholder } from "../../core/variable.ts";

/** The values of the global options. */
export interface Globals {
  readonly profile?: string;
  readonly json?: true;
  readonly ndjson?: true;
  readonly jq?: string;
  readonly template?: string;
  readonly color: "auto" | "always" | "never";
  readonly readOnly?: true;
  readonly caFile?: string;
  readonly clientCertFile?: string;
  readonly clientKeyFile?: string;
  readonly allowHttp?: true;
  /** Milliseconds. */
  readonly timeout?: number;
  /** Milliseconds. */
  readonly maxTime?: number;
  /** Milliseconds. */
  readonly maxWait?: number;
  readonly maxRetries?: number;
  /** Bytes. */
  readonly maxSize?: number;
  readonly verbose?: true;
}

/** The values of a line without options. */
export const NO_OPTIONS: Globals = { color: "auto" };

/** Adds the global options to a command, and returns a function that reads them after parsing. */
export function addGlobals(
  program: Command,
): { readonly read: () => Globals } {
  const typed = program
    .option("--profile <name>", "profile to use for this command (see `atlcli auth list`)")
    .addOption(new Option("--json", "print one JSON object").conflicts("ndjson"))
    .option("--ndjson", "print one JSON value per line, as results arrive")
    .option("--jq <expression>", "filter the JSON output with a jq expression")
    .addOption(
      new Option("--template <text>", "format the JSON output: {{names}} stand for members")
        .conflicts(["json", "ndjson", "jq"]),
    )
    .addOption(
      new Option("--color <when>", "when to colour the output").choices(["auto", "always", "never"] as const)
        .default(NO_OPTIONS.color, "auto"),
    )
    .option("--read-only", "refuse every request that changes data")
    .option("--ca-file <path>", "additional trusted certificates (PEM)")
    .option("--client-cert-file <path>", "client certificate, for sites that require one (PEM)")
    .option("--client-key-file <path>", "client certificate key, if in a separate file (PEM)")
    .option("--allow-http", "allow plain HTTP to other machines")
    .option(
      "--timeout <duration>",
      "maximum wait for a response to begin, and between its parts",
      durationOption("--timeout"),
    )
    .option("--max-time <duration>", "maximum time per request", durationOption("--max-time"))
    .option("--max-wait <duration>", "maximum total wait for rate limits", durationOption("--max-wait"))
    .option(
      "--max-retries <count>",
      "maximum number of retries per request",
      parseCountOption("--max-retries"),
    )
    .option(
      "--max-size <size>",
      "maximum response size, such as 64M or 4G",
      (text) => parsedFrom("--max-size", () => parseSize(text)),
    )
    .option("--verbose", "print requests and waits to stderr");
  return { read: () => checked(typed.opts()) };
}

function checked(options: Globals): Globals {
  const { profile } = options;
  if (profile !== undefined) parsedFrom("--profile", () => refusePlaceholder(profile));
  if (profile !== undefined && (profile === "" || profile.startsWith("-"))) {
    throw new UsageError(`Invalid profile name ${JSON.stringify(profile)}`, {
      hint: "Give one after --profile: see `atlcli auth list`",
    });
  }
  return options;
}

/** A parser for an option that takes an integer; its error names the option. */
export function parseCountOption(option: string): (text: string) => number {
  return (text) => parsedFrom(option, () => parseCount(text));
}

function durationOption(option: string): (text: string) => number {
  return (text) => parsedFrom(option, () => parseDuration(text));
}
