/**
 * The progress of a pull on disk: announced before files get their names, recorded afterwards.
 *
 * @module
 */
import type { Folder } from "./folder.ts";
import { announce, type DocsState, type PageState, saveState } from "./state.ts";

/** Number of files after which the state is saved. The journal contains at most this many. */
export const SAVE_EVERY = 50;

/** The state of a folder during a pull. */
export class PullRecord {
  readonly #folder: Folder;
  readonly #before: DocsState;
  readonly #pages: Map<string, PageState>;
  readonly #announced = new Map<string, PageState>();
  #unsaved = 0;

  /**
   * @param folder The folder with the state.
   * @param before The state before the pull.
   */
  constructor(folder: Folder, before: DocsState) {
    this.#folder = folder;
    this.#before = before;
    this.#pages = new Map(before.pages);
  }

  /** The current state of a page. */
  get(id: string): PageState | undefined {
    return this.#pages.get(id);
  }

  /** Announces on disk the pages and attachments that are about to be written. */
  async announce(entries: Iterable<readonly [id: string, page: PageState]>): Promise<void> {
    for (const [id, page] of entries) {
      const files = this.#announced.get(id)?.attachments;
      this.#announced.set(id, { ...page, attachments: { ...files, ...page.attachments } });
    }
    await announce(this.#folder, { ...this.#before, pages: this.#announced });
  }

  /** Records the new state of a page or of one of its attachments. */
  remember(id: string, page: PageState): void {
    this.#pages.set(id, page);
    this.#unsaved++;
  }

  /** Saves the state if enough changed. Call it only when all announced files are written. */
  async checkpoint(): Promise<void> {
    if (this.#unsaved >= SAVE_EVERY) await this.save();
  }

  /** Drops the state of a page. */
  forget(id: string): void {
    this.#pages.delete(id);
  }

  /** Saves the state. */
  async save(): Promise<void> {
    this.#unsaved = 0;
    await saveState(this.#folder, { ...this.#before, pages: this.#pages });
    this.#announced.clear();
  }
}
