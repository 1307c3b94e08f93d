/**
 * Reads links, mentions and images of wiki markup.
 *
 * @module
 */
import { atom, type Inline } from "../dialect/nodes.ts";
import { IMAGE, matchAt, unescaped } from "./escapes.ts";

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
export const TARGET = /^(?:[a-zA-Z][a-zA-Z0-9+.-]*:\S+|\/\S*|#\S.*|\^\S.*|\\\\\S+|www\.\S+)$/;

/** Reads the text in brackets; `undefined` if it is not a link. */
export function readLink(inside: string): WikiLink | undefined {
  if (/^~[^\s|\]]+$/.test(inside)) {
    return { node: atom({ name: "mention", attributes: { username: inside.slice(1) } }) };
  }
  const [first = "", second, title, ...others] = partsOf(inside);
  if (others.length > 0) return undefined;
  if (title === undefined && second !== undefined && /^~[^\s|\]]+$/.test(second)) {
    const label = unescaped(first.trim());
    return { node: atom({ name: "mention", attributes: { username: second.slice(1) }, label }) };
  }
  const target = (second ?? first).trim();
  if (!TARGET.test(target) || first.trim() === "" || title?.trim() === "") return undefined;
  const url = target.startsWith("^") ? `attachment:${encodeURIComponent(target.slice(1))}` : target;
  if (second === undefined) return { url, text: target.replace(/^[#^]/, "") };
  return { url, title: title === undefined ? undefined : unescaped(title.trim()), wiki: first, text: first };
}

/** The parts between bars. A bar in an image does not divide. */
function partsOf(inside: string): readonly string[] {
  const bar = /(?<!\\)\|/;
  if (!inside.includes("!")) return inside.split(bar);
  const image = inside.startsWith("!") ? matchAt(IMAGE, inside, 0)?.[0] ?? "" : "";
  const [first = "", ...others] = inside.slice(image.length).split(bar);
  return [image + first, ...others];
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
