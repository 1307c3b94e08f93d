/**
 * The environment variables: help, the documentation and the executable's permissions are generated from this table.
 *
 * @module
 */
import type { Block } from "./topics.ts";

/** The group of a variable. */
export type VariableGroup =
  /** A setting of this program. */
  | "setting"
  /** Set by the system or the shell, and read by this program. */
  | "system"
  /** Set by the terminal. */
  | "terminal"
  /** Passed to the programs of keychains. */
  | "keychain"
  /** Read by the runtime, not by this program. */
  | "runtime";

/** An environment variable. */
interface Variable {
  readonly group: VariableGroup;
  /** The meaning, as a noun phrase. */
  readonly means: string;
}

/** The variables by name. A final `…` stands for any suffix. */
export const VARIABLES: Readonly<Record<string, Variable>> = {
  ATLCLI_SITE: { group: "setting", means: "site URL" },
  ATLCLI_EMAIL: { group: "setting", means: "account email (Cloud)" },
  ATLCLI_API_TOKEN: { group: "setting", means: "API token (Cloud) or PAT (Server / Data Center)" },
  ATLCLI_API_TOKEN_FILE: {
    group: "setting",
    means: "file with the API token; surrounding white space is ignored",
  },
  ATLCLI_PROFILE: { group: "setting", means: "profile to use" },
  ATLCLI_CONFIG_DIR: { group: "setting", means: "folder of credentials.json (default: ~/.atlcli)" },
  ATLCLI_READ_ONLY: { group: "setting", means: "refuse every request that changes data" },
  ATLCLI_CA_FILE: {
    group: "setting",
    means: "additional trusted certificates (PEM), if the profile names none",
  },
  ATLCLI_CLIENT_CERT_FILE: {
    group: "setting",
    means: "client certificate (PEM), if the profile names none",
  },
  ATLCLI_CLIENT_KEY_FILE: {
    group: "setting",
    means: "key of the client certificate (PEM; default: the certificate file)",
  },
  ATLCLI_ALLOW_HTTP: { group: "setting", means: "allow plain HTTP to other machines" },
  ATLCLI_TIMEOUT: {
    group: "setting",
    means: "maximum wait for a response to begin, and between its parts: 30, 90s, 2m",
  },
  ATLCLI_MAX_TIME: {
    group: "setting",
    means: "maximum time per request (default: 10 minutes)",
  },
  ATLCLI_MAX_SIZE: {
    group: "setting",
    means: "maximum response size (default: 64M for JSON, 4G for a download)",
  },
  ATLCLI_MAX_WAIT: { group: "setting", means: "maximum total wait for rate limits and retries" },
  ATLCLI_MAX_RETRIES: { group: "setting", means: "maximum number of retries per request" },
  ATLCLI_NO_UPDATE_CHECK: { group: "setting", means: "disable the daily check for a newer version" },
  ATLCLI_RELEASES_URL: { group: "setting", means: "URL of a mirror of the releases" },
  "ATLCLI_…": { group: "setting", means: "any variable that a profile names as tokenEnv" },
  HOME: { group: "system", means: "parent folder of .atlcli" },
  USERPROFILE: { group: "system", means: "the same, on Windows" },
  SystemRoot: { group: "system", means: "Windows folder, with the Credential Manager library" },
  CI: { group: "system", means: "disables all prompts" },
  NO_COLOR: { group: "system", means: "disables colour" },
  HTTPS_PROXY: { group: "system", means: "proxy for HTTPS; all proxy variables also in lower case" },
  HTTP_PROXY: { group: "system", means: "proxy for HTTP" },
  ALL_PROXY: { group: "system", means: "proxy for both, where no other is set" },
  NO_PROXY: {
    group: "system",
    means: "hosts, domains, addresses and networks to reach without a proxy (as loopback always is)",
  },
  REQUEST_METHOD: { group: "system", means: "set in CGI scripts, where HTTP_PROXY is ignored" },
  SSL_CERT_FILE: {
    group: "runtime",
    means: "file with the system's certificates (PEM), except on macOS and Windows",
  },
  DENO_TLS_CA_STORE: {
    group: "system",
    means: "trusted certificate stores (default: mozilla,system)",
  },
  PATH: { group: "keychain", means: "folders to search for secret-tool" },
  USER: { group: "keychain", means: "owner of the keychain, on macOS" },
  LOGNAME: { group: "keychain", means: "the same" },
  DBUS_SESSION_BUS_ADDRESS: { group: "keychain", means: "address of the Secret Service" },
  XDG_RUNTIME_DIR: { group: "keychain", means: "address of the Secret Service, if the one above is unset" },
  DISPLAY: { group: "keychain", means: "display for the dialog that unlocks the keychain" },
  WAYLAND_DISPLAY: { group: "keychain", means: "the same" },
  TERM: { group: "terminal", means: "capabilities of the terminal" },
  COLORTERM: { group: "terminal", means: "the same" },
  TERM_PROGRAM: { group: "terminal", means: "the same; also whether it supports links" },
  TMUX: { group: "terminal", means: "set inside tmux, which decides about links and colours" },
  VTE_VERSION: { group: "terminal", means: "whether the terminal supports links" },
  WT_SESSION: { group: "terminal", means: "the same, on Windows" },
  NODE_DISABLE_COLORS: { group: "terminal", means: "no colour in prompts" },
  FORCE_COLOR: { group: "terminal", means: "colour in prompts" },
  TF_BUILD: { group: "terminal", means: "no colour in prompts, in a pipeline" },
  TEAMCITY_VERSION: { group: "terminal", means: "the same" },
};

/** The variables of some groups, with their meanings. */
export function variablesOf(...groups: readonly VariableGroup[]): readonly (readonly [string, string])[] {
  return Object.entries(VARIABLES).filter(([, { group }]) => groups.includes(group))
    .map(([name, { means }]) => [name, means]);
}

/** The help topic `environment`. */
export function environmentTopic(): readonly Block[] {
  return [
    {
      kind: "text",
      text: "An empty variable counts as unset. A switch is off if set to 0, false, no or off.",
    },
    { kind: "terms", title: "Settings:", terms: variablesOf("setting") },
    { kind: "terms", title: "Also read:", terms: variablesOf("system", "runtime") },
    { kind: "text", text: "Precedence: atlcli help credentials" },
  ];
}
