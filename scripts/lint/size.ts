/**
 * Lint rule: the maximum length of a file.
 *
 * @module
 */

/** Maximum number of lines of a file. */
export const MAX_LINES = 300;

/** The lint rule. */
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
