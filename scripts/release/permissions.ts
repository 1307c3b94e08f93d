/**
 * What the executable may do, by name, with a reason for each line. Variables come from the table of all there are.
 *
 * @module
 */
import { variablesOf } from "../../src/cli/help/environment_table.ts";

/** The operating systems that executables are made for. */
export type TargetOs = typeof Deno.build.os;

/** The environment variables that the executable may read. A `*` at the end stands for any ending. */
export const ENVIRONMENT: readonly string[] = [
  "ATLCLI_*",
  ...variablesOf("system", "keychain", "terminal").map(([name]) => name),
  ...["https_proxy", "http_proxy", "all_proxy", "no_proxy"],
];

/** The flags of `deno compile` that grant what the executable needs on a system, and nothing it does not. */
export function permissionFlags(os: TargetOs): string[] {
  return [
    "--no-prompt",
    // Deno would take code from a few hosts by itself.
    "--deny-import",
    `--allow-env=${ENVIRONMENT.join(",")}`,
    // Paths are fixed when it is compiled, and the files are in the user's home, or wherever ATLCLI_CONFIG_DIR says.
    "--allow-read",
    "--allow-write",
    // Any site.
    "--allow-net",
    // A profile's tokenCommand is any program.
    "--allow-run",
    // Whether a file belongs to this user, which decides what is believed of it. Nothing else tells as surely: the home
    // folder belongs to somebody else under sudo and in containers, and a file made for the purpose would have to be
    // written for each look, and belongs to somebody else where a network file system maps its users.
    "--allow-sys=uid",
    // The Credential Manager. Not by name: under a list Deno looks a name up in the working directory
    // (https://github.com/denoland/deno/issues/29246), and makes no pointers (https://github.com/denoland/deno/issues/15511).
    ...(os === "windows" ? ["--allow-ffi"] : []),
  ];
}
