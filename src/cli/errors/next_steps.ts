/**
 * The next step for each kind of error: the one table that turns the data of the library's errors into options and
 * commands. The compiler asks for every kind.
 *
 * @module
 */
import type { ErrorData, ErrorDataByKind } from "../../core/error_data.ts";
import { formatDuration } from "../../core/duration.ts";
import { shellWord } from "../../core/shell_word.ts";
import { loginCommand } from "./commands.ts";

/** What to do next, one step per line. */
type NextSteps<Kind extends keyof ErrorDataByKind> = (data: ErrorData<Kind>) => readonly string[];

/** How a credentials file that others can write becomes usable again. */
export const REVIEW = "Review what is in the file, and make it yours alone again: atlcli auth trust";
/** The option that allows more than a limit of the library. */
const OPTIONS = { timeoutMs: "--timeout", maxTimeMs: "--max-time" } as const;
const SETTINGS = {
  token: "Paste the whole token, or pipe it to --token -",
  username: "Give it: --username NAME",
} as const;

const NEXT_STEPS: { readonly [Kind in keyof ErrorDataByKind]: NextSteps<Kind> } = {
  "missing-setting": ({ setting }) => [SETTINGS[setting]],
  "login-in-address":
    () => ["Leave it out of the address: the email goes to --email, the token to --token -"],
  "plain-http": ({ host }) => [
    `Use https://${host}, or say --allow-http if you trust every network in between`,
  ],
  "no-space": ({ stateFile }) => [
    `Say --space KEY the first time; "${stateFile}" in the folder remembers it. See: atlcli wiki space list`,
  ],
  "never-pulled": () => ["Begin with: atlcli wiki docs pull DIR --space KEY"],

  "unknown-profile": ({ nearest }) => [
    nearest === undefined ? "See which there are: atlcli auth list" : `Did you mean "${nearest}"?`,
  ],
  "nothing-chosen": () => [
    "Sign in: atlcli auth init",
    "Or choose a profile: atlcli auth switch NAME, --profile NAME, or ATLCLI_PROFILE",
    "Or set ATLCLI_SITE, ATLCLI_EMAIL and ATLCLI_API_TOKEN",
  ],
  "no-email": (data) => [`Sign in again: ${loginCommand(data, ["--email", "EMAIL"])} --token -`],
  "other-gateway": (data) => [`Sign in again: ${loginCommand(data)} --token -`],
  "no-token": ({ profile }) =>
    profile === undefined
      ? ["Set ATLCLI_API_TOKEN"]
      : [`Sign in: ${loginCommand({ profile })} --token -`, "Or set ATLCLI_API_TOKEN"],
  "no-token-for-site": ({ site, profiles }) => [
    profiles.length > 0
      ? `Use ${profiles.map((name) => `--profile ${name}`).join(" or ")}, or set ATLCLI_API_TOKEN`
      : `Set ATLCLI_API_TOKEN, or sign in there: atlcli auth login --site ${site} --profile NAME`,
  ],
  "several-profiles": () => ["Say which: --profile NAME, or set ATLCLI_EMAIL too"],
  "folder-steers-token": ({ profile }) => [
    `Set ATLCLI_SITE to the site that the token is for, or say --profile ${profile}`,
  ],
  "other-site-item": (data) => [`Sign in again: ${loginCommand(data)} --token -`],
  "unbound-item": (data) => [
    `Take it over, if it is for ${data.site}: ${
      loginCommand(data, ["--bearer", "--username", data.account])
    } --adopt-keychain-item`,
  ],
  "item-not-adopted": ({ site }) => [`If it is for ${site}, take it over: --adopt-keychain-item`],
  "account-taken": () => ["Keep this token under another name: --username NAME"],
  "no-item-for-site": () => ["Give the token for this site: --token - (it is kept beside the other one)"],

  "profile-exists": ({ profile }) => [
    `Choose another name, or remove that one first: atlcli auth delete ${profile}`,
  ],
  "damaged-file": ({ file }) => [
    `Correct it with an editor, or go back to the version before, if there is one ("${file}.bak"): atlcli doctor --fix`,
  ],
  "untrusted-file": ({ siteConfirms }) => [
    REVIEW,
    ...siteConfirms ? ["Or set ATLCLI_SITE to the site's address, to confirm it"] : [],
  ],

  "unreadable-item": () => ["Store the token again: atlcli auth login"],
  "ambiguous-item": () => [
    "Store the token again (atlcli auth login), which replaces them, or delete the wrong one by hand",
  ],

  "untrusted-certificate": () => [
    "If your company inspects TLS or has its own certificate authority, name its certificate with --ca-file, " +
    "or set DENO_TLS_CA_STORE=system (in Node NODE_EXTRA_CA_CERTS) to trust what this machine trusts",
  ],
  "authority-as-server": () => [
    "openssl creates such self-signed certificates. Install one with basicConstraints=CA:FALSE on the server; " +
    "then --ca-file can name it",
  ],
  "not-tls":
    () => ["Check the port. A site with plain http needs its address with http://, and --allow-http"],
  "client-certificate": () => ["Give it with --client-cert-file and --client-key-file"],
  "time-limit": ({ limit }) => [`Allow more time with ${OPTIONS[limit]}, or check the network`],

  "size-limit": () => ["If that is right, allow more with --max-size or ATLCLI_MAX_SIZE"],
  "wait-limit": ({ retryAfterMs }) => [
    `Try again after ${formatDuration(retryAfterMs)}, or allow a longer wait with --max-wait`,
  ],
  "list-too-long": () => ["Take each item as it comes, with --ndjson, or fewer, with --limit"],
  "read-only": () => ["The profile, --read-only or ATLCLI_READ_ONLY says so"],
  "no-such-space": () => [
    "It does not exist, or this account may not see it; Confluence does not tell which. See: atlcli wiki space list",
  ],
  "no-such-page": () => [
    "It does not exist, or this account may not see it. See: atlcli wiki page list --space KEY",
  ],
  "missing-fields": ({ fields }) =>
    fields.map(({ field, example }) =>
      `Give it: --field ${shellWord(field)}=${shellWord(example ?? "VALUE")}`
    ),
};

/** What to do next about an error with this data. */
export function nextSteps<Kind extends keyof ErrorDataByKind>(data: ErrorData<Kind>): readonly string[] {
  return NEXT_STEPS[data.kind](data);
}
