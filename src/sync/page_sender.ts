/**
 * Sends pages in steps: attachments, content, labels. Each step is recorded once the site has confirmed it.
 *
 * @module
 */
import { addLabels, listLabels, removeLabel } from "../confluence/labels.ts";
import { createPage, getPage, type Page, updatePage } from "../confluence/pages.ts";
import { HttpError } from "../core/errors.ts";
import { FileFault } from "../core/host.ts";
import { LONG } from "../markdown/dialect/limits.ts";
import { formatPageFile, hasMember, normalized, withLineEndsOf, withMembers } from "./front_matter.ts";
import type { PushFile } from "./push_files.ts";
import { filesOf, type PushChange, type PushParts, type PushPlan, type SamePage } from "./push_plan.ts";
import { PushRecord } from "./push_record.ts";
import { isRefusal, mayBeDone, type PushProgress } from "./push_report.ts";
import { contentHash, hashOf, render } from "./render.ts";
import { sendFile } from "./send_file.ts";
import { createdPage, findSent, isOurs } from "./settle.ts";
import type { PageState, PushStep, SentPage } from "./state.ts";

/** What to send, and the parts to send it with. */
interface Sending {
  readonly plan: PushPlan;
  readonly progress: PushProgress;
}

/** Sends pages, step by step. */
export class PageSender {
  readonly #parts: PushParts;
  readonly #plan: PushPlan;
  readonly #progress: PushProgress;
  readonly #record: PushRecord;
  /** The ids of new pages, by file path. */
  readonly #ids = new Map<string, string>();

  constructor(parts: PushParts, { plan, progress }: Sending) {
    this.#parts = parts;
    this.#plan = plan;
    this.#progress = progress;
    this.#record = new PushRecord(parts.folder, parts.state);
  }

