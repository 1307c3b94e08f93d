/**
 * Converts attributes of nodes to those of directives, and back.
 *
 * @module
 */
import type { Attributes } from "../dialect/nodes.ts";
import { Uncarried } from "../dialect/write.ts";
import type { AdfAttributes, AdfNode, Json } from "./document.ts";
import { NOT_TEXT, type Shape } from "./names.ts";

/** Whether a value is an automatic id of the editor, or equals the default. */
function isNothing(name: string, value: Json): boolean {
  switch (name) {
    case "localId":
      return true;
    case "accessLevel":
    case "style":
      return value === "";
    case "colspan":
    case "rowspan":
      return value === 1;
    case "isNumberColumnEnabled":
      return value === false;
    case "layout":
      return value === "default";
    default:
      return false;
  }
}

/** The attributes that have a meaning. */
export function significant({ attrs = {} }: Pick<AdfNode, "attrs">): AdfAttributes {
  return Object.fromEntries(Object.entries(attrs).filter(([name, value]) => !isNothing(name, value)));
}

/** @throws {Uncarried} if a node has other attributes than those allowed. */
export function allowOnly(node: Pick<AdfNode, "attrs">, ...allowed: readonly string[]): void {
  if (Object.keys(significant(node)).some((name) => !allowed.includes(name))) throw new Uncarried();
}

/** The directive attributes for a node's attributes. */
export function attributesFor(attributes: AdfAttributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => {
      if (typeof value === "string" && !NOT_TEXT.has(name)) return [name, value];
      if (typeof value === "string" || !NOT_TEXT.has(name)) throw new Uncarried();
      return [name, JSON.stringify(value)];
    }),
  );
}

/** The label and attributes of a directive with a shape. */
export function shaped(
  node: AdfNode,
  shape: Shape,
): { readonly label: string; readonly attributes: Attributes } {
  if ((node.marks ?? []).length > 0) throw new Uncarried();
  const own = significant(node);
  allowOnly(node, ...shape.attributes, ...(shape.label === undefined ? [] : [shape.label]));
  if (lacks(own, shape) || Object.entries(own).some(([name, value]) => !isValue([shape.type, name], value))) {
    throw new Uncarried();
  }
  const { [shape.label ?? ""]: label = "", ...attributes } = own;
  if (typeof label !== "string" || (label === "" && own[shape.label ?? ""] !== undefined)) {
    throw new Uncarried();
  }
  // Sorted, because the original order has no meaning.
  const sorted = shape.attributes.flatMap((name) =>
    name in attributes ? [[name, attributes[name] ?? null]] : []
  );
  return { label, attributes: attributesFor(Object.fromEntries(sorted)) };
}

const LAYOUTS: readonly Json[] = [
  "wide",
  "full-width",
  "center",
  "wrap-right",
  "wrap-left",
  "align-end",
  "align-start",
];
const WIDE: readonly Json[] = ["wide", "full-width", "default"];
const PLACES: readonly Json[] = ["top", "middle", "bottom"];

/** Allowed values of attributes, by node type. */
const VALUES: Readonly<Record<string, Readonly<Record<string, readonly Json[]>>>> = {
  bodiedExtension: { layout: WIDE },
  embedCard: { layout: LAYOUTS },
  extension: { layout: WIDE },
  mediaInline: { type: ["link", "file", "image"] },
  mediaSingle: { layout: LAYOUTS },
  mention: { userType: ["DEFAULT", "SPECIAL", "APP"] },
  table: {
    displayMode: ["default", "fixed"],
    layout: ["wide", "full-width", "center", "align-end", "align-start", "default"],
  },
  tableCell: { valign: PLACES },
  tableHeader: { valign: PLACES },
};

/** Node types whose width is a percentage. */
const PARTS: readonly string[] = ["embedCard", "layoutColumn"];

function isValue([type, name]: readonly [type: string, name: string], value: Json): boolean {
  const values = VALUES[type]?.[name];
  if (values !== undefined) return values.includes(value);
  switch (name) {
    case "parameters":
      return true;
    case "isNumberColumnEnabled":
      return typeof value === "boolean";
    case "colwidth":
      return Array.isArray(value) && value.every((width) => typeof width === "number");
  }
  if (!NOT_TEXT.has(name)) return typeof value === "string";
  if (typeof value !== "number") return false;
  return !PARTS.includes(type) || name !== "width" || (value >= 0 && value <= 100);
}

/** A node's attributes for those of a directive; values of another type are left out. */
export function attributesFrom(
  attributes: Attributes,
  { type, attributes: allowed }: Pick<Shape, "type" | "attributes">,
): AdfAttributes {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => {
      if (!allowed.includes(name)) return [];
      const parsed = NOT_TEXT.has(name) ? parsedJson(value) : value;
      return parsed === undefined || !isValue([type, name], parsed) ? [] : [[name, parsed]];
    }),
  );
}

/** The node for a directive with a shape; `undefined` if a required attribute is missing. */
export function nodeFrom(
  { attributes, label }: { readonly attributes: Attributes; readonly label: string },
  shape: Shape,
): AdfNode | undefined {
  const own = attributesFrom(attributes, shape);
  const attrs = shape.label === undefined || label === "" ? own : { ...own, [shape.label]: label };
  return lacks(attrs, shape) ? undefined : { type: shape.type, attrs };
}

function lacks(attrs: AdfAttributes, { required = [] }: Shape): boolean {
  return required.some((name) => attrs[name] === undefined || attrs[name] === "");
}

/** Parses JSON; `undefined` if it is invalid. */
export function parsedJson(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
