/**
 * FFI in Deno.
 *
 * @module
 */
import type { Ffi, FfiLibrary, FfiPointer, FfiSignature, FfiValue } from "../../core/ffi.ts";
import { isAbsolutePath } from "../../core/paths.ts";

/** Opens system libraries with `Deno.dlopen`. */
export const denoFfi: Ffi = {
  open: (library, functions) => {
    if (!isAbsolutePath(library)) throw new TypeError(`Not an absolute path: "${library}"`);
    const opened = Deno.dlopen<Record<string, Deno.ForeignFunction>>(library, toSymbols(functions));
    const called = (name: string, values: readonly FfiValue[]): unknown => {
      const symbol = opened.symbols[name];
      if (typeof symbol !== "function") throw new TypeError(`Function not declared: "${name}"`);
      return Reflect.apply(symbol, undefined, values.map(toNative));
    };
    return {
      call: (name, ...values) => Number(called(name, values) ?? 0),
      read,
      pointerTo,
      close: () => opened.close(),
    } satisfies FfiLibrary;
  },
};

function toSymbols(functions: Readonly<Record<string, FfiSignature>>): Record<string, Deno.ForeignFunction> {
  return Object.fromEntries(
    Object.entries(functions).map(([name, { parameters, result }]) => [name, {
      parameters: [...parameters],
      result,
    }]),
  );
}

function toNative(value: FfiValue): unknown {
  const isPointer = value !== null && typeof value === "object" && "address" in value;
  return isPointer ? Deno.UnsafePointer.create(value.address) : value;
}

function read(pointer: FfiPointer, offset: number, length: number): Uint8Array<ArrayBuffer> {
  const native = Deno.UnsafePointer.create(pointer.address);
  if (native === null) throw new TypeError("Cannot read from a null pointer");
  const bytes = new Uint8Array(new ArrayBuffer(length));
  Deno.UnsafePointerView.copyInto(native, bytes, offset);
  return bytes;
}

function pointerTo(buffer: Uint8Array<ArrayBuffer>): FfiPointer {
  return { address: BigInt(Deno.UnsafePointer.value(Deno.UnsafePointer.of(buffer))) };
}
