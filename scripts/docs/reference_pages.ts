/**
 * Generates the pages of docs/reference/ from tables.
 *
 * @module
 */
import { ERROR_CODES, EXIT_MEANINGS } from "../../src/cli/errors/codes.ts";
import { type VariableGroup, variablesOf } from "../../src/cli/help/environment_variables.ts";
import { FILES } from "../../src/cli/help/files_table.ts";
import type { CommandModel, ProgramModel, Term } from "./command_model.ts";

const MADE =
  "<!-- Made by `deno task docs:reference`: change the tables that it reads, and not this page. -->";

/** Every command, with its arguments, options and examples. */
export function commandsPage({ options, commands, groups }: ProgramModel): string {
  return page("Commands", [
    "All commands, as in their `--help`. See also the [JSON](json.md) that each prints, and the " +
    "[exit codes](exit_codes.md).",
    table(["command", "what it does"], [
      ...commands.map(({ name, summary }) => [`[\`atlcli ${name}\`](#${anchor(`atlcli ${name}`)})`, summary]),
    ]),
    "The groups: " + groups.map(({ name, summary }) => `\`${name}\` (${summary})`).join(", ") + ".",
    "## Options of every command",
    terms("option", options),
    ...commands.flatMap(commandParts),
  ]);
}

function commandParts(
  { name, description, usage, aliases, args, options, examples }: CommandModel,
): string[] {
  return [
    `## atlcli ${name}`,
    description.replace(/(?<![.!?])$/, "."),
    fence("text", [usage]),
    ...(aliases.length === 0 ? [] : [`Also: ${aliases.map((alias) => `\`${alias}\``).join(", ")}.`]),
    ...(args.length === 0 ? [] : [terms("argument", args)]),
    ...(options.length === 0 ? [] : [terms("option", options)]),
    fence("sh", examples),
  ];
}

const GROUPS: Readonly<Record<VariableGroup, string>> = {
  setting: "Settings",
  system: "System variables",
  runtime: "What Deno reads",
  keychain: "Variables passed to keychain programs",
  terminal: "Terminal variables",
};

/** The entries that `isExempt()` supports; tests/core/no_proxy_cases.ts has examples of each. */
const NO_PROXY_FORMS: readonly string[] = [
  "## NO_PROXY",
  "Entries are separated by commas or spaces; case does not matter. atlcli applies these rules on every " +
  "system, and so do the library and the GitHub Action. Requests to this machine (loopback) never go through a proxy.",
  table(["entry", "no proxy for"], [
    [code("*"), "every host"],
    [
      ["company.com", ".company.com", "*.company.com"].map(code).join(", "),
      "the host, and every host below it",
    ],
    [["10.0.0.1", "2001:db8::1", "[2001:db8::1]"].map(code).join(", "), "the address"],
    [
      ["10.0.0.0/8", "2001:db8::/32"].map(code).join(", "),
      "every address of the network; names are not looked up",
    ],
    [
      ["company.com:8443", "[2001:db8::1]:8443"].map(code).join(", "),
      "the same as without the port, on that port only",
    ],
  ]),
  "Where a variable is set in upper and lower case, upper case wins (in Node, Bun and the GitHub Action lower case). A " +
  "proxy URL without a scheme is `http://`. In a user name or password, percent-encode the characters that URLs " +
  "reserve: `http://me:p%40ss@proxy.company.com:8080`.",
];

/** Every environment variable. */
export function environmentPage(): string {
  const groups: readonly VariableGroup[] = ["setting", "system", "runtime", "keychain", "terminal"];
  return page("Environment variables", [
    "An empty variable counts as unset. A switch is off if set to `0`, `false`, `no` or " +
    "`off`. What wins over what: [credentials](../credentials.md). The executable may read these and no others.",
    ...groups.flatMap((group) => [
      `## ${GROUPS[group]}`,
      table(["variable", "what it says"], variablesOf(group).map(([name, means]) => [code(name), means])),
    ]),
    ...NO_PROXY_FORMS,
  ]);
}

/** The exit codes, and the codes of errors. */
export function exitCodesPage(): string {
  const codes = Object.entries(ERROR_CODES).map(([name, { exit, meaning }]) => [
    code(name),
    String(exit),
    meaning,
  ]);
  return page("Exit codes", [
    table(["exit", "means"], EXIT_MEANINGS.map(([exit, means]) => [String(exit), means])),
    "## Errors",
    'With `--json` or `--ndjson` the last line on standard error is `{"error": {"code", "message", "hint", ' +
    '"status"}}`: see [JSON](json.md). `cancelled` ends with 143 where the system asked the program to end; ' +
    "`internal`, with 1, is a fault of atlcli itself.",
    table(["code", "exit", "means"], codes),
  ]);
}

/** The files. */
export function filesPage(): string {
  return page("Files", [
    table(["file", "what it is"], FILES.map(([name, means]) => [code(name), means])),
    "The members of the credentials file: [JSON](json.md). How commands change it: " +
    "[profiles](../profiles.md).",
  ]);
}

/** Formats a page with its title. */
export function page(title: string, parts: readonly string[]): string {
  return `${[`# ${title}`, MADE, ...parts].join("\n\n")}\n`;
}

/** Formats a table. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Formats a text as code. */
export function code(text: string): string {
  return `\`${text}\``;
}

function terms(what: string, list: readonly Term[]): string {
  return table([what, "what it is"], list.map(({ term, means }) => [code(term), means]));
}

function fence(language: string, lines: readonly string[]): string {
  return ["```" + language, ...lines, "```"].join("\n");
}

/** Escapes text for a table cell. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|").replace(/(?<!`[^`]*)<(?![^`]*`)/g, "\\<").replaceAll("\n", " ");
}

/** The anchor that GitHub creates for a heading. */
function anchor(heading: string): string {
  return heading.toLowerCase().replaceAll(" ", "-");
}
