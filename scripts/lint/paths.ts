/**
 * A path of a site is built by `urlPath`, as a lint rule: an argument that is missing, or that is `..`, never becomes a
 * path of another resource.
 *
 * @module
 */

const HINT = "Build it with urlPath from src/core/arguments.ts";

/** The rule, for a project's files by their paths. */
export function paths(pathOf: (filename: string) => string): Deno.lint.Rule {
  return {
    create(context) {
      if (!/^src\/(?:jira|confluence)\//.test(pathOf(context.filename))) return {};
      return {
        'Identifier[name="encodeURIComponent"]'(node: Deno.lint.Identifier) {
          context.report({ node, message: "An argument is put into a path unchecked", hint: HINT });
        },
        TemplateLiteral(node) {
          const isPath = node.quasis[0]?.cooked.startsWith("/") && node.expressions.length > 0;
          if (!isPath || node.parent.type === "TaggedTemplateExpression") return;
          context.report({ node, message: "A path is put together without urlPath", hint: HINT });
        },
      };
    },
  };
}
