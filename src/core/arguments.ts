/**
 * Arguments of public functions, checked before anything is sent: types end at a caller in JavaScript.
 *
 * Pure.
 *
 * @module
 */

/** Arguments by the names that callers know them by: `{ key }`. */
type Arguments = Readonly<Record<string, unknown>>;

/**
 * Checks that every argument is a string with more in it than white space.
 *
 * @throws {TypeError} if one is not.
 */
export function requireText(args: Arguments): void {
  for (const [name, value] of Object.entries(args)) {
    if (typeof value !== "string" || value.trim() === "") throw invalid(name, value, "a non-empty string");
  }
}

/**
 * Checks that every argument is a string, which may be empty.
 *
 * @throws {TypeError} if one is not.
 */
export function requireString(args: Arguments): void {
  for (const [name, value] of Object.entries(args)) {
    if (typeof value !== "string") throw invalid(name, value, "a string");
  }
}

/**
 * Checks that every argument is a finite number.
 *
 * @throws {TypeError} if one is not.
 */
export function requireNumber(args: Arguments): void {
  for (const [name, value] of Object.entries(args)) {
    if (!Number.isFinite(value)) throw invalid(name, value, "a finite number");
  }
}

/**
 * Builds a path of a URL: `` urlPath`/issue/${{ key }}/comment` ``. Each argument is encoded and stays one segment.
 *
 * @throws {TypeError} if an argument is not a non-empty string, or is `.` or `..`, which would lead to another resource.
 */
export function urlPath(texts: TemplateStringsArray, ...args: readonly Arguments[]): string {
  const segments = args.map((each) => Object.entries(each).map(segmentOf).join(""));
  return texts.map((text, index) => `${text}${segments[index] ?? ""}`).join("");
}

function segmentOf([name, value]: readonly [string, unknown]): string {
  requireText({ [name]: value });
  if (!isSegment(value)) throw invalid(name, value, "one segment of a path");
  return encodeURIComponent(value);
}

/** Whether a value can be a segment of a path: it is not empty, and does not lead to another resource. */
export function isSegment(value: unknown): value is string {
  if (typeof value !== "string" || value.trim() === "") return false;
  return !value.split(/[/\\]/).some((part) => /^\.{1,2}$/.test(part.trim()));
}

/** The error for an argument that cannot be used. Shows no more of a value than its kind, if it is not a string. */
export function invalid(name: string, value: unknown, expected: string): TypeError {
  const shown = typeof value === "string"
    ? JSON.stringify(value.slice(0, 60))
    : value === null || value === undefined || typeof value === "number"
    ? String(value)
    : Array.isArray(value)
    ? "a list"
    : `a value of type ${typeof value}`;
  return new TypeError(`Invalid ${name}: ${shown} is not ${expected}`);
}
