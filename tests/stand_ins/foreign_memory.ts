/** Memory of another program's making, pretended: blocks of bytes at addresses, and nothing between them. */
import type { FfiPointer } from "../../src/core/ffi.ts";

/** Bytes with a buffer of their own. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** Blocks at addresses. Reading outside one throws. */
export class ForeignMemory {
  readonly #blocks = new Map<bigint, Bytes>();
  readonly #allocated = new Set<bigint>();
  #next = 0x1_0000n;

  /** The address of a caller's buffer: the same each time. */
  pointerTo(buffer: Bytes): FfiPointer {
    for (const [address, block] of this.#blocks) if (block === buffer) return { address };
    return { address: this.#place(buffer) };
  }

  /** Makes a block, for which its own address is known. The caller must free it. */
  allocate(make: (base: bigint) => Bytes): bigint {
    const address = this.#place(make(this.#next));
    this.#allocated.add(address);
    return address;
  }

  /** Frees a block that was allocated. */
  free(pointer: FfiPointer): void {
    if (!this.#allocated.delete(pointer.address)) {
      throw new Error("Access violation: freed what was not allocated");
    }
    this.#blocks.delete(pointer.address);
  }

  /** Copies bytes out of one block. */
  read({ address }: FfiPointer, offset: number, length: number): Bytes {
    const from = address + BigInt(offset);
    for (const [base, block] of this.#blocks) {
      const start = Number(from - base);
      if (start >= 0 && start + length <= block.length && block.length > 0) {
        return block.slice(start, start + length);
      }
    }
    throw new Error(`Access violation: ${length} bytes at 0x${from.toString(16)}`);
  }

  /** A text in UTF-16, up to its zero; `undefined` behind a null pointer. */
  readWide(pointer: FfiPointer): string | undefined {
    if (pointer.address === 0n) return undefined;
    let text = "";
    for (let offset = 0;; offset += 2) {
      const [low = 0, high = 0] = this.read(pointer, offset, 2);
      if (low === 0 && high === 0) return text;
      text += String.fromCharCode(low + 256 * high);
    }
  }

  /** How many blocks were allocated and not freed. */
  get leaked(): number {
    return this.#allocated.size;
  }

  /** Whether any block, a caller's buffer too, still has this text in it. */
  holds(text: string): boolean {
    const decoder = new TextDecoder("latin1");
    return [...this.#blocks.values()].some((block) => decoder.decode(block).includes(text));
  }

  #place(block: Bytes): bigint {
    const address = this.#next;
    this.#next += BigInt(block.length + 0xfff & ~0xfff) + 0x1000n;
    this.#blocks.set(address, block);
    return address;
  }
}
