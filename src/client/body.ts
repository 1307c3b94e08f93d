/**
 * Reads bodies with limits on size and time.
 *
 * @module
 */
import { HttpError } from "../core/errors.ts";
import { formatSize } from "../core/size.ts";

/** Maximum nesting depth of JSON. No product sends deeper JSON, and code that walks it would overflow the stack. */
const MAX_DEPTH = 500;

/** Callbacks for reading a body. */
export interface BodyWatch {
  /** Waits for the next chunk, up to the time limit. */
  within<T>(piece: Promise<T>): Promise<T>;
  /** Called once after reading: at the end of the body, on failure, or if the reader cancels. */
  end(fault?: unknown): void;
}

/**
 * Wraps a body in a stream with time limits. It reads on demand only. At the first byte beyond the limit it fails with
 * the error from `limit.longer`.
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

/** Limits on reading a body. */
interface ReadOptions {
  readonly maxBytes: number;
  /** What to do with a longer body: leave the rest unread, or throw an error. */
  readonly longer: "cut" | (() => Error);
}

/**
 * Reads a body's bytes, after decompression.
 *
 * @throws the error from `longer`, as soon as the limit is exceeded.
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
    // Copied, because a chunk of 4 KiB can be a view of a buffer of 64 KiB. Deno returns such views for compressed
    // bodies.
    const taken = piece.subarray(0, maxBytes - length);
    all = withRoom(all, length + taken.byteLength);
    all.set(taken, length);
    length += taken.byteLength;
    if (taken.byteLength < piece.byteLength) break;
  }
  return all.subarray(0, length);
}

const FIRST_BYTES = 64 * 1024;

/** The same bytes, in a buffer of twice the size if necessary. */
function withRoom(bytes: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  if (length <= bytes.byteLength) return bytes;
  const more = new Uint8Array(Math.max(length, 2 * bytes.byteLength));
  more.set(bytes);
  return more;
}

/** A response as text, and its origin. */
interface TextResponse {
  readonly status: number;
  /** `GET https://…`, without a query. */
  readonly request: string;
  readonly text: string;
}

/**
 * Decodes UTF-8 strictly: replacement characters would be saved when the text is written back.
 *
 * @throws {HttpError} `bad-response`
 */
export function decodeText(bytes: Uint8Array, response: Omit<TextResponse, "text">): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw badResponse("The response is not valid UTF-8", response);
  }
}

/**
 * Parses JSON. V8 parses any depth, but JSON nested deeper than 500 levels is refused, because code that walks it would
 * fail.
 *
 * @returns `undefined` for an empty text.
 * @throws {HttpError} `bad-response`
 */
export function parseJson(response: TextResponse): unknown {
  if (response.text.trim() === "") return undefined;
  if (isDeeper(response.text, MAX_DEPTH)) {
    throw badResponse(`The response is nested deeper than ${MAX_DEPTH} levels`, response);
  }
  try {
    return JSON.parse(response.text);
  } catch {
    throw badResponse("The response is not valid JSON, despite its content type", response);
  }
}

/** Creates the error for an unexpected response. */
export function badResponse(message: string, response: Omit<TextResponse, "text">): HttpError {
  return new HttpError("bad-response", `${message}: ${response.request}`, {
    status: response.status,
    request: response.request,
    hint:
      "Check that the address is that of a Jira or Confluence site, and that no proxy changes its responses",
  });
}

/** Creates the error for a response larger than the limit. */
export function tooLarge(maxBytes: number, response: Omit<TextResponse, "text">): HttpError {
  return new HttpError(
    "bad-response",
    `The response is larger than ${formatSize(maxBytes)}: ${response.request}`,
    {
      status: response.status,
      request: response.request,
      data: { kind: "size-limit", limit: "maxSizeBytes", allowed: maxBytes },
    },
  );
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Whether brackets are nested deeper than `max`, outside strings. */
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
