/**
 * Writes inline content as storage format.
 *
 * @module
 */
import type { TextDirective } from "mdast-util-directive";
import { attributesOf, type Inline, plainText } from "../dialect/nodes.ts";
import { isBreak } from "../dialect/runs.ts";
import { MARK_ELEMENTS, RAW } from "./names.ts";
import { type Addresses, writeImage, writeLink, writeMention } from "./write_links.ts";
import { writeMacro } from "./write_macros.ts";
import { element, escapeText } from "./write_xml.ts";

/** Writes inline nodes. */
export function writeLine(nodes: readonly Inline[], addresses: Addresses): string {
  return nodes.map((node) => writeNode(node, addresses)).join("");
}

function writeNode(node: Inline, addresses: Addresses): string {
  switch (node.type) {
    case "text":
      return escapeText(node.value);
    case "inlineCode":
      return element("code", escapeText(node.value));
    case "break":
      return "<br />";
    case "html":
      return isBreak(node) ? "<br />" : escapeText(node.value);
    case "strong":
      return element("strong", writeLine(node.children, addresses));
    case "emphasis":
      return element("em", writeLine(node.children, addresses));
    case "delete":
      return element("del", writeLine(node.children, addresses));
    case "link":
      return writeLink(node, { addresses, body: writeLine(node.children, addresses) });
    case "image":
      return writeImage({ src: node.url, alt: node.alt, title: node.title }, addresses);
    case "textDirective":
      return writeDirective(node, addresses);
    default:
      return escapeText(plainText([node]));
  }
}

function writeDirective(node: TextDirective, addresses: Addresses): string {
  const attributes = attributesOf(node);
  const label = plainText(node.children);
  switch (node.name) {
    case RAW:
      return attributes["xml"] ?? "";
    case "date":
      return element(["time", { datetime: label }]);
    case "emoji":
      return writeEmoticon(attributes, label);
    case "image":
      return writeImage({ ...attributes, alt: label }, addresses);
    case "mention":
      return writeMention(attributes, { addresses, label });
    case "task":
      return "";
  }
  const name = Object.hasOwn(MARK_ELEMENTS, node.name) ? MARK_ELEMENTS[node.name] : undefined;
  return name === undefined
    ? writeMacro({ name: node.name, attributes, label })
    : element([name, attributes], writeLine(node.children, addresses));
}

function writeEmoticon(attributes: Readonly<Record<string, string>>, label: string): string {
  const own = Object.entries(attributes).map(([name, value]) => [`ac:${name}`, value]);
  const fallback = label === "" ? {} : { "ac:emoji-fallback": label };
  return element(["ac:emoticon", { ...Object.fromEntries(own), ...fallback }]);
}
