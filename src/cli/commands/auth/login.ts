/**
 * `atlcli auth login` and `atlcli auth init`: the same steps; `init` prompts for everything, `login` for
 * missing values.
 *
 * @module
 */
import { Option } from "@commander-js/extra-typings";
import { addCommand, type CommandTexts, type Parent } from "../../command.ts";
import type { Context } from "../../context.ts";
import { UsageError } from "../../../../mod.ts";
import { parseIsoTime } from "../../../core/calendar.ts";
import { parsedFrom } from "../../../core/errors.ts";
import { chooseAccount } from "./login_account.ts";
import type { LoginOptions } from "./login_options.ts";
import { chooseSite } from "./login_site.ts";
import { save } from "./login_save.ts";
import { verify } from "./login_verify.ts";

/** Adds `login`. */
export function addLogin(parent: Parent, open: () => Context): void {
  add(parent, open, {
    ask: "missing",
    name: "login",
    summary: "sign in with options and environment variables; prompt for missing values",
    examples: [
      "atlcli auth login --site https://company.atlassian.net --email you@company.com --token -",
      "atlcli auth login --profile work --site https://work.atlassian.net",
      "atlcli auth login --bearer --site https://jira.company.com --token -",
      "atlcli auth login --bearer --site https://jira.company.com --username myuser",
    ],
  });
}

/** Adds `init`. */
export function addInit(parent: Parent, open: () => Context): void {
  add(parent, open, {
    ask: "everything",
    name: "init",
    summary: "set up a profile interactively",
    examples: ["atlcli auth init", "atlcli auth init --profile work"],
  });
}

function add(
  parent: Parent,
  open: () => Context,
  texts: CommandTexts & Pick<LoginOptions, "ask">,
): void {
  addCommand(parent, texts)
    .option("--site <url>", "Atlassian instance URL")
    .option("--email <email>", "account email (Cloud)")
    .option("--token <token>", "API token (Cloud) or PAT (Server/DC); - reads it from standard input")
    .option("--bearer", "use Bearer auth with a PAT (for Server/DC)")
    .option("--username <name>", "username for keychain lookup (Server/DC)")
    .option("--no-verify", "save without verifying the token with the server")
    .addOption(
      new Option("--storage <where>", "where to store the token").choices(["file", "keychain"] as const),
    )
    .option("--expires <date>", "when the token expires, to be warned in time: 2027-01-31", parseExpires)
    .option("--adopt-keychain-item", "take over a keychain item that was added manually")
    .action((options) => login(open(), { ...options, ask: texts.ask }));
}

/** A date, or a time with a zone. A date alone is the first moment of that day (UTC): better warned too early. */
function parseExpires(text: string): number {
  return parsedFrom("--expires", () => {
    const at = parseIsoTime(text.trim());
    if (!Number.isNaN(at)) return at;
    throw new UsageError(`Invalid date: "${text}"`, {
      hint: "Give the date that Atlassian shows: 2027-01-31",
    });
  });
}

/** Signs in. Saves nothing before the server has verified the token, unless verification is turned off. */
async function login(context: Context, options: LoginOptions): Promise<void> {
  if (options.expires !== undefined && options.expires <= context.library.host.clock.now()) {
    const day = new Date(options.expires).toISOString().slice(0, 10);
    throw new UsageError(`--expires: ${day} is in the past`, {
      hint: "Give the date on which the token expires",
    });
  }
  const place = await chooseSite(context, options);
  const account = await chooseAccount(context, { options, place });
  const verified = await verify(context, { options, place, account });
  await save(context, { options, place, account, verified });
}
