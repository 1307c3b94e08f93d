/**
 * Lint rule: a test is skipped by `gatedTest` only, so that its name gives the reason.
 *
 * @module
 */

/** The file that may skip tests. */
const GATE = "tests/helpers/gate.ts";

/** The lint rule, for files by path. */
export function skippedTests(pathOf: (filename: string) => string): Deno.lint.Rule {
  return {
    create(context) {
      const path = pathOf(context.filename);
      if (!path.startsWith("tests/") || path === GATE) return {};
      const report = (node: Deno.lint.Node, name: string): void =>
        context.report({
          node,
          message: `"${name}" skips a test without a reason`,
          hint: `Use gatedTest() of ${GATE}`,
        });
      const isSkip = (name: string | undefined): name is string => name === "ignore" || name === "only";
      return {
        "ObjectExpression > Property"(node: Deno.lint.Property) {
          const name = nameOf(node.key);
          if (name === "ignore") report(node, name);
        },
        MemberExpression(node) {
          const name = nameOf(node.property);
          if (isSkip(name) && isTest(node.object)) report(node, name);
        },
      };
    },
  };
}

/** The name of a member, as `ignore` or `"ignore"`. */
function nameOf(node: Deno.lint.Node): string | undefined {
  if (node.type === "Identifier") return node.name;
  return node.type === "Literal" && typeof node.value === "string" ? node.value : undefined;
}

/** Whether this is `Deno.test`, or a function or step that is called a test. */
function isTest(node: Deno.lint.Node): boolean {
  if (node.type === "Identifier") return node.name === "test";
  return node.type === "MemberExpression" && node.property.type === "Identifier" &&
    node.property.name === "test";
}
