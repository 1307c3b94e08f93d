/**
 * The architecture, as lint rules.
 *
 * - `atlcli/rows`: who may import whom. {@linkcode ROWS} is the architecture; docs/architecture.md says why.
 * - `atlcli/host-only`: the machine (`Deno`, `process`, the node modules that reach files, programs or the network) is
 *   known to {@linkcode HOST_FILES} alone; everything else is handed a `Host`.
 * - `atlcli/node-20`: the library uses nothing that Node 20 lacks.
 * - `atlcli/confirmation`: a command that deletes something at a site asks first.
 * - `atlcli/size`: no file is longer than 300 lines.
 *
 * @module
 */
import { pathToFileURL } from "node:url";
import { confirmation } from "./confirmation.ts";
import { type Loading, onImports, specifierOf } from "./imports.ts";
import { node20 } from "./node_20.ts";
import { size } from "./size.ts";

/** One row. A file imports from its own row and from the rows below it, and nothing else. */
export interface Row {
  /** What the row is. */
  readonly name: string;
  /** Its files, and the packages that come in here. A `*` at the end stands for any ending. */
  readonly members: readonly string[];
  /** Of the rows below, what it must not know. */
  readonly never?: readonly string[];
  /** The only things it may know. */
  readonly only?: readonly string[];
  /** What it may only load when it is needed, by `import()`, because it is heavy. */
  readonly lazy?: readonly string[];
}

/** The packages that commands are made with. */
const COMMAND_PACKAGES = [
  "commander",
  "@commander-js/extra-typings",
  "@clack/prompts",
  "compare-versions",
  "fast-string-width",
  "jq-wasm/inline",
];

/** The rows, lowest first. */
export const ROWS: readonly Row[] = [
  {
    name: "the vocabulary",
    members: [
      "src/core/host.ts",
      "src/core/ffi.ts",
      "src/core/secret.ts",
      "src/core/errors.ts",
      "src/core/error_codes.ts",
      "src/core/secret_store.ts",
      "src/core/version.ts",
    ],
  },
  {
    name: "pure values",
    members: [
      "src/site/site.ts",
      "src/site/site_plain.ts",
      "src/site/urls.ts",
      "src/site/gateway.ts",
      "src/address*",
      "src/core/credential.ts",
      "src/profile/profile.ts",
      "src/profile/name.ts",
      "src/profile_edits*",
      "src/credentials_file*",
      "src/json_text*",
      "src/retry*",
      "src/duration*",
      "src/size*",
      "src/proxy*",
      "src/http_error*",
      "src/network_error*",
      "src/server_words*",
      "src/nearest*",
      "src/paths*",
      "src/text*",
      "src/core/url.ts",
      "zod/mini",
      "fastest-levenshtein",
    ],
    never: ["src/core/host.ts"],
  },
  {
    name: "what this machine holds",
    members: [
      "src/profile_store*",
      "src/folder_profile*",
      "src/network/transport.ts",
      "src/keychain/*",
      "src/core/replace_file.ts",
    ],
  },
  {
    name: "the resolver",
    members: ["src/resolver*", "src/inspect*", "src/token_*"],
    never: ["src/keychain/*"],
  },
  {
    name: "the client",
    members: [
      "src/client*",
      "src/detect*",
      "src/identity*",
      "src/sign_in*",
      "src/jira/*",
      "src/confluence/*",
      "src/markdown/*",
      "entities",
      "htmlparser2",
      "mdast*",
      "micromark*",
    ],
    never: [
      "src/profile_store*",
      "src/folder_profile*",
      "src/network/transport.ts",
      "src/keychain/*",
      "src/resolver*",
    ],
  },
  {
    name: "what stands on the client",
    members: ["src/sync/*", "diff"],
    never: ["src/profile_store*", "src/folder_profile*", "src/network*", "src/keychain/*", "src/resolver*"],
  },
  {
    name: "the library",
    members: [
      "mod.ts",
      "undici",
      "src/connect*",
      "src/open_*",
      "src/deno_host*",
      "src/node_host*",
      "src/system*",
      "src/doctor/*",
      "src/sandbox/*",
    ],
  },
  {
    name: "the commands",
    members: ["src/cli/*", ...COMMAND_PACKAGES],
    only: [
      "mod.ts",
      "src/core/replace_file.ts",
      "src/sandbox/mod.ts",
      "src/markdown/mod.ts",
      "src/sync/mod.ts",
      "src/cli/*",
      ...COMMAND_PACKAGES,
    ],
    lazy: ["src/cli/output/jq.ts", "src/sync/mod.ts", "src/sandbox/mod.ts", "src/markdown/mod.ts"],
  },
  {
    name: "the process",
    members: ["cli.ts"],
    only: ["mod.ts", "src/cli/*"],
  },
  {
    name: "for tests",
    members: ["src/testing*"],
  },
];

