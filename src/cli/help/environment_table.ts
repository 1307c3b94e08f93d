/**
 * The environment variables: the one table, which help, the documentation and the executable's permissions are made of.
 *
 * @module
 */
import type { Block } from "./topics.ts";

/** What a variable is about. */
export type VariableGroup =
  /** What a user sets for this program. */
  | "setting"
  /** What the system or the shell says, and this program reads. */
  | "system"
  /** What the terminal says of itself. */
  | "terminal"
  /** What a keychain's program is started with. */
  | "keychain"
  /** What the runtime reads, and this program does not. */
  | "runtime";

/** A variable. */
export interface Variable {
  readonly group: VariableGroup;
  /** What it says. */
  readonly means: string;
}

/** The variables by name. A `…` at the end stands for any ending. */
export const VARIABLES: Readonly<Record<string, Variable>> = {
  ATLCLI_SITE: { group: "setting", means: "the site's address" },
  ATLCLI_EMAIL: { group: "setting", means: "the account's email (Cloud)" },
  ATLCLI_API_TOKEN: { group: "setting", means: "the API token (Cloud) or PAT (Server / Data Center)" },
  ATLCLI_API_TOKEN_FILE: {
    group: "setting",
    means: "a file that holds the token instead; white space around it is dropped",
  },
  ATLCLI_PROFILE: { group: "setting", means: "the profile to use" },
  ATLCLI_CONFIG_DIR: { group: "setting", means: "the folder of credentials.json, instead of ~/.atlcli" },
  ATLCLI_READ_ONLY: { group: "setting", means: "refuse every request that changes something" },
  ATLCLI_CA_FILE: {
    group: "setting",
    means: "certificates to trust besides the system's (PEM), where a profile names none",
  },
  ATLCLI_CLIENT_CERT_FILE: {
    group: "setting",
    means: "a client certificate (PEM), where a profile names none",
  },
  ATLCLI_CLIENT_KEY_FILE: {
    group: "setting",
    means: "that certificate's key (PEM); the certificate's file unless it is set",
  },
  ATLCLI_ALLOW_HTTP: { group: "setting", means: "allow plain http to another machine" },
  ATLCLI_TIMEOUT: {
    group: "setting",
    means: "the longest wait for an answer to begin, and between its parts: 30, 90s, 2m",
  },
  ATLCLI_MAX_TIME: {
    group: "setting",
    means: "the longest time for one request, to the end of its answer: 10 minutes unless it is set",
  },
  ATLCLI_MAX_SIZE: {
    group: "setting",
    means: "the largest answer that is taken: 64M of JSON and 4G of a download unless it is set",
  },
  ATLCLI_MAX_WAIT: { group: "setting", means: "the longest wait for rate limits and retries, in all" },
  ATLCLI_MAX_RETRIES: { group: "setting", means: "how often a failed request is sent again" },
  ATLCLI_NO_UPDATE_CHECK: { group: "setting", means: "never look for a newer version by itself" },
  ATLCLI_RELEASES_URL: { group: "setting", means: "where releases are fetched from, for a mirror" },
  "ATLCLI_…": { group: "setting", means: "any that a profile names as its tokenEnv" },
  HOME: { group: "system", means: "where .atlcli is" },
  USERPROFILE: { group: "system", means: "the same, on Windows" },
  SystemRoot: { group: "system", means: "where Windows is, with the Credential Manager's library" },
  CI: { group: "system", means: "nobody is asked anything" },
  NO_COLOR: { group: "system", means: "no colour" },
  HTTPS_PROXY: { group: "system", means: "the proxy for https; like all of these also in lower case" },
  HTTP_PROXY: { group: "system", means: "the proxy for http" },
  ALL_PROXY: { group: "system", means: "the proxy for whatever has none of its own" },
  NO_PROXY: {
    group: "system",
    means: "where no proxy is used: hosts, domains, addresses, networks; never for loopback",
  },
  REQUEST_METHOD: { group: "system", means: "set for a CGI script, where HTTP_PROXY is ignored" },
  SSL_CERT_FILE: {
    group: "runtime",
    means: "where the system's certificates are (PEM), not on macOS and Windows",
  },
  DENO_TLS_CA_STORE: {
    group: "system",
    means: "which certificates are trusted; mozilla,system unless it is set",
  },
  PATH: { group: "keychain", means: "where secret-tool is" },
  USER: { group: "keychain", means: "whose keychain it is, on macOS" },
  LOGNAME: { group: "keychain", means: "the same" },
  DBUS_SESSION_BUS_ADDRESS: { group: "keychain", means: "where the Secret Service is" },
  XDG_RUNTIME_DIR: { group: "keychain", means: "where the Secret Service is, without an address" },
  DISPLAY: { group: "keychain", means: "where a dialog can ask to unlock it" },
  WAYLAND_DISPLAY: { group: "keychain", means: "the same" },
  TERM: { group: "terminal", means: "what the terminal can do" },
  COLORTERM: { group: "terminal", means: "the same" },
  TERM_PROGRAM: { group: "terminal", means: "the same; whether it opens links" },
  TMUX: { group: "terminal", means: "links and colours are tmux's" },
  VTE_VERSION: { group: "terminal", means: "whether the terminal opens links" },
  WT_SESSION: { group: "terminal", means: "the same, on Windows" },
  NODE_DISABLE_COLORS: { group: "terminal", means: "no colour in prompts" },
  FORCE_COLOR: { group: "terminal", means: "colour in prompts" },
  TF_BUILD: { group: "terminal", means: "no colour in prompts of a pipeline" },
  TEAMCITY_VERSION: { group: "terminal", means: "the same" },
};

/** The variables of some groups, and what each says. */
export function variablesOf(...groups: readonly VariableGroup[]): readonly (readonly [string, string])[] {
  return Object.entries(VARIABLES).filter(([, { group }]) => groups.includes(group))
    .map(([name, { means }]) => [name, means]);
}

/** The topic `environment` of help. */
export function environmentTopic(): readonly Block[] {
  return [
    {
      kind: "text",
      text:
        "An empty variable counts as unset. One that switches something on is off when it says 0, false, no or off.",
    },
    { kind: "terms", title: "Settings:", terms: variablesOf("setting") },
    { kind: "terms", title: "Read besides:", terms: variablesOf("system", "runtime") },
    { kind: "text", text: "What wins over what: atlcli help credentials" },
  ];
}
