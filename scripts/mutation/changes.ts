/**
 * The possible mutations of a node of the syntax tree.
 *
 * @module
 */
import ts from "typescript";

/** A change of a file's text. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** The mutations of a node itself, not of its children. */
export function changesOf(node: ts.Node): readonly Change[] {
  if (ts.isBinaryExpression(node)) return ofBinary(node);
  if (ts.isIfStatement(node)) return [...ofCondition(node.expression)];
  if (ts.isConditionalExpression(node)) return [...ofCondition(node.condition)];
  if (ts.isWhileStatement(node)) return [replace(node.expression, "false")];
  if (ts.isForStatement(node) && node.condition) return [replace(node.condition, "false")];
  if (ts.isPrefixUnaryExpression(node)) return ofPrefix(node);
  if (ts.isExpressionStatement(node) && !isSuper(node)) return [replace(node, ";")];
  if (ts.isThrowStatement(node) && !ts.isIfStatement(node.parent)) return [replace(node, ";")];
  if (ts.isReturnStatement(node) || ts.isArrowFunction(node)) return ofResult(node);
  if (ts.isCallExpression(node)) return ofCall(node);
  if (ts.isSpreadAssignment(node)) return [replace(node, "...{}")];
  return ofLiteral(node);
}

const OPERATORS: Readonly<Partial<Record<ts.SyntaxKind, readonly string[]>>> = {
  [ts.SyntaxKind.LessThanToken]: ["<=", ">="],
  [ts.SyntaxKind.LessThanEqualsToken]: ["<", ">"],
  [ts.SyntaxKind.GreaterThanToken]: [">=", "<="],
  [ts.SyntaxKind.GreaterThanEqualsToken]: [">", "<"],
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: ["!=="],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: ["==="],
  [ts.SyntaxKind.AmpersandAmpersandToken]: ["||"],
  [ts.SyntaxKind.BarBarToken]: ["&&"],
  [ts.SyntaxKind.AmpersandToken]: ["|"],
  [ts.SyntaxKind.MinusToken]: ["+"],
  [ts.SyntaxKind.AsteriskToken]: ["/"],
  [ts.SyntaxKind.SlashToken]: ["*"],
  [ts.SyntaxKind.AsteriskAsteriskToken]: ["*"],
};

function ofBinary(node: ts.BinaryExpression): readonly Change[] {
  const { kind } = node.operatorToken;
  if (kind === ts.SyntaxKind.QuestionQuestionToken) {
    return [replace(node, node.left.getText()), replace(node, node.right.getText())];
  }
  const isSum = kind === ts.SyntaxKind.PlusToken && ![node.left, node.right].some(isTextual);
  const others = isSum ? ["-"] : OPERATORS[kind] ?? [];
  return others.map((other) => replace(node.operatorToken, other));
}

function isTextual(node: ts.Node): boolean {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

/** A condition that is always true, or always false. */
function ofCondition(condition: ts.Expression): readonly Change[] {
  return [replace(condition, "true"), replace(condition, "false")];
}

function ofPrefix(node: ts.PrefixUnaryExpression): readonly Change[] {
  return node.operator === ts.SyntaxKind.ExclamationToken ? [replace(node, node.operand.getText())] : [];
}

/** A function that does nothing. */
function ofResult(node: ts.ReturnStatement | ts.ArrowFunction): readonly Change[] {
  const result = ts.isReturnStatement(node) ? node.expression : node.body;
  if (result === undefined || ts.isBlock(result) || result.getText() === "undefined") return [];
  return [replace(result, "undefined")];
}

/** Methods and their wrong replacements; without one, the call is removed. */
const METHODS: ReadonlyMap<string, string> = new Map([
  ["some", "every"],
  ["every", "some"],
  ["startsWith", "endsWith"],
  ["endsWith", "startsWith"],
  ["min", "max"],
  ["max", "min"],
  ["filter", ""],
  ["toLowerCase", ""],
  ["trim", ""],
  ["slice", ""],
  ["replace", ""],
  ["replaceAll", ""],
]);

function ofCall(node: ts.CallExpression): readonly Change[] {
  const { expression } = node;
  if (!ts.isPropertyAccessExpression(expression)) return [];
  const other = METHODS.get(expression.name.text);
  if (other === undefined) return [];
  return [other === "" ? replace(node, expression.expression.getText()) : replace(expression.name, other)];
}

function ofLiteral(node: ts.Node): readonly Change[] {
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [replace(node, "false")];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [replace(node, "true")];
  if (ts.isNumericLiteral(node)) return [replace(node, `${Number(node.text.replaceAll("_", "")) + 1}`)];
  if (ts.isStringLiteralLike(node) && node.text !== "" && !isWords(node) && !isModule(node)) {
    return [replace(node, ts.isTaggedTemplateExpression(node.parent) ? "``" : '""')];
  }
  if (ts.isRegularExpressionLiteral(node)) return ofPattern(node);
  return [];
}

/** Whether a text is for people (it has spaces) or a property name. */
function isWords(node: ts.StringLiteralLike): boolean {
  return node.text.includes(" ") || (ts.isPropertyAssignment(node.parent) && node.parent.name === node);
}

/** Whether a text is the path of an `import()`, which no test that reaches it could miss. */
function isModule({ parent }: ts.Node): boolean {
  return ts.isCallExpression(parent) && parent.expression.kind === ts.SyntaxKind.ImportKeyword;
}

/** A pattern without an anchor, or with another case sensitivity. */
function ofPattern(node: ts.RegularExpressionLiteral): readonly Change[] {
  const { text } = node;
  const end = text.lastIndexOf("/");
  const [body, flags] = [text.slice(1, end), text.slice(end + 1)];
  const bodies = [
    ...(body.startsWith("^") && body.length > 1 ? [body.slice(1)] : []),
    ...(body.endsWith("$") && body.length > 1 ? [body.slice(0, -1)] : []),
  ];
  return [
    ...bodies.map((other) => replace(node, `/${other}/${flags}`)),
    ...(flags.includes("i") ? [replace(node, `/${body}/${flags.replace("i", "")}`)] : []),
  ];
}

function isSuper(node: ts.ExpressionStatement): boolean {
  return ts.isCallExpression(node.expression) &&
    node.expression.expression.kind === ts.SyntaxKind.SuperKeyword;
}

function replace(node: ts.Node, replacement: string): Change {
  return { start: node.getStart(), end: node.getEnd(), replacement };
}
