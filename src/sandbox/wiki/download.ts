/**
 * The content of attachments. Generated content is streamed, never buffered.
 *
 * @module
 */
import type { Attachment } from "../wiki_model.ts";
import { sizeOf } from "../wiki_model.ts";

const PART = 65_536;

/** A response with the content of an attachment. */
export function downloadOf(attachment: Attachment): Response {
  const { content, fileName, mediaType } = attachment;
  return new Response(content.kind === "bytes" ? content.bytes : generatedBytes(content.size), {
    headers: {
      "Content-Type": mediaType,
      "Content-Length": String(sizeOf(attachment)),
      "Content-Disposition": `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      "X-Content-Type-Options": "nosniff",
    },
  });
}

/** Generates bytes, always the same ones: 0, 1, …, 255, 0, … */
export function generatedBytes(size: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  const part = Uint8Array.from({ length: PART }, (_, index) => index % 256);
  let left = size;
  return new ReadableStream({
    pull(controller) {
      const count = Math.min(left, PART);
      if (count > 0) controller.enqueue(part.slice(0, count));
      left -= count;
      if (left === 0) controller.close();
    },
  });
}
