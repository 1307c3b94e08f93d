/**
 * File names from titles: safe on every system, and the same on all of them.
 *
 * @module
 */
import { redact } from "../core/redact.ts";
import { isPlain, printable, withoutEnd } from "../core/text.ts";

/** As many bytes of UTF-8 as a name keeps: with an id and an ending it stays far below the 255 of every file system. */
const MAX_BYTES = 120;
/** How many characters of a title are looked at: Confluence allows 255. */
const MAX_TITLE = 1_000;
/**
 * What Windows, macOS or a shell would take for something else; and what cannot be seen.
 *
 * @see https://learn.microsoft.com/windows/win32/fileio/naming-a-file for this, devices, and ends that are dropped
 */
const UNSAFE = /[<>:"/\\|?*\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]+/gu;
/** Devices of Windows, whatever the ending. */
const DEVICES = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=\.|$)/i;
/**
 * Short names (8.3) of NTFS: `GIT~1` can be `.git` (CVE-2014-9390), and `WORKIN~1.MD` a page's file.
 *
 * @see https://learn.microsoft.com/openspecs/windows_protocols/ms-fscc/18e63b13-ba43-4f5f-a5b7-11e871b71f14
 */
const SHORT_NAME = /^([^.~]{1,6})~(?=\d{1,6}(?:\.|$))/;
/** What some file system ignores when it compares names. */
const IGNORED = /\p{Default_Ignorable_Code_Point}+/gu;
/** What Windows drops at the end of a name. */
const DROPPED = [".", " "];
/** What our own files and folders end with. */
const OWN_ENDING = /\.(md|attachments)$/i;
/** Holds emoji of several parts together; harmless between them. */
const JOINER = "\u200d";
/** What no name begins or ends with. */
const OUTER = /[\s.\u200d]/;

/** Ends the name of every page's file. */
export const PAGE_ENDING = ".md";
/** Ends the name of the folder with a page's files. */
export const ATTACHMENTS_ENDING = ".attachments";

/**
 * Whether a path leads to what is hidden, whatever the file system: `.git/config`, `GIT~1/config` (a short name of
 * NTFS), `.g\u200cit` (HFS+ ignores what cannot be seen), `a.md::$DATA` (a stream of NTFS). Nothing of a page ever is.
 */
export function isHidden(path: string): boolean {
  return path.split("/").some((part) => {
    const name = withoutEnd(part.replace(IGNORED, ""), DROPPED);
    return name.startsWith(".") || name.includes(":") || /^git~\d+$/i.test(name);
  });
}

/** A name without its ending, for the page of a title. Different titles can give the same one. */
export function pageName(title: string): string {
  return safeName(title, "page").replace(OWN_ENDING, "_$1");
}

/** A name for an attached file, which keeps its ending. */
export function attachmentName(title: string): string {
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(title)?.[0] ?? "";
  return `${safeName(title.slice(0, title.length - ending.length), "file")}${ending}`;
}

/**
 * What stands for a path when it is compared with others. The same for all paths that some file system takes for one:
 * without upper and lower case (`ß` is `SS`, and all forms of `i` are one), in either normal form, without what cannot
 * be seen, and without dots and blanks at the end of a name.
 */
export function foldedName(path: string): string {
  return path.split("/").map(foldedPart).join("/");
}

/** {@linkcode foldedName} of one name. */
export function foldedPart(name: string): string {
  if (isPlain(name)) return withoutEnd(name, DROPPED).toUpperCase();
  const bare = withoutEnd(name.normalize("NFC").replace(IGNORED, ""), DROPPED);
  // Twice: upper case can be several letters, of which some have a lower case of their own.
  return bare.toLowerCase().toUpperCase().toLowerCase().toUpperCase().normalize("NFD")
    .replaceAll("I\u0307", "I");
}

/** A secret in a title is no part of a name: names are listed and kept where the text of a page is not. */
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

/** Windows drops dots and spaces at the end, a dot at the beginning hides. */
function trim(name: string): string {
  let [begin, end] = [0, name.length];
  while (begin < end && OUTER.test(name.charAt(begin))) begin++;
  while (begin < end && OUTER.test(name.charAt(end - 1))) end--;
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
  // One letter with a hundred accents is more than there is room for.
  return kept === "" ? Array.from(name).slice(0, maxBytes >> 2).join("") : kept;
}
