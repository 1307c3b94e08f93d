/**
 * The options that every command knows.
 *
 * @module
 */
import { type Command, Option } from "@commander-js/extra-typings";
import { parseCount, parseDuration } from "../../core/duration.ts";
import { parsedFrom } from "../../core/errors.ts";
import { parseSize } from "../../core/size.ts";
import { UsageError } from "../../../mod.ts";
import { refusePlaceholder } from "../../core/variable.ts";

/** What the options that every command knows say. */
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

/** Gives a command these options, and a way to read them after parsing. */
export function addGlobals(
  program: Command,
): { readonly read: () => Globals } {
  const typed = program
    .option("--profile <name>", "profile to use for this command (see `atlcli auth list`)")
    .addOption(new Option("--json", "print one JSON object").conflicts("ndjson"))
    .option("--ndjson", "print one JSON value a line, as they arrive")
    .option("--jq <expression>", "print what this expression of jq selects of the JSON")
    .addOption(
      new Option("--template <text>", "print this text, with {{names}} of members of the JSON replaced")
        .conflicts(["json", "ndjson", "jq"]),
    )
    .addOption(
      new Option("--color <when>", "colour the output").choices(["auto", "always", "never"] as const)
        .default("auto" as const, "auto"),
    )
    .option("--read-only", "refuse every request that changes something")
    .option("--ca-file <path>", "certificates to trust besides the system's (PEM)")
    .option("--client-cert-file <path>", "client certificate, for sites that ask for one (PEM)")
    .option("--client-key-file <path>", "its key (PEM), where that is not in the same file")
    .option("--allow-http", "allow plain http to another machine")
    .option(
      "--timeout <duration>",
      "longest wait for an answer to begin, and between its parts",
      durationOption("--timeout"),
    )
    .option("--max-time <duration>", "longest time for one request, to its end", durationOption("--max-time"))
    .option("--max-wait <duration>", "longest wait for a rate limit, in all", durationOption("--max-wait"))
    .option(
      "--max-retries <count>",
      "how often a failed request is sent again",
      parseCountOption("--max-retries"),
    )
    .option(
      "--max-size <size>",
      "largest answer that is taken: 64M, 4G",
      (text) => parsedFrom("--max-size", () => parseSize(text)),
    )
    .option("--verbose", "show requests and waits on stderr");
  return { read: () => checked(typed.opts()) };
}

function checked(options: Globals): Globals {
  const { profile } = options;
  if (profile !== undefined) parsedFrom("--profile", () => refusePlaceholder(profile));
  if (profile !== undefined && (profile === "" || profile.startsWith("-"))) {
    throw new UsageError(`Not a profile's name: ${JSON.stringify(profile)}`, {
      hint: "Give one after --profile: see `atlcli auth list`",
    });
  }
  return options;
}

/** A parser for an option that takes a whole number; its error names the option. */
export function parseCountOption(option: string): (text: string) => number {
  return (text) => parsedFrom(option, () => parseCount(text));
}

function durationOption(option: string): (text: string) => number {
  return (text) => parsedFrom(option, () => parseDuration(text));
}
