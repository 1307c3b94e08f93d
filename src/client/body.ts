/**
 * Bodies: limited in size and in time while they are read.
 *
 * @module
 */
import { HttpError } from "../core/errors.ts";
import { formatSize } from "../core/size.ts";

/** Deeper JSON than this is no answer of a product, and would end in the recursion of whoever walks it. */
const MAX_DEPTH = 500;

/** What happens around a body while it is read. */
export interface BodyWatch {
  /** Waits for the next piece, and no longer than is allowed. */
  within<T>(piece: Promise<T>): Promise<T>;
  /** Is told once that reading ended: at the end of the body, by a fault, or by the reader. */
  end(fault?: unknown): void;
}

/**
 * A body that is watched while it is read. Reading begins when the reader asks, and goes no further than it asks; it
 * fails with what `limit.longer` makes at the first byte too many.
 */
export function watchedBody(
  body: ReadableStream<Uint8Array>,
  watch: BodyWatch,
  limit: { readonly maxBytes: number; readonly longer: () => Error },
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let bytes = 0;
  return new ReadableStream({
    async pull(controller): Promise<void> {
      try {
        const { done, value } = await watch.within(reader.read());
        bytes += value?.byteLength ?? 0;
        if (bytes > limit.maxBytes) throw limit.longer();
        if (!done) return controller.enqueue(value);
        watch.end();
        controller.close();
      } catch (error) {
        watch.end(error);
        reader.cancel(error).catch(() => {});
        throw error;
      }
    },
    cancel(reason): Promise<void> {
      watch.end(reason);
      return reader.cancel(reason);
    },
  }, { highWaterMark: 0 });
}

/** How far a body is read. */
export interface ReadOptions {
  readonly maxBytes: number;
  /** What to do with a longer one: leave the rest unread, or throw. */
  readonly longer: "cut" | (() => Error);
}

/**
 * A body's bytes, as they are after decompression.
 *
 * @throws what `longer` makes, as soon as there is one byte too many.
 */
export async function readBytes(
  body: ReadableStream<Uint8Array> | null,
  options: ReadOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  if (body === null) return new Uint8Array();
  const { maxBytes, longer } = options;
  let [all, length] = [new Uint8Array(FIRST_BYTES), 0];
  // Leaving the loop cancels the body.
  for await (const piece of body) {
    if (length + piece.byteLength > maxBytes && longer !== "cut") throw longer();
    // Copied, because a piece of 4 KiB can be a view of a buffer of 64 KiB: Deno's are, of what was compressed.
    const taken = piece.subarray(0, maxBytes - length);
    all = withRoom(all, length + taken.byteLength);
    all.set(taken, length);
    length += taken.byteLength;
    if (taken.byteLength < piece.byteLength) break;
  }
  return all.subarray(0, length);
}

const FIRST_BYTES = 64 * 1024;

/** The same bytes, in twice the room when there is too little. */
function withRoom(bytes: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  if (length <= bytes.byteLength) return bytes;
  const more = new Uint8Array(Math.max(length, 2 * bytes.byteLength));
  more.set(bytes);
  return more;
}

/** An answer as text, and where it came from. */
export interface TextAnswer {
  readonly status: number;
  /** `GET https://…`, without a query. */
  readonly request: string;
  readonly text: string;
}

/**
 * Decodes UTF-8, whole: a text with replaced characters would be written back that way one day.
 *
 * @throws {HttpError} `bad-response`
 */
export function decodeText(bytes: Uint8Array, answer: Omit<TextAnswer, "text">): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw badAnswer("The answer is not valid UTF-8", answer);
  }
}

/**
 * Parses JSON. V8 itself parses any depth; what is deeper than 500 is refused, because nothing that walks it could.
 *
 * @returns `undefined` for an empty text.
 * @throws {HttpError} `bad-response`
 */
export function parseJson(answer: TextAnswer): unknown {
  if (answer.text.trim() === "") return undefined;
  if (isDeeper(answer.text, MAX_DEPTH)) {
    throw badAnswer(`The answer is nested deeper than ${MAX_DEPTH} levels`, answer);
  }
  try {
    return JSON.parse(answer.text);
  } catch {
    throw badAnswer("The answer is not JSON, though it says so", answer);
  }
}

/** The error for an answer that makes no sense. */
export function badAnswer(message: string, answer: Omit<TextAnswer, "text">): HttpError {
  return new HttpError("bad-response", `${message}: ${answer.request}`, {
    status: answer.status,
    request: answer.request,
    hint:
      "Check that the address is that of a Jira or a Confluence, and that nothing in between changes answers",
  });
}

/** The error for an answer that is larger than allowed. */
export function tooLarge(maxBytes: number, answer: Omit<TextAnswer, "text">): HttpError {
  return new HttpError(
    "bad-response",
    `The answer is larger than ${formatSize(maxBytes)}: ${answer.request}`,
    {
      status: answer.status,
      request: answer.request,
      data: { kind: "size-limit", limit: "maxSizeBytes", allowed: maxBytes },
    },
  );
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Whether brackets are open deeper than `max`, counted outside strings. */
function isDeeper(text: string, max: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (inString) {
      if (unit === BACKSLASH) at++;
      else if (unit === QUOTE) inString = false;
    } else if (unit === QUOTE) inString = true;
    else if (unit === 0x5b || unit === 0x7b) {
      if (++depth > max) return true;
    } else if (unit === 0x5d || unit === 0x7d) depth--;
  }
  return false;
}