  /** Records what the site already has, without sending anything. */
  async remember(): Promise<void> {
    const { adopted, same } = this.#plan;
    for (const { pageId, ...file } of adopted) await this.#record.attach(pageId, file);
    for (const [id, change] of same) {
      const { page, path } = change;
      const { storage = "", version, title } = page;
      await this.#record.change(id, {
        version: version.number,
        ...this.#linked({ path, id, title, storage }),
      });
      // The site may have only its text: until its attachments are sent, the file counts as edited.
      if (this.#newFilesOf(change).length > 0) await this.#write(change, page);
      else await this.finish(change, page);
    }
  }

  /** Completes pages for which only attachments were missing. */
  async finishWaiting(sent: ReadonlySet<string>): Promise<void> {
    for (const change of this.#plan.same.values()) {
      const files = this.#newFilesOf(change);
      if (files.length > 0 && files.every(({ path }) => sent.has(path))) {
        await this.finish(change, change.page);
      }
    }
  }

  /** Sends an attachment. */
  async sendFile(file: PushFile, pageId: string): Promise<true> {
    const { id, sent } = await sendFile(file, { ...this.#parts, pageId });
    await this.#record.attach(pageId, { id, file: sent });
    const what = file.kind === "add" ? "added" : "updated";
    this.#progress.sent({ what, path: file.path, id, pageId, version: sent.version });
    return true;
  }

  /** Sends title, content and parent in one request. @returns The page afterwards. */
  async sendContent(change: PushChange, files: readonly PushFile[]): Promise<Page> {
    const { id, path, before, storage, title } = change;
    if (before !== undefined && !change.content) return before;
    const sent: SentPage = {
      version: (before?.version.number ?? 0) + 1,
      title,
      parent: this.#parentOf(change),
      content: contentHash(storage, this.#parts.endless),
    };
    const page = id === undefined
      ? await this.#create(change, { ...sent, adding: files.map((file) => file.path) })
      : await this.#update({ ...change, id }, sent);
    this.#progress.confirm(path, "content", page.id);
    this.#notePushed(change, page);
    await this.#write(change, page);
    return page;
  }

  /** Adds and removes labels, one request each: those of this change that the page does not already have or lack. */
  async sendLabels(change: PushChange, page: Page): Promise<true> {
    if (!change.relabels) return true;
    const { client, signal } = this.#parts;
    const { id } = page;
    const known = this.#record.get(id)?.labels ?? [];
    const there = (await listLabels(client, { id, signal })).map((name) => name.toLowerCase());
    let labels = known;
    for (const name of change.labels.filter((label) => !known.includes(label))) {
      if (!there.includes(name.toLowerCase())) await addLabels(client, { id, names: [name], signal });
      labels = [...labels, name].toSorted();
      await this.#record.change(id, { labels });
    }
    for (const name of known.filter((label) => !change.labels.includes(label))) {
      if (there.includes(name.toLowerCase())) await removeLabel(client, { id, name, signal });
      labels = labels.filter((label) => label !== name);
      await this.#record.change(id, { labels });
    }
    this.#progress.confirm(change.path, "labels", id);
    if (!change.content) this.#notePushed(change, page);
    return true;
  }

  /** Records that a page is completely sent. */
  async finish(change: PushChange | SamePage, page: Page): Promise<void> {
    const markdown = hashOf(this.#identified(change.text, { change, page }));
    await this.#record.change(page.id, { markdown, unfinished: [], adding: [] });
    await this.#write(change, page);
  }

  async #create(change: PushChange, sent: SentPage): Promise<Page> {
    const { client, state, signal } = this.#parts;
    const { path, title, storage, formerId } = change;
    await this.#record.announce(path, sent);
    const request = { space: state.space, title, storage, parentId: sent.parent, signal };
    const page = await createPage(client, request).catch(async (error) => {
      // A runtime may repeat a request after a lost connection. Then the title is taken by this very page.
      const ours = isRefusal(error) ? await findSent(this.#parts, sent) : undefined;
      if (ours !== undefined) return ours;
      if (!mayBeDone(error)) await this.#record.settle(path);
      throw error;
    });
    this.#ids.set(path, page.id);
    const links = this.#linked({ path, id: page.id, title, storage });
    const made = { ...createdPage({ path, page, sent }), ...links, unfinished: this.#stepsAfter(change) };
    await this.#record.settle(path, { id: page.id, page: made, formerId });
    return page;
  }

  async #update(change: PushChange & { readonly id: string }, sent: SentPage): Promise<Page> {
    const { client, signal } = this.#parts;
    const { id, title, storage, path } = change;
    const moves = sent.parent === undefined ? {} : { parentId: sent.parent };
    await this.#record.change(id, { sending: sent });
    const request = { id, title, storage, version: sent.version - 1, ...moves, signal };
    const page = await updatePage(client, request).catch(async (error) => {
      const ours = await this.#oursAfter(error, { id, sent });
      if (ours !== undefined) return ours;
      if (!mayBeDone(error)) await this.#record.change(id, { sending: undefined });
      throw error;
    });
    const parent = sent.parent === undefined ? {} : { parent: page.parentId ?? sent.parent };
    await this.#record.change(id, {
      version: page.version.number,
      title,
      // The file counts as edited until the other steps are done.
      markdown: "",
      ...parent,
      ...this.#linked({ path, id, title, storage }),
      unfinished: this.#stepsAfter(change),
      sending: undefined,
    });
    return page;
  }

  /** A repeated request, whose first response was lost, meets its own version. That is not a conflict. */
  async #oursAfter(
    error: unknown,
    { id, sent }: { readonly id: string; readonly sent: SentPage },
  ): Promise<Page | undefined> {
    if (!(error instanceof HttpError) || error.code !== "conflict") return undefined;
    const page = await getPage(this.#parts.client, { id, signal: this.#parts.signal });
    return isOurs(page, sent, this.#parts.endless) ? page : undefined;
  }

  #newFilesOf({ path }: SamePage): readonly PushFile[] {
    return this.#plan.files.filter(({ kind, page }) => kind === "add" && page === path);
  }

  #stepsAfter({ path }: PushChange): readonly PushStep[] {
    return this.#progress.missing(path).filter((step) => step !== "content");
  }

  /** The links and attachments of a page. */
  #linked(
    { path, id, title, storage }: {
      readonly path: string;
      readonly id: string;
      readonly title: string;
      readonly storage: string;
    },
  ): Pick<PageState, "storage" | "links"> {
    const known = this.#record.get(id);
    const own = this.#plan.files.filter((file) => file.page === path);
    const files = new Map([
      ...(known === undefined ? [] : filesOf(known)),
      ...own.map((file) => [file.title, file.path] as const),
    ]);
    // An interruption reports what was sent, except during the conversion of a very large page.
    const endless = storage.length > LONG ? this.#parts.endless : undefined;
    const { links } = render(storage, { page: { title, path, files }, links: this.#plan.links, endless });
    return { storage: hashOf(storage), links };
  }

  /** The id of the new parent; absent if the page is not moved. */
  #parentOf({ parent }: PushChange): string | undefined {
    if (parent === undefined || "id" in parent) return parent?.id;
    const isPlanned = this.#plan.changes.some(({ path, id }) => path === parent.path && id === undefined);
    const id = this.#ids.get(parent.path);
    if (id !== undefined || !isPlanned) return id;
    throw new FileFault("not-found", parent.path);
  }

  #notePushed(change: PushChange, { id, version, url }: Page): void {
    const what = change.id === undefined ? "created" : "updated";
    this.#progress.pushed({ what, path: change.path, id, version: version.number, url });
  }

  /** Writes id and version to a file. Concurrent edits are preserved. */
  async #write(change: PushChange | SamePage, page: Page): Promise<void> {
    const { folder } = this.#parts;
    const there = await folder.text(change.path, { whole: true });
    if (there === undefined) return;
    const before = normalized(there);
    const now = this.#identified(before, { change, page });
    if (now !== before) await folder.write(change.path, withLineEndsOf(there, now));
  }

  /** A file's text with id and version; with all members if it has no front matter. */
  #identified(
    text: string,
    { change, page }: { readonly change: PushChange | SamePage; readonly page: Page },
  ): string {
    const { title, labels } = change;
    const { id, version: { number: version }, parentId: parent, url } = page;
    // An address is not ours to add; one that is there may be that of a page which this one replaces.
    const address = hasMember(text, "url") ? { url } : {};
    const now = withMembers(text, { id, version, ...address });
    if (now !== text || /^---[ \t]*\n/.test(text)) return now;
    const front = { id, title, space: this.#parts.state.space.key, version, parent, labels, url };
    return formatPageFile({ front, body: text });
  }
}
