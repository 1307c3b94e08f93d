/**
 * The body of `atlcli api --input`: buffered if small, streamed otherwise.
 *
 * @module
 */
import { absolutePath } from "../../../core/paths.ts";
import { FileFault } from "../../../core/host.ts";
import { HttpError, NetworkError, UsageError } from "../../../../mod.ts";
import type { RequestBody } from "../../../client/mod.ts";
import type { Context } from "../../context.ts";

/** Maximum size of a buffered body, in bytes; only a buffered body can be sent again. */
const MAX_BUFFERED_BYTES = 1024 * 1024;

/** A body: its bytes, or a stream of them. */
type InputBody = Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

/**
 * Opens a file or standard input.
 *
 * @param input The path, or `-` for standard input.
 * @throws {UsageError} if it cannot be read.
 */
export async function inputBody({ host, terminal }: Context, input: string): Promise<InputBody> {
  if (input === "-") return await bufferedOrStreamed(terminal.stdin.open());
  try {
    const content = await host.files.open(absolutePath(host.cwd(), input));
    if (content !== undefined) return await bufferedOrStreamed(content);
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    throw new UsageError(`--input: ${error.message}`, { cause: error });
  }
  throw new UsageError(`--input: No such file: "${input}"`);
}

/** Parses a body as JSON. */
export async function inputJson(body: InputBody, input: string): Promise<unknown> {
  try {
    return JSON.parse(
      new TextDecoder("utf-8", { fatal: true }).decode(await new Response(body).arrayBuffer()),
    );
  } catch (error) {
    throw new UsageError(`--input: Invalid JSON, which --paginate requires: "${input}"`, { cause: error });
  }
}

/** Warns that a streamed body was not sent again, if a retry would have followed. */
export function warnNotSentAgain(
  { output }: Context,
  { body, error }: { readonly body: RequestBody | undefined; readonly error: unknown },
): void {
  const failed = error instanceof HttpError || error instanceof NetworkError;
  if (!failed || !(body instanceof ReadableStream)) return;
  output.warn("The input is larger than 1 MiB, so it was streamed and cannot be sent again");
}

async function bufferedOrStreamed(content: ReadableStream<Uint8Array>): Promise<InputBody> {
  const reader = content.getReader();
  const chunks: Uint8Array[] = [];
  for (let size = 0; size <= MAX_BUFFERED_BYTES;) {
    const { done, value } = await reader.read();
    if (done) return joined(chunks, size);
    chunks.push(value.slice());
    size += value.byteLength;
  }
  return new ReadableStream({
    async pull(controller): Promise<void> {
      const first = chunks.shift();
      if (first !== undefined) return controller.enqueue(first);
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  }, { highWaterMark: 0 });
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.byteLength;
  }
  return all;
}
