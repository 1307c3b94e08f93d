/**
 * The next step for each kind of finding of `doctor`: the table that turns its data into options and commands. The
 * compiler asks for every kind.
 *
 * @module
 */
import { shellWord } from "../../core/shell_word.ts";
import type { Finding, FindingData, FindingDataByKind, SignInData } from "../../doctor/mod.ts";
import { adviceFor } from "./advice.ts";
import { loginCommand, moveCommand } from "./commands.ts";
import { REVIEW } from "./next_steps.ts";

/** What to do next, in a line. */
type NextStep<Kind extends keyof FindingDataByKind> = (data: FindingData<Kind>) => string;

const NEXT_STEPS: { readonly [Kind in keyof FindingDataByKind]: NextStep<Kind> } = {
  "nobody-signed-in": () => "Sign in: atlcli auth init",
  "unknown-profile": () => "See which there are: atlcli auth list",
  "unknown-variable": () => "See which there are: atlcli help environment",
  "writable-path": ({ isUsable }) =>
    isUsable ? REVIEW : "See what is in the file, and correct it with an editor; then: atlcli auth trust",
  "no-active-profile": ({ profiles: [first = "NAME"] }) =>
    `Choose another one: atlcli auth switch ${shellWord(first)}`,
  "plain-text-token": ({ profile, account }) =>
    `Move it to the keychain: ${moveCommand({ name: profile, username: account }, undefined)}`,
  "token-expiry": (data) => `Make a new one, then sign in again: ${signInAgain(data)} --token -`,
  "no-item": (data) => `Sign in again: ${signInAgain(data)} --token -`,
  "other-site-item": (data) => `Sign in again: ${signInAgain(data)} --token -`,
  "unbound-item": (data) =>
    `If it is for ${data.site}: ${signInAgain(data, ["--username", data.account])} --adopt-keychain-item`,
};

/** What to do next about a finding, one step per line. */
export function stepsFor({ data, error, remedy }: Finding): string {
  if (data !== undefined) return nextStep(data);
  return adviceFor(error, undefined).join("\n") || remedy;
}

function nextStep<Kind extends keyof FindingDataByKind>(data: FindingData<Kind>): string {
  return NEXT_STEPS[data.kind](data);
}

/** The command that signs in as the profile says. */
function signInAgain({ profile, site, isBearer, email }: SignInData, more: readonly string[] = []): string {
  const account = isBearer ? ["--bearer"] : email === undefined ? [] : ["--email", email];
  return loginCommand({ profile, site }, [...account, ...more]);
}
