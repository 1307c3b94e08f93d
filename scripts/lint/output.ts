/**
 * What a program prints passes one boundary, as a lint rule: nothing writes around it, and what leaves control
 * characters or secrets in is a short list.
 *
 * @module
 */

/** The only file that may say of a text that it is safe. */
const BOUNDARY = "src/cli/output/safe_text.ts";

/** Methods of `Output` that leave something in, and the commands whose use of them was reviewed. */
export const EXCEPTIONS: Readonly<Record<string, readonly string[]>> = {
  /** Bytes of a body, into a pipe or a file. */
  bytes: ["src/cli/commands/api/output.ts"],
  /** The accounts that a sandbox made up. */
  unredacted: ["src/cli/commands/sandbox.ts"],
  /** Content to be read by a program again. */
  verbatim: ["src/cli/commands/api/api.ts", "src/cli/commands/wiki/page_view.ts"],
};

/** Files that may write to a stream; the stream's type takes no text but a safe one. */
const WRITERS: readonly string[] = [
  "src/cli/output/output.ts",
  "src/cli/errors/report.ts",
  "src/cli/root_command.ts",
];

/** The rule, for a project's files by their paths. */
export function output(pathOf: (filename: string) => string): Deno.lint.Rule {
  return {
    create(context) {
      const path = pathOf(context.filename);
      if (!/^(?:cli\.ts$|mod\.ts$|src\/)/.test(path)) return {};
      const report = (node: Deno.lint.Node, message: string): void =>
        context.report({ node, message, hint: "Print with Output: say(), answer(), lines(), text()" });
      return {
        MemberExpression(node) {
          if (node.object.type === "Identifier" && node.object.name === "console") {
            report(node, "Nothing is printed with console");
          }
          if (node.property.type !== "Identifier") return;
          const { name } = node.property;
          if (/^write(?:Bytes)?$/.test(name) && isStream(node.object) && !WRITERS.includes(path)) {
            report(node, "A stream is written to around the boundary");
          }
          const reviewed = Object.hasOwn(EXCEPTIONS, name) ? EXCEPTIONS[name] : undefined;
          if (reviewed !== undefined && isNamed(node.object, "output") && !reviewed.includes(path)) {
            report(node, `"${name}" leaves something in: its use has to be reviewed`);
          }
        },
        TSAsExpression(node) {
          const { typeAnnotation: type } = node;
          const isSafe = type.type === "TSTypeReference" && type.typeName.type === "Identifier" &&
            type.typeName.name === "SafeText";
          if (isSafe && path !== BOUNDARY) report(node, `Only "${BOUNDARY}" says that a text is safe`);
        },
      };
    },
  };
}

function isStream(node: Deno.lint.Node): boolean {
  return isNamed(node, "stdout") || isNamed(node, "stderr");
}

/** Whether an expression ends in a name: `output`, `context.output`, `this.output`. */
function isNamed(node: Deno.lint.Node, name: string): boolean {
  if (node.type === "Identifier") return node.name === name;
  return node.type === "MemberExpression" && node.property.type === "Identifier" &&
    node.property.name === name;
}
