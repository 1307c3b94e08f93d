/**
 * The program with the permissions and the V8 flags of the executable, and no others.
 */
import { V8_FLAGS } from "../../scripts/release/compile.ts";
import { permissionFlags } from "../../scripts/release/permissions.ts";
import { CLI } from "./atlcli_process.ts";

/** Deno, and the arguments before a program's path. */
export const RELEASED_DENO: readonly [string, ...string[]] = [
  Deno.execPath(),
  "run",
  "--quiet",
  "--no-check",
  `--v8-flags=${V8_FLAGS}`,
  ...permissionFlags(Deno.build.os),
];

/** The program, and its first arguments. */
export const RELEASED_ATLCLI: readonly [string, ...string[]] = [
  ...RELEASED_DENO,
  CLI,
];
