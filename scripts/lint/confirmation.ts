/**
 * Lint rule: a command that calls a deleting function of the library, or uses the method `DELETE`, must also
 * call `confirmationFor()`.
 *
 * @module
 */

/** The name pattern of library functions that delete something at a site. */
const DELETING = /^(?:delete|purge|trash)[A-Z]/;
/**
 * Functions that delete only local data, which can be stored again: docs/reference says that these commands
 * do not ask.
 */
const LOCAL: readonly string[] = ["deleteProfile", "deleteToken"];

/** The lint rule. */
export function confirmation(pathOf: (filename: string) => string): Deno.lint.Rule {
  return {
    create(context) {
      if (!pathOf(context.filename).startsWith("src/cli/")) return {};
      const deleting: { readonly node: Deno.lint.Node; readonly name: string }[] = [];
      let asks = false;
      return {
        ImportSpecifier(node) {
          const { imported } = node;
          const name = imported.type === "Identifier" ? imported.name : "";
          if (DELETING.test(name) && !LOCAL.includes(name)) deleting.push({ node, name: `${name}()` });
        },
        Literal(node) {
          if (node.value === "DELETE") deleting.push({ node, name: '"DELETE"' });
        },
        'CallExpression[callee.name="confirmationFor"]'() {
          asks = true;
        },
        "Program:exit"() {
          for (const { node, name } of asks ? [] : deleting) {
            context.report({
              node,
              message: `A command with ${name} asks for confirmation first`,
              hint: "Call confirmationFor() of src/cli/confirmation.ts",
            });
          }
        },
      };
    },
  };
}
