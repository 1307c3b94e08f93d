/**
 * Attributes in the syntax of directives, after the language of a fenced block.
 *
 * @module
 */
import type { Code } from "mdast";
import { type Attributes, attributesOf, leaf } from "./nodes.ts";
import { parsePiece, print } from "./syntax.ts";

const NAME = "attributes";

/** `{title="…" other="…"}`, on one line. */
export function formatAttributes(attributes: Attributes): string {
  return print([leaf({ name: NAME, attributes })]).slice(`::${NAME}`.length);
}

/** Parses attributes; `undefined` if the text is not in the format of {@linkcode formatAttributes}. */
function parseAttributes(text: string): Attributes | undefined {
  const known = { inline: new Set<string>(), leaf: new Set([NAME]), container: new Set<string>() };
  const [node] = parsePiece(`::${NAME}${text}`, known);
  return node?.type === "leafDirective" ? attributesOf(node) : undefined;
}

/** The language of a fenced block, and the attributes after it: `js {title="…"}`, or `js title="…"`. */
export function infoOf(
  { lang, meta }: Code,
): { readonly language?: string; readonly attributes: Attributes } {
  const info = [lang ?? "", meta ?? ""].filter((word) => word !== "").join(" ");
  const words = info.slice(0, commentIn(info));
  const [word = "", ...others] = words.split(" ");
  const begin = words.indexOf("{");
  const language = (begin < 0 ? word : words.slice(0, begin)).trim();
  if (begin < 0 && others.join("") === "") {
    return { ...(language === "" ? {} : { language }), attributes: {} };
  }
  const written = begin < 0 ? `{${others.join(" ")}}` : words.slice(begin);
  return { ...(language === "" ? {} : { language }), attributes: parseAttributes(written) ?? {} };
}

/** Where a comment begins, not one in the value of an attribute; the end if there is none. */
function commentIn(info: string): number {
  let quote = "";
  for (let at = info.includes("<!--") ? 0 : info.length; at < info.length; at++) {
    const sign = info.charAt(at);
    if (quote === "" && info.startsWith("<!--", at)) return at;
    if (sign === quote) quote = "";
    else if (quote === "" && (sign === '"' || sign === "'")) quote = sign;
  }
  return info.length;
}