/** Groups of commands: what one is made of is no other's. */
const COMMAND_GROUPS = [
  "src/cli/commands/auth/*",
  "src/cli/commands/jira/*",
  "src/cli/commands/wiki/*",
  "src/cli/commands/api/*",
];

/** Files that few other files know, the first of which is named to whoever tries. */
export const PRIVATE: readonly { readonly files: readonly string[]; readonly knownTo: readonly string[] }[] =
  [
    {
      files: ["src/keychain/macos.ts", "src/keychain/linux.ts", "src/keychain/windows.ts"],
      knownTo: ["src/keychain/mod.ts"],
    },
    ...COMMAND_GROUPS.map((group) => ({ files: [group], knownTo: ["src/cli/command_table.ts", group] })),
  ];

/** The files of the program that may know the machine. Scripts and tests may, too. */
export const HOST_FILES: readonly string[] = [
  "cli.ts",
  "src/deno_host*",
  "src/node_host*",
  "src/cli/process/program_deno.ts",
  "src/cli/terminal/terminal_deno.ts",
  "src/cli/terminal/terminal_prompts.ts",
];

/** The modules of Node that only compute. */
export const COMPUTING_MODULES: readonly string[] = [
  "node:path*",
  "node:url",
  "node:util",
  "node:buffer",
  "node:crypto",
];

const ROOT = new URL("../../", import.meta.url).href;

function pathOf(filename: string): string {
  const url = pathToFileURL(filename).href;
  return url.startsWith(ROOT) ? url.slice(ROOT.length) : url;
}

function matches(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) =>
    pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern
  );
}

function isProgram(path: string): boolean {
  return path === "mod.ts" || path === "cli.ts" || path.startsWith("src/");
}

/** What an import names: a path in this project, or a package. */
function targetOf(specifier: string, path: string): string {
  return /^\.{0,2}\//.test(specifier) ? new URL(specifier, ROOT + path).href.slice(ROOT.length) : specifier;
}

/** Where a file or a package stands: the index of its row, or -1. */
function placeOf(name: string): number {
  return ROWS.findIndex((row) => matches(name, row.members));
}

/** Why `path` may not import `target`; `undefined` when it may. */
function refusal(path: string, target: string, loading: Loading): string | undefined {
  const [from, to] = [placeOf(path), placeOf(target)];
  const [row, below] = [ROWS[from], ROWS[to]];
  if (row === undefined) return undefined;
  if (below === undefined) return `"${target}" stands in no row`;
  const owners = PRIVATE.find(({ files }) => matches(target, files))?.knownTo ?? [path];
  if (!matches(path, owners)) return `Only "${owners[0]}" may import "${target}"`;
  if (to > from) return `"${target}" (${below.name}) stands above "${path}" (${row.name})`;
  const known = row.only === undefined || matches(target, row.only);
  if (!known || matches(target, row.never ?? [])) return `"${path}" (${row.name}) must not know "${target}"`;
  if (loading === "static" && matches(target, row.lazy ?? [])) return `"${target}" is heavy: import() it`;
  return undefined;
}

const rows: Deno.lint.Rule = {
  create(context) {
    const path = pathOf(context.filename);
    if (!isProgram(path)) return {};
    const report = (node: Deno.lint.Node, message: string): void =>
      context.report({ node, message, hint: "The rows are in scripts/lint/plugin.ts" });
    return {
      Program(node) {
        if (placeOf(path) < 0) report(node, `"${path}" stands in no row`);
      },
      ...onImports((source, loading) => {
        const specifier = specifierOf(source);
        if (specifier?.startsWith("node:")) return;
        const message = specifier === undefined
          ? "An import whose name is computed cannot be placed in a row"
          : refusal(path, targetOf(specifier, path), loading);
        if (message !== undefined) report(source, message);
      }),
    };
  },
};

const hostOnly: Deno.lint.Rule = {
  create(context) {
    const path = pathOf(context.filename);
    if (!isProgram(path) || matches(path, HOST_FILES)) return {};
    const report = (node: Deno.lint.Node, name: string): void =>
      context.report({
        node,
        message: `Only the host may use ${name}`,
        hint: "Take what is needed from Host",
      });
    return {
      ...onImports((source) => {
        const specifier = source === null ? undefined : specifierOf(source);
        if (source === null || !specifier?.startsWith("node:") || matches(specifier, COMPUTING_MODULES)) {
          return;
        }
        report(source, `"${specifier}"`);
      }),
      Identifier(node) {
        if (node.name === "Deno") report(node, "Deno");
      },
      'MemberExpression[object.name="process"]'(node: Deno.lint.MemberExpression) {
        report(node, "process");
      },
      'MemberExpression[object.name="globalThis"][property.name="process"]'(
        node: Deno.lint.MemberExpression,
      ) {
        report(node, "process");
      },
    };
  },
};

const plugin: Deno.lint.Plugin = {
  name: "atlcli",
  rules: { confirmation: confirmation(pathOf), "host-only": hostOnly, "node-20": node20(pathOf), rows, size },
};
export default plugin;
