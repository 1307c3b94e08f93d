/**
 * Whether a body is storage format, as far as Confluence looks before it keeps it: every tag is closed, and nothing
 * stands where only markup can.
 *
 * @module
 */

const TOKEN =
  /<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->|<(\/?)([A-Za-z][\w:.-]*)((?:"[^"]*"|'[^']*'|[^<>"'])*?)(\/?)>/y;
const TEXT = /[^<]+/y;
const BAD_ENTITY = /&(?!#\d+;|#x[0-9a-f]+;|[a-z][a-z0-9]*;)/i;

/** What is wrong with a body; `undefined` when nothing is. */
export function storageFault(body: string): string | undefined {
  const open: string[] = [];
  let at = 0;
  while (at < body.length) {
    const text = matchAt(TEXT, body, at)?.[0];
    if (text !== undefined) {
      if (BAD_ENTITY.test(text)) {
        return `Error parsing xhtml: Unexpected character in entity${near(body, at)}`;
      }
      at += text.length;
      continue;
    }
    const token = matchAt(TOKEN, body, at);
    if (token === undefined) return `Error parsing xhtml: Unexpected character '<'${near(body, at)}`;
    const fault = token[2] === undefined ? undefined : follow(open, token);
    if (fault !== undefined) return `Error parsing xhtml: ${fault}${near(body, at)}`;
    at += token[0].length;
  }
  const unclosed = open.at(-1);
  return unclosed === undefined
    ? undefined
    : `Error parsing xhtml: Unexpected end of input; was expecting </${unclosed}>`;
}

function follow(open: string[], token: RegExpExecArray): string | undefined {
  const [, closing, name = "", , selfClosing] = token;
  if (closing === "/") {
    const expected = open.pop();
    return expected === name
      ? undefined
      : `Unexpected close tag </${name}>; expected </${expected ?? "nothing"}>.`;
  }
  if (selfClosing !== "/") open.push(name);
  return undefined;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

function near(body: string, at: number): string {
  const lines = body.slice(0, at).split("\n");
  return ` at [row,col]: [${lines.length},${(lines.at(-1) ?? "").length + 1}]`;
}
