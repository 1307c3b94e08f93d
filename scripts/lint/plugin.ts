/**
 * Lint rules for the architecture.
 *
 * - `atlcli/layers`: which folder may import which; the table is in `layers.ts`.
 * - `atlcli/host-only`: only {@linkcode HOST_FILES} may access the machine (`Deno`, `process`, the node
 *   modules for files, programs or the network); everything else receives a `Host`.
 * - `atlcli/node-20`: the library uses nothing that Node 20 lacks.
 * - `atlcli/command-line`: the library names no option and no command.
 * - `atlcli/confirmation`: a command that deletes something at a site asks first.
 * - `atlcli/output`: all output passes one boundary, which strips control characters and redacts secrets.
 * - `atlcli/paths`: `urlPath`, which checks every argument, builds the path of a resource.
 * - `atlcli/slow-regexp`: no regular expression takes more than linear time.
 * - `atlcli/skipped-tests`: a test is skipped only with a reason in its name.
 * - `atlcli/size`: no file is longer than 300 lines.
 *
 * @module
 */
import { pathToFileURL } from "node:url";
import { commandLine } from "./command_line.ts";
import { confirmation } from "./confirmation.ts";
import { onImports, specifierOf } from "./imports.ts";
import { layerOf, matches, refusal } from "./layer_rules.ts";
import { node20 } from "./node_20.ts";
import { output } from "./output.ts";
import { paths } from "./paths.ts";
import { slowRegExp } from "./regexp.ts";
import { size } from "./size.ts";
import { skippedTests } from "./skipped_tests.ts";

/** The files of the program that may access the machine. Scripts and tests may, too. */
const HOST_FILES: readonly string[] = [
  "cli.ts",
  "src/host/deno/*",
  "src/host/node/*",
  "src/cli/process/program_deno.ts",
  "src/cli/terminal/terminal_deno.ts",
  "src/cli/terminal/terminal_prompts.ts",
];

/** The modules of Node that only compute. */
const COMPUTING_MODULES: readonly string[] = [
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

function isProgram(path: string): boolean {
  return path === "mod.ts" || path === "cli.ts" || path.startsWith("src/");
}

/** The target of an import: a path in this project, or a package. */
function targetOf(specifier: string, path: string): string {
  return /^\.{0,2}\//.test(specifier) ? new URL(specifier, ROOT + path).href.slice(ROOT.length) : specifier;
}

const layers: Deno.lint.Rule = {
  create(context) {
    const path = pathOf(context.filename);
    if (!isProgram(path)) return {};
    const report = (node: Deno.lint.Node, message: string): void =>
      context.report({ node, message, hint: "scripts/lint/layers.ts lists the layers" });
    return {
      Program(node) {
        if (layerOf(path) === undefined) report(node, `"${path}" belongs to no layer`);
      },
      ...onImports((source, loading) => {
        const specifier = specifierOf(source);
        if (specifier?.startsWith("node:")) return;
        const message = specifier === undefined
          ? "An import with a computed name cannot be checked"
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
        hint: "Use Host instead",
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
  rules: {
    "command-line": commandLine(pathOf),
    confirmation: confirmation(pathOf),
    "host-only": hostOnly,
    layers,
    "node-20": node20(pathOf),
    output: output(pathOf),
    paths: paths(pathOf),
    size,
    "skipped-tests": skippedTests(pathOf),
    "slow-regexp": slowRegExp(pathOf),
  },
};
export default plugin;
