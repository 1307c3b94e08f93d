/**
 * The mutants of a file: small wrong changes, each of which a test should detect.
 *
 * @module
 */
import ts from "typescript";
import { changesOf } from "./changes.ts";

/** A change of a file. */
export interface Mutant {
  /** The path, relative to the project's root. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** The original line, without surrounding white space. */
  readonly text: string;
  /** The range of the replaced characters. */
  readonly start: number;
  readonly end: number;
  /** The original text. */
  readonly original: string;
  /** The replacement. */
  readonly replacement: string;
}

/** The mutants of a file, in text order. */
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

/** Applies a mutant to the file's text. */
export function mutated(source: string, { start, end, replacement }: Mutant): string {
  return source.slice(0, start) + replacement + source.slice(end);
}

/** Whether a change of a node has no testable effect: types, imports, and the words of messages and hints. */
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
