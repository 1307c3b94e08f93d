/**
 * A multipart form with a file, sent as a stream. `FormData` would buffer the file.
 *
 * @module
 */

/** The file and the other fields of a form. */
interface FileForm {
  readonly name: string;
  /** The media type, such as `image/png`. */
  readonly mediaType: string;
  readonly content: ReadableStream<Uint8Array>;
  /** Other fields, by name. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Encodes a form as a request body, with its content type. The file is the last part. */
export function multipart(
  { name, mediaType, content, fields }: FileForm,
): { readonly contentType: string; readonly body: ReadableStream<Uint8Array> } {
  const boundary = `atlcli-${crypto.randomUUID()}`;
  const heads = Object.entries(fields).map(([field, value]) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`
  );
  const file =
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${quoted(name)}"\r\n` +
    `Content-Type: ${mediaType}\r\n\r\n`;
  const ends = { before: heads.join("") + file, after: `\r\n--${boundary}--\r\n` };
  return { contentType: `multipart/form-data; boundary=${boundary}`, body: between(content, ends) };
}

/** Quoted as in browsers. https://html.spec.whatwg.org/#multipart-form-data */
function quoted(name: string): string {
  return name.replaceAll("\n", "%0A").replaceAll("\r", "%0D").replaceAll('"', "%22");
}

function between(
  content: ReadableStream<Uint8Array>,
  { before, after }: { readonly before: string; readonly after: string },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const reader = content.getReader();
  let begun = false;
  return new ReadableStream({
    async pull(controller): Promise<void> {
      if (!begun) {
        begun = true;
        return controller.enqueue(encoder.encode(before));
      }
      const { done, value } = await reader.read();
      if (!done) return controller.enqueue(value);
      controller.enqueue(encoder.encode(after));
      controller.close();
    },
    cancel: (reason) => reader.cancel(reason),
  }, { highWaterMark: 0 });
}
