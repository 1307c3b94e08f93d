/**
 * Writes page files in batches. Each batch is announced in the journal first.
 *
 * @module
 */
import type { Page } from "../confluence/pages.ts";
import { type Folder, obstacle } from "./folder.ts";
import { formatPageFile, normalized } from "./front_matter.ts";
import { foldedName } from "./names.ts";
import { keepComments } from "./kept_comments.ts";
import type { PlannedPage } from "./plan.ts";
import { type PullRecord, SAVE_EVERY } from "./pull_record.ts";
import { type Endless, hashOf, type LinkMap, render } from "./render.ts";
import type { Done, Undecided } from "./conflicts.ts";
import type { PageState } from "./state.ts";

/** Maximum size of a batch, in characters of text. A single page may exceed it. */
const MAX_HELD = 4 * 1024 * 1024;

/** Target folder, state and callbacks. */
interface PageWriterOptions {
  readonly folder: Folder;
  readonly links: LinkMap;
  /** Runs conversions that may take long. */
  readonly endless: Endless | undefined;
  /** The key of the space. */
  readonly space: string;
  readonly record: PullRecord;
  readonly done: (done: Done) => void;
  readonly leave: (undecided: Undecided) => void;
  /** Called for each processed page. */
  readonly onWritten: () => void;
}

interface Prepared {
  readonly planned: PlannedPage;
  readonly text: string;
  readonly state: PageState;
}

/** Writes page files. A file with local edits is never overwritten, even if it was edited just now. */
export class PageWriter {
  readonly #options: PageWriterOptions;
  #batch: Prepared[] = [];
  #held = 0;

  constructor(options: PageWriterOptions) {
    this.#options = options;
  }

  /** Adds a page with its content, and writes the batch once it is full. */
  async add(planned: PlannedPage, page: Page): Promise<void> {
    const prepared = await this.#withComments(this.#prepare(planned, page));
    if (prepared === undefined) {
      this.#leaveComments(planned.remote.id, planned.path);
      this.#options.onWritten();
      return;
    }
    this.#batch.push(prepared);
    this.#held += prepared.text.length;
    if (this.#batch.length >= SAVE_EVERY || this.#held >= MAX_HELD) await this.flush();
  }

  /** Writes the current batch. */
  async flush(): Promise<void> {
    const { record, leave, onWritten } = this.#options;
    const batch = this.#batch;
    [this.#batch, this.#held] = [[], 0];
    if (batch.length === 0) return;
    await record.announce(
      batch.map(({ planned, state }) => [planned.remote.id, { ...state, attachments: {} }]),
    );
    for (const prepared of batch) {
      const { path, remote } = prepared.planned;
      await this.#write(prepared).catch((error) =>
        leave({ path, id: remote.id, why: "in-the-way", text: obstacle(error, path) })
      );
      onWritten();
    }
    await record.checkpoint();
  }

  /**
   * If the content is newer than the list, the list's version is recorded, so that the next pull detects the change.
   */
  #prepare(planned: PlannedPage, { storage = "", version: { number: version } }: Page): Prepared {
    const { remote, known, path } = planned;
    const { id, title, parentId, labels, url } = remote;
    const { body, links } = render(storage, {
      page: planned,
      links: this.#options.links,
      endless: this.#options.endless,
    });
    const front = { id, title, space: this.#options.space, version, parent: parentId, labels, url };
    const text = formatPageFile({ front, body });
    const state = {
      path,
      version,
      title,
      parent: parentId,
      labels,
      markdown: hashOf(text),
      storage: hashOf(storage),
      links,
      attachments: known?.attachments ?? {},
      ...(known?.byHand === true && { byHand: true }),
    };
    return { planned, text, state };
  }

  /** Keeps the comments of the file; `undefined` if the page has changed where one was. */
  async #withComments(prepared: Prepared): Promise<Prepared | undefined> {
    const { planned: { known, local }, text, state } = prepared;
    const old = known === undefined || local.kind !== "same"
      ? undefined
      : await this.#options.folder.text(known.path).catch(() => undefined);
    if (old === undefined || !old.includes("<!--")) return prepared;
    const kept = keepComments(normalized(old), text, this.#options.endless);
    return kept === undefined
      ? undefined
      : { ...prepared, text: kept, state: { ...state, markdown: hashOf(kept) } };
  }

  async #write({ planned, text, state }: Prepared): Promise<void> {
    const { folder, record, done } = this.#options;
    const { remote, known, local, path } = planned;
    const there = await this.#hashAt(path);
    const same = there === state.markdown;
    const from = known !== undefined && known.path !== path && local.kind === "same" ? known.path : undefined;
    const isOwn = known !== undefined && foldedName(known.path) === foldedName(path);
    if (there !== undefined && !same && !(isOwn && there === known.markdown)) {
      return isOwn ? this.#leaveEdited(remote.id, path) : this.#leaveOther(remote.id, path);
    }
    if (from !== undefined) {
      const old = await this.#hashAt(from);
      if (old !== undefined && old !== known?.markdown) return this.#leaveEdited(remote.id, from);
      if (same && !isOwn) await folder.remove(from);
      else if (old !== undefined) await folder.move(from, path);
    }
    if (!same) await folder.write(path, text);
    if (from !== undefined) done({ what: "moved", path, from });
    else if (!same || known === undefined) done({ what: known === undefined ? "added" : "updated", path });
    record.remember(remote.id, state);
  }

  #leaveEdited(id: string, path: string): void {
    const text = `"${path}" was edited during the pull: the local file was kept`;
    this.#options.leave({ path, id, why: "both-edited", text });
  }

  #leaveComments(id: string, path: string): void {
    const text = `"${path}" was not updated: the page has changed where the file has a comment. ` +
      "Remove the file and pull again, or merge both and set version";
    this.#options.leave({ path, id, why: "both-edited", text });
  }

  #leaveOther(id: string, path: string): void {
    const text = `"${path}" is untracked, and occupies the path of page ${id}: ` +
      "remove it and pull again";
    this.#options.leave({ path, id, why: "in-the-way", text });
  }

  async #hashAt(path: string): Promise<string | undefined> {
    const text = await this.#options.folder.text(path);
    return text === undefined ? undefined : hashOf(text);
  }
}
