/**
 * Maps attributes of a directive to the parts of a macro.
 *
 * @module
 */

/** Prefix for the name of a parameter that contains elements. */
export const XML_PREFIX = "xml:";

/** The name of the parameter without a name. */
export const NAMELESS = "_";

/** Whether an attribute belongs to the macro itself, and is not a parameter. */
export function isOwnAttribute(name: string): boolean {
  return name.startsWith("ac:") || name.startsWith("data-");
}
