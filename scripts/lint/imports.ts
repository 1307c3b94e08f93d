/**
 * Finds the imports of a file, for lint rules.
 *
 * @module
 */

/** When an import is loaded: at the start, at run time, or, for types, never. */
export type Loading = "static" | "lazy" | "type";

/** The syntax nodes that import. */
type Source = Deno.lint.Expression | Deno.lint.TypeNode;

/** Visits all imports and re-exports of a file. */
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

/** The module specifier of an import; `undefined` if it is computed. */
export function specifierOf(source: Source): string | undefined {
  const literal = source.type === "TSLiteralType" ? source.literal : source;
  return literal.type === "Literal" && typeof literal.value === "string" ? literal.value : undefined;
}
