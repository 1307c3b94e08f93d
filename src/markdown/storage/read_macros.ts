/**
 * Reads the parts of macros.
 *
 * @module
 */
import { atom, type Attributes, type Block, container, fence, type Inline, leaf } from "../dialect/nodes.ts";
import { Uncarried } from "../dialect/write.ts";
import { formatAttributes } from "../dialect/attributes.ts";
import { allowOnly, elementsIn, type Reading, significant, sliceOf, textIn } from "./context.ts";
import { isOwnAttribute, NAMELESS, XML_PREFIX } from "./macro_attributes.ts";
import { MACRO, NAMED_MACROS, PLAIN_MACROS, PLAIN_TEXT, RAW } from "./names.ts";
import type { XmlElement, XmlNode } from "./xml.ts";

/** The parts of a macro. */
interface MacroParts {
  /** The directive's name: the macro's own, or `macro` with the macro's name as label. */
  readonly name: string;
  readonly label: string;
  readonly attributes: Attributes;
  readonly body?: { readonly kind: "rich"; readonly nodes: readonly XmlNode[] } | {
    readonly kind: "plain";
    readonly text: string;
  };
}

const BODIES: readonly string[] = ["ac:rich-text-body", "ac:plain-text-body"];

/** Whether a macro has a body of either kind. */
export function hasBody(element: XmlElement): boolean {
  return element.children.some((node) => node.kind === "element" && BODIES.includes(node.name));
}

/** The parts of a macro. */
export function macroParts(element: XmlElement, reading: Reading): MacroParts {
  const { "ac:name": macro = "", ...own } = PLAIN_MACROS.has(element.attributes["ac:name"] ?? "")
    ? withoutIds(significant(element))
    : element.attributes;
  const [body, ...others] = elementsIn(element).filter(({ name }) => name !== "ac:parameter");
  if (macro === "" || others.length > 0 || Object.keys(own).some((name) => !isOwnAttribute(name))) {
    throw new Uncarried();
  }
  const { title, ...rest } = parametersOf(element, reading);
  const titled = macro === "status" && title !== undefined && title !== "";
  return {
    name: NAMED_MACROS.has(macro) ? macro : MACRO,
    label: titled ? title : NAMED_MACROS.has(macro) ? "" : macro,
    attributes: { ...own, ...(titled ? rest : parametersOf(element, reading)) },
    ...(body === undefined ? {} : { body: bodyOf(body) }),
  };
}

function withoutIds(attributes: Record<string, string>): Record<string, string> {
  const { "ac:macro-id": _id, "ac:schema-version": version, ...others } = attributes;
  return version === undefined || version === "1" ? others : { ...others, "ac:schema-version": version };
}

function parametersOf(element: XmlElement, reading: Reading): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const parameter of elementsIn(element).filter(({ name }) => name === "ac:parameter")) {
    allowOnly(parameter, "ac:name");
    const name = parameter.attributes["ac:name"] ?? "";
    const key = name === "" ? NAMELESS : name;
    if (isOwnAttribute(key) || key.startsWith(XML_PREFIX) || name === NAMELESS) throw new Uncarried();
    const rich = parameter.children.some(({ kind }) => kind !== "text");
    const written = rich ? XML_PREFIX + key : key;
    if (Object.hasOwn(parameters, written)) throw new Uncarried();
    parameters[written] = rich ? innerXml(parameter, reading) : textIn(parameter);
  }
  return parameters;
}

function innerXml({ children }: XmlElement, reading: Reading): string {
  return children.map((child) => sliceOf(reading, child)).join("");
}

function bodyOf(body: XmlElement): MacroParts["body"] & object {
  allowOnly(body);
  if (body.name === "ac:rich-text-body") return { kind: "rich", nodes: body.children };
  if (body.name === "ac:plain-text-body") return { kind: "plain", text: textIn(body) };
  throw new Uncarried();
}

/** An inline macro, which cannot have a body. */
export function readMacroInLine(element: XmlElement, reading: Reading): Inline {
  const { body, ...head } = macroParts(element, reading);
  if (body !== undefined) throw new Uncarried();
  return atom(head);
}

/** A block macro without blocks in it. */
export function readMacroBlock(element: XmlElement, reading: Reading): Block {
  const code = codeOf(element);
  if (code !== undefined) return code;
  const { body, ...head } = macroParts(element, reading);
  if (body === undefined) return leaf(head);
  if (body.kind === "rich") throw new Uncarried();
  return container(head, [fence(PLAIN_TEXT, body.text)]);
}

/** A code macro whose own attributes mean nothing, as a fenced block; `undefined` for any other macro. */
function codeOf(element: XmlElement): Block | undefined {
  const { "ac:name": macro, ...own } = withoutIds(significant(element));
  if (macro !== "code" || Object.keys(own).length > 0) return undefined;
  const parts = elementsIn(element);
  const [body, ...others] = parts.filter(({ name }) => name !== "ac:parameter");
  if (others.length > 0 || (body !== undefined && body.name !== "ac:plain-text-body")) return undefined;
  if (body !== undefined) allowOnly(body);
  const parameters: Record<string, string> = {};
  for (const parameter of parts.filter(({ name }) => name === "ac:parameter")) {
    allowOnly(parameter, "ac:name");
    const name = parameter.attributes["ac:name"] ?? "";
    if (name === "" || Object.hasOwn(parameters, name)) return undefined;
    parameters[name] = textIn(parameter);
  }
  return codeBlock(parameters, body === undefined ? "" : textIn(body));
}

/** Languages of fenced blocks that have another meaning. */
const RESERVED: readonly string[] = ["", RAW, PLAIN_TEXT];

function codeBlock({ language, ...parameters }: Record<string, string>, text: string): Block {
  const named = language !== undefined && !RESERVED.includes(language) && !language.includes("{");
  const attributes = named || language === undefined ? parameters : { language, ...parameters };
  const written = Object.keys(attributes).length === 0 ? "" : formatAttributes(attributes);
  if (named) return { ...fence(language, text), ...(written === "" ? {} : { meta: written }) };
  return fence(written, text);
}
