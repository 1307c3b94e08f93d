/**
 * Finds unused exports: names that no other file imports and no entry of the package exports.
 *
 * @module
 */
import ts from "typescript";

/** Sources by path, relative to the project's root. */
type Sources = ReadonlyMap<string, string>;

/** The imports of one file: names by path; `"*"` for all names. */
type Imports = readonly (readonly [path: string, name: string])[];

const ALL = "*";

/** The text of a string literal, if it names a file of the project: `./x.ts`, seen from `path`. */
function localPath(node: ts.Node | undefined, path: string): string | undefined {
  if (node === undefined || !ts.isStringLiteralLike(node) || !node.text.startsWith(".")) return undefined;
  return new URL(node.text, `file:///${path}`).pathname.slice(1);
}

function namesOfPattern(pattern: ts.BindingName): readonly string[] {
  if (!ts.isObjectBindingPattern(pattern)) return [ALL];
  return pattern.elements.map(({ propertyName, name }) => (propertyName ?? name).getText());
}

/** The node around an expression, skipping parentheses and `await`. */
function outward(node: ts.Node): ts.Node {
  const { parent } = node;
  return ts.isParenthesizedExpression(parent) || ts.isAwaitExpression(parent) ? outward(parent) : node;
}

/** The names that an `import()` uses; all if this cannot be determined. */
function namesOfLazy(call: ts.Expression): readonly string[] {
  const { parent } = outward(call);
  if (ts.isVariableDeclaration(parent)) return namesOfPattern(parent.name);
  if (!ts.isPropertyAccessExpression(parent)) return [ALL];
  if (parent.name.text !== "then") return [parent.name.text];
  const [callback] = ts.isCallExpression(parent.parent) ? parent.parent.arguments : [];
  const [parameter] = callback !== undefined && ts.isArrowFunction(callback) ? callback.parameters : [];
  return parameter === undefined ? [ALL] : namesOfPattern(parameter.name);
}

function namesOfClause(clause: ts.ImportClause | undefined): readonly string[] {
  const bindings = clause?.namedBindings;
  const names = clause?.name === undefined ? [] : ["default"];
  if (bindings === undefined) return names;
  if (ts.isNamespaceImport(bindings)) return [...names, ALL];
  return [...names, ...bindings.elements.map(({ propertyName, name }) => (propertyName ?? name).text)];
}

function namesOfReExport(clause: ts.NamedExportBindings | undefined): readonly string[] {
  if (clause === undefined || ts.isNamespaceExport(clause)) return [ALL];
  return clause.elements.map(({ propertyName, name }) => (propertyName ?? name).text);
}

function namesOfImportType({ qualifier }: ts.ImportTypeNode): readonly string[] {
  return [qualifier === undefined ? ALL : qualifier.getText().split(".")[0] ?? ALL];
}

/** The module specifier of an importing node, and the imported names. */
function importOf(node: ts.Node): readonly [ts.Node | undefined, readonly string[]] | undefined {
  if (ts.isImportDeclaration(node)) return [node.moduleSpecifier, namesOfClause(node.importClause)];
  if (ts.isExportDeclaration(node)) return [node.moduleSpecifier, namesOfReExport(node.exportClause)];
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return [node.argument.literal, namesOfImportType(node)];
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return [node.arguments[0], namesOfLazy(node)];
  }
  return undefined;
}

function importsOf(tree: ts.SourceFile): Imports {
  const found: [string, string][] = [];
  const visit = (node: ts.Node): void => {
    const [specifier, names] = importOf(node) ?? [];
    const path = localPath(specifier, tree.fileName);
    if (path !== undefined) found.push(...(names ?? []).map((name): [string, string] => [path, name]));
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function isExported(statement: ts.Statement): boolean {
  return ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false);
}

/** The names that a declaration binds, including those in patterns. */
function boundNames(name: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((each) => ts.isBindingElement(each) ? boundNames(each.name) : []);
}

function declaredNames(statement: ts.Statement): readonly string[] {
  if (ts.isExportDeclaration(statement)) {
    const clause = statement.exportClause;
    return clause !== undefined && ts.isNamedExports(clause)
      ? clause.elements.map(({ name }) => name.text)
      : [];
  }
  if (!isExported(statement)) return [];
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  }
  const named = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
  return named && statement.name !== undefined ? [statement.name.text] : [];
}

/**
 * Lists `path: name` for every export that no other file imports.
 *
 * @param sources every file that may import or export
 * @param isEntry whether the exports of a file are for users of the package
 */
export function unusedExports(sources: Sources, isEntry: (path: string) => boolean): readonly string[] {
  const trees = [...sources].map(([path, text]) =>
    ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  );
  const imported = new Set<string>();
  for (const tree of trees) {
    for (const [path, name] of importsOf(tree)) if (path !== tree.fileName) imported.add(`${path}: ${name}`);
  }
  return trees
    .filter(({ fileName }) => !isEntry(fileName) && !imported.has(`${fileName}: ${ALL}`))
    .flatMap(({ fileName, statements }) =>
      statements.flatMap(declaredNames).map((name) => `${fileName}: ${name}`)
    )
    .filter((each) => !imported.has(each));
}
