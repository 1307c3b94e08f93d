/**
 * The initial attachments.
 *
 * @module
 */
import type { Attachment, AttachmentContent } from "../wiki_model.ts";
import { PEOPLE } from "./people.ts";

const DAY = 24 * 3_600_000;
const FIRST_ID = 50_001;

/** An image of one red pixel. */
const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";
const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8" fill="teal"/></svg>\n';

type Row = readonly [pageId: number, fileName: string, mediaType: string, content: AttachmentContent];

const IMAGES_PAGE = 40_208;
const CODE_PAGE = 40_205;

const ROWS: readonly Row[] = [
  [IMAGES_PAGE, "shop front.png", "image/png", bytes(Uint8Array.from(atob(PNG), (c) => c.charCodeAt(0)))],
  [IMAGES_PAGE, "logo.svg", "image/svg+xml", written(SVG)],
  [IMAGES_PAGE, "Größen.csv", "text/csv", written("size,eu\nS,44\nM,46\n")],
  [IMAGES_PAGE, "a..b#1 100%.txt", "text/plain", written("A name that is hard on an address.\n")],
  [CODE_PAGE, "empty.log", "text/plain", written("")],
];

/** TEAM's release plan. */
const VIDEO_PAGE = 40_006;

/**
 * The attachments, as they are at a moment.
 *
 * @param options `largeAttachment`: size in bytes of a video in TEAM, generated on demand. By default there is no such
 * video.
 */
export function seedAttachments(
  options: { readonly now: number; readonly largeAttachment: number },
): readonly Attachment[] {
  const { now, largeAttachment: size } = options;
  const video: Row = [VIDEO_PAGE, "training.mp4", "video/mp4", { kind: "generated", size }];
  return [...ROWS, ...(size > 0 ? [video] : [])].map((
    [pageId, fileName, mediaType, content],
    index,
  ): Attachment => ({
    id: FIRST_ID + index,
    pageId,
    fileName,
    mediaType,
    comment: "",
    content,
    version: 1,
    author: PEOPLE.priya,
    created: now - (ROWS.length - index) * DAY,
    updated: now - (ROWS.length - index) * DAY,
  }));
}

function bytes(content: Uint8Array<ArrayBuffer>): AttachmentContent {
  return { kind: "bytes", bytes: content };
}

function written(text: string): AttachmentContent {
  return bytes(new Uint8Array(new TextEncoder().encode(text)));
}
