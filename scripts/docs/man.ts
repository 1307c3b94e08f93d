/**
 * Generates the man pages from the program's own tables: `atlcli.1`, and one page per command.
 *
 * `deno task man` writes to dist/man; an argument names another folder.
 *
 * @module
 */
import { VERSION } from "../../mod.ts";
import { variablesOf } from "../../src/cli/help/environment_variables.ts";
import { EXIT_MEANINGS } from "../../src/cli/errors/codes.ts";
import { FILES } from "../../src/cli/help/files_table.ts";
import { type CommandModel, type ProgramModel, programModel, type Term } from "./command_model.ts";

/** The pages by file name. */
export async function manPages(): Promise<ReadonlyMap<string, string>> {
  const model = await programModel();
  const pages = model.commands.map((command) =>
    [`${fileOf(command.name)}.1`, commandPage(command, model)] as const
  );
  return new Map([["atlcli.1", programPage(model)], ...pages]);
}

function programPage(model: ProgramModel): string {
  return page("atlcli", [
    section("NAME", "atlcli \\- sign in to Atlassian: Jira and Confluence, Cloud and Data Center"),
    section("SYNOPSIS", synopsis("atlcli [options] command [arguments]")),
    section(
      "DESCRIPTION",
      text(`${model.description} Each command has its own page, and shows its help with --help.`),
    ),
    section("COMMANDS", ...model.commands.map(({ name, summary }) => term(`atlcli ${name}`, summary))),
    section("OPTIONS", text("Every command accepts these options."), ...model.options.map(option)),
    section("EXIT STATUS", ...EXIT_MEANINGS.map(([code, means]) => term(String(code), means))),
    section(
      "ENVIRONMENT",
      ...variablesOf("setting", "system", "runtime").map(([name, means]) => term(name, means)),
    ),
    section("FILES", ...FILES.map(([name, means]) => term(name, means))),
    section(
      "EXAMPLES",
      ...examples(["atlcli auth init", "atlcli auth status", "atlcli jira search --assignee me"]),
    ),
    section("SEE ALSO", seeAlso(model.commands.map(({ name }) => name))),
  ]);
}

function commandPage(command: CommandModel, { commands }: ProgramModel): string {
  const group = command.name.split(" ").slice(0, -1).join(" ");
  const near = commands.map(({ name }) => name).filter((name) =>
    name !== command.name && group !== "" && name.startsWith(`${group} `)
  );
  return page(fileOf(command.name), [
    section("NAME", `${escaped(fileOf(command.name))} \\- ${escaped(command.summary)}`),
    section("SYNOPSIS", synopsis(command.usage)),
    section(
      "DESCRIPTION",
      text(command.description.replace(/(?<![.!?])$/, ".")),
      ...command.aliases.map((alias) =>
        `.PP\n${text(`Also: ${[...group.split(" "), alias].filter((word) => word !== "").join(" ")}`)}`
      ),
    ),
    ...(command.args.length === 0 ? [] : [section("ARGUMENTS", ...command.args.map(option))]),
    section(
      "OPTIONS",
      text("For the options of every command, see atlcli(1)."),
      ...command.options.map(option),
    ),
    section("EXIT STATUS", text("0 when it is done; the others are in atlcli(1).")),
    section("EXAMPLES", ...examples(command.examples)),
    section("SEE ALSO", seeAlso(near, "atlcli(1)")),
  ]);
}

function page(name: string, sections: readonly string[]): string {
  const head = `.TH ${name.toUpperCase()} 1 "${dateOf()}" "atlcli ${VERSION}" "atlcli"`;
  return `${[head, ...sections].join("\n")}\n`;
}

/** Reproducible builds set the date of the pages. */
function dateOf(): string {
  const epoch = Number(Deno.env.get("SOURCE_DATE_EPOCH"));
  return new Date(epoch > 0 ? epoch * 1000 : Date.now()).toISOString().slice(0, 10);
}

function section(title: string, ...parts: readonly string[]): string {
  return [`.SH ${title}`, ...parts].join("\n");
}

function synopsis(usage: string): string {
  const [program = "", ...rest] = usage.split(" ");
  return `.B ${escaped(program)}\n${escaped(rest.join(" "))}`;
}

function term(name: string, means: string): string {
  return `.TP\n.B ${escaped(name)}\n${text(means)}`;
}

function option({ term: name, means }: Term): string {
  return term(name, means);
}

function examples(lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => `${index === 0 ? "" : ".PP\n"}.nf\n${escaped(line)}\n.fi`);
}

function seeAlso(names: readonly string[], ...more: readonly string[]): string {
  return escaped([...more, ...names.map((name) => `${fileOf(name)}(1)`)].join(", "));
}

/** `auth login` is on the page `atlcli-auth-login`. */
function fileOf(name: string): string {
  return `atlcli-${name.replaceAll(" ", "-")}`;
}

/** Formats a text so that no line is read as a roff request. */
function text(plain: string): string {
  return escaped(plain.replaceAll("`", "").replaceAll(/\s+/g, " "));
}

/** Escapes text for roff, where a backslash starts an escape, and a dot at the start of a line a request. */
function escaped(plain: string): string {
  return plain.replaceAll("\\", "\\e").replaceAll("-", "\\-").replaceAll("…", "...").replaceAll("'", "\\(aq")
    .replace(/^\./gm, "\\&.");
}

if (import.meta.main) {
  const folder = Deno.args[0] ?? "dist/man";
  await Deno.mkdir(folder, { recursive: true });
  const pages = await manPages();
  for (const [name, content] of pages) await Deno.writeTextFile(`${folder}/${name}`, content);
  console.log(`${folder}: ${pages.size} pages`);
}
