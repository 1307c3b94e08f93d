/**
 * How long a file may be, as a lint rule.
 *
 * @module
 */

/** As many lines as a file may have. */
export const MAX_LINES = 300;

/** The rule. */
export const size: Deno.lint.Rule = {
  create(context) {
    return {
      Program(node) {
        const lines = context.sourceCode.text.split("\n").length - 1;
        if (lines > MAX_LINES) {
          context.report({ node, message: `${lines} lines, more than ${MAX_LINES}`, hint: "Split the file" });
        }
      },
    };
  },
};
