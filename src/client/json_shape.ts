/**
 * Validates the JSON of responses.
 *
 * @module
 */
import type { Client } from "./client.ts";
import type { HttpError } from "../core/errors.ts";
import { printable, shorten } from "../core/text.ts";
import { type ApiRequest, requestLine } from "./request.ts";
import { badAnswer } from "./body.ts";

/** The expected shape of a response, such as a zod schema. Unknown members are allowed. */
export interface Shape<T> {
  /** Validates a value. */
  safeParse(value: unknown):
    | { readonly success: true; readonly data: T }
    | { readonly success: false; readonly error: { readonly issues: readonly ShapeIssue[] } };
}

/** Creates a shape lazily: creating it takes longer than using it, and most programs need none. */
export function lazyShape<T>(make: () => Shape<T>): Shape<T> {
  let made: Shape<T> | undefined;
  return { safeParse: (value) => (made ??= make()).safeParse(value) };
}

/** One problem with a value. */
interface ShapeIssue {
  /** The path of the invalid member: names, and indices of lists. */
  readonly path: readonly PropertyKey[];
}

/**
 * Sends a request for JSON, and validates the response.
 *
 * @throws {HttpError} `bad-response` if a required member is missing or invalid.
 */
export async function ask<T>(client: Client, request: ApiRequest & { readonly shape: Shape<T> }): Promise<T> {
  const value = await client.json(request);
  const result = request.shape.safeParse(value);
  if (result.success) return result.data;
  throw lacking(client, { ...request, missing: result.error.issues[0]?.path ?? [] });
}

function lacking(
  client: Client,
  request: ApiRequest & { readonly missing: readonly PropertyKey[] },
): HttpError {
  const { method = "GET", product } = request;
  const url = typeof request.path === "string" ? client.url(product, request.path) : request.path;
  const member = shorten(printable(request.missing.map(String).join(".")), 60);
  const what = member === "" ? "The response is empty or of another type" : `The response lacks "${member}"`;
  return badAnswer(what, { status: 200, request: requestLine(method, url) });
}
