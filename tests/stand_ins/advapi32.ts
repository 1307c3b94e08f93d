/**
 * Windows' credential functions over memory that is only pretended: the bytes that a caller passes are read as the
 * structures that they must be, an address that leads nowhere is an access violation, and what was not freed shows.
 *
 * @see https://learn.microsoft.com/windows/win32/api/wincred/
 */
import type { Ffi, FfiLibrary, FfiPointer, FfiValue } from "../../src/core/ffi.ts";
import { type Bytes, ForeignMemory } from "./foreign_memory.ts";

/** A credential, as Windows keeps it. */
interface StoredCredential {
  readonly targetName: string;
  readonly comment: string | undefined;
  readonly userName: string | undefined;
  readonly blob: Bytes;
  readonly persist: number;
}

/** What is wrong. */
export interface Advapi32Knobs {
  /** Every call of a credential function fails with this error. */
  error?: number;
  /** What `GetLastError` says instead of the truth, because something else ran in between. */
  clobbered?: number;
  /** The library that cannot be loaded: the end of its path. */
  blocked?: string;
}

/** The stand-in, open for a look. */
export interface Advapi32 {
  readonly ffi: Ffi;
  /** By target name, in lower case. */
  readonly stored: Map<string, StoredCredential>;
  readonly memory: ForeignMemory;
  readonly knobs: Advapi32Knobs;
  /** The path of every library that was opened, in order. */
  readonly loaded: readonly string[];
  /** How many libraries are open now. */
  readonly open: () => number;
}

const NOT_FOUND = 1168;
const INVALID_PARAMETER = 87;
const BAD_STUB_DATA = 1783;
const SIZE = 80;

type Call = (values: readonly FfiValue[]) => number;

/** Makes one. */
export function advapi32(knobs: Advapi32Knobs = {}): Advapi32 {
  const memory = new ForeignMemory();
  const stored = new Map<string, StoredCredential>();
  let lastError = 0;
  let open = 0;
  const loaded: string[] = [];
  const fails = (error: number): number => {
    lastError = error;
    return 0;
  };
  const calls = {
    ...credentialCalls(memory, stored, fails),
    GetLastError: () => knobs.clobbered ?? lastError,
  };
  const library = (names: readonly string[]): FfiLibrary => ({
    call: (name, ...values) => {
      const call: Call | undefined = names.includes(name)
        ? Object.entries(calls).find(([known]) => known === name)?.[1]
        : undefined;
      if (call === undefined) throw new TypeError(`Function not declared: "${name}"`);
      if (knobs.error !== undefined && /^Cred(?!Free)/.test(name)) return fails(knobs.error);
      return call(values);
    },
    read: (pointer, offset, length) => memory.read(pointer, offset, length),
    pointerTo: (buffer) => memory.pointerTo(buffer),
    close: () => void open--,
  });
  return {
    stored,
    memory,
    knobs,
    loaded,
    open: () => open,
    ffi: {
      open: (name, functions) => {
        if (knobs.blocked !== undefined && name.endsWith(knobs.blocked)) {
          throw new Error(`Requires ffi access to "${name}"`);
        }
        loaded.push(name);
        open++;
        return library(Object.keys(functions));
      },
    },
  };
}

function credentialCalls(
  memory: ForeignMemory,
  stored: Map<string, StoredCredential>,
  fails: (error: number) => number,
): Readonly<Record<string, Call>> {
  return {
    CredWriteW: ([credential, flags]) => {
      const parsed = parseCredential(memory, bytesOf(credential));
      if (typeof parsed === "number" || flags !== 0) return fails(typeof parsed === "number" ? parsed : 1004);
      stored.set(parsed.targetName.toLowerCase(), parsed);
      return 1;
    },
    CredReadW: ([target, type, flags, out]) => {
      const found = type === 1 && flags === 0
        ? stored.get(wideText(bytesOf(target)).toLowerCase())
        : undefined;
      if (found === undefined) return fails(NOT_FOUND);
      writeAddress(bytesOf(out), memory.allocate(layOut(found)));
      return 1;
    },
    CredDeleteW: ([target, type]) =>
      type === 1 && stored.delete(wideText(bytesOf(target)).toLowerCase()) ? 1 : fails(NOT_FOUND),
    CredEnumerateW: ([filter, flags, count, out]) => {
      if (filter !== null || flags !== 0) return fails(INVALID_PARAMETER);
      if (stored.size === 0) return fails(NOT_FOUND);
      new DataView(bytesOf(count).buffer).setUint32(0, stored.size, true);
      writeAddress(bytesOf(out), memory.allocate(layOutList([...stored.values()])));
      return 1;
    },
    CredFree: ([pointer]) => {
      if (pointer === null || typeof pointer !== "object" || !("address" in pointer)) throw new TypeError();
      memory.free(pointer);
      return 0;
    },
  };
}

