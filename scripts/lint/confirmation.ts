/**
 * Who deletes asks first, as a lint rule: a command that calls a deleting function of the library, or names the method
 * `DELETE`, calls `confirmationFor()` as well.
 *
 * @module
 */

/** Functions of the library that delete something at a site. By convention their names begin so. */
const DELETING = /^(?:delete|purge|trash)[A-Z]/;
/** They change what this machine stores, which can be stored again: docs/reference says that these commands do not ask. */
const LOCAL: readonly string[] = ["deleteProfile", "deleteToken"];

/** The rule. */
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
