/**
 * Finds the attachments that a push has to send: changed ones, and files that an edited text links to.
 *
 * @module
 */
import type { Client } from "../client/client.ts";
import { type Attachment, listAttachments } from "../confluence/attachments.ts";
import { mediaTypeOf } from "../confluence/media_type.ts";
import { HttpError } from "../core/errors.ts";
import type { Folder } from "./folder.ts";
import { lookAtAttachment } from "./scan.ts";
import { isHidden, PAGE_ENDING } from "./names.ts";
import { type Endless, type LinkMap, targetsIn } from "./render.ts";
import type { Undecided } from "./conflicts.ts";
import { sameFile } from "./same_file.ts";
import type { AttachmentState, DocsState, PageState } from "./state.ts";

/** An attachment to send. */
export interface PushFile {
  /** The kind of change: a new attachment, or a new version of one. */
  readonly kind: "add" | "update";
  /** The path of the file, with `/` between folders. */
  readonly path: string;
  /** The attachment's name at the site. */
  readonly title: string;
  /** Size in bytes. */
  readonly size: number;
  /** The path of the file of its page. */
  readonly page: string;
  /** The id of its page; absent if the page is new. */
  readonly pageId: string | undefined;
  /** The id of the attachment that gets a new version. */
  readonly id: string | undefined;
  /** The media type, such as `image/png`. */
  readonly mediaType: string;
}

/** The inputs of the search for attachments. */
interface FileSearch {
  readonly client: Client;
  readonly folder: Folder;
  readonly state: DocsState;
  readonly links: LinkMap;
  readonly signal?: AbortSignal | undefined;
  /** Runs conversions that may take long. */
  readonly endless?: Endless | undefined;
}

/** The text of a page, before and after the edit. */
interface Texts {
  readonly path: string;
  readonly pageId: string | undefined;
  readonly body: string;
  /** Empty for a new page. */
  readonly before: string;
  /** Attachments that an earlier push had yet to send after the text, which links to them at the site, too. */
  readonly adding?: readonly string[] | undefined;
}

/** A file that the site already has: an earlier push sent it, but the response was lost. */
export interface AdoptedFile {
  readonly pageId: string;
  readonly id: string;
  readonly file: AttachmentState;
}

/** Finds the attachments that a push has to send. Requests are sent only for pages that have one. */
export class PushFiles {
  readonly #search: FileSearch;
  readonly #files: PushFile[] = [];
  readonly #undecided: Undecided[] = [];
  readonly #adopted: AdoptedFile[] = [];

  constructor(search: FileSearch) {
    this.#search = search;
  }

