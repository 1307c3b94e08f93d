/**
 * Parses storage format into a tree. It is XML with HTML's named entities, without a root element.
 *
 * @module
 */
import { decodeHTMLStrict } from "entities";
import { Tokenizer, type TokenizerCallbacks } from "htmlparser2";
import { allowed } from "../dialect/clean.ts";
import { MAX_DEPTH, MAX_NODES } from "../dialect/limits.ts";

/** The position of a node in its source. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/** Text with decoded entities. */
interface XmlText extends Place {
  readonly kind: "text";
  readonly text: string;
  /** Whether it was in a CDATA section. */
  readonly cdata: boolean;
}

/** An element. */
export interface XmlElement extends Place {
  readonly kind: "element";
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  /** Whether content was left out because it was too deep or too large. */
  readonly leftOut: boolean;
}

/** A comment, or an instruction. */
interface XmlOther extends Place {
  readonly kind: "other";
}

/**
 * A part of a page's layout. It may contain the whole page, so its content is read lazily: once, and before
 * whatever follows.
 */
export interface XmlPart {
  readonly kind: "part";
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: Iterable<XmlNode>;
  readonly start: number;
  /** Known once the content has been read. */
  readonly end: number;
}

/** A node of the tree. */
export type XmlNode = XmlText | XmlElement | XmlOther | XmlPart;

/** Thrown if a source is not XML. */
export class Malformed extends Error {
  override readonly name = "Malformed";
}

/** An element that is being read. */
interface Open {
  readonly name: string;
  readonly start: number;
  readonly attributes: Record<string, string>;
  readonly children: XmlNode[];
  readonly isPart: boolean;
  leftOut: boolean;
}

/** A node found at the top level, or directly in a part of the layout. */
type Found =
  | { readonly kind: "node"; readonly node: XmlNode }
  | { readonly kind: "opened"; readonly part: Open }
  | { readonly kind: "closed"; readonly end: number };

/** The parts of a layout, each nested in the previous one. */
const PARTS: readonly string[] = ["ac:layout", "ac:layout-section", "ac:layout-cell"];

/** Character references to control characters are ignored. */
function decoded(text: string): string {
  return text.includes("&") ? allowed(decodeHTMLStrict(text)) : text;
}

class TreeBuilder implements TokenizerCallbacks {
  readonly #source: string;
  readonly #open: Open[] = [];
  /** The names of open elements below the depth limit. */
  readonly #deeper: string[] = [];
  /** Number of nodes in the current element. */
  #nodes = 0;
  #found: Found[] = [];
  /** Position up to which the source has been read. */
  #end = 0;
  #start = 0;
  #name = "";
  #attributes: Record<string, string> = {};
  #attribute = "";
  #value = "";

  constructor(source: string) {
    this.#source = source;
  }

  /** Returns the nodes found since the last call. */
  take(): readonly Found[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }

  /** @throws {Malformed} if an element or a tag is not closed. */
  finish(): void {
    this.#from(this.#source.length);
    if (this.#open.length > 0 || this.#deeper.length > 0) throw new Malformed("An element is not closed");
  }

  /** A token begins at the end of the previous one: the tokenizer skips what it does not understand. */
  #from(start: number): number {
    if (start !== this.#end) throw new Malformed(`Not understood: "${this.#source.slice(this.#end, start)}"`);
    return start;
  }

  #to(end: number): number {
    this.#end = end;
    return end;
  }

  #add(node: XmlNode): void {
    if (this.#deeper.length > 0) return;
    const parent = this.#open.at(-1);
    if (parent === undefined || parent.isPart) {
      this.#nodes = 0;
      this.#found.push({ kind: "node", node });
    } else if (this.#nodes < MAX_NODES) {
      this.#nodes++;
      parent.children.push(node);
    } else if (!parent.leftOut) this.#leaveOut();
  }

