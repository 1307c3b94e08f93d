/**
 * The architecture, as data: each folder of `src/` is a layer, and {@linkcode LAYERS} says which folders it may import.
 * `docs/architecture.md` shows the same table; a test compares the two.
 *
 * @module
 */

/** A folder of the program, or one of its few files outside a folder. */
export interface Layer {
  /** Path in the project, without a trailing slash. */
  readonly folder: string;
  /** Folders and files that it may import, in addition to itself. */
  readonly imports: readonly string[];
  /** npm packages that it may import. A `*` at the end matches any ending. */
  readonly packages?: readonly string[];
  /** The heavy ones of the above, which may only be loaded by `import()`. */
  readonly lazy?: readonly string[];
}

/** Public entries that load much code, so that a command loads them lazily. */
const LAZY_ENTRIES = ["src/markdown/mod.ts", "src/sandbox/mod.ts", "src/sync/mod.ts"];

/** What the command line may import of the library: the public entries, and `src/core`. */
const ENTRIES = [
  "mod.ts",
  "src/client/mod.ts",
  "src/confluence/mod.ts",
  "src/doctor/mod.ts",
  "src/jira/mod.ts",
  "src/profile/mod.ts",
  "src/resolver/mod.ts",
  "src/sign_in/mod.ts",
  "src/core",
];

/** Shared parts of the command line. Commands may import all of them. */
const CLI_PARTS = [
  "src/cli/command.ts",
  "src/cli/terminal",
  "src/cli/process",
  "src/cli/options",
  "src/cli/output",
  "src/cli/state",
  "src/cli/errors",
  "src/cli/environment.ts",
  "src/cli/context.ts",
  "src/cli/connected.ts",
  "src/cli/report_change.ts",
  "src/cli/confirmation.ts",
  "src/cli/browser.ts",
  "src/cli/help",
];

/** A group of commands: it imports the shared parts, and never another group. */
function commandGroup(name: string, extra: Partial<Layer> = {}): Layer {
  return {
    folder: `src/cli/commands/${name}`,
    imports: [...ENTRIES, ...CLI_PARTS, ...extra.imports ?? []],
    packages: ["@commander-js/extra-typings", ...extra.packages ?? []],
    lazy: extra.lazy ?? [],
  };
}

