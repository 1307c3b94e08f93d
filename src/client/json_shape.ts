/**
 * Answers of a known shape.
 *
 * @module
 */
import type { Client } from "./client.ts";
import type { HttpError } from "../core/errors.ts";
import { printable, shorten } from "../core/text.ts";
import { type ApiRequest, requestLine } from "./request.ts";
import { badAnswer } from "./body.ts";

/** What an answer has to look like; a schema of zod is one. Members that it does not name are let pass. */
export interface Shape<T> {
  /** Checks a value. */
  safeParse(value: unknown):
    | { readonly success: true; readonly data: T }
    | { readonly success: false; readonly error: { readonly issues: readonly ShapeIssue[] } };
}

/**
 * A shape that is made when it is first needed: making one costs a start more than using it, and most programs need
 * none.
 */
export function lazyShape<T>(make: () => Shape<T>): Shape<T> {
  let made: Shape<T> | undefined;
  return { safeParse: (value) => (made ??= make()).safeParse(value) };
}

/** One thing that is wrong with a value. */
export interface ShapeIssue {
  /** Where: the names and numbers of the members that lead there. */
  readonly path: readonly PropertyKey[];
}

/**
 * Sends a request for JSON, and checks the answer.
 *
 * @throws {HttpError} `bad-response` when it lacks what is needed.
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
  const what = member === "" ? "The answer is empty or of another kind" : `The answer lacks "${member}"`;
  return badAnswer(what, { status: 200, request: requestLine(method, url) });
}
