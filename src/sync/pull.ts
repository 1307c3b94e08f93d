/**
 * `wiki docs pull`: a space, as a tree of Markdown.
 *
 * @module
 */
import type { Client } from "../client/client.ts";
import { authorOf } from "../confluence/conflict.ts";
import { getSpace } from "../confluence/spaces.ts";
import type { Page } from "../confluence/pages.ts";
import { AtlcliError, UsageError } from "../core/errors.ts";
import { printable } from "../core/text.ts";
import { pullAttachments } from "./attachments.ts";
import { Folder, type FolderHost, obstacle } from "./folder.ts";
import { formatPageFile } from "./front_matter.ts";
import { lookAround, lookAtAttachment } from "./scan.ts";
import { foldedName } from "./names.ts";
import { type Plan, type PlannedPage, planPull } from "./plan.ts";
import { readContents, readSpace } from "./remote.ts";
import { hashOf, render } from "./render.ts";
import type { Done, Progress, Undecided } from "./conflicts.ts";
import { type DocsState, loadState, type PageState, saveState, STATE_FILE } from "./state.ts";

/** What the engine needs. */
export interface DocsOptions {
  /** Sends the requests. */
  readonly client: Client;
  /** The disk. */
  readonly host: FolderHost;
  /** The folder, as an absolute path. */
  readonly root: string;
  /** The key of the space; without it, that of the folder's last pull. */
  readonly space?: string | undefined;
  /** Ends it; what is done stays, and the next run goes on from there. */
  readonly signal?: AbortSignal | undefined;
  /** Told how far it is. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** What a pull did. */
export interface PullReport {
  /** The key of the space. */
  readonly space: string;
  /** How many pages the space has. */
  readonly pages: number;
  /** What was done to files. */
  readonly done: readonly Done[];
  /** What was left as it is. */
  readonly undecided: readonly Undecided[];
}

/** As many files are written before the state is saved. */
const SAVE_EVERY = 50;

/** The space of a folder. */
export interface FolderSpace {
  readonly folder: Folder;
  readonly space: { readonly id: string; readonly key: string };
}

/**
 * Brings a folder up to date with a space.
 *
 * Files are replaced whole; what was edited here is never overwritten; files that are not ours are never touched.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { pullDocs } from "@atlcli/atlcli/docs";
 * import { memoryHost } from "@atlcli/atlcli/testing";
 *
 * const { client } = await connect();
 * const { pages, done } = await pullDocs({ client, host: memoryHost(), root: "/docs", space: "TEAM" });
 * console.assert(done.length >= pages);
 * ```
 *
 * @throws {UsageError} when nothing says which space.
 * @throws {AtlcliError} `docs-folder` when the folder holds another site or space, or somebody else works in it.
 * @throws {FileFault} when a file cannot be written.
 */
export async function pullDocs(options: DocsOptions): Promise<PullReport> {
  const { client, signal } = options;
  const { folder, space } = await openFolder(options);
  return await folder.locked(async () => {
    const before = await loadState(folder) ?? { site: client.site.url, space, pages: new Map() };
    const known = new Set(before.pages.keys());
    const { pages: remote, contents } = await readSpace(client, { space, known, signal });
    const local = await lookAround(folder, before);
    const plan = planPull({ space: space.key, state: before, local, remote });
    const run = new Pull({ ...options, folder, plan, contents, before: { ...before, space } });
    return { space: space.key, pages: remote.size, ...await run.run() };
  });
}

/**
 * Which space a folder is for, by its state or as it was asked for.
 *
 * @throws {UsageError} when neither says it.
 * @throws {AtlcliError} `docs-folder` when they disagree, or the folder is of another site.
 */
export async function openFolder(options: DocsOptions): Promise<FolderSpace> {
  const { client, host, root, signal } = options;
  const folder = new Folder(host, root);
  const state = await loadState(folder);
  const key = options.space ?? state?.space.key;
  if (key === undefined) {
    throw new UsageError(`Which space goes into "${root}"?`, {
      hint:
        `Say --space KEY the first time; "${STATE_FILE}" in the folder remembers it. See: wiki space list`,
    });
  }
  if (state === undefined) return { folder, space: await getSpace(client, { key, signal }) };
  const sameSpace = key.toUpperCase() === state.space.key.toUpperCase();
  if (state.site !== client.site.url || !sameSpace) {
    const held = `space ${printable(state.space.key)} of ${printable(state.site)}`;
    throw new AtlcliError("docs-folder", `"${root}" holds ${held}, not ${key} of ${client.site.url}`, {
      hint: "Name another folder, or another profile",
    });
  }
  return { folder, space: state.space };
}

interface PullParts extends DocsOptions {
  readonly folder: Folder;
  readonly plan: Plan;
  readonly contents: Map<string, Page>;
  readonly before: DocsState;
}

/** One run. */
class Pull {
  readonly #parts: PullParts;
  readonly #pages: Map<string, PageState>;
  readonly #done: Done[] = [];
  readonly #undecided: Undecided[] = [];
  #unsaved = 0;

  constructor(parts: PullParts) {
    this.#parts = parts;
    this.#pages = new Map(parts.before.pages);
  }

