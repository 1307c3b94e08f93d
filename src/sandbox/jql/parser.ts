/**
 * Parses JQL, and rejects errors with Jira's own messages.
 *
 * @module
 */
import {
  type Clause,
  type Expression,
  JqlError,
  type JqlQuery,
  type Operand,
  type Operator,
  type SortBy,
} from "./ast.ts";
import { positionOf, type Token, tokenize } from "./lexer.ts";
import { isReservedWord } from "./reserved_words.ts";

const OPERATORS =
  "The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and " +
  "'IS NOT'.";
const SIGN_OPERATORS: ReadonlySet<string> = new Set(["=", "!=", "~", "!~", "<", "<=", ">", ">="]);
/** Maximum nesting depth: more than real queries have, and safe for the stack. */
const MAX_DEPTH = 200;

/**
 * Parses a query. Fields, values and functions are not resolved.
 *
 * @throws {JqlError} if it is invalid; the message has the position.
 */
export function parseJql(jql: string): JqlQuery {
  return new Parser(jql).query();
}

class Parser {
  readonly #jql: string;
  readonly #tokens: readonly Token[];
  #index = 0;
  #depth = 0;

  constructor(jql: string) {
    this.#jql = jql;
    this.#tokens = tokenize(jql);
  }

  query(): JqlQuery {
    const where = this.#isEnd() || this.#isWord("order") ? undefined : this.#either();
    const orderBy = this.#takeWord("order") ? this.#sorts() : [];
    if (!this.#isEnd()) {
      const expected = orderBy.length > 0 ? "','" : "either 'OR' or 'AND'";
      this.#refuse(`Expecting ${expected} but got '${this.#peek().text}'.`);
    }
    return { where, orderBy };
  }

