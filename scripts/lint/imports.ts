/**
 * What a file imports, for lint rules.
 *
 * @module
 */

/** How an import loads: with the program, when it runs, or, for types alone, never. */
export type Loading = "static" | "lazy" | "type";

/** What an import names itself by. */
export type Source = Deno.lint.Expression | Deno.lint.TypeNode;

/** Visits everything that a file imports, and exports again. */
export function onImports(visit: (source: Source, loading: Loading) => void): Deno.lint.LintVisitor {
  return {
    ImportDeclaration: ({ source, importKind }) => visit(source, importKind === "type" ? "type" : "static"),
    ExportAllDeclaration: ({ source, exportKind }) =>
      visit(source, exportKind === "type" ? "type" : "static"),
    ExportNamedDeclaration({ source, exportKind }) {
      if (source !== null) visit(source, exportKind === "type" ? "type" : "static");
    },
    ImportExpression: ({ source }) => visit(source, "lazy"),
    TSImportType: ({ argument }) => visit(argument, "type"),
  };
}

/** The text of an import's source; `undefined` where it is computed. */
export function specifierOf(source: Source): string | undefined {
  const literal = source.type === "TSLiteralType" ? source.literal : source;
  return literal.type === "Literal" && typeof literal.value === "string" ? literal.value : undefined;
}