  async run(): Promise<Pick<PullReport, "done" | "undecided">> {
    try {
      await this.#writePages();
      await this.#writeAttachments();
      await this.#removeGone();
      await this.#tellBothEdited();
    } catch (error) {
      // What is done is remembered. On a full disk it cannot be; then files that hold what they should are taken over.
      await this.#save().catch(() => {});
      throw error;
    }
    await this.#save();
    return { done: this.#done, undecided: this.#undecided };
  }

  async #writePages(): Promise<void> {
    const { client, plan, contents, signal, onProgress } = this.#parts;
    let done = 0;
    for await (const chunk of readContents(client, { ids: plan.dirty, contents, signal })) {
      for (const page of chunk) {
        signal?.throwIfAborted();
        const planned = plan.pages.get(page.id);
        if (planned !== undefined) await this.#writePage(planned, page).catch(this.#inTheWayOf(planned));
        onProgress?.({ done: ++done, total: plan.dirty.length });
      }
    }
  }

  #inTheWayOf({ path, remote }: PlannedPage): (error: unknown) => void {
    return (error) => this.#leave({ path, id: remote.id, why: "in-the-way", text: obstacle(error, path) });
  }

  /** A page whose content is newer than the list says keeps the list's version: the next pull finds it changed. */
  async #writePage(planned: PlannedPage, { storage = "", version }: Page): Promise<void> {
    const { folder, plan } = this.#parts;
    const { remote, known, local, path } = planned;
    const { body, links } = render(storage, { page: planned, links: plan.links });
    const text = this.#textOf(planned, { body, version: version.number });
    const markdown = hashOf(text);
    const there = await folder.text(path);
    const same = there !== undefined && hashOf(there) === markdown;
    if (!same && there !== undefined && this.#isStray(path)) {
      const why = `"${path}" says that it is page ${remote.id}, and nothing is known of it`;
      return this.#leave({
        path,
        id: remote.id,
        why: "in-the-way",
        text: `${why}: remove it, and pull again`,
      });
    }
    const moved = known !== undefined && local.kind === "same" && known.path !== path;
    if (moved && foldedName(known.path) === foldedName(path)) await folder.move(known.path, path);
    if (!same) await folder.write(path, text);
    if (moved && !plan.isClaimed(known.path)) await folder.remove(known.path);
    if (moved) this.#done.push({ what: "moved", path, from: known.path });
    else if (!same || known === undefined) {
      this.#done.push({ what: known === undefined ? "added" : "updated", path });
    }
    await this.#remember(remote.id, {
      path,
      version: version.number,
      title: remote.title,
      parent: remote.parentId,
      labels: remote.labels,
      markdown,
      storage: hashOf(storage),
      links,
      attachments: known?.attachments ?? {},
    });
  }

  #textOf(
    { remote }: PlannedPage,
    { body, version }: { readonly body: string; readonly version: number },
  ): string {
    const { id, title, parentId, labels, url } = remote;
    const { key } = this.#parts.before.space;
    return formatPageFile({
      front: { id, title, space: key, version, parent: parentId, labels, url },
      body,
    });
  }

  /** Whether a file that the state knows nothing of lies there. */
  #isStray(path: string): boolean {
    const known = [...this.#parts.before.pages.values()].some((page) =>
      foldedName(page.path) === foldedName(path)
    );
    return !known;
  }

  async #writeAttachments(): Promise<void> {
    const { plan, folder, client, signal } = this.#parts;
    for (const [id, page] of plan.pages) {
      const known = this.#pages.get(id);
      if (known === undefined) continue;
      await pullAttachments({
        folder,
        client,
        signal,
        page,
        before: known.attachments,
        done: (done) => void this.#done.push(done),
        leave: (undecided) => this.#leave(undecided),
        remember: (attachments) => this.#remember(id, { ...known, attachments }),
      });
    }
  }

  /** What is gone at the site goes here, too, unless it was edited. */
  async #removeGone(): Promise<void> {
    const { plan, folder, before } = this.#parts;
    if (plan.gone.length === 0) return;
    const local = await lookAround(folder, { pages: this.#pages });
    for (const id of plan.gone) {
      const known = before.pages.get(id);
      if (known === undefined) continue;
      const { path } = known;
      if (local.pages.get(id)?.kind === "edited") {
        const text = `"${path}" was edited here, and its page is no longer at the site, or hidden: kept`;
        this.#leave({ path, id, why: "deleted-edited", text });
        continue;
      }
      for (const file of Object.values(known.attachments)) {
        if (await lookAtAttachment(folder, file) === "same") await folder.remove(file.path);
      }
      if (local.pages.get(id)?.kind === "same" && !plan.isClaimed(path)) {
        await folder.remove(path);
        this.#done.push({ what: "removed", path });
      }
      this.#pages.delete(id);
    }
  }

  async #tellBothEdited(): Promise<void> {
    for (const { path, remote } of this.#parts.plan.bothEdited) {
      const { number, when } = remote.version;
      const by = await authorOf(this.#parts.client, remote);
      const who = `version ${number}${by === undefined ? "" : ` by ${by}`}`;
      const time = when === undefined ? "" : ` on ${printable(when)}`;
      const text = `"${path}" was edited here, and at the site (${who}${time}): kept as it is here`;
      this.#leave({ path, id: remote.id, why: "both-edited", text });
    }
  }

  #leave(undecided: Undecided): void {
    this.#undecided.push(undecided);
  }

  async #remember(id: string, page: PageState): Promise<void> {
    this.#pages.set(id, page);
    if (++this.#unsaved >= SAVE_EVERY) await this.#save();
  }

  async #save(): Promise<void> {
    this.#unsaved = 0;
    await saveState(this.#parts.folder, { ...this.#parts.before, pages: this.#pages });
  }
}
