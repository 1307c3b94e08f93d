/**
 * Reads links, mentions and images of wiki markup.
 *
 * @module
 */
import { atom, type Inline } from "../dialect/nodes.ts";
import { unescaped } from "./escapes.ts";

/** A link around text (wiki markup, or the text itself), or a mention. */
type WikiLink =
  | { readonly node: Inline }
  | {
    readonly url: string;
    readonly title?: string | undefined;
    readonly wiki?: string;
    readonly text: string;
  };

/** URLs that Jira accepts as link targets; other text in brackets is text. */
const TARGET = /^(?:[a-zA-Z][a-zA-Z0-9+.-]*:\S+|\/\S*|#\S.*|\^\S.*|\\\\\S+|www\.\S+)$/;

/** Reads the text in brackets; `undefined` if it is not a link. */
export function readLink(inside: string): WikiLink | undefined {
  if (/^~[^\s|\]]+$/.test(inside)) {
    return { node: atom({ name: "mention", attributes: { username: inside.slice(1) } }) };
  }
  const [first = "", second, title, ...others] = inside.split(/(?<!\\)\|/);
  if (others.length > 0) return undefined;
  const target = (second ?? first).trim();
  if (!TARGET.test(target) || first.trim() === "" || title?.trim() === "") return undefined;
  const url = target.startsWith("^") ? `attachment:${encodeURIComponent(target.slice(1))}` : target;
  if (second === undefined) return { url, text: target.replace(/^[#^]/, "") };
  return { url, title: title === undefined ? undefined : unescaped(title.trim()), wiki: first, text: first };
}

/** Reads `!file.png|width=300!`: in Markdown's own form if it has only a text. */
export function readImage(source: string, parameters: string | undefined): Inline {
  const own = /^(?:[a-zA-Z][a-zA-Z0-9+.-]*:|\/)/.test(source);
  const src = own ? source : `attachment:${encodeURIComponent(source)}`;
  if (parameters === undefined) return { type: "image", url: src, alt: "" };
  const attributes = readParameters(parameters, ",");
  const { alt = "", ...others } = attributes;
  if (Object.keys(others).length === 0 && alt !== "") return { type: "image", url: src, alt };
  return atom({ name: "image", attributes: { src, ...others }, label: alt });
}

/** Parses `a=b|c` as attributes; one without a value is empty. */
export function readParameters(parameters: string, separator: "|" | ","): Record<string, string> {
  return Object.fromEntries(
    parameters.split(separator).map((parameter) => {
      const [name = "", ...value] = parameter.split("=");
      return [name.trim(), value.join("=").trim()];
    }),
  );
}
