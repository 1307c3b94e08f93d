/**
 * Which tests of a file would start a program of Unix on Windows: reads the file and all that it imports from the tests,
 * statement by statement, and follows the names that each statement uses.
 *
 * @module
 */
import ts from "typescript";

/** What starts a program, or makes a call, that Windows lacks. */
const UNIX = new RegExp(
  [
    /(?:Command|execFileSync|spawnSync|runTool|mustRun)\(\s*"(?:sh|bash|cp|mkfifo|openssl|env|chown|umount)"/,
    /program: "(?:sh|bash|env)"|\[\s*"(?:sh|bash)",\s*"-|\[\s*"(?:setpriv|unshare)",|"\/bin\/sh"/,
    /Deno\.umask\(/,
  ].map(({ source }) => source).join("|"),
);

/** What keeps a statement from Windows: a reason of a gate, or a branch. */
const GUARD = /\bnotOn\(\s*"windows"|\bonlyOn\(\s*"(?:linux|darwin)"|\bDeno\.build\.os\b/;

interface Statement {
  readonly file: string;
  readonly text: string;
  /** Every identifier in it. */
  readonly uses: ReadonlySet<string>;
  /** What it declares. */
  readonly names: readonly string[];
  /** Whether loading the file runs it. */
  readonly runs: boolean;
  readonly isConstant: boolean;
}

interface Source {
  readonly statements: readonly Statement[];
  readonly imports: ReadonlyMap<string, { readonly file: string; readonly name: string }>;
}

/** Options of {@linkcode unguardedUnix}. */
interface ReachOptions {
  readonly read: (file: string) => string;
  /** Whether the tests run without the executable, so that `noExecutable()` skips them. */
  readonly withoutExecutable: boolean;
}

/**
 * Finds the statements that reach a program of Unix on Windows.
 *
 * @param file The URL of a test file.
 * @returns the beginning of each statement that does.
 */
export function unguardedUnix(file: string, options: ReachOptions): readonly string[] {
  const sources = new Map<string, Source>();
  load(file, { sources, read: options.read });
  const reach = new Reach(sources, options.withoutExecutable);
  return [...sources].flatMap(([each, { statements }]) =>
    statements.filter(({ runs, text }) => runs && (each === file || /\bawait\b/.test(text)))
      .filter((statement) => reach.isOpen(statement))
      .map(({ text }) => text.slice(0, 80).replaceAll(/\s+/g, " "))
  );
}

class Reach {
  readonly #sources: ReadonlyMap<string, Source>;
  readonly #guard: RegExp;

  constructor(sources: ReadonlyMap<string, Source>, withoutExecutable: boolean) {
    this.#sources = sources;
    this.#guard = withoutExecutable ? new RegExp(`${GUARD.source}|\\bnoExecutable\\(`) : GUARD;
  }

  /** Whether a statement, or what it uses, starts a program of Unix, and nothing on the way asks for the system. */
  isOpen(statement: Statement, seen: Set<Statement> = new Set()): boolean {
    if (seen.has(statement)) return false;
    seen.add(statement);
    if (this.#isGuarded(statement)) return false;
    return UNIX.test(statement.text) || this.#used(statement).some((used) => this.isOpen(used, seen));
  }

  /** A guard is in the statement, in a constant that it names, or in the function that registers its test. */
  #isGuarded(statement: Statement): boolean {
    return this.#guard.test(statement.text) ||
      this.#used(statement).some((used) =>
        (used.isConstant || this.#registers(used)) && this.#isGuarded(used)
      );
  }

  #registers(statement: Statement): boolean {
    return /\bgatedTest\(/.test(statement.text) ||
      (!statement.isConstant && this.#used(statement).some(({ text }) => /\bgatedTest\(/.test(text)));
  }

  #used({ file, uses, names }: Statement): readonly Statement[] {
    return [...uses].flatMap((name) => names.includes(name) ? [] : this.#declaring(file, name) ?? []);
  }

  #declaring(file: string, name: string): Statement | undefined {
    const source = this.#sources.get(file);
    const imported = source?.imports.get(name);
    if (imported !== undefined) return this.#declaring(imported.file, imported.name);
    return source?.statements.find(({ names }) => names.includes(name));
  }
}

function load(
  file: string,
  { sources, read }: { readonly sources: Map<string, Source>; readonly read: (file: string) => string },
): void {
  if (sources.has(file)) return;
  const tree = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
  const imports = new Map(tree.statements.filter(ts.isImportDeclaration).flatMap((each) => importsOf(each)));
  const statements = tree.statements.filter((each) => !ts.isImportDeclaration(each)).map((node) =>
    statementOf(node, file)
  );
  sources.set(file, { statements, imports });
  for (const { file: next } of imports.values()) load(next, { sources, read });
}

function importsOf(
  node: ts.ImportDeclaration,
): readonly (readonly [string, { readonly file: string; readonly name: string }])[] {
  const specifier = ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : "";
  const bindings = node.importClause?.namedBindings;
  if (!/^\.{1,2}\/.*\.ts$/.test(specifier) || bindings === undefined || !ts.isNamedImports(bindings)) {
    return [];
  }
  const file = new URL(specifier, node.getSourceFile().fileName).href;
  if (!file.includes("/tests/")) return [];
  return bindings.elements.map(({ name, propertyName }) => [
    name.text,
    { file, name: (propertyName ?? name).text },
  ]);
}

function statementOf(node: ts.Statement, file: string): Statement {
  const uses = new Set<string>();
  const visit = (child: ts.Node): void => {
    if (ts.isIdentifier(child)) uses.add(child.text);
    ts.forEachChild(child, visit);
  };
  visit(node);
  const isConstant = ts.isVariableStatement(node);
  const names = isConstant
    ? node.declarationList.declarations.flatMap(({ name }) => ts.isIdentifier(name) ? [name.text] : [])
    : (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) && node.name !== undefined
    ? [node.name.text]
    : [];
  const runs = isConstant
    ? /\bawait\b/.test(node.getText()) && awaits(node)
    : ts.isExpressionStatement(node) || ts.isForOfStatement(node) || ts.isIfStatement(node) ||
      ts.isBlock(node);
  return { file, text: node.getText(), uses, names, runs, isConstant };
}

/** Whether loading the file waits for it. */
function awaits(node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return false;
  return ts.isAwaitExpression(node) ||
    (ts.forEachChild(node, (child) => awaits(child) || undefined) ?? false);
}
