/**
 * Writes macros as storage format.
 *
 * @module
 */
import type { Head } from "../dialect/nodes.ts";
import { MACRO, PLAIN_MACROS } from "./names.ts";
import { isOwnAttribute, NAMELESS, XML_PREFIX } from "./macro_attributes.ts";
import { cdata, element, escapeText } from "./write_xml.ts";

/** Writes a macro, with its body as storage format. */
export function writeMacro({ name, attributes, label = "" }: Head, body = ""): string {
  const macro = name === MACRO ? label : name;
  const entries = Object.entries(attributes);
  const own = Object.fromEntries(entries.filter(([key]) => isOwnAttribute(key)));
  const version = PLAIN_MACROS.has(macro) && own["ac:schema-version"] === undefined
    ? { "ac:schema-version": "1" }
    : {};
  const title = macro === "status" && label !== "" ? [["title", label] as const] : [];
  const parameters = [...title, ...entries.filter(([key]) => !isOwnAttribute(key))].map(writeParameter);
  return element(
    ["ac:structured-macro", { "ac:name": macro, ...version, ...own }],
    parameters.join("") + body,
  );
}

function writeParameter([key, value]: readonly [string, string]): string {
  const rich = key.startsWith(XML_PREFIX);
  const name = rich ? key.slice(XML_PREFIX.length) : key;
  const own = { "ac:name": name === NAMELESS ? "" : name };
  return element(["ac:parameter", own], rich ? value : escapeText(value));
}

/** The body of a macro with blocks. An empty one is written, too. */
export function richBody(content: string): string {
  return `<ac:rich-text-body>${content}</ac:rich-text-body>`;
}

/** The body of a macro with plain text. */
export function plainBody(text: string): string {
  return element("ac:plain-text-body", cdata(text));
}

/** Writes a code macro. */
export function writeCode(attributes: Readonly<Record<string, string>>, text: string): string {
  const parameters = Object.entries(attributes).map(writeParameter).join("");
  const own = { "ac:name": "code", "ac:schema-version": "1" };
  return element(["ac:structured-macro", own], parameters + plainBody(text));
}
