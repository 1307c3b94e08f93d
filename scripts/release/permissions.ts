/**
 * The permissions of the executable, each with a reason. The variables come from the table in src/cli/help.
 *
 * @module
 */
import { variablesOf } from "../../src/cli/help/environment_variables.ts";

/** The operating systems with executables. */
type TargetOs = typeof Deno.build.os;

/** The environment variables that the executable may read. A final `*` matches any suffix. */
export const ENVIRONMENT: readonly string[] = [
  "ATLCLI_*",
  ...variablesOf("system", "keychain", "terminal").map(([name]) => name),
  ...["https_proxy", "http_proxy", "all_proxy", "no_proxy"],
];

/** The flags of `deno compile` that grant exactly the permissions that the executable needs on a system. */
export function permissionFlags(os: TargetOs): string[] {
  return [
    "--no-prompt",
    // By default, Deno imports code from a few hosts.
    "--deny-import",
    `--allow-env=${ENVIRONMENT.join(",")}`,
    // Paths are fixed at compile time, but the files are in the user's home, or in ATLCLI_CONFIG_DIR.
    "--allow-read",
    "--allow-write",
    // Any site.
    "--allow-net",
    // A profile's tokenCommand may be any program.
    "--allow-run",
    // Needed to find out whether a file belongs to this user, which decides whether it is trusted. The
    // alternatives are less reliable: under sudo and in containers, the home folder belongs to another user;
    // a temporary file would be written for each check, and belongs to another user on a network file system
    // that maps users.
    "--allow-sys=uid",
    // For the Credential Manager. Without a list of libraries, because Deno would then look up names in the
    // working directory (https://github.com/denoland/deno/issues/29246), and not create pointers
    // (https://github.com/denoland/deno/issues/15511).
    ...(os === "windows" ? ["--allow-ffi"] : []),
  ];
}
