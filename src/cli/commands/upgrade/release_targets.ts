/**
 * The systems that a release has an executable for. The program, the build and the installers use this table.
 *
 * @module
 */

/** A system that a release has an executable for. */
export interface ReleaseTarget {
  /** The name, such as `linux-x64`. */
  readonly name: string;
  /** Deno's name of the target. */
  readonly triple: string;
  /** Deno's name of the operating system. */
  readonly os: "linux" | "darwin" | "windows";
  /** The file name of the executable in a release. */
  readonly file: string;
}

/** All targets. Linux targets require glibc, because Deno has no runtime for musl. */
export const RELEASE_TARGETS: readonly ReleaseTarget[] = [
  { name: "linux-x64", triple: "x86_64-unknown-linux-gnu", os: "linux", file: "atlcli-linux-x64" },
  { name: "linux-arm64", triple: "aarch64-unknown-linux-gnu", os: "linux", file: "atlcli-linux-arm64" },
  { name: "macos-x64", triple: "x86_64-apple-darwin", os: "darwin", file: "atlcli-macos-x64" },
  { name: "macos-arm64", triple: "aarch64-apple-darwin", os: "darwin", file: "atlcli-macos-arm64" },
  { name: "windows-x64", triple: "x86_64-pc-windows-msvc", os: "windows", file: "atlcli-windows-x64.exe" },
];