/** The layers, lowest first: a layer imports only layers that come before it. */
export const LAYERS: readonly Layer[] = [
  { folder: "src/core", imports: [], packages: ["fastest-levenshtein"] },
  { folder: "src/site", imports: ["src/core"] },
  { folder: "src/keychain", imports: ["src/core"] },
  {
    folder: "src/markdown",
    imports: ["src/core"],
    packages: ["entities", "htmlparser2", "mdast*", "micromark*"],
  },
  { folder: "src/sandbox", imports: ["src/core"] },
  { folder: "src/host", imports: ["src/core"], packages: ["undici"] },
  { folder: "src/profile", imports: ["src/core", "src/site"] },
  { folder: "src/client", imports: ["src/core", "src/site"] },
  { folder: "src/resolver", imports: ["src/core", "src/site", "src/profile"] },
  { folder: "src/network", imports: ["src/core", "src/profile", "src/client"] },
  { folder: "src/sign_in", imports: ["src/core", "src/site", "src/client"], packages: ["zod/mini"] },
  { folder: "src/jira", imports: ["src/core", "src/client", "src/sign_in"], packages: ["zod/mini"] },
  { folder: "src/confluence", imports: ["src/core", "src/client"], packages: ["zod/mini"] },
  {
    folder: "src/sync",
    imports: ["src/core", "src/client", "src/confluence", "src/markdown"],
    packages: ["diff", "zod/mini"],
  },
  {
    folder: "src/connect.ts",
    imports: [
      "src/core",
      "src/host",
      "src/keychain",
      "src/profile",
      "src/resolver",
      "src/client",
      "src/network",
      "src/sign_in",
    ],
  },
  {
    folder: "src/doctor",
    imports: ["src/core", "src/profile", "src/resolver", "src/network", "src/sign_in", "src/connect.ts"],
  },
  {
    folder: "mod.ts",
    imports: [
      "src/core",
      "src/site",
      "src/keychain",
      "src/host",
      "src/profile",
      "src/client",
      "src/resolver",
      "src/network",
      "src/sign_in",
      "src/jira",
      "src/confluence",
      "src/connect.ts",
      "src/doctor",
    ],
  },
  { folder: "src/cli/command.ts", imports: [], packages: ["@commander-js/extra-typings"] },
  {
    folder: "src/cli/terminal",
    imports: [...ENTRIES],
    packages: ["@clack/prompts"],
  },
  { folder: "src/cli/process", imports: [...ENTRIES] },
  {
    folder: "src/cli/environment.ts",
    imports: [...ENTRIES, "src/cli/terminal", "src/cli/process"],
  },
  {
    folder: "src/cli/output",
    imports: [...ENTRIES, "src/cli/terminal"],
    packages: ["fast-string-width", "jq-wasm/inline"],
    lazy: ["src/cli/output/jq.ts"],
  },
  {
    folder: "src/cli/options",
    imports: [...ENTRIES, "src/cli/command.ts", "src/cli/terminal", "src/cli/output"],
    packages: ["@commander-js/extra-typings"],
  },
  { folder: "src/cli/state", imports: [...ENTRIES] },
  {
    folder: "src/cli/errors",
    imports: [
      ...ENTRIES,
      "src/cli/command.ts",
      "src/cli/terminal",
      "src/cli/environment.ts",
      "src/cli/options",
      "src/cli/output",
    ],
    packages: ["@commander-js/extra-typings"],
  },
  {
    folder: "src/cli/help",
    imports: [...ENTRIES, "src/cli/command.ts", "src/cli/errors"],
    packages: ["@commander-js/extra-typings"],
  },
  {
    folder: "src/cli/context.ts",
    imports: [
      ...ENTRIES,
      "src/cli/terminal",
      "src/cli/process",
      "src/cli/environment.ts",
      "src/cli/options",
      "src/cli/output",
      "src/cli/errors",
    ],
  },
  { folder: "src/cli/connected.ts", imports: [...ENTRIES, "src/cli/context.ts"] },
  { folder: "src/cli/report_change.ts", imports: [...ENTRIES, "src/cli/output", "src/cli/context.ts"] },
  {
    folder: "src/cli/confirmation.ts",
    imports: [...ENTRIES, "src/cli/terminal", "src/cli/output", "src/cli/context.ts"],
  },
  { folder: "src/cli/browser.ts", imports: [...ENTRIES, "src/cli/context.ts"] },
  commandGroup("auth"),
  commandGroup("jira", { imports: ["src/markdown"], lazy: LAZY_ENTRIES }),
  commandGroup("wiki", { imports: ["src/markdown", "src/sync"], lazy: LAZY_ENTRIES }),
  commandGroup("api"),
  commandGroup("upgrade", { packages: ["compare-versions"] }),
  commandGroup("doctor.ts"),
  commandGroup("sandbox.ts", { imports: ["src/sandbox"], lazy: LAZY_ENTRIES }),
  commandGroup("version.ts"),
  {
    folder: "src/cli/completion",
    imports: [...ENTRIES, ...CLI_PARTS],
    packages: ["@commander-js/extra-typings"],
  },
  {
    folder: "src/cli/root_command.ts",
    imports: [...ENTRIES, "src/cli/terminal", "src/cli/options", "src/cli/output"],
    packages: ["@commander-js/extra-typings"],
  },
  {
    folder: "src/cli/command_table.ts",
    imports: [...CLI_PARTS, "src/cli/root_command.ts", "src/cli/commands", "src/cli/completion"],
    packages: ["@commander-js/extra-typings"],
    lazy: ["src/cli/commands"],
  },
  {
    folder: "src/cli",
    imports: [
      ...ENTRIES,
      ...CLI_PARTS,
      "src/cli/root_command.ts",
      "src/cli/command_table.ts",
      "src/cli/commands/upgrade",
    ],
    packages: ["@commander-js/extra-typings", "commander"],
    lazy: ["src/cli/commands/upgrade"],
  },
  { folder: "cli.ts", imports: ["mod.ts", "src/cli"] },
  { folder: "src/testing", imports: ["src/core", "src/keychain"] },
];

/** An exception for an import that the layers refuse, and the reason. */
interface Exception {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

/** The exceptions. */
export const EXCEPTIONS: readonly Exception[] = [
  ...["src/cli/output/pages.ts", "src/cli/commands/api/output.ts"].map((from) => ({
    from,
    to: "src/client/buffer_limit.ts",
    reason: "lists that are printed as one JSON object are buffered within the client's limit",
  })),
  {
    from: "src/cli/commands/upgrade/releases.ts",
    to: "src/client/fetch_errors.ts",
    reason: "downloads of a release go to no site, so there is no client that words their errors",
  },
  {
    from: "src/cli/commands/auth/migrate.ts",
    to: "src/resolver/token_sources.ts",
    reason: "moves a token from where the resolver would find it",
  },
  {
    from: "src/cli/commands/auth/login_save.ts",
    to: "src/site/gateway.ts",
    reason: "saves the address of the gateway that accepted a scoped token",
  },
  {
    from: "src/cli/commands/jira/search_query.ts",
    to: "src/jira/jql.ts",
    reason: "its default query is the library's",
  },
];

/** Files that only a few others may import; the first of those is named in the message. */
export const PRIVATE: readonly { readonly files: readonly string[]; readonly knownTo: readonly string[] }[] =
  [
    {
      files: ["src/keychain/macos.ts", "src/keychain/linux.ts", "src/keychain/windows.ts"],
      knownTo: ["src/keychain/adapters.ts"],
    },
    {
      files: ["src/cli/output/safe_text.ts"],
      knownTo: [
        "src/cli/output/output.ts",
        "src/cli/output/safe_prompter.ts",
        "src/cli/errors/report.ts",
        "src/cli/root_command.ts",
      ],
    },
  ];
