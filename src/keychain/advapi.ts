/**
 * The credential functions of Windows, each with a typed result.
 *
 * @see https://learn.microsoft.com/windows/win32/api/wincred/
 * @module
 */
import type { Ffi, FfiLibrary, FfiPointer, FfiSignature } from "../core/ffi.ts";
import type { Host } from "../core/host.ts";
import { systemFile } from "../core/system_file.ts";
import { decodeCredential, GENERIC, pointerIn, type ReadCredential, wide } from "./credential_layout.ts";

const ADVAPI: Readonly<Record<string, FfiSignature>> = {
  CredReadW: { parameters: ["buffer", "u32", "u32", "buffer"], result: "i32" },
  CredWriteW: { parameters: ["buffer", "u32"], result: "i32" },
  CredDeleteW: { parameters: ["buffer", "u32", "u32"], result: "i32" },
  CredEnumerateW: { parameters: ["pointer", "u32", "buffer", "buffer"], result: "i32" },
  CredFree: { parameters: ["pointer"], result: "void" },
};
const KERNEL: Readonly<Record<string, FfiSignature>> = { GetLastError: { parameters: [], result: "u32" } };

/**
 * The error code for an absent credential.
 *
 * @see https://learn.microsoft.com/windows/win32/api/wincred/nf-wincred-credreadw
 */
const ERROR_NOT_FOUND = 1168;

/** The result of a call: a value, absent, or an error number of Windows (0 if it was lost). */
export type Outcome<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "absent" }
  | { readonly kind: "failed"; readonly error: number };

/** The credentials of this Windows user, while the libraries are open. */
export interface Credentials {
  /** Reads a credential. Its foreign memory is valid during `use` only. */
  read<T>(target: string, use: (credential: ReadCredential) => T): Outcome<T>;
  /** Writes a credential, and replaces one with the same target. */
  write(credential: Uint8Array<ArrayBuffer>): Outcome<true>;
  /** Deletes the credential with this target. */
  remove(target: string): Outcome<true>;
  /** The address of a JavaScript buffer. */
  pointerTo(buffer: Uint8Array<ArrayBuffer>): FfiPointer;
}

/**
 * Opens the libraries for the duration of one callback.
 *
 * @throws {Error} if they cannot be loaded.
 */
export function withCredentials<T>(
  host: Pick<Host, "env"> & { readonly ffi: Ffi },
  use: (credentials: Credentials) => T,
): T {
  const kernel = host.ffi.open(systemFile(host, "kernel32.dll"), KERNEL);
  try {
    const advapi = host.ffi.open(systemFile(host, "advapi32.dll"), ADVAPI);
    try {
      return use(credentials(advapi, () => kernel.call("GetLastError")));
    } finally {
      advapi.close();
    }
  } finally {
    kernel.close();
  }
}

function credentials(advapi: FfiLibrary, lastError: () => number): Credentials {
  const outcome = <T>(target: string, result: number, value: () => T): Outcome<T> => {
    if (result !== 0) return { kind: "done", value: value() };
    const error = lastError();
    const isAbsent = error === ERROR_NOT_FOUND || isListedWithout(advapi, { target, lastError });
    return isAbsent ? { kind: "absent" } : { kind: "failed", error };
  };
  return {
    pointerTo: (buffer) => advapi.pointerTo(buffer),
    read: (target, use) => {
      const out = new Uint8Array(new ArrayBuffer(8));
      const result = advapi.call("CredReadW", wide(target), GENERIC, 0, out);
      return outcome(target, result, () => usePointer(advapi, pointerIn(out), use));
    },
    write: (credential) =>
      advapi.call("CredWriteW", credential, 0) !== 0
        ? { kind: "done", value: true }
        : { kind: "failed", error: lastError() },
    remove: (target) => outcome(target, advapi.call("CredDeleteW", wide(target), GENERIC, 0), () => true),
  };
}

function usePointer<T>(advapi: FfiLibrary, pointer: FfiPointer, use: (credential: ReadCredential) => T): T {
  try {
    return use(decode(advapi, pointer));
  } finally {
    advapi.call("CredFree", pointer);
  }
}

function decode(advapi: FfiLibrary, pointer: FfiPointer): ReadCredential {
  return decodeCredential((...where) => advapi.read(...where), pointer);
}

/**
 * Whether the list of all credentials proves that this one is absent.
 *
 * `GetLastError` is per thread, and the runtime's work between two calls can change it. So only "not found" is trusted
 * directly. Any other number may come from another call, and is checked against the list. If neither proves absence, it
 * is a failure.
 */
function isListedWithout(
  advapi: FfiLibrary,
  { target, lastError }: { readonly target: string; readonly lastError: () => number },
): boolean {
  const count = new Uint8Array(new ArrayBuffer(4));
  const list = new Uint8Array(new ArrayBuffer(8));
  if (advapi.call("CredEnumerateW", null, 0, count, list) === 0) return lastError() === ERROR_NOT_FOUND;
  const pointer = pointerIn(list);
  try {
    const length = new DataView(count.buffer).getUint32(0, true);
    return Array.from({ length }, (_, index) => pointerIn(advapi.read(pointer, 8 * index, 8)))
      .every((each) => decode(advapi, each).targetName.toLowerCase() !== target.toLowerCase());
  } finally {
    advapi.call("CredFree", pointer);
  }
}
