/**
 * Validates storage format as far as Confluence does: every tag is closed, and markup is well-formed.
 *
 * @module
 */

/** Sections whose content is not parsed. */
const SECTIONS = [["<![CDATA[", "]]>"], ["<!--", "-->"]] as const;
const TAG = /<(\/?)([A-Za-z][\w:.-]*)((?:[^\w:.<>"'-](?:"[^"]*"|'[^']*'|[^<>"'])*?)??)(\/?)>/y;
const TEXT = /[^<]+/y;
const BAD_ENTITY = /&(?!#\d+;|#x[0-9a-f]+;|[a-z][a-z0-9]*;)/i;

/** Describes the first error of a body; `undefined` if there is none. */
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
    const section = sectionEnd(body, at);
    const tag = section === undefined ? matchAt(TAG, body, at) : undefined;
    if ((section ?? tag) === undefined) {
      return `Error parsing xhtml: Unexpected character '<'${near(body, at)}`;
    }
    const fault = tag === undefined ? undefined : follow(open, tag);
    if (fault !== undefined) return `Error parsing xhtml: ${fault}${near(body, at)}`;
    at = section ?? at + (tag?.[0].length ?? 0);
  }
  const unclosed = open.at(-1);
  return unclosed === undefined
    ? undefined
    : `Error parsing xhtml: Unexpected end of input; was expecting </${unclosed}>`;
}

/** The offset after the section that starts here; `undefined` if there is none, or it is not closed. */
function sectionEnd(body: string, at: number): number | undefined {
  const section = SECTIONS.find(([begin]) => body.startsWith(begin, at));
  if (section === undefined) return undefined;
  const end = body.indexOf(section[1], at + section[0].length);
  return end < 0 ? undefined : end + section[1].length;
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
