/**
 * Reads block macros: code, quotes and panels.
 *
 * @module
 */
import type { Code } from "mdast";
import { formatAttributes } from "../dialect/attributes.ts";
import { type Block, fence } from "../dialect/nodes.ts";
import { type Box, type Piece, Uncarried, unpacked } from "../dialect/write.ts";
import type { Macro } from "./macros.ts";
import { NOFORMAT, RAW } from "./names.ts";
import { readParameters } from "./read_links.ts";

/** Reads the content of a macro. */
type Read = (wiki: string) => Iterable<Piece>;

/** The piece of a macro. */
export function macroPiece(macro: Macro, read: Read): Piece {
  const raw = (): Code => fence(RAW, macro.whole);
  if (macro.name === "panel") return { form: panel(macro, read), raw };
  const blocks = (): readonly Block[] => [macro.name === "quote" ? quote(macro, read) : codeBlock(macro)];
  return { form: { blocks }, raw };
}

function panel({ parameters, inner }: Macro, read: Read): Box {
  const attributes = parameters === "" ? {} : readParameters(parameters, "|");
  return { name: "panel", attributes, content: () => read(inner) };
}

function quote({ inner, parameters }: Macro, read: Read): Block {
  if (parameters !== "") throw new Uncarried();
  return { type: "blockquote", children: unpacked(read(inner)) };
}

/** A code block. Its first parameter without a value is the language. */
function codeBlock({ name, parameters, inner }: Macro): Block {
  const value = inner.replace(/^\n/, "").replace(/\n$/, "");
  const all = parameters === "" ? {} : readParameters(parameters, "|");
  const [first] = Object.keys(all);
  const language = first !== undefined && all[first] === "" ? first : undefined;
  const { [language ?? ""]: _language, ...others } = all;
  if (language !== undefined && (name === NOFORMAT || [RAW, NOFORMAT, ""].includes(language))) {
    throw new Uncarried();
  }
  const lang = name === NOFORMAT ? NOFORMAT : language;
  const written = Object.keys(others).length === 0 ? "" : formatAttributes(others);
  if (lang === undefined) return fence(written, value);
  return { ...fence(lang, value), ...(written === "" ? {} : { meta: written }) };
}
