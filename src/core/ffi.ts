/**
 * The interface to functions of system libraries (FFI), which a {@linkcode Host} offers if its runtime supports it.
 *
 * @module
 */

/** A parameter or result of a foreign function. */
export type FfiValue = number | bigint | boolean | Uint8Array<ArrayBuffer> | FfiPointer | null;

/** An address in this process, or null. Opaque: only {@linkcode FfiLibrary} dereferences it. */
export type FfiPointer = { readonly address: bigint };

/** The types of a foreign function's parameters and result. */
export interface FfiSignature {
  /** Parameter types, in order. */
  readonly parameters: readonly ("u32" | "u64" | "pointer" | "buffer")[];
  /** Result type; a `void` function returns 0. */
  readonly result: "u32" | "i32" | "void";
}

/** A library that is open. */
export interface FfiLibrary {
  /** Calls a function that {@linkcode Ffi.open} declared. */
  call(name: string, ...values: readonly FfiValue[]): number;
  /** Copies bytes from foreign memory. */
  read(pointer: FfiPointer, offset: number, length: number): Uint8Array<ArrayBuffer>;
  /** The address of a JavaScript buffer, valid as long as the buffer is. */
  pointerTo(buffer: Uint8Array<ArrayBuffer>): FfiPointer;
  /** Closes the library. Its functions cannot be called afterwards. */
  close(): void;
}

/** Opens system libraries. */
export interface Ffi {
  /**
   * Opens a library and declares functions of it.
   *
   * @param library Its absolute path. Windows would look up a bare name in the working directory, too.
   * @throws {TypeError} if the path is not absolute.
   * @throws {Error} if the library or a function does not exist, or the runtime does not permit it.
   */
  open(library: string, functions: Readonly<Record<string, FfiSignature>>): FfiLibrary;
}
