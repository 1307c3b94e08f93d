/** Every command that sends requests, as a user would type it; each succeeds on the sandbox. */

/** A command line, and what it reads. */
interface CommandLine {
  readonly words: readonly string[];
  readonly stdin?: string;
}

function line(text: string, stdin?: string): CommandLine {
  return { words: text.split(" "), ...(stdin !== undefined && { stdin }) };
}

/** The commands; the folder of `wiki docs` is `/home/me/docs`, and holds nothing before the pull. */
export const EVERY_COMMAND: readonly CommandLine[] = [
  line("api /rest/api/3/myself"),
  line("api /rest/api/3/project/search --paginate"),
  line("api /wiki/api/v2/pages --paginate --ndjson"),
  line("jira me"),
  line("jira search --jql project=PROJ"),
  line("jira search --jql project=PROJ --all"),
  line("jira search --jql project=PROJ --count"),
  line("jira project list"),
  line("jira issue view PROJ-1"),
  line("jira issue create --project PROJ --type Task --summary Notes --assignee me"),
  line("jira issue edit PROJ-1 --summary Shorter --priority High"),
  line("jira issue comment PROJ-1 --body -", "Hello"),
  line("jira issue assign PROJ-1 --to me"),
  line("jira issue transition PROJ-1 --to Done"),
  line("jira issue link PROJ-1 --type blocks --to PROJ-2"),
  line("jira issue worklog PROJ-1 --time 1h"),
  line("jira issue delete PROJ-1 --yes --subtasks"),
  line("wiki space list"),
  line("wiki page list --space TEAM"),
  line("wiki page view 40006"),
  line("wiki page create --space TEAM --title Notes --body -", "Hello"),
  line("wiki page edit 40006 --title Other"),
  line("wiki page delete 40006 --yes"),
  line("wiki search --cql type=page"),
  line("wiki docs pull /home/me/docs --space DOCS"),
  line("auth status"),
  line("auth login --profile new --site https://demo.atlassian.net --email a@b.test --token -", "a-token"),
];