  /** Drops the content of the open elements, because it exceeds the limit. */
  #leaveOut(): void {
    for (const element of this.#open) {
      if (element.isPart) continue;
      element.leftOut = true;
      element.children.length = 0;
    }
  }

  ontext(start: number, end: number): void {
    const text = decoded(this.#source.slice(start, end));
    this.#add({ kind: "text", text, cdata: false, start: this.#from(start), end: this.#to(end) });
  }

  oncdata(start: number, end: number, offset: number): void {
    const text = this.#source.slice(start, end - offset);
    const begin = this.#from(start - "<![CDATA[".length);
    this.#add({ kind: "text", text, cdata: true, start: begin, end: this.#to(end + 1) });
  }

  onopentagname(start: number, end: number): void {
    this.#start = this.#from(start - "<".length);
    this.#name = this.#source.slice(start, end);
    this.#attributes = {};
  }

  onattribname(start: number, end: number): void {
    this.#attribute = this.#source.slice(start, end);
    this.#value = "";
  }

  onattribdata(start: number, end: number): void {
    this.#value += this.#source.slice(start, end).replace(/[\t\n]/g, " ");
  }

  onattribend(): void {
    if (Object.hasOwn(this.#attributes, this.#attribute)) throw new Malformed(`Twice: "${this.#attribute}"`);
    this.#attributes[this.#attribute] = decoded(this.#value);
  }

  onopentagend(end: number): void {
    this.#to(end + 1);
    const [parent, depth] = [this.#open.at(-1), this.#open.length];
    if (this.#deeper.length > 0 || depth >= MAX_DEPTH) {
      if (parent !== undefined) parent.leftOut = true;
      this.#deeper.push(this.#name);
      return;
    }
    const isPart = PARTS[depth] === this.#name && (parent?.isPart ?? true);
    const [name, start, attributes] = [this.#name, this.#start, this.#attributes];
    const element: Open = { name, start, attributes, children: [], isPart, leftOut: false };
    this.#open.push(element);
    if (isPart) this.#found.push({ kind: "opened", part: element });
  }

  onselfclosingtag(end: number): void {
    this.onopentagend(end);
    this.#close(this.#name, end);
  }

  onclosetag(start: number, end: number): void {
    this.#from(start - "</".length);
    const name = this.#source.slice(start, end);
    this.#close(name, this.#to(this.#source.indexOf(">", end) + 1) - 1);
  }

  #close(name: string, end: number): void {
    const deeper = this.#deeper.pop();
    if (deeper !== undefined) {
      if (deeper !== name) throw new Malformed(`"${name}" closes "${deeper}"`);
      return;
    }
    const element = this.#open.pop();
    if (element?.name !== name) throw new Malformed(`"${name}" closes "${element?.name ?? ""}"`);
    const { attributes, start, leftOut, isPart } = element;
    if (isPart) {
      this.#found.push({ kind: "closed", end: end + 1 });
      return;
    }
    const parent = this.#open.at(-1);
    if (leftOut && parent !== undefined) parent.leftOut = true;
    // The copy has no spare capacity.
    const children = element.children.slice();
    this.#add({ kind: "element", name, attributes, children, leftOut, start, end: end + 1 });
  }

  oncomment(start: number, end: number): void {
    this.#add({ kind: "other", start: this.#from(start - "<!--".length), end: this.#to(end + 1) });
  }

  onprocessinginstruction(start: number, end: number): void {
    this.#add({ kind: "other", start: this.#from(start - "<".length), end: this.#to(end + 1) });
  }

  ondeclaration(start: number, end: number): void {
    this.onprocessinginstruction(start, end);
  }

  onattribentity(): void {}
  ontextentity(): void {}
  onend(): void {}
}

/** Chunk size, in characters. */
const SLICE = 16_384;

function* tokenize(source: string): Generator<Found, undefined> {
  const builder = new TreeBuilder(source);
  const tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: false }, builder);
  for (let at = 0; at < source.length; at += SLICE) {
    tokenizer.write(source.slice(at, at + SLICE));
    yield* builder.take();
  }
  tokenizer.end();
  yield* builder.take();
  builder.finish();
  return undefined;
}

/**
 * Parses storage format on demand.
 *
 * @param source {@linkcode clean} text
 * @throws {Malformed} during iteration, if elements are not nested correctly.
 */
export function parseXml(source: string): Iterable<XmlNode> {
  return nodesUntilClosed(tokenize(source), () => {});
}

function* nodesUntilClosed(found: Iterator<Found>, closed: (end: number) => void): Generator<XmlNode> {
  for (let next = found.next(); next.done !== true; next = found.next()) {
    const { value } = next;
    if (value.kind === "closed") return closed(value.end);
    if (value.kind === "node") yield value.node;
    else yield* partOf(value.part, found);
  }
}

/** A part, whose content is read completely before the next node. */
function* partOf({ name, attributes, start }: Open, found: Iterator<Found>): Generator<XmlPart> {
  let end = start;
  const content = nodesUntilClosed(found, (place) => {
    end = place;
  });
  yield {
    kind: "part",
    name,
    attributes,
    content,
    start,
    get end(): number {
      return end;
    },
  };
  for (const _node of content);
}
