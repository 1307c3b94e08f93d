/**
 * The state of a folder during a push. It is saved after each step that the site has confirmed, and before each request
 * whose response could be lost.
 *
 * @module
 */
import type { Folder } from "./folder.ts";
import { type AttachmentState, type DocsState, type PageState, saveState, type SentPage } from "./state.ts";

/** A page that was created. */
interface MadePage {
  readonly id: string;
  readonly page: PageState;
  /** The id of the deleted page that the file belonged to. */
  readonly formerId?: string | undefined;
}

/** The state of a folder during a push. */
export class PushRecord {
  readonly #folder: Folder;
  readonly #before: DocsState;
  readonly #pages: Map<string, PageState>;
  readonly #creating: Map<string, SentPage>;

  /**
   * @param folder The folder with the state.
   * @param before The state before the push.
   */
  constructor(folder: Folder, before: DocsState) {
    this.#folder = folder;
    this.#before = before;
    this.#pages = new Map(before.pages);
    this.#creating = new Map(before.creating);
  }

  /** The current state of a page. */
  get(id: string): PageState | undefined {
    return this.#pages.get(id);
  }

  /** Changes members of a tracked page. */
  async change(id: string, members: Partial<PageState>): Promise<void> {
    const known = this.#pages.get(id);
    if (known === undefined) return;
    this.#pages.set(id, { ...known, ...members });
    await this.#save();
  }

  /** Records an attachment. */
  async attach(
    pageId: string,
    { id, file }: { readonly id: string; readonly file: AttachmentState },
  ): Promise<void> {
    const { attachments = {}, adding = [] } = this.#pages.get(pageId) ?? {};
    await this.change(pageId, {
      attachments: { ...attachments, [id]: file },
      adding: adding.filter((path) => path !== file.path),
    });
  }

  /** Announces that a new page is about to be sent. */
  async announce(path: string, page: SentPage): Promise<void> {
    this.#creating.set(path, page);
    await this.#save();
  }

  /** Records that a page was created, or rejected. */
  async settle(path: string, made?: MadePage): Promise<void> {
    this.#creating.delete(path);
    if (made?.formerId !== undefined) this.#pages.delete(made.formerId);
    if (made !== undefined) this.#pages.set(made.id, made.page);
    await this.#save();
  }

  async #save(): Promise<void> {
    await saveState(this.#folder, { ...this.#before, pages: this.#pages, creating: this.#creating });
  }
}
