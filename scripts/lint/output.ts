/**
 * Lint rule: all output is made safe, and only a short list of calls may print control characters or secrets.
 *
 * @module
 */

/** The only file that may declare a text safe. */
const BOUNDARY = "src/cli/output/safe_text.ts";

/** Methods of `Output` that print unsafe text, and the commands whose use of them was reviewed. */
const EXCEPTIONS: Readonly<Record<string, readonly string[]>> = {
  /** Bytes of a body, to a pipe or a file. */
  bytes: ["src/cli/commands/api/output.ts"],
  /** The generated accounts of a sandbox. */
  unredacted: ["src/cli/commands/sandbox.ts"],
  /** Content for other programs. */
  verbatim: ["src/cli/commands/api/api.ts", "src/cli/commands/wiki/page_view.ts"],
};

/** Files that may write to a stream; the stream's type accepts only safe text. */
const WRITERS: readonly string[] = [
  "src/cli/output/output.ts",
  "src/cli/errors/report.ts",
  "src/cli/root_command.ts",
];

/** The lint rule, for files by path. */
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
            report(node, "Do not print with console");
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
