/**
 * The command table.
 *
 * Each command's file is loaded lazily, so a command loads only its own code.
 *
 * @module
 */
import type { Command } from "@commander-js/extra-typings";
import { type Parent, sentence } from "./command.ts";
import type { Context } from "./context.ts";
import { asksForHelp } from "./help/help.ts";
import { wordsOf } from "./options/words.ts";
import { createRootCommand } from "./root_command.ts";

/** Adds a command to its parent. */
type Add = (parent: Parent, open: () => Context) => void;

/** The command groups and their summaries. */
const GROUPS: Readonly<Record<string, string>> = {
  "auth": "sign in and manage profiles",
  "jira": "work with Jira",
  "wiki": "work with Confluence",
  "wiki space": "work with spaces",
  "wiki page": "work with pages",
  "wiki docs": "edit a space as a folder of Markdown files",
  "jira issue": "work with issues",
  "jira project": "work with projects",
};

/** The commands by name, in the order of the help. */
export const COMMANDS: Readonly<Record<string, () => Promise<Add>>> = {
  "auth init": async () => (await import("./commands/auth/login.ts")).addInit,
  "auth login": async () => (await import("./commands/auth/login.ts")).addLogin,
  "auth status": async () => (await import("./commands/auth/status.ts")).addStatus,
  "auth list": async () => (await import("./commands/auth/list.ts")).addList,
  "auth switch": async () => (await import("./commands/auth/switch.ts")).addSwitch,
  "auth rename": async () => (await import("./commands/auth/rename.ts")).addRename,
  "auth logout": async () => (await import("./commands/auth/logout.ts")).addLogout,
  "auth delete": async () => (await import("./commands/auth/delete.ts")).addDelete,
  "auth migrate": async () => (await import("./commands/auth/migrate.ts")).addMigrate,
  "auth trust": async () => (await import("./commands/auth/trust.ts")).addTrust,
  "jira search": async () => (await import("./commands/jira/search.ts")).addSearch,
  "jira issue view": async () => (await import("./commands/jira/issue_view.ts")).addIssueView,
  "jira issue create": async () => (await import("./commands/jira/issue_create.ts")).addIssueCreate,
  "jira issue edit": async () => (await import("./commands/jira/issue_edit.ts")).addIssueEdit,
  "jira issue comment": async () => (await import("./commands/jira/issue_comment.ts")).addIssueComment,
  "jira issue assign": async () => (await import("./commands/jira/issue_assign.ts")).addIssueAssign,
  "jira issue transition": async () =>
    (await import("./commands/jira/issue_transition.ts")).addIssueTransition,
  "jira issue link": async () => (await import("./commands/jira/issue_link.ts")).addIssueLink,
  "jira issue worklog": async () => (await import("./commands/jira/issue_worklog.ts")).addIssueWorklog,
  "jira issue delete": async () => (await import("./commands/jira/issue_delete.ts")).addIssueDelete,
  "jira project list": async () => (await import("./commands/jira/project_list.ts")).addProjectList,
  "jira me": async () => (await import("./commands/jira/me.ts")).addMe,
  "wiki search": async () => (await import("./commands/wiki/search.ts")).addWikiSearch,
  "wiki space list": async () => (await import("./commands/wiki/space_list.ts")).addSpaceList,
  "wiki page list": async () => (await import("./commands/wiki/page_list.ts")).addPageList,
  "wiki page view": async () => (await import("./commands/wiki/page_view.ts")).addPageView,
  "wiki page create": async () => (await import("./commands/wiki/page_create.ts")).addPageCreate,
  "wiki page edit": async () => (await import("./commands/wiki/page_edit.ts")).addPageEdit,
  "wiki page delete": async () => (await import("./commands/wiki/page_delete.ts")).addPageDelete,
  "wiki docs pull": async () => (await import("./commands/wiki/docs_pull.ts")).addDocsPull,
  "wiki docs status": async () => (await import("./commands/wiki/docs_status.ts")).addDocsStatus,
  "wiki docs push": async () => (await import("./commands/wiki/docs_push.ts")).addDocsPush,
  "api": async () => (await import("./commands/api/api.ts")).addApi,
  "doctor": async () => (await import("./commands/doctor.ts")).addDoctor,
  "completion": async () => (await import("./completion/completion.ts")).addCompletion,
  "__complete": async () => {
    const { addComplete } = await import("./completion/complete.ts");
    return (parent, open) => addComplete(parent, { open, programFor });
  },
  "sandbox": async () => (await import("./commands/sandbox.ts")).addSandbox,
  "upgrade": async () => (await import("./commands/upgrade/upgrade.ts")).addUpgrade,
  "version": async () => (await import("./commands/version.ts")).addVersion,
};

/**
 * Adds the command that a command line names. If it names only a group, or nothing, adds that level's
 * commands, for help and suggestions; subgroups stay empty.
 *
 * @param line The arguments, and a function that creates the context after parsing.
 */
export async function addCommands(
  program: Command,
  line: { readonly args: readonly string[]; readonly open: () => Context },
): Promise<void> {
  // `--version` needs no commands.
  if (line.args[0] === "--version") return;
  const words = wordsOf(program, line.args);
  const forHelp = words[0] === "help";
  const found = named(forHelp ? words.slice(1) : words);
  const { depth, commands } = found;
  // Commands added from here on inherit the layout.
  if (!isOne(found) || forHelp || asksForHelp(line.args)) {
    (await import("./help/layout.ts")).layOutHelp(program);
  }
  for (const [command, read] of commands) {
    const names = command.split(" ");
    if (names.length > depth + 1) groupOf(program, names.slice(0, depth + 1));
    else (await read())(groupOf(program, names.slice(0, -1)), line.open);
  }
  if (depth === 0) {
    await (await import("./help/topics.ts")).addTopics(program, { asked: words[forHelp ? 1 : 0] });
  }
}

/** The program with all commands that start with the given words, for completion. */
async function programFor(words: readonly string[], open: () => Context): Promise<Command> {
  const { program } = createRootCommand(undefined, { json: true });
  await addCommands(program, { args: words, open });
  return program;
}

/** The names of all commands that help shows, in order. */
export function commandNames(): readonly string[] {
  return Object.keys(COMMANDS).filter((name) => !name.startsWith("_"));
}

/** Whether a line may use or show an option: it contains one, or does not name a single command. */
export function needsOptions(args: readonly string[]): boolean {
  return args.some((word) => word.startsWith("-")) || !isOne(named(args));
}

/** The commands that match the longest prefix of a line, and the length of that prefix in words. */
interface Named {
  readonly depth: number;
  readonly commands: readonly (readonly [string, () => Promise<Add>])[];
}

/** Whether the words are the full name of one command. */
function isOne({ depth, commands }: Named): boolean {
  return commands.length === 1 && commands[0]?.[0].split(" ").length === depth;
}

function named(words: readonly string[]): Named {
  const beginning = [...words, ""].join(" ");
  const begun = Object.entries(COMMANDS).filter(([command]) => `${command} `.startsWith(beginning));
  return begun.length > 0 ? { depth: words.length, commands: begun } : named(words.slice(0, -1));
}

/** The group with that name, created if missing. */
function groupOf(program: Parent, names: readonly string[]): Parent {
  const name = names.at(-1);
  if (name === undefined) return program;
  const parent = groupOf(program, names.slice(0, -1));
  const summary = GROUPS[names.join(" ")] ?? "";
  return parent.commands.find((command) => command.name() === name) ??
    parent.command(name).summary(summary).description(sentence(summary));
}
