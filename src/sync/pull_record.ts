/**
 * What a pull has done so far, on disk: announced before a file gets its name, remembered afterwards.
 *
 * @module
 */
import type { Folder } from "./folder.ts";
import { announce, type DocsState, type PageState, saveState } from "./state.ts";

/** How many files are written before the state is saved. The journal holds no more than these. */
export const SAVE_EVERY = 50;

/** The state of a folder while a pull changes it. */
export class PullRecord {
  readonly #folder: Folder;
  readonly #before: DocsState;
  readonly #pages: Map<string, PageState>;
  readonly #announced = new Map<string, PageState>();
  #unsaved = 0;

  /**
   * @param folder Where the state is.
   * @param before The state that the pull began with.
   */
  constructor(folder: Folder, before: DocsState) {
    this.#folder = folder;
    this.#before = before;
    this.#pages = new Map(before.pages);
  }

  /** What is known of a page by now. */
  get(id: string): PageState | undefined {
    return this.#pages.get(id);
  }

  /** Says on disk which files are about to be written: the pages', and of those files that are named with them. */
  async announce(entries: Iterable<readonly [id: string, page: PageState]>): Promise<void> {
    for (const [id, page] of entries) {
      const files = this.#announced.get(id)?.attachments;
      this.#announced.set(id, { ...page, attachments: { ...files, ...page.attachments } });
    }
    await announce(this.#folder, { ...this.#before, pages: this.#announced });
  }

  /** Notes a page as its file, or a file of it, is now. */
  remember(id: string, page: PageState): void {
    this.#pages.set(id, page);
    this.#unsaved++;
  }

  /** Saves the state if enough was noted. Only to be called when all that was announced is written. */
  async checkpoint(): Promise<void> {
    if (this.#unsaved >= SAVE_EVERY) await this.save();
  }

  /** Notes that nothing is known of a page any more. */
  forget(id: string): void {
    this.#pages.delete(id);
  }

  /** Writes the state. */
  async save(): Promise<void> {
    this.#unsaved = 0;
    await saveState(this.#folder, { ...this.#before, pages: this.#pages });
    this.#announced.clear();
  }
}
