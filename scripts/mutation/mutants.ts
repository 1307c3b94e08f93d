/**
 * The mutants of a file: small changes that make it wrong, each of which some test should notice.
 *
 * @module
 */
import ts from "typescript";
import { changesOf } from "./changes.ts";

/** One change of one file. */
export interface Mutant {
  /** The file, from the root of the project. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** The line as it stands, without the white space around it. */
  readonly text: string;
  /** What is replaced: characters of the file. */
  readonly start: number;
  readonly end: number;
  /** What stood there. */
  readonly original: string;
  /** What stands there instead. */
  readonly replacement: string;
}

/** The mutants of a file, in the order of its text. */
export function mutantsOf(file: string, source: string): readonly Mutant[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const lines = source.split("\n");
  const mutants: Mutant[] = [];
  const visit = (node: ts.Node): void => {
    if (isLeftAlone(node)) return;
    for (const { start, end, replacement } of changesOf(node)) {
      const { line } = tree.getLineAndCharacterOfPosition(start);
      const original = source.slice(start, end);
      if (original === replacement) continue;
      mutants.push({
        file,
        line: line + 1,
        text: lines[line]?.trim() ?? "",
        start,
        end,
        original,
        replacement,
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return mutants.sort((one, other) => one.start - other.start);
}

/** The file's text with a mutant in it. */
export function mutated(source: string, { start, end, replacement }: Mutant): string {
  return source.slice(0, start) + replacement + source.slice(end);
}

/** What no run can tell (types, imports), and what is only said to people: the words of messages and hints. */
function isLeftAlone(node: ts.Node): boolean {
  if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return true;
  return ts.isPropertyAssignment(node) && ["hint", "message", "remedy"].includes(node.name.getText()) &&
    isText(node.initializer);
}

function isText(node: ts.Node): boolean {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) ||
    (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken);
}
