/**
 * Finds the block macros in wiki markup, and the lines around them.
 *
 * Jira reads macros first, and whatever contains them afterwards: a line feed or a bar inside a macro ends neither a
 * list item nor a cell.
 *
 * @module
 */

/** A macro with content between its tags. */
export interface Macro {
  readonly name: string;
  /** The parameters after the name: `java|title=A`. */
  readonly parameters: string;
  readonly inner: string;
  /** The whole source, including tags. */
  readonly whole: string;
  /** The offset in its line. */
  readonly at: number;
}

/** A line, with the macros in it. Line feeds inside a macro do not end a line. */
export interface Line {
  readonly text: string;
  readonly macros: readonly Macro[];
}

/** Whether nothing is on a line. */
export function isBlank(line: Line | undefined): boolean {
  return line === undefined || line.text.trim() === "";
}

/** The source of lines. */
export function joined(lines: readonly Line[]): string {
  return lines.map(({ text }) => text).join("\n");
}

const TAG = /(?<!\\)\{(code|noformat|quote|panel)(?::([^{}\n]*))?\}/g;

/** The lines of a text. */
export function linesOf(wiki: string): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  let macros: Macro[] = [];
  let feed = wiki.indexOf("\n");
  const linesUntil = (offset: number): void => {
    while (feed >= 0 && feed < offset) {
      lines.push({ text: wiki.slice(start, feed), macros });
      [start, macros] = [feed + 1, []];
      feed = wiki.indexOf("\n", start);
    }
  };
  for (const { at, ...macro } of wiki.includes("{") ? macrosIn(wiki) : []) {
    linesUntil(at);
    macros.push({ ...macro, at: at - start });
    const end = at + macro.whole.length;
    if (feed >= 0 && feed < end) feed = wiki.indexOf("\n", end);
  }
  linesUntil(wiki.length);
  lines.push({ text: wiki.slice(start), macros });
  return lines;
}

/** The macros of a text, with their offsets in it. */
function* macrosIn(wiki: string): Generator<Macro> {
  let done = 0;
  const closing = closingTags(wiki);
  for (const match of wiki.matchAll(TAG)) {
    const [tag, name = "", parameters = ""] = match;
    if (match.index < done) continue;
    const inside = match.index + tag.length;
    const end = closing(name, inside);
    if (end === undefined) continue;
    done = end + name.length + 2;
    yield {
      name,
      parameters,
      inner: wiki.slice(inside, end),
      whole: wiki.slice(match.index, done),
      at: match.index,
    };
  }
}

/** Finds the next `{name}` from an offset. A name that was not found is not searched again. */
function closingTags(wiki: string): (name: string, from: number) => number | undefined {
  const missing = new Set<string>();
  return (name, from) => {
    if (missing.has(name)) return undefined;
    const end = wiki.indexOf(`{${name}}`, from);
    if (end < 0) missing.add(name);
    return end < 0 ? undefined : end;
  };
}