  #either(): Expression {
    return this.#chain("or", ["||", "|"], () => this.#all());
  }

  #all(): Expression {
    return this.#chain("and", ["&&", "&"], () => this.#term());
  }

  #chain(kind: "and" | "or", signs: readonly string[], next: () => Expression): Expression {
    const first = next();
    const parts = [first];
    while (this.#takeWord(kind) || signs.some((sign) => this.#takeSign(sign))) parts.push(next());
    return parts.length === 1 ? first : { kind, parts };
  }

  #term(): Expression {
    if (++this.#depth > MAX_DEPTH) this.#refuse("The query is nested too deeply.");
    const term = this.#nested();
    this.#depth--;
    return term;
  }

  #nested(): Expression {
    if (this.#takeWord("not") || this.#takeSign("!")) return { kind: "not", part: this.#term() };
    if (!this.#takeSign("(")) return this.#clause();
    const inner = this.#either();
    this.#expectClosing();
    return inner;
  }

  #clause(): Clause {
    const field = this.#field();
    const operator = this.#operator();
    const operands = operator === "in" || operator === "not in" ? this.#list() : [this.#operand()];
    return { kind: "clause", field, operator, operands };
  }

  #field(): string {
    const token = this.#peek();
    if (token.kind === "end") {
      this.#refuse("Expecting a field name at the end of the query.", { place: false });
    }
    if (token.kind === "sign") {
      this.#refuse(
        `Expecting a field name but got '${token.text}'. You must surround '${token.text}' in quotation marks to ` +
          "use it as a field name.",
      );
    }
    this.#refuseReservedWord(token);
    return this.#next().text;
  }

  #operator(): Operator {
    const token = this.#peek();
    if (token.kind === "end") {
      this.#refuse(`Expecting operator before the end of the query. ${OPERATORS}`, { place: false });
    }
    if (token.kind === "sign" && isSignOperator(token.text)) {
      this.#next();
      return token.text;
    }
    if (this.#takeWord("in")) return "in";
    if (this.#takeWord("is")) return this.#takeWord("not") ? "is not" : "is";
    if (this.#takeWord("not")) {
      if (this.#takeWord("in")) return "not in";
      this.#refuse(`Expecting 'IN' but got '${this.#peek().text}'.`);
    }
    return this.#refuse(`Expecting operator but got '${token.text}'. ${OPERATORS}`);
  }

  #list(): readonly Operand[] {
    if (!this.#takeSign("(")) return [this.#operand()];
    const operands = [this.#operand()];
    while (this.#takeSign(",")) operands.push(this.#operand());
    this.#expectClosing();
    return operands;
  }

  #operand(): Operand {
    const token = this.#peek();
    const expecting = "Expecting either a value, list or function";
    if (token.kind === "end") this.#refuse(`${expecting} before the end of the query.`, { place: false });
    if (token.kind === "sign" || (token.kind === "word" && isOperatorWord(token.text))) {
      this.#refuse(
        `${expecting} but got '${token.text}'. You must surround '${token.text}' in quotation marks to use it as a ` +
          "value.",
      );
    }
    if (this.#takeWord("empty") || this.#takeWord("null")) return { kind: "empty" };
    this.#refuseReservedWord(token);
    this.#next();
    if (token.kind === "word" && this.#takeSign("(")) {
      return { kind: "function", name: token.text, args: this.#args() };
    }
    return { kind: "value", text: token.text };
  }

  #args(): readonly string[] {
    const args: string[] = [];
    while (!this.#takeSign(")")) {
      if (args.length > 0 && !this.#takeSign(",")) this.#expectClosing();
      const token = this.#next();
      if (token.kind === "end") this.#refuse("Expecting ')' before the end of the query.", { place: false });
      args.push(token.text);
    }
    return args;
  }

  #sorts(): readonly SortBy[] {
    if (!this.#takeWord("by")) this.#refuseMissing("by");
    const sorts = [this.#sort()];
    while (this.#takeSign(",")) sorts.push(this.#sort());
    return sorts;
  }

  #sort(): SortBy {
    const field = this.#field();
    const descending = this.#takeWord("desc");
    if (!descending) this.#takeWord("asc");
    return { field, descending };
  }

  #expectClosing(): void {
    if (!this.#takeSign(")")) this.#refuseMissing(")");
  }

  #refuseMissing(text: string): never {
    if (this.#isEnd()) {
      this.#refuse(`Expecting '${text}' before the end of the query.`, { place: false });
    }
    this.#refuse(`Expecting '${text}' but got '${this.#peek().text}'.`);
  }

  #refuseReservedWord(token: Token): void {
    if (token.kind !== "word" || !isReservedWord(token.text)) return;
    this.#refuse(
      `'${token.text}' is a reserved JQL word. You must surround it in quotation marks to use it in a query.`,
    );
  }

  #refuse(message: string, options: { readonly place: boolean } = { place: true }): never {
    const place = options.place ? positionOf(this.#jql, this.#peek().at) : "";
    throw new JqlError([`Error in the JQL Query: ${message}${place}`]);
  }

  #isEnd(): boolean {
    return this.#peek().kind === "end";
  }

  #isWord(word: string): boolean {
    const token = this.#peek();
    return token.kind === "word" && token.text.toLowerCase() === word;
  }

  #takeWord(word: string): boolean {
    const found = this.#isWord(word);
    if (found) this.#index++;
    return found;
  }

  #takeSign(sign: string): boolean {
    const token = this.#peek();
    const found = token.kind === "sign" && token.text === sign;
    if (found) this.#index++;
    return found;
  }

  #peek(): Token {
    return this.#tokens[Math.min(this.#index, this.#tokens.length - 1)] ?? { kind: "end", text: "", at: 0 };
  }

  #next(): Token {
    const token = this.#peek();
    this.#index++;
    return token;
  }
}

function isSignOperator(text: string): text is Operator {
  return SIGN_OPERATORS.has(text);
}

function isOperatorWord(text: string): boolean {
  return ["and", "or", "not", "in", "is", "order"].includes(text.toLowerCase());
}