/** Reads the 80 bytes of a `CREDENTIALW`, or says which error they are. */
function parseCredential(memory: ForeignMemory, bytes: Bytes): StoredCredential | number {
  if (bytes.length !== SIZE) throw new Error(`Access violation: ${bytes.length} bytes for a CREDENTIALW`);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const text = (offset: number): string | undefined => memory.readWide(pointerAt(view, offset));
  const [targetName, comment, userName] = [text(8), text(16), text(72)];
  const blobSize = view.getUint32(32, true);
  const persist = view.getUint32(48, true);
  const isUsable = view.getUint32(0, true) === 0 && view.getUint32(4, true) === 1 &&
    targetName !== undefined &&
    targetName !== "" && persist >= 1 && persist <= 3 && view.getUint32(52, true) === 0 &&
    (comment?.length ?? 0) < 256 && (userName?.length ?? 0) < 513;
  if (!isUsable) return INVALID_PARAMETER;
  if (blobSize > 2560) return BAD_STUB_DATA;
  const blob = memory.read(pointerAt(view, 40), 0, blobSize);
  return { targetName, comment, userName, persist, blob };
}

/** One block: the structure, and behind it what it points to. */
function layOut(credential: StoredCredential): (base: bigint) => Bytes {
  return (base) => {
    const parts = [
      wide(credential.targetName),
      wideOf(credential.comment),
      credential.blob,
      wideOf(credential.userName),
    ];
    const block = new Uint8Array(new ArrayBuffer(SIZE + parts.reduce((sum, part) => sum + part.length, 0)));
    const view = new DataView(block.buffer);
    view.setUint32(4, 1, true);
    view.setUint32(32, credential.blob.length, true);
    view.setUint32(48, credential.persist, true);
    let offset = SIZE;
    for (const [index, part] of parts.entries()) {
      block.set(part, offset);
      const field = [8, 16, 40, 72][index] ?? 0;
      view.setBigUint64(field, part.length === 0 ? 0n : base + BigInt(offset), true);
      offset += part.length;
    }
    return block;
  };
}

/** One block: the addresses, and behind them each credential's block. */
function layOutList(credentials: readonly StoredCredential[]): (base: bigint) => Bytes {
  return (base) => {
    const blocks: Bytes[] = [];
    let offset = 8 * credentials.length;
    const table = new DataView(new ArrayBuffer(offset));
    for (const [index, credential] of credentials.entries()) {
      table.setBigUint64(8 * index, base + BigInt(offset), true);
      const block = layOut(credential)(base + BigInt(offset));
      blocks.push(block);
      offset += block.length;
    }
    return new Uint8Array([...new Uint8Array(table.buffer), ...blocks.flatMap((block) => [...block])]);
  };
}

function wideOf(text: string | undefined): Bytes {
  return text === undefined ? new Uint8Array(new ArrayBuffer(0)) : wide(text);
}

/** UTF-16 with a zero at its end. */
export function wide(text: string): Bytes {
  const units = new Uint16Array(text.length + 1);
  for (let index = 0; index < text.length; index++) units[index] = text.charCodeAt(index);
  return new Uint8Array(units.buffer);
}

function wideText(bytes: Bytes): string {
  const text = new TextDecoder("utf-16le").decode(bytes);
  const end = text.indexOf("\0");
  if (end < 0) throw new Error("Access violation: a text without a zero at its end");
  return text.slice(0, end);
}

function bytesOf(value: FfiValue | undefined): Bytes {
  if (!(value instanceof Uint8Array)) throw new TypeError("A buffer was expected");
  return value;
}

function pointerAt(view: DataView, offset: number): FfiPointer {
  return { address: view.getBigUint64(offset, true) };
}

function writeAddress(out: Bytes, address: bigint): void {
  new DataView(out.buffer).setBigUint64(0, address, true);
}
