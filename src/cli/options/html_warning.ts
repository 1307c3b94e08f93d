/**
 * Warns of HTML in Markdown that is sent as text.
 *
 * @module
 */

/** Collects HTML, and gives one warning for all of it. */
interface HtmlWarning {
  readonly add: (html: string, line: number) => void;
  /** The warning; none if there was no HTML. */
  readonly warnings: (path?: string) => readonly string[];
}

/** Creates a warning that names the first tag and its line. */
export function htmlWarning(): HtmlWarning {
  const found: string[] = [];
  return {
    add: (html, line) => {
      const tag = html.length > MOST ? `${html.slice(0, MOST)}…` : html;
      found.push(`${JSON.stringify(tag)} in line ${line}`);
    },
    warnings: (path) => {
      const [first, ...more] = found;
      if (first === undefined) return [];
      const where = path === undefined ? "" : `"${path}": `;
      const others = more.length === 0 ? "" : `, and ${more.length} more`;
      return [`${where}HTML is sent as text: ${first}${others}`];
    },
  };
}

/** The most characters of a tag that are shown. */
const MOST = 60;
