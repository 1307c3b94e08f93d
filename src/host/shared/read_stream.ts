/**
 * Reads a file as a stream, on demand.
 *
 * @module
 */

/** A file that is open for reading. */
interface OpenedFile {
  /** Fills a part of the buffer; 0 at the end of the file. */
  read(buffer: Uint8Array<ArrayBuffer>): Promise<number>;
  /** Closes the file. */
  close(): Promise<void> | void;
}

/** Chunk size, in bytes. */
const PIECE = 65_536;

/** Reads a file as a stream. The file is closed at its end, on failure, or if the reader cancels. */
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