  /** The result of the search. */
  found(): {
    readonly files: readonly PushFile[];
    readonly undecided: readonly Undecided[];
    readonly adopted: readonly AdoptedFile[];
  } {
    return { files: this.#files, undecided: this.#undecided, adopted: this.#adopted };
  }

  /** Adds the changed attachments of all pages. */
  async addChanged(): Promise<void> {
    const { folder, state } = this.#search;
    for (const [pageId, page] of state.pages) {
      const changed: (readonly [string, AttachmentState, number])[] = [];
      for (const [id, file] of Object.entries(page.attachments)) {
        const stat = await folder.stat(file.path);
        const isFile = stat?.kind === "file";
        if (isFile && await lookAtAttachment(folder, file) === "edited") {
          changed.push([id, file, stat.size ?? 0]);
        }
      }
      if (changed.length === 0) continue;
      const there = await this.#remoteAttachments(pageId);
      for (const [id, known, size] of changed) {
        await this.#addVersion({ pageId, page, id, known, size, there });
      }
    }
  }

  async #addVersion(
    { pageId, page, id, known, size, there }: {
      readonly pageId: string;
      readonly page: PageState;
      readonly id: string;
      readonly known: AttachmentState;
      readonly size: number;
      readonly there: readonly Attachment[];
    },
  ): Promise<void> {
    const { path, title } = known;
    const now = there.find((file) => file.id === id);
    if (now === undefined) {
      return this.#leave({
        path,
        id: pageId,
        why: "deleted-edited",
        what: "is no longer attached to its page",
      });
    }
    if (now.version > known.version) {
      if (await this.#adopt({ pageId, path, attachment: now })) return;
      return this.#leave({
        path,
        id: pageId,
        why: "moved-on",
        what: `has version ${now.version} at the site`,
      });
    }
    const mediaType = now.mediaType ?? mediaTypeOf(title);
    this.#files.push({ kind: "update", path, title, size, page: page.path, pageId, id, mediaType });
  }

  /**
   * Adds the files that a text links to since it was edited, and that are not attachments yet. Links that the page at
   * the site already had are ignored: its author must not choose which local files are sent.
   *
   * @returns Whether none of them had to be skipped; otherwise the page is skipped, too.
   */
  async addReferenced({ path, pageId, body, before, adding = [] }: Texts): Promise<boolean> {
    const wanted = await this.#newAttachments({ path, body, adding });
    if (wanted.length === 0) return true;
    const old = targetsIn(before, { path }, this.#search.endless);
    const fresh = wanted.filter((file) => !old.has(file.path) || adding.includes(file.path));
    const there = fresh.length === 0 || pageId === undefined ? [] : await this.#remoteAttachments(pageId);
    const added: PushFile[] = [];
    let all = true;
    for (const file of fresh) {
      const title = file.path.slice(file.path.lastIndexOf("/") + 1);
      const other = there.find((file) => file.title === title);
      if (other !== undefined && pageId !== undefined) {
        if (await this.#adopt({ pageId, path: file.path, attachment: other })) {
          this.#search.links.attach(path, { title, path: file.path });
          continue;
        }
      }
      const isTaken = other !== undefined || added.some((other) => other.title === title);
      if (isTaken || /["\r\n]/.test(title)) {
        const what = isTaken
          ? `would replace the attachment "${title}" of its page: rename it`
          : "has an invalid name: rename it";
        this.#leave({ path: file.path, id: pageId ?? "", why: isTaken ? "in-the-way" : "refused", what });
        all = false;
        continue;
      }
      const mediaType = mediaTypeOf(title);
      added.push({ kind: "add", ...file, title, page: path, pageId, id: undefined, mediaType });
    }
    // A new page that is skipped has nothing to attach files to.
    for (const file of all || pageId !== undefined ? added : []) {
      this.#files.push(file);
      this.#search.links.attach(path, file);
    }
    if (!all) {
      this.#leave({ path, id: pageId ?? "", why: "refused", what: "links to a file that was not" });
    }
    return all;
  }

  /** Adopts a file that the site has with the same content: an earlier push sent it. */
  async #adopt(
    { pageId, path, attachment }: {
      readonly pageId: string;
      readonly path: string;
      readonly attachment: Attachment;
    },
  ): Promise<boolean> {
    const { client, folder, signal } = this.#search;
    const file = await sameFile({ client, folder, path, attachment, signal });
    if (file !== undefined) this.#adopted.push({ pageId, id: attachment.id, file });
    return file !== undefined;
  }

  async #newAttachments(
    { path, body, adding = [] }: Pick<Texts, "path" | "body" | "adding">,
  ): Promise<readonly Pick<PushFile, "path" | "size">[]> {
    const { folder, links, endless } = this.#search;
    const found: Pick<PushFile, "path" | "size">[] = [];
    for (const target of targetsIn(body, { path }, endless)) {
      if (isHidden(target) || target.toLowerCase().endsWith(PAGE_ENDING) || !folder.isInside(target)) {
        continue;
      }
      if (links.referenceTo(target, { path }) !== undefined && !adding.includes(target)) continue;
      const stat = await folder.stat(target);
      if (stat?.kind === "file") found.push({ path: target, size: stat.size ?? 0 });
    }
    return found;
  }

  /** The attachments of a page at the site; none if the page is gone. */
  async #remoteAttachments(id: string): Promise<readonly Attachment[]> {
    const { client, signal } = this.#search;
    try {
      return await listAttachments(client, { id, signal });
    } catch (error) {
      if (error instanceof HttpError && error.code === "not-found") return [];
      throw error;
    }
  }

  #leave({ path, id, why, what }: Omit<Undecided, "text"> & { readonly what: string }): void {
    this.#undecided.push({ path, id, why, text: `"${path}" was not sent: it ${what}` });
  }
}
