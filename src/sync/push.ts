/**
 * `wiki docs push`: what was edited in a folder, back to its space.
 *
 * @module
 */
import { addLabels, removeLabel } from "../confluence/labels.ts";
import { createPage, type Page, updatePage } from "../confluence/pages.ts";
import { HttpError } from "../core/errors.ts";
import { formatPageFile, parsePageFile, withMembers } from "./front_matter.ts";
import type { DocsOptions } from "./open_folder.ts";
import type { PushFile } from "./push_files.ts";
import { filesOf, planPush, type PushChange, type PushParts, type PushPlan } from "./push_plan.ts";
import { hashOf, render } from "./render.ts";
import type { Undecided } from "./conflicts.ts";
import { type PageState, saveState } from "./state.ts";
import { sendFile } from "./send_file.ts";
import { pulledFolder } from "./status.ts";

/** What a push needs. */
export interface PushOptions extends DocsOptions {
  /** Is shown what would be sent, and says whether it is to be. Not asked when there is nothing to send. */
  readonly confirm: (changes: readonly PushChange[], files: readonly PushFile[]) => Promise<boolean>;
}

/** A page that was sent. */
export interface Pushed {
  /** What became of it. */
  readonly what: "created" | "updated";
  /** The file, with `/` between folders. */
  readonly path: string;
  /** The page. */
  readonly id: string;
  /** Its version now. */
  readonly version: number;
  /** Its address, for people. */
  readonly url: string;
}

/** A file that was sent. */
export interface PushedFile {
  /** Whether it is a new file of the page, or a new version of one. */
  readonly what: "added" | "updated";
  /** The file, with `/` between folders. */
  readonly path: string;
  /** Its id. */
  readonly id: string;
  /** The id of its page. */
  readonly pageId: string;
  /** Its version now. */
  readonly version: number;
}

/** What a push did. */
export interface PushReport {
  /** The key of the space. */
  readonly space: string;
  /** What was sent. */
  readonly pushed: readonly Pushed[];
  /** The files of pages that were sent. */
  readonly files: readonly PushedFile[];
  /** What was left as it is. */
  readonly undecided: readonly Undecided[];
}

/**
 * Sends what was edited in a folder, and makes pages of new files. A page that was changed at the site since is left as
 * it is, here and there. Where nothing was edited, nothing is asked and nothing is sent.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { pullDocs, pushDocs } from "@atlcli/atlcli/sync";
 * import { memoryHost } from "@atlcli/atlcli/testing";
 *
 * const { client } = await connect();
 * const folder = { client, host: memoryHost(), root: "/home/me/docs" };
 * await pullDocs({ ...folder, space: "TEAM" });
 * const { pushed } = await pushDocs({ ...folder, confirm: () => Promise.resolve(true) });
 * console.assert(pushed.length === 0); // nothing was edited
 * ```
 *
 * @throws {UsageError} when nothing was pulled into the folder, or the front matter of a file cannot be read.
 * @throws {AtlcliError} `docs-folder`
 */
export async function pushDocs(options: PushOptions): Promise<PushReport> {
  const { folder } = await pulledFolder(options);
  return await folder.locked(async () => {
    const { state } = await pulledFolder(options);
    const parts = { ...options, folder, state };
    const plan = await planPush(parts);
    const push = new Push(parts, plan);
    const { changes, files } = plan;
    const wanted = changes.length + files.length > 0 && await options.confirm(changes, files);
    if (wanted || plan.same.size > 0) await push.run(wanted ? plan : { changes: [], files: [] });
    return { space: state.space.key, ...push.report() };
  });
}

class Push {
  readonly #pages: Map<string, PageState>;
  readonly #pushed: Pushed[] = [];
  readonly #files: PushedFile[] = [];
  readonly #undecided: Undecided[];
  /** The ids of new pages, by the paths of their files. */
  readonly #ids = new Map<string, string>();

  constructor(readonly parts: PushParts, readonly plan: PushPlan) {
    this.#pages = new Map(parts.state.pages);
    this.#undecided = [...plan.undecided];
  }

