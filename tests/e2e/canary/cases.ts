/** A command line for every command, with what it needs so that it gets as far as it can. */
import { EMAIL, TOKEN } from "./traces.ts";

/** A command line. `SITE` in it stands for the site's address, `FOLDER` for a folder that is there. */
export interface Case {
  /** The command, as the table of commands names it. */
  readonly command: string;
  /** What follows it. */
  readonly args: readonly string[];
  /** What is piped to it. */
  readonly stdin?: string;
  /** Whether a person sits there and answers. */
  readonly asks?: true;
  /** Whether it is refused even when all is well. */
  readonly refused?: true;
  /** What has to be gone afterwards, from the credentials file and its backup. */
  readonly ends?: "without the token" | "without the profile";
  /** Whether its output is what was asked for, whatever that holds; what it says beside that is not. */
  readonly prints?: "what it was asked for";
  /** A command line that comes first, and has to work. */
  readonly first?: readonly string[];
  /** Whether it follows redirects without a credential, whose addresses may then hold what the server put there. */
  readonly follows?: true;
  /** Whether it runs until it is interrupted. */
  readonly serves?: true;
}

const LOGIN = ["--profile", "other", "--site", "SITE", "--email", EMAIL];
const TASK = ["-f", "fields[issuetype][name]=Task"];
const PULL = ["wiki", "docs", "pull", "FOLDER/docs", "--space", "TEAM"];

/** All of them. */
export const CASES: readonly Case[] = [
  { command: "auth init", args: ["--profile", "other"], asks: true },
  { command: "auth login", args: [...LOGIN, "--token", "-"], stdin: `${TOKEN}\n` },
  { command: "auth login", args: [...LOGIN, "--token", "-", "--storage", "keychain"], stdin: TOKEN },
  { command: "auth login", args: [...LOGIN, "--token", TOKEN] },
  { command: "auth login", args: [...LOGIN, "--token", "-", "--no-verify"], stdin: TOKEN },
  { command: "auth login", args: [...LOGIN, "--token", "-"], stdin: `${TOKEN}\nand more`, refused: true },
  { command: "auth login", args: ["--site", `https://${TOKEN}@x.test`, "--email", EMAIL], refused: true },
  { command: "auth status", args: [] },
  { command: "auth status", args: ["--offline"] },
  { command: "auth list", args: [] },
  { command: "auth switch", args: ["work"] },
  { command: "auth rename", args: ["work", "renamed"] },
  { command: "auth logout", args: ["work"], ends: "without the token" },
  { command: "auth delete", args: ["work"], ends: "without the profile" },
  { command: "auth migrate", args: ["work", "--storage", "keychain"], ends: "without the token" },
  { command: "auth migrate", args: ["work", "--storage", "file"] },
  { command: "auth trust", args: ["--yes"] },
  { command: "jira search", args: ["--jql", "project = PROJ"] },
  { command: "jira search", args: ["--assignee", "me", "--all"] },
  { command: "jira search", args: ["--jql", "project = PROJ", "--all", "--ndjson"] },
  { command: "jira search", args: ["--jql", "project = PROJ", "--jq", ".issues[].fields.summary"] },
  { command: "jira search", args: ["--jql", "project = PROJ", "--template", "{{key}} {{fields.summary}}"] },
  { command: "jira issue view", args: ["PROJ-1"] },
  { command: "jira issue create", args: ["--project", "PROJ", "--type", "Task", "--summary", "A summary"] },
  { command: "jira issue edit", args: ["PROJ-1", "--summary", "Another"] },
  { command: "jira issue comment", args: ["PROJ-1", "--body", "A comment"] },
  { command: "jira issue assign", args: ["PROJ-1", "--to", "me"] },
  { command: "jira issue transition", args: ["PROJ-1", "--to", "Done"] },
  { command: "jira issue link", args: ["PROJ-1", "--type", "blocks", "--to", "PROJ-2"] },
  { command: "jira issue worklog", args: ["PROJ-1", "--time", "1h"] },
  { command: "jira issue delete", args: ["PROJ-1", "--yes"] },
  { command: "jira project list", args: [] },
  { command: "jira me", args: [] },
  { command: "wiki search", args: ["team"] },
  { command: "wiki space list", args: [] },
  { command: "wiki page list", args: ["--space", "TEAM"] },
  { command: "wiki page view", args: ["40002"] },
  { command: "wiki page view", args: ["40002", "--storage"] },
  { command: "wiki page create", args: ["--space", "TEAM", "--title", "New", "--body", "-"], stdin: "Text" },
  { command: "wiki page edit", args: ["40002", "--title", "Renamed"] },
  { command: "wiki page delete", args: ["40003", "--yes"] },
  { command: "wiki docs pull", args: PULL.slice(3) },
  { command: "wiki docs status", args: ["FOLDER/docs"], first: PULL },
  { command: "wiki docs push", args: ["FOLDER/docs", "--yes"], first: PULL },
  { command: "api", args: ["/rest/api/3/myself"], prints: "what it was asked for" },
  { command: "api", args: ["/rest/api/3/myself", "--jq", "."] },
  { command: "api", args: ["/rest/api/3/project/search", "--paginate"] },
  {
    command: "api",
    args: ["POST", "/rest/api/3/issue", "-f", "fields[project][key]=PROJ", "-f", "fields[summary]=x"].concat(
      TASK,
    ),
    prints: "what it was asked for",
  },
  { command: "sandbox", args: ["--port", "0"], serves: true },
  { command: "doctor", args: [] },
  { command: "doctor", args: ["--fix"] },
  { command: "completion", args: ["bash"] },
  { command: "__complete", args: ["--", "auth", "switch", ""] },
  { command: "upgrade", args: ["--check"], refused: true, follows: true },
  { command: "version", args: [] },
];

const OWN_FORMAT = /^--(?:ndjson|jq|template|paginate|storage)$/;

/** The options to run a case with: where it asks for a format of its own, none that asks for another. */
export function flagsFor(
  { args }: Case,
  flags: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  const hasFormat = args.some((word) => OWN_FORMAT.test(word));
  return hasFormat ? flags.filter((each) => !each.includes("--json")) : flags;
}
