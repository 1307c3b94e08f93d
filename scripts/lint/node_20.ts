/**
 * Lint rule: the library must not use features that Node 20 lacks, because it also runs there, but its tests
 * do not.
 *
 * @module
 */

/** Static functions added later, and the version of Node. */
const LATER_FUNCTIONS: Readonly<Record<string, string>> = {
  "Array.fromAsync": "22",
  "Map.groupBy": "21",
  "Object.groupBy": "21",
  "Promise.try": "24",
  "Promise.withResolvers": "22",
  "RegExp.escape": "24",
  "URL.parse": "22.1",
};

/** Files that do not run in Node. */
const OTHERS = /^(?:cli\.ts|src\/cli\/|src\/host\/deno\/)/;

/** Whether Node 20 must be able to run a file of this project. */
function runsInNode(path: string): boolean {
  return path === "mod.ts" || (path.startsWith("src/") && !OTHERS.test(path));
}

/** A file that Node 20 loads, even if it does not run it: everything that the library's entries import. */
function readByNode(path: string): boolean {
  return runsInNode(path) || path.startsWith("src/host/deno/");
}

/** The lint rule, for files by path. */
export function node20(pathOf: (filename: string) => string): Deno.lint.Rule {
  return {
    create(context) {
      const path = pathOf(context.filename);
      const report = (node: Deno.lint.Node, name: string, since: string): void =>
        context.report({ node, message: `Node 20 has no ${name}`, hint: `It came with Node ${since}` });
      if (!readByNode(path)) return {};
      return {
        MemberExpression(node) {
          if (!runsInNode(path) || node.object.type !== "Identifier") return;
          if (node.property.type !== "Identifier") return;
          const name = `${node.object.name}.${node.property.name}`;
          const since = LATER_FUNCTIONS[name];
          if (since !== undefined) report(node, `${name}()`, since);
        },
        VariableDeclaration(node) {
          if (node.kind === "using" || node.kind === "await using") report(node, `"${node.kind}"`, "24");
        },
      };
    },
  };
}
