/**
 * `CREDENTIALW` of Windows on 64-bit machines, as bytes: members and limits as on Microsoft's page and in `wincred.h`.
 * Size and offsets are those that mingw's `wincred.h` gives for x86_64 (`sizeof`, `offsetof`).
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

/** `CRED_TYPE_GENERIC`: neither Windows nor a browser uses it by itself. */
export const GENERIC = 1;
/** `CRED_PERSIST_LOCAL_MACHINE`: for this user, in all sessions on this machine; it does not roam. */
const LOCAL_MACHINE = 2;
/** `CRED_MAX_STRING_LENGTH`, the longest comment, in UTF-16 units with the zero at its end. */
export const MAX_COMMENT = 256;
/** `CRED_MAX_USERNAME_LENGTH`, likewise. */
export const MAX_USER_NAME = 513;
/** `CRED_MAX_CREDENTIAL_BLOB_SIZE`, the longest secret, in bytes. */
export const MAX_BLOB = 5 * 512;

type Bytes = Uint8Array<ArrayBuffer>;
/** Copies bytes out of foreign memory. */
export type ReadMemory = (pointer: FfiPointer, offset: number, length: number) => Bytes;

/** A text in UTF-16 with a zero at its end, as Windows takes it. */
export function wide(text: string): Bytes {
  const bytes = new Uint8Array(new ArrayBuffer(2 * (text.length + 1)));
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index++) view.setUint16(2 * index, text.charCodeAt(index), true);
  return bytes;
}

/** The structure for a generic credential; the pointers must stay valid while Windows reads it. */
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

/** What a structure in foreign memory says, copied. */
export interface ReadCredential {
  readonly targetName: string;
  readonly comment: string | undefined;
  /** Copies the secret. The caller overwrites it. */
  readonly blob: () => Bytes;
}

/** Reads a structure that Windows made. */
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

/** The address that Windows left in a buffer of ours. */
export function pointerIn(bytes: Bytes): FfiPointer {
  return { address: new DataView(bytes.buffer).getBigUint64(0, true) };
}

/** Unit by unit: nobody may look behind the zero at the end. */
function readWide(read: ReadMemory, pointer: FfiPointer): string | undefined {
  if (pointer.address === 0n) return undefined;
  let text = "";
  for (let offset = 0;; offset += 2) {
    const unit = new DataView(read(pointer, offset, 2).buffer).getUint16(0, true);
    if (unit === 0) return text;
    text += String.fromCharCode(unit);
  }
}
