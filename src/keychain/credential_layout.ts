/**
 * The byte layout of Windows' `CREDENTIALW` on 64-bit machines. Members and limits are from Microsoft's page and
 * `wincred.h`; sizes and offsets are from mingw's `wincred.h` for x86_64 (`sizeof`, `offsetof`).
 *
 * @see https://learn.microsoft.com/windows/win32/api/wincred/ns-wincred-credentialw
 * @module
 */
import type { FfiPointer } from "../core/ffi.ts";

const SIZE = 80;
const TYPE = 4;
const TARGET_NAME = 8;
const COMMENT = 16;
const BLOB_SIZE = 32;
const BLOB = 40;
const PERSIST = 48;
const USER_NAME = 72;

/** `CRED_TYPE_GENERIC`: a type that neither Windows nor a browser uses on its own. */
export const GENERIC = 1;
/** `CRED_PERSIST_LOCAL_MACHINE`: for all sessions of this user on this machine, without roaming. */
const LOCAL_MACHINE = 2;
/** `CRED_MAX_STRING_LENGTH`: maximum length of a comment in UTF-16 units, including the final zero. */
export const MAX_COMMENT = 256;
/** `CRED_MAX_USERNAME_LENGTH`: maximum length of a user name in UTF-16 units, including the final zero. */
export const MAX_USER_NAME = 513;
/** `CRED_MAX_CREDENTIAL_BLOB_SIZE`: maximum size of a secret in bytes. */
export const MAX_BLOB = 5 * 512;

type Bytes = Uint8Array<ArrayBuffer>;
/** Copies bytes from foreign memory. */
type ReadMemory = (pointer: FfiPointer, offset: number, length: number) => Bytes;

/** Encodes a text for Windows: UTF-16 with a final zero. */
export function wide(text: string): Bytes {
  const bytes = new Uint8Array(new ArrayBuffer(2 * (text.length + 1)));
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index++) view.setUint16(2 * index, text.charCodeAt(index), true);
  return bytes;
}

/** Encodes a generic credential. The pointers must stay valid until Windows has read it. */
export function encodeCredential(parts: {
  readonly targetName: FfiPointer;
  readonly comment: FfiPointer;
  readonly userName: FfiPointer;
  readonly blob: FfiPointer;
  readonly blobSize: number;
}): Bytes {
  const bytes = new Uint8Array(new ArrayBuffer(SIZE));
  const view = new DataView(bytes.buffer);
  view.setUint32(TYPE, GENERIC, true);
  view.setBigUint64(TARGET_NAME, parts.targetName.address, true);
  view.setBigUint64(COMMENT, parts.comment.address, true);
  view.setUint32(BLOB_SIZE, parts.blobSize, true);
  view.setBigUint64(BLOB, parts.blob.address, true);
  view.setUint32(PERSIST, LOCAL_MACHINE, true);
  view.setBigUint64(USER_NAME, parts.userName.address, true);
  return bytes;
}

/** The members of a structure in foreign memory, copied. */
export interface ReadCredential {
  readonly targetName: string;
  readonly comment: string | undefined;
  /** Copies the secret, which the caller overwrites after use. */
  readonly blob: () => Bytes;
}

/** Decodes a structure that Windows created. */
export function decodeCredential(read: ReadMemory, pointer: FfiPointer): ReadCredential {
  const view = new DataView(read(pointer, 0, SIZE).buffer);
  const at = (offset: number): FfiPointer => ({ address: view.getBigUint64(offset, true) });
  const size = view.getUint32(BLOB_SIZE, true);
  return {
    targetName: readWide(read, at(TARGET_NAME)) ?? "",
    comment: readWide(read, at(COMMENT)),
    blob: () => size === 0 ? new Uint8Array(new ArrayBuffer(0)) : read(at(BLOB), 0, size),
  };
}

/** Reads an address that Windows wrote to one of our buffers. */
export function pointerIn(bytes: Bytes): FfiPointer {
  return { address: new DataView(bytes.buffer).getBigUint64(0, true) };
}

/** Unit by unit: memory after the final zero must not be read. */
function readWide(read: ReadMemory, pointer: FfiPointer): string | undefined {
  if (pointer.address === 0n) return undefined;
  let text = "";
  for (let offset = 0;; offset += 2) {
    const unit = new DataView(read(pointer, offset, 2).buffer).getUint16(0, true);
    if (unit === 0) return text;
    text += String.fromCharCode(unit);
  }
}
