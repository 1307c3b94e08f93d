/**
 * A file that has all its mutants in it, each behind a switch, so that one process can try them all.
 *
 * `__mutant(7)` is true while mutant 7 is tried. What an expression becomes: `(__mutant(7) ? (a <= b) : (a < b))`.
 *
 * @module
 */
import ts from "typescript";
import type { Mutant } from "./mutants.ts";

/** A mutant, with its number in the whole run. */
export interface Numbered {
  readonly id: number;
  readonly mutant: Mutant;
}

/** The expression or statement that is there twice, once with the mutation and once without. */
interface Place {
  readonly node: ts.Node;
  readonly start: number;
  readonly end: number;
  readonly mutants: readonly Numbered[];
}

/** The text with switches. Mutants that cannot have one, such as the path of an `import()`, are left out. */
export function withSwitches(source: string, numbered: readonly Numbered[]): string {
  const tree = ts.createSourceFile("file.ts", source, ts.ScriptTarget.Latest, true);
  const byNode = new Map<ts.Node, Numbered[]>();
  for (const one of numbered) {
    const node = placeOf(tree, one.mutant);
    if (node === undefined) continue;
    byNode.set(node, [...byNode.get(node) ?? [], one]);
  }
  const places = [...byNode].map(([node, mutants]): Place => ({
    node,
    start: node.getStart(),
    end: node.getEnd(),
    mutants,
  }));
  return render(source, { start: 0, end: source.length }, sorted(places));
}

/** The outer ones first. */
function sorted(places: readonly Place[]): readonly Place[] {
  return places.toSorted((one, other) => one.start - other.start || other.end - one.end);
}

/** Replaces the outermost places of a range, and those inside them in the branch without a mutation. */
function render(
  source: string,
  range: { readonly start: number; readonly end: number },
  places: readonly Place[],
): string {
  const parts: string[] = [];
  let at = range.start;
  for (let index = 0; index < places.length;) {
    const place = places[index] as Place;
    const next = places.findIndex((other, i) => i > index && other.start >= place.end);
    const inner = places.slice(index + 1, next === -1 ? undefined : next);
    parts.push(source.slice(at, place.start), switched(source, place, render(source, place, inner)));
    at = place.end;
    index = next === -1 ? places.length : next;
  }
  return parts.join("") + source.slice(at, range.end);
}

function switched(source: string, { node, start, end, mutants }: Place, inner: string): string {
  const mutated = ({ mutant }: Numbered): string =>
    source.slice(start, mutant.start) + mutant.replacement + source.slice(mutant.end, end);
  const test = ({ id }: Numbered): string => `__mutant(${id})`;
  if (ts.isExpressionStatement(node) || ts.isThrowStatement(node)) {
    return mutants.reduceRight((rest, one) => `{ if (${test(one)}) {} else ${rest} }`, inner);
  }
  if (ts.isSpreadAssignment(node)) {
    return `...(${mutants.map(test).join(" || ")} ? {} : (${inner.slice("...".length)}))`;
  }
  return mutants.reduceRight((rest, one) => `(${test(one)} ? (${mutated(one)}) : ${rest})`, `(${inner})`);
}

/** The smallest node that holds the mutation and can stand in parentheses, or that is a statement. */
function placeOf(tree: ts.SourceFile, { start, end }: Mutant): ts.Node | undefined {
  let node = innermost(tree, start, end);
  while (node !== undefined && !canSwitch(node)) node = node.parent;
  for (let up: ts.Node | undefined = node; up !== undefined; up = up.parent) {
    if (ts.isCallExpression(up) && up.expression.kind === ts.SyntaxKind.ImportKeyword) return undefined;
  }
  return node === undefined || ts.isSourceFile(node) ? undefined : node;
}

/** The innermost node that covers a range; the outermost of those with exactly that range. */
function innermost(tree: ts.SourceFile, start: number, end: number): ts.Node | undefined {
  let found: ts.Node | undefined;
  const visit = (node: ts.Node): void => {
    if (node.getStart() > start || node.getEnd() < end) return;
    const isSame = found !== undefined && found.getStart() === node.getStart() &&
      found.getEnd() === node.getEnd();
    if (!isSame) found = node;
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function canSwitch(node: ts.Node): boolean {
  if (ts.isExpressionStatement(node) || ts.isThrowStatement(node) || ts.isSpreadAssignment(node)) return true;
  if (!ts.isExpression(node) || ts.isTypeNode(node) || ts.isSpreadElement(node)) return false;
  const { parent } = node;
  // `(a?.b).c` is not `a?.b.c`.
  if (ts.isOptionalChain(parent) && parent.expression === node) return false;
  // `a.b` must stay beside its call, or it has no `this`.
  if (ts.isCallExpression(parent) && parent.expression === node) return false;
  if (ts.isTaggedTemplateExpression(parent)) return false;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return false;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return false;
  return !isAssigned(node);
}

function isAssigned(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent) && parent.left === node) {
    const { kind } = parent.operatorToken;
    return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
  }
  return ts.isPostfixUnaryExpression(parent) || ts.isDeleteExpression(parent) ||
    (ts.isVariableDeclaration(parent) && parent.name === node) ||
    (ts.isParameter(parent) && parent.name === node);
}
