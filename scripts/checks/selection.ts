/**
 * Which test files a suite runs on which system. docs/releasing.md has the same as a table.
 *
 * A file with tests for each system runs everywhere, and its tests skip themselves by name where they do not
 * apply. This table lists the files that cannot run on a system at all, with the reasons.
 *
 * @module
 */

/** The systems of the workflows, as `Deno.build.os` calls them. */
export type System = "linux" | "darwin" | "windows";

/** The runners of GitHub, and their systems. */
export const RUNNERS: Readonly<Record<string, System>> = {
  "ubuntu-latest": "linux",
  "ubuntu-24.04-arm": "linux",
  "macos-latest": "darwin",
  "windows-latest": "windows",
};

/** A requirement that not every system meets. */
interface Need {
  readonly because: string;
  /** The systems that meet it. */
  readonly systems: readonly System[];
  /** The test files, without folder and extension. */
  readonly files: readonly string[];
}

/** The requirements that not every system meets. */
export const NEEDS: readonly Need[] = [
  { because: "it is the keychain of Linux", systems: ["linux"], files: ["keychain_linux"] },
  { because: "it is the keychain of macOS", systems: ["darwin"], files: ["keychain_macos"] },
  {
    because: "it is the keychain of Windows",
    systems: ["windows"],
    files: ["keychain_windows", "planted_library"],
  },
  { because: "install.ps1 is for Windows", systems: ["windows"], files: ["install_ps1"] },
  {
    because: "install.sh is for Linux and macOS",
    systems: ["linux", "darwin"],
    files: ["install_sh", "install_sh_trust"],
  },
  { because: "buildah builds images on Linux", systems: ["linux"], files: ["image"] },
  {
    because: "its certificates are created by a shell script with openssl",
    systems: ["linux", "darwin"],
    files: [
      ...["canary", "client_certificate", "downloads", "network_error", "networks", "stored_tokens"],
      ...["strangers", "action_proxy", "action_faults"],
    ],
  },
  {
    because: "its machine has Linux programs and paths",
    systems: ["linux", "darwin"],
    files: ["canary_echo"],
  },
  {
    because: "Windows ignores TZ",
    systems: ["linux", "darwin"],
    files: ["local_time"],
  },
  {
    because: "wine does not forward a slow response body, so Windows is untested",
    systems: ["linux", "darwin"],
    files: ["hostile_time"],
  },
];

/**
 * The suites, each run by the task `test:…` of its name. A `*` stands for any text. `e2e` leaves out `endurance`: crashes
 * at every step, large bodies, many processes at a time.
 */
export const SUITES: Readonly<Record<string, readonly string[]>> = {
  e2e: ["*"],
  endurance: [
    "canary_process",
    "docs_crashes",
    "hostile_memory",
    "parallel_login",
    "search_all",
    "torture",
    "wiki_pull",
  ],
  shells: ["completion", "completion_powershell", "man"],
  executable: [
    "executable",
    "reproducible",
    "upgrade",
    "install_ps1",
    "permissions",
    "search_all",
    "signals",
  ],
  action: ["action", "action_*"],
  image: ["image"],
};

/** Files that take more than ten seconds, the longest first: begun last, one of them would run alone at the end. */
const LONG = [
  ...[
    "canary_echo",
    "canary",
    "canary_process",
    "docs_crashes",
    "docs_pull",
    "torture",
    "wiki_pull",
    "networks",
  ],
  ...["parallel_login", "doctor", "documented_lines", "documented", "bad_input", "signals", "action_faults"],
];

/** Puts the files that take longest first. */
export function longestFirst(paths: readonly string[]): readonly string[] {
  const rank = (path: string): number => {
    const index = LONG.findIndex((name) => path.endsWith(`/${name}_test.ts`));
    return index < 0 ? LONG.length : index;
  };
  return paths.toSorted((a, b) => rank(a) - rank(b));
}

/** The selection of a suite on a system. */
interface Selection {
  /** The files to run, as paths in this repository. */
  readonly run: readonly string[];
  /** The excluded files, each with the reason. */
  readonly skipped: readonly { readonly file: string; readonly because: string }[];
}

/**
 * Selects the files of a suite.
 *
 * @param names The names of all files in `tests/e2e`.
 * @throws {RangeError} if the suite does not exist.
 */
export function selectTests(
  suite: string,
  { system, names }: { readonly system: System; readonly names: readonly string[] },
): Selection {
  const patterns = SUITES[suite];
  if (patterns === undefined) throw new RangeError(`No suite "${suite}": ${Object.keys(SUITES).join(", ")}`);
  const files = names.filter((name) => name.endsWith("_test.ts")).map((name) =>
    name.slice(0, -"_test.ts".length)
  )
    .filter((name) => patterns.some((pattern) => matches(pattern, name)))
    .filter((name) => suite !== "e2e" || SUITES["endurance"]?.includes(name) !== true).toSorted();
  const pathOf = (name: string): string => `tests/e2e/${name}_test.ts`;
  const reasons = new Map(files.map((name) => [name, reasonAgainst(name, system)]));
  return {
    run: files.filter((name) => reasons.get(name) === undefined).map(pathOf),
    skipped: files.flatMap((name) => {
      const because = reasons.get(name);
      return because === undefined ? [] : [{ file: pathOf(name), because }];
    }),
  };
}

function reasonAgainst(name: string, system: System): string | undefined {
  return NEEDS.find(({ files, systems }) => files.includes(name) && !systems.includes(system))?.because;
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
