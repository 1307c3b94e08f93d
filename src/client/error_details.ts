/**
 * Extracts the server's own error texts from a response body.
 *
 * Pure.
 *
 * @module
 */
import { isRecord } from "../core/records.ts";
import { redact } from "../core/redact.ts";
import { printable, shorten } from "../core/text.ts";

const MAX_WORDS = 20;
const MAX_LENGTH = 300;

/**
 * The server's own error texts: one sentence each, at most 20 of 300 characters, printable, with this process's secrets
 * redacted. HTML and XML are never quoted.
 *
 * | source | shape |
 * |---|---|
 * | Jira | `{"errorMessages":["…"],"errors":{"field":"…"}}` |
 * | Confluence v2 | `{"errors":[{"status":404,"code":"…","title":"…","detail":"…"}]}` |
 * | Confluence v1, Data Center | `{"statusCode":404,"data":{"errors":[{"message":{"translation":"…"}}]},"message":"…"}` |
 * | the gateway, Cloud's front door | `{"code":401,"message":"…"}` |
 * | OAuth | `{"error":"…","error_description":"…"}` |
 */
export function errorDetails(
  response: { readonly headers: Headers; readonly body: string },
): readonly string[] {
  const type = response.headers.get("content-type") ?? "";
  const words = /\bjson\b/i.test(type)
    ? wordsOfJson(parse(response.body))
    : /^\s*text\/plain\b/i.test(type)
    ? [response.body]
    : [];
  const shown = words.map((text) => shorten(redact(printable(text)).trim(), MAX_LENGTH));
  return [...new Set(shown)].filter((text) => text !== "").slice(0, MAX_WORDS);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function wordsOfJson(body: unknown): string[] {
  if (!isRecord(body)) return [];
  const data = isRecord(body["data"]) ? body["data"] : {};
  return [
    ...texts(body["errorMessages"]),
    ...wordsOfErrors(body["errors"]),
    ...texts([body["message"], body["error_description"], body["errorMessage"], body["error"]]),
    ...wordsOfErrors(data["errors"]),
  ];
}

/** Reads Jira's messages by field, or Confluence's list. */
function wordsOfErrors(errors: unknown): string[] {
  if (Array.isArray(errors)) return errors.slice(0, MAX_WORDS).map(wordsOfError);
  if (!isRecord(errors)) return [];
  return Object.entries(errors).slice(0, MAX_WORDS).map(([field, text]) => `${field}: ${textOf(text)}`);
}

function wordsOfError(error: unknown): string {
  if (!isRecord(error)) return textOf(error);
  const message = isRecord(error["message"])
    ? error["message"]["translation"] ?? error["message"]["key"]
    : error["message"];
  return texts([error["title"], error["detail"], message]).join(": ");
}

function texts(values: unknown): string[] {
  return Array.isArray(values) ? values.slice(0, MAX_WORDS).map(textOf).filter((text) => text !== "") : [];
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
