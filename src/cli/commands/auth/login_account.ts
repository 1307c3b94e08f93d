/**
 * The second step of signing in: the account and its token.
 *
 * @module
 */
import { TOKEN_PAGE } from "../../../core/credential.ts";
import { CredentialError, formatProvenance, type Secret, UsageError } from "../../../../mod.ts";
import { KEYCHAIN_SERVICE } from "../../../core/secret_store.ts";
import { findKeychainToken } from "../../../profile/mod.ts";
import { parsedFrom } from "../../../core/errors.ts";
import { parseEmail, parseToken } from "../../../core/credential.ts";
import type { LoginOptions } from "./login_options.ts";
import { type Context, requirePrompter } from "../../context.ts";
import { type LoginPlace, problemOf } from "./login_site.ts";

/** The account and its token. */
export interface LoginAccount {
  /** The account's email; `undefined` with Bearer authentication. */
  readonly email: string | undefined;
  /** The keychain account, from an option or the existing profile. */
  readonly username: string | undefined;
  readonly token: Secret;
  /** The origin of the token, for display. */
  readonly source: string;
  /** Whether the user agreed to take over a manually added keychain item. */
  readonly adopted: boolean;
}

type GivenToken = Pick<LoginAccount, "token" | "source" | "adopted">;

/** The input of the second step. */
interface Step {
  readonly options: LoginOptions;
  readonly place: LoginPlace;
}

/**
 * Finds the account and its token, or prompts for them.
 *
 * @throws {UsageError} if a value is invalid, or missing and no prompt is possible.
 * @throws {CredentialError} if the keychain item is for another site, or must not be taken over.
 */
export async function chooseAccount(context: Context, step: Step): Promise<LoginAccount> {
  const { options, place } = step;
  const username = options.username ?? place.own?.username;
  if (username !== undefined) checkUsername(username);
  const email = place.bearer ? bearerWithoutEmail(context, step) : await chooseEmail(context, step);
  const available = await givenToken(context, step) ?? await keychainToken(context, { ...step, username });
  if (available !== undefined) return { email, username, ...available };
  const token = await askToken(context, { ...step, username });
  return { email, username, token, source: "the prompt", adopted: false };
}

function checkUsername(username: string): void {
  if (username.trim() !== "" && !/\p{Cc}/u.test(username)) return;
  throw new UsageError(`Invalid username ${JSON.stringify(username)}`, {
    hint: "Give the name that you sign in with",
  });
}

function bearerWithoutEmail(context: Context, { options, place }: Step): undefined {
  if (options.email === undefined) return undefined;
  if (options.bearer) {
    throw new UsageError("--email and --bearer cannot be combined", {
      hint: "Cloud: omit --bearer. Data Center: omit --email",
    });
  }
  context.output.warn(
    `Set aside --email: ${place.site.url} is Data Center, where a PAT is sent without an email`,
  );
  return undefined;
}

async function chooseEmail(context: Context, { options, place }: Step): Promise<string> {
  const { email } = options;
  if (email !== undefined) return parsedFrom("--email", () => parseEmail(email));
  const { environment, own } = place;
  const usesEnvironment = options.token === undefined && environment.token !== undefined;
  const known = usesEnvironment ? environment.email ?? own?.email : own?.email ?? environment.email;
  if (known !== undefined && options.ask === "missing") return known;
  const prompter = await requirePrompter(context, { what: "email", ways: "--email or ATLCLI_EMAIL" });
  const answer = await prompter.text({
    message: "Email of your Atlassian account",
    initial: known,
    validate: (text) => problemOf(() => parseEmail(text)),
  });
  return parseEmail(answer);
}

async function givenToken(
  context: Context,
  { options, place }: Step,
): Promise<GivenToken | undefined> {
  const { token } = options;
  if (token === "-") {
    if (context.terminal.stdin.isTerminal) return undefined;
    const text = await context.terminal.stdin.readText();
    return { token: parsedFrom("--token -", () => parseToken(text)), source: "--token -", adopted: false };
  }
  if (token !== undefined) {
    context.output.warn(
      "A token on the command line can be seen by other users and stays in the shell's history: use --token -",
    );
    return { token: parsedFrom("--token", () => parseToken(token)), source: "--token", adopted: false };
  }
  if (options.ask === "everything" || place.environment.token === undefined) return undefined;
  const { provenance } = place.environment.token;
  context.output.say(`Using the token of ${provenance.detail}.`);
  return {
    token: await place.environment.token.read(),
    source: formatProvenance(provenance),
    adopted: false,
  };
}

/** With a username and no token, the token comes from the keychain, as documented for Data Center. */
async function keychainToken(
  context: Context,
  { options, place, username }: Step & { readonly username: string | undefined },
): Promise<GivenToken | undefined> {
  if (username === undefined || options.token !== undefined || options.storage === "file") return undefined;
  const item = await findKeychainToken(context.library.secretStore, { username, site: place.site });
  if (item === undefined) return undefined;
  if (!item.bound && !(await mayAdopt(context, { options, place, account: item.account }))) {
    throw new CredentialError(
      "credential-refused",
      `The keychain item ${KEYCHAIN_SERVICE}/${item.account} was added manually and does not say which site it is for`,
      { hint: `If it is for ${place.site.url}, take it over: --adopt-keychain-item` },
    );
  }
  context.output.say(`Using the token of the keychain item ${KEYCHAIN_SERVICE}/${item.account}.`);
  return {
    token: item.token,
    source: `keychain ${KEYCHAIN_SERVICE}/${item.account}`,
    adopted: !item.bound,
  };
}

/** Whether to take over a manually added item: by option, or after a prompt. */
export async function mayAdopt(
  context: Context,
  { options, place, account }: Step & { readonly account: string },
): Promise<boolean> {
  if (options.adoptKeychainItem) return true;
  if (!context.canAsk) return false;
  const prompter = await context.terminal.prompter();
  return await prompter.confirm({
    initial: true,
    message:
      `The keychain item ${KEYCHAIN_SERVICE}/${account} was added manually. Take it over for ${place.site.url}?`,
  });
}

async function askToken(
  context: Context,
  { place, username }: Step & { readonly username: string | undefined },
): Promise<Secret> {
  const what = place.bearer ? "personal access token" : "API token";
  const prompter = await requirePrompter(context, {
    what: username === undefined ? what : `${what} (the keychain has none for "${username}")`,
    ways: "--token - or ATLCLI_API_TOKEN",
  });
  if (!place.bearer) context.output.say(`Create an API token here: ${TOKEN_PAGE}`);
  const answer = await prompter.secret({
    message: place.bearer ? "Personal access token (hidden)" : "API token (hidden)",
    validate: (text) => problemOf(() => parseToken(text)),
  });
  return parseToken(answer);
}
