/**
 * What Windows can do and wine cannot. Tests that need it are skipped by name under wine, and run in the workflow's jobs on
 * windows-latest.
 *
 * @module
 */

/** Whether this Windows is wine: `deno task test:windows` on Linux says so. */
export const IS_WINE: boolean = Deno.build.os === "windows" && Deno.env.get("ATLCLI_TEST_WINE") === "1";

/** Why a test cannot be tried under wine, by what its name has in it. Seen with wine 8 of Debian 12. */
const REASONS: readonly (readonly [test: RegExp, reason: string])[] = [
  [/\blinks?\b/, "wine 8 makes no symbolic links"],
  [
    /lists no file/,
    "for a file used as a folder, wine 8 reports an invalid name (123), Windows that it is not a folder (267)",
  ],
];

/** Why a test cannot be tried under wine; `undefined` where it can, and on any other system. */
export function wineLacks(name: string): string | undefined {
  return IS_WINE ? REASONS.find(([test]) => test.test(name))?.[1] : undefined;
}
