/**
 * Derives file names from titles: valid and identical on every operating system.
 *
 * @module
 */
import { redact } from "../core/redact.ts";
import { isPrintableAscii, printable, withoutEnd } from "../core/text.ts";

/** Maximum length of a name, in UTF-8 bytes. With id and extension it stays far below the limit of 255. */
const MAX_BYTES = 120;
/** Maximum length of a processed title, in characters. Confluence's limit is 255. */
const MAX_TITLE = 1_000;
/**
 * Characters that Windows, macOS or a shell would interpret, and invisible ones.
 *
 * @see https://learn.microsoft.com/windows/win32/fileio/naming-a-file for these, device names, and trailing characters
 */
const UNSAFE = /[<>:"/\\|?*\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]+/gu;
/** Device names of Windows, with any extension: it ignores spaces before the dot, too. */
const DEVICES = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?= ?(?:\.|$))/i;
/**
 * Short names (8.3) of NTFS: `GIT~1` can be `.git` (CVE-2014-9390), and `WORKIN~1.MD` a page's file.
 *
 * @see https://learn.microsoft.com/openspecs/windows_protocols/ms-fscc/18e63b13-ba43-4f5f-a5b7-11e871b71f14
 */
const SHORT_NAME = /^([^.~]{1,6})~(?=\d{1,6}(?:\.|$))/;
/** Characters that some file systems ignore in comparisons. */
const IGNORED = /\p{Default_Ignorable_Code_Point}+/gu;
/** Trailing characters that Windows removes from a name. */
const DROPPED = [".", " "];
/** The endings of our own files and folders. */
const OWN_ENDING = /\.(md|attachments)$/i;
/** Zero-width joiner, which combines emoji; harmless inside a name. */
const JOINER = "\u200d";
/** Characters that no name starts or ends with. */
const OUTER = /[\s.\u200d]/;

/** The extension of page files. */
export const PAGE_ENDING = ".md";
/** The ending of a page's attachment folder. */
export const ATTACHMENTS_ENDING = ".attachments";

/**
 * Whether a path is hidden on some file system: `.git/config`, `GIT~1/config` (an NTFS short name), `.g\u200cit` (HFS+
 * ignores invisible characters), `a.md::$DATA` (an NTFS stream). No page is ever written to such a path.
 */
export function isHidden(path: string): boolean {
  return path.split("/").some((part) => {
    const name = withoutEnd(part.replace(IGNORED, ""), DROPPED);
    return name.startsWith(".") || name.includes(":") || /^git~\d+$/i.test(name);
  });
}

/** The file name for a page title, without extension. Different titles can give the same name. */
export function pageName(title: string): string {
  return safeName(title, "page").replace(OWN_ENDING, "_$1");
}

/** The file name for an attachment; it keeps the extension. */
export function attachmentName(title: string): string {
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(title)?.[0] ?? "";
  return `${safeName(title.slice(0, title.length - ending.length), "file")}${ending}`;
}

/**
 * The canonical form of a path for comparisons. It is the same for all paths that some file system treats as equal:
 * case-insensitive (`ß` equals `SS`, all forms of `i` are equal), in any Unicode normalization, without invisible
 * characters, and without trailing dots and spaces.
 */
export function foldedName(path: string): string {
  return path.split("/").map(foldedPart).join("/");
}

/** {@linkcode foldedName} for a single name. */
export function foldedPart(name: string): string {
  if (isPrintableAscii(name)) return withoutEnd(name, DROPPED).toUpperCase();
  const bare = withoutEnd(name.normalize("NFC").replace(IGNORED, ""), DROPPED);
  // Lower case first: `ẞ` is its own upper-case form, unlike `ß`.
  return bare.toLowerCase().toUpperCase().normalize("NFD").replaceAll("I\u0307", "I");
}

/** Secrets in a title are redacted: file names are listed and stored in more places than the page's text. */
function safeName(title: string, fallback: string): string {
  const shown = printable(title);
  const safe = redact(shown);
  const clean = (safe === shown ? title : safe).slice(0, MAX_TITLE).normalize("NFC").split(JOINER).map((
    part,
  ) => part.replace(UNSAFE, "-")).join(JOINER)
    .replace(/\s+/gu, " ");
  const trimmed = trim(cut(trim(clean), MAX_BYTES));
  if (trimmed === "" || /^[-_\u200d\ufe0f]+$/.test(trimmed)) return fallback;
  const long = trimmed.replace(SHORT_NAME, "$1-");
  return DEVICES.test(long) ? `_${long}` : long;
}

/** Windows removes trailing dots and spaces, and a leading dot hides a file. Outside of a name there is no character. */
function trim(name: string): string {
  let [begin, end] = [0, name.length];
  while (OUTER.test(name.charAt(begin))) begin++;
  while (OUTER.test(name.charAt(end - 1))) end--;
  return name.slice(begin, end);
}

function cut(name: string, maxBytes: number): string {
  const encoder = new TextEncoder();
  if (encoder.encode(name).length <= maxBytes) return name;
  let kept = "";
  let bytes = 0;
  for (const { segment } of new Intl.Segmenter("en", { granularity: "grapheme" }).segment(name)) {
    bytes += encoder.encode(segment).length;
    if (bytes > maxBytes) break;
    kept += segment;
  }
  // A single letter with a hundred accents can exceed the limit.
  return kept === "" ? Array.from(name).slice(0, maxBytes >> 2).join("") : kept;
}
