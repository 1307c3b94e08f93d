/**
 * The systems that a release has an executable for: the one table, for the program, the build and the installers.
 *
 * @module
 */

/** A system that a release has an executable for. */
export interface ReleaseTarget {
  /** Its name: `linux-x64`. */
  readonly name: string;
  /** As Deno names it. */
  readonly triple: string;
  /** As Deno names its operating system. */
  readonly os: "linux" | "darwin" | "windows";
  /** The executable's file in a release. */
  readonly file: string;
}

/** All of them. Linux is glibc's: Deno has no other runtime for executables. */
export const RELEASE_TARGETS: readonly ReleaseTarget[] = [
  { name: "linux-x64", triple: "x86_64-unknown-linux-gnu", os: "linux", file: "atlcli-linux-x64" },
  { name: "linux-arm64", triple: "aarch64-unknown-linux-gnu", os: "linux", file: "atlcli-linux-arm64" },
  { name: "macos-x64", triple: "x86_64-apple-darwin", os: "darwin", file: "atlcli-macos-x64" },
  { name: "macos-arm64", triple: "aarch64-apple-darwin", os: "darwin", file: "atlcli-macos-arm64" },
  { name: "windows-x64", triple: "x86_64-pc-windows-msvc", os: "windows", file: "atlcli-windows-x64.exe" },
];
