/**
 * Functions of system libraries, as a {@linkcode Host} offers them where it can.
 *
 * @module
 */

/** A number, pointer or buffer that goes into or comes out of a foreign function. */
export type FfiValue = number | bigint | boolean | Uint8Array<ArrayBuffer> | FfiPointer | null;

/** An address in this process, or null. Opaque: only {@linkcode FfiLibrary} looks behind it. */
export type FfiPointer = { readonly address: bigint };

/** The types of a foreign function's parameters and result. */
export interface FfiSignature {
  /** Of its parameters, in order. */
  readonly parameters: readonly ("u32" | "u64" | "pointer" | "buffer")[];
  /** Of its result; `void` is called as 0. */
  readonly result: "u32" | "i32" | "void";
}

/** An open library. */
export interface FfiLibrary {
  /** Calls a function that was named when the library was opened. */
  call(name: string, ...values: readonly FfiValue[]): number;
  /** Copies bytes out of foreign memory. */
  read(pointer: FfiPointer, offset: number, length: number): Uint8Array<ArrayBuffer>;
  /** The address of a buffer of ours, valid as long as the buffer is. */
  pointerTo(buffer: Uint8Array<ArrayBuffer>): FfiPointer;
  /** Closes it. */
  close(): void;
}

/** Opens system libraries. */
export interface Ffi {
  /**
   * Opens a library.
   *
   * @param library Its absolute path: a name alone would also be looked up in the working directory.
   * @throws {TypeError} when the path is not absolute.
   * @throws {Error} when there is no such library or function, or it may not be loaded.
   */
  open(library: string, functions: Readonly<Record<string, FfiSignature>>): FfiLibrary;
}
