/**
 * Parses front matter: the subset of YAML with texts and lists of texts by name.
 *
 * It is not a complete YAML parser. An unsupported value of one of our members is an error; of another member it is
 * ignored.
 *
 * @see https://yaml.org/spec/1.2.2/
 * @module
 */

/** A value: a text, a list of texts, nothing, or an unsupported one. */
export type MemberValue = string | readonly string[] | null | { readonly unreadable: string };

const MEMBER = /^([A-Za-z_][\w-]*)[ \t]*:(?:[ \t](.*))?$/s;
/** The beginning of values that are not plain texts. */
const OTHER = /^[&*!|>%@`{?]|^-(?:[ \t]|$)/;

/**
 * Parses lines of front matter.
 *
 * @throws {SyntaxError} for a line that is not a member; the message quotes it.
 */
export function readMembers(source: string): ReadonlyMap<string, MemberValue> {
  const members = new Map<string, MemberValue>();
  const lines = source.split("\n").filter((line) => !/^[ \t]*(?:#|$)/.test(line));
  for (let at = 0; at < lines.length;) {
    const [, name, rest = ""] = MEMBER.exec(lines[at]?.trimEnd() ?? "") ?? [];
    if (name === undefined) throw new SyntaxError(lines[at]);
    // Indented lines belong to the member, as do list items without indentation.
    let end = at + 1;
    while (end < lines.length && /^(?:[ \t]|-(?:[ \t]|$))/.test(lines[end] ?? "")) end++;
    members.set(name, valueOf(rest.trim(), lines.slice(at + 1, end)));
    at = end;
  }
  return members;
}

function valueOf(text: string, below: readonly string[]): MemberValue {
  const value = withoutComment(text);
  const unreadable = { unreadable: [value, ...below].join("\n") };
  try {
    if (value !== "") {
      return below.length > 0 ? unreadable : value.startsWith("[") ? flowList(value) : scalar(value);
    }
    if (below.length === 0) return null;
    return below.map((line) => {
      const item = /^[ \t]*-[ \t](.*)$/s.exec(line)?.[1];
      if (item === undefined) throw new SyntaxError(line);
      return scalar(withoutComment(item.trim())) ?? "";
    });
  } catch (error) {
    if (error instanceof SyntaxError) return unreadable;
    throw error;
  }
}

/** Removes a comment, which starts with `#` after white space, outside quotes. */
function withoutComment(text: string): string {
  const quoted = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(?=[ \t]*(?:[ \t]#|$))/.exec(text)?.[0];
  if (quoted !== undefined) return quoted;
  if (/^["']/.test(text)) return text;
  const isList = text.startsWith("[");
  const comment = (isList ? /\][ \t]+#/ : /(?:^|[ \t])#/).exec(text)?.index;
  return comment === undefined ? text.trimEnd() : text.slice(0, comment + (isList ? 1 : 0)).trimEnd();
}

function flowList(text: string): readonly string[] {
  if (!text.endsWith("]")) throw new SyntaxError(text);
  const items: string[] = [];
  let rest = text.slice(1, -1).trim();
  while (rest !== "") {
    const item = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,[\]{}"']+)/.exec(rest)?.[0];
    if (item === undefined) throw new SyntaxError(text);
    items.push(scalar(item.trim()) ?? "");
    rest = rest.slice(item.length).trim();
    if (rest !== "" && !rest.startsWith(",")) throw new SyntaxError(text);
    rest = rest.slice(1).trim();
  }
  return items;
}

function scalar(text: string): string | null {
  if (text === "" || text === "~" || text === "null") return null;
  if (text.startsWith('"')) return doubleQuoted(text);
  if (text.startsWith("'")) {
    if (!/^'(?:[^']|'')*'$/.test(text)) throw new SyntaxError(text);
    return text.slice(1, -1).replaceAll("''", "'");
  }
  if (OTHER.test(text) || /:(?:[ \t]|$)/.test(text)) throw new SyntaxError(text);
  return text;
}

/** Parses it as JSON, which is what we write. YAML's additional escapes are not supported. */
function doubleQuoted(text: string): string {
  const value: unknown = JSON.parse(text);
  if (typeof value !== "string") throw new SyntaxError(text);
  return value;
}
