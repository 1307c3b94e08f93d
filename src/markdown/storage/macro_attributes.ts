/**
 * Which attribute of a directive is what of a macro.
 *
 * @module
 */

/** Begins the name of a parameter that has elements in it. */
export const XML_PREFIX = "xml:";

/** Stands for the parameter without a name. */
export const NAMELESS = "_";

/** Whether an attribute is the macro's own, and no parameter. */
export function isOwnAttribute(name: string): boolean {
  return name.startsWith("ac:") || name.startsWith("data-");
}