  report(): Pick<PushReport, "pushed" | "files" | "undecided"> {
    return { pushed: this.#pushed, files: this.#files, undecided: this.#undecided };
  }

  async run({ changes, files }: Pick<PushPlan, "changes" | "files">): Promise<void> {
    for (const [id, text] of this.plan.same) {
      const known = this.#pages.get(id);
      if (known !== undefined) this.#pages.set(id, { ...known, markdown: hashOf(text) });
    }
    await this.#save();
    for (const change of changes.toSorted((a, b) => depthOf(a) - depthOf(b))) {
      const own = files.filter(({ page }) => page === change.path);
      // The files of a page that is there go first: a text never leads to what could not be sent.
      if (change.id !== undefined && !await this.#sendFiles(own, change.id)) continue;
      this.parts.signal?.throwIfAborted();
      await this.#send(change).catch((error) => this.#refused(change, error));
      const made = change.id === undefined ? this.#ids.get(change.path) : undefined;
      if (made !== undefined) await this.#sendFiles(own, made);
    }
    const paths = new Set(changes.map(({ path }) => path));
    for (const file of files.filter(({ page }) => !paths.has(page))) {
      await this.#sendFiles([file], file.pageId ?? "");
    }
  }

  /** @returns whether all of them were sent. */
  async #sendFiles(files: readonly PushFile[], pageId: string): Promise<boolean> {
    let all = true;
    for (const file of files) {
      this.parts.signal?.throwIfAborted();
      await this.#sendFile(file, pageId).catch((error) => {
        this.#refused({ path: file.path, id: pageId }, error);
        all = false;
      });
    }
    return all;
  }

  async #sendFile(file: PushFile, pageId: string): Promise<void> {
    const { id, sent } = await sendFile(file, { ...this.parts, pageId });
    const page = this.#pages.get(pageId);
    if (page !== undefined) {
      this.#pages.set(pageId, { ...page, attachments: { ...page.attachments, [id]: sent } });
      await this.#save();
    }
    const what = file.kind === "add" ? "added" : "updated";
    this.#files.push({ what, path: file.path, id, pageId, version: sent.version });
  }

  async #send(change: PushChange): Promise<void> {
    const { client, signal } = this.parts;
    const { id, title, storage, before } = change;
    const parentId = this.#parentOf(change);
    const moves = parentId !== before?.parentId ? { parentId } : {};
    const page = id === undefined
      ? await createPage(client, { space: this.parts.state.space, title, storage, parentId, signal })
      : await updatePage(client, {
        id,
        title,
        storage,
        version: before?.version.number ?? 0,
        ...moves,
        signal,
      });
    this.#ids.set(change.path, page.id);
    await this.#remember(change, page);
    await this.#sendLabels(change, page.id);
    const { path } = change;
    const { url, version } = page;
    const what = id === undefined ? "created" : "updated";
    this.#pushed.push({ what, path, id: page.id, version: version.number, url });
  }

  async #sendLabels(change: PushChange, id: string): Promise<void> {
    const { client, signal } = this.parts;
    const known = this.parts.state.pages.get(id)?.labels ?? [];
    const names = change.labels.filter((label) => !known.includes(label));
    await addLabels(client, { id, names, signal });
    for (const name of known.filter((label) => !change.labels.includes(label))) {
      await removeLabel(client, { id, name, signal });
    }
    const page = this.#pages.get(id);
    if (page === undefined) return;
    this.#pages.set(id, { ...page, labels: change.labels.toSorted() });
    await this.#save();
  }

  /** Writes the new version into the file, and into the state. */
  async #remember(change: PushChange, page: Page): Promise<void> {
    const { path, text, labels, storage, title } = change;
    const { folder, state } = this.parts;
    const members = { id: page.id, version: page.version.number };
    const { front, body } = parsePageFile(text, path);
    const bare = Object.values(front).every((value) => value === undefined);
    const about = { title, space: state.space.key, parent: page.parentId, labels, url: page.url };
    const now = bare ? formatPageFile({ front: { ...about, ...members }, body }) : withMembers(text, members);
    await folder.write(path, now);
    const known = this.#pages.get(page.id);
    const attachments = known?.attachments ?? {};
    const own = this.plan.files.filter((file) => file.page === path);
    const files = new Map([
      ...(known === undefined ? [] : filesOf(known)),
      ...own.map((file) => [file.title, file.path] as const),
    ]);
    const linked = { title, path, files };
    this.#pages.set(page.id, {
      path,
      version: page.version.number,
      title,
      parent: page.parentId ?? known?.parent,
      labels: known?.labels ?? [],
      markdown: hashOf(now),
      storage: hashOf(storage),
      links: render(storage, { page: linked, links: this.plan.links }).links,
      attachments,
    });
    await this.#save();
  }

  #parentOf({ parent }: PushChange): string | undefined {
    if (parent === undefined) return undefined;
    return "id" in parent ? parent.id : this.#ids.get(parent.path);
  }

  /** What the site refuses for one page says nothing about the others. */
  #refused({ path, id }: Pick<PushChange, "path" | "id">, error: unknown): void {
    if (!(error instanceof HttpError) || !["conflict", "bad-request", "not-found"].includes(error.code)) {
      throw error;
    }
    const why = error.code === "conflict" ? "moved-on" : "refused";
    const text = [`"${path}" was not sent. ${error.message}`, ...error.details].join(": ");
    this.#undecided.push({ path, id: id ?? "", why, text });
  }

  async #save(): Promise<void> {
    await saveState(this.parts.folder, { ...this.parts.state, pages: this.#pages });
  }
}

/** Pages are made before those below them. */
function depthOf({ path }: PushChange): number {
  return path.split("/").length;
}
