/**
 * A file's bytes, as they are asked for.
 *
 * @module
 */

/** A file that was opened to be read. */
interface OpenedFile {
  /** Fills a part of the buffer; 0 at the end of the file. */
  read(buffer: Uint8Array<ArrayBuffer>): Promise<number>;
  /** Closes it. */
  close(): Promise<void> | void;
}

/** So many bytes are a piece. */
const PIECE = 65_536;

/** The bytes of a file, which is closed at its end, when reading fails, or when nobody wants more. */
export function readStream(file: OpenedFile): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    async pull(controller): Promise<void> {
      const buffer = new Uint8Array(PIECE);
      try {
        const length = await file.read(buffer);
        if (length > 0) return controller.enqueue(buffer.subarray(0, length));
      } catch (error) {
        await file.close();
        throw error;
      }
      await file.close();
      controller.close();
    },
    cancel: () => file.close(),
  }, { highWaterMark: 0 });
}
