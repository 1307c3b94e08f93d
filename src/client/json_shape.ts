/**
 * Validates the JSON of responses.
 *
 * @module
 */
import { printable, shorten } from "../core/text.ts";
import { badResponse } from "./body.ts";
import { readJson, type Received } from "./response.ts";

/** The expected shape of a response, such as a zod schema. */
export interface Shape<T> {
  /** Validates a value. An issue's path leads to the invalid member: names, and indices of lists. */
  safeParse(value: unknown): { readonly success: true; readonly data: T } | {
    readonly success: false;
    readonly error: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] };
  };
}

/** Creates a shape lazily: creating it takes longer than using it, and most programs need none. */
export function lazyShape<T>(make: () => Shape<T>): Shape<T> {
  let made: Shape<T> | undefined;
  return { safeParse: (value) => (made ??= make()).safeParse(value) };
}

/**
 * Reads JSON of a shape.
 *
 * @throws {HttpError} `bad-response` if a required member is missing or invalid.
 */
export async function readShaped<T>(received: Received, shape: Shape<T>): Promise<T> {
  const result = shape.safeParse(await readJson(received));
  if (result.success) return result.data;
  const path = result.error.issues[0]?.path ?? [];
  const member = shorten(printable(path.map(String).join(".")), 60);
  const what = member === "" ? "The response is empty or of another type" : `The response lacks "${member}"`;
  throw badResponse(what, { status: received.response.status, request: received.request });
}
