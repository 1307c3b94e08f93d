/**
 * What the executable may do, by name: the one table, with a reason for each line.
 *
 * @module
 */

/** The operating systems that executables are made for. */
export type TargetOs = typeof Deno.build.os;

/** The environment variables that the executable may read. A `*` at the end stands for any ending. */
export const ENVIRONMENT: Readonly<Record<string, string>> = {
  "ATLCLI_*": "its own settings, and the variables that a profile's tokenEnv may name",
  HOME: "where ~/.atlcli is",
  USERPROFILE: "the same, on Windows",
  CI: "no prompts there",
  NO_COLOR: "no colour",
  DENO_TLS_CA_STORE: "which certificates are trusted",
  // Programs of a keychain start with these alone.
  PATH: "where secret-tool is",
  USER: "whose keychain it is, on macOS",
  LOGNAME: "the same",
  DBUS_SESSION_BUS_ADDRESS: "where the Secret Service is",
  XDG_RUNTIME_DIR: "where the Secret Service is, without an address",
  DISPLAY: "where a dialog can ask to unlock it",
  WAYLAND_DISPLAY: "the same",
  VTE_VERSION: "whether the terminal opens links",
  WT_SESSION: "the same, on Windows",
  // Read by the prompts' library, on a terminal.
  TERM: "what the terminal can do",
  COLORTERM: "what the terminal can do",
  NODE_DISABLE_COLORS: "no colour",
  FORCE_COLOR: "colour",
  TERM_PROGRAM: "what the terminal can do",
  TMUX: "what the terminal can do",
  TF_BUILD: "no colour in a pipeline",
  TEAMCITY_VERSION: "no colour in a pipeline",
};

/** The flags of `deno compile` that grant what the executable needs on a system, and nothing it does not. */
export function permissionFlags(os: TargetOs): string[] {
  return [
    "--no-prompt",
    `--allow-env=${Object.keys(ENVIRONMENT).join(",")}`,
    // Paths are fixed when it is compiled, and the files are in the user's home, or wherever ATLCLI_CONFIG_DIR says.
    "--allow-read",
    "--allow-write",
    // Any site.
    "--allow-net",
    // A profile's tokenCommand is any program.
    "--allow-run",
    // Whether a file belongs to this user.
    "--allow-sys=uid",
    // The Credential Manager.
    ...(os === "windows" ? ["--allow-ffi=advapi32.dll"] : []),
  ];
}
