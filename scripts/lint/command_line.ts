/**
 * Lint rule: the library does not know the command line. Its errors carry data, and `src/cli/errors` turns that into
 * options and commands.
 *
 * @module
 */

/** An option, or a command of this program, with or without the program's name. */
const COMMAND_LINE =
  /(?:^|[\s"'`(=])(?<option>--[a-z][\w-]*)|\b(?<command>atlcli [a-z][\w-]*|(?:auth|jira|wiki) (?:login|init|switch|status|list|delete|search|issue|page|space|docs)\b)/g;

/** Options of other programs, by file. */
const FOREIGN: Readonly<Record<string, readonly string[]>> = {
  "src/client/fetch_errors.ts": ["--allow-net"], // Deno
  "src/core/variable.ts": ["--env-file"], // docker
  "src/keychain/linux.ts": ["--unlock", "--all", "--label"], // secret-tool
  "src/keychain/secret_tool_text.ts": ["--all"], // secret-tool
  "src/keychain/windows.ts": ["--allow-ffi"], // Deno
  "src/sandbox/seed/pages.ts": ["--clean"], // pg_restore, on a page
};

/** The options and commands of this program that a text in a file names. */
function namesIn(text: string, path: string): readonly string[] {
  const names = [...text.matchAll(COMMAND_LINE)].map(({ groups }) =>
    groups?.["option"] ?? groups?.["command"] ?? ""
  );
  return names.filter((name) => !(FOREIGN[path] ?? []).includes(name));
}

/** The lint rule, for files by path. */
export function commandLine(pathOf: (filename: string) => string): Deno.lint.Rule {
  return {
    create(context) {
      const path = pathOf(context.filename);
      const isLibrary = path === "mod.ts" || (path.startsWith("src/") && !path.startsWith("src/cli/"));
      if (!isLibrary) return {};
      const check = (node: Deno.lint.Node, text: string): void => {
        for (const name of namesIn(text, path)) {
          context.report({
            node,
            message: `The library does not name "${name}"`,
            hint: "Give the error data, and add the next step to src/cli/errors/next_steps.ts",
          });
        }
      };
      return {
        Literal(node) {
          if (typeof node.value === "string") check(node, node.value);
        },
        TemplateElement(node) {
          check(node, node.cooked);
        },
      };
    },
  };
}
