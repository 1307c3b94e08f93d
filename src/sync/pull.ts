/**
 * Pull: writes a space as a tree of Markdown.
 *
 * @module
 */
import { authorOf } from "../confluence/conflict.ts";
import type { Page } from "../confluence/pages.ts";
import { AtlcliError } from "../core/errors.ts";
import { printable } from "../core/text.ts";
import { pullAttachments } from "./attachments.ts";
import { type Folder, obstacle } from "./folder.ts";
import { followMoved } from "./follow.ts";
import { lookAtAttachment, lookAtPage, scanFolder } from "./scan.ts";
import { type DocsOptions, openFolder } from "./open_folder.ts";
import { type Plan, type PlannedPage, planPull } from "./plan.ts";
import { PageWriter } from "./page_writer.ts";
import { PullRecord } from "./pull_record.ts";
import { readContents, readSpace } from "./remote.ts";
import type { Done, Undecided } from "./conflicts.ts";
import { settle } from "./settle.ts";
import { type DocsState, loadState, type PageState } from "./state.ts";

/** Options of {@linkcode pullDocs}. */
export interface PullOptions extends DocsOptions {
  /** Called with the report at the end, even if the pull fails or is aborted. */
  readonly onEnd?: ((report: PullReport) => void) | undefined;
}

/** The result of a pull. */
export interface PullReport {
  /** The key of the space. */
  readonly space: string;
  /** Number of pages in the space. */
  readonly pages: number;
  /** The changes of files. */
  readonly done: readonly Done[];
  /** Conflicts and problems that were skipped. */
  readonly undecided: readonly Undecided[];
}

/**
 * Updates a folder from a space.
 *
 * Files are replaced atomically. Local edits are never overwritten, and untracked files are never touched. The next run
 * resumes one that was interrupted or killed.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { pullDocs } from "@atlcli/atlcli/sync";
 * import { memoryHost } from "@atlcli/atlcli/testing";
 *
 * const { client } = await connect();
 * const { pages, done } = await pullDocs({ client, host: memoryHost(), root: "/docs", space: "TEAM" });
 * console.assert(done.length >= pages);
 * ```
 *
 * @throws {UsageError} if no space is specified.
 * @throws {AtlcliError} `docs-folder` if the folder belongs to another site or space, another command is using it, or
 * the site shows none of its pages.
 * @throws {FileFault} if a file cannot be written.
 */
export async function pullDocs(options: PullOptions): Promise<PullReport> {
  const { client, signal, endless } = options;
  const { folder, space } = await openFolder(options);
  return await folder.locked(async () => {
    const stored = await loadState(folder) ?? { site: client.site.url, space, pages: new Map() };
    const loaded = await settle({ client, folder, state: stored, signal, endless });
    const known = new Set(loaded.pages.keys());
    const { pages: remote, contents, refused } = await readSpace(client, { space, known, signal });
    if (remote.size === 0 && known.size > 0) throw nothingThere(space.key, known.size);
    const seen = { state: { ...loaded, space }, local: await scanFolder(folder, loaded), endless };
    const { state: before, local } = await followMoved(folder, seen);
    const isIncomplete = refused.length > 0;
    const plan = planPull({
      space: space.key,
      deployment: client.deployment,
      state: before,
      local,
      remote,
      isIncomplete,
    });
    const run = new Pull({ ...options, folder, plan, contents, before, refused });
    return await run.run({ space: space.key, pages: remote.size });
  });
}

/** A space without any page is probably hidden from this account, not empty. Its files must not be removed. */
function nothingThere(space: string, known: number): AtlcliError {
  const files = known === 1 ? "the file of 1 page" : `the files of ${known} pages`;
  return new AtlcliError(
    "docs-folder",
    `Space ${space} shows no pages: ${files} in this folder were kept`,
    {
      hint: "Check that this account can still see the space. If the space is empty, remove the folder",
    },
  );
}

interface PullParts extends PullOptions {
  readonly folder: Folder;
  readonly plan: Plan;
  readonly contents: Map<string, Page>;
  readonly before: DocsState;
  /** Items of the site with unusable names or ids. */
  readonly refused: readonly Undecided[];
}

/** A single pull. */
class Pull {
  readonly #parts: PullParts;
  readonly #record: PullRecord;
  readonly #done: Done[] = [];
  readonly #undecided: Undecided[];

  constructor(parts: PullParts) {
    this.#parts = parts;
    this.#record = new PullRecord(parts.folder, parts.before);
    this.#undecided = [...parts.refused];
  }

  async run(about: Pick<PullReport, "space" | "pages">): Promise<PullReport> {
    try {
      // Done first, to free the paths of deleted pages.
      await this.#removeGone();
      await this.#writePages();
      await this.#writeAttachments();
      await this.#tellBothEdited();
    } catch (error) {
      // Saves what is done. If the disk is full, the journal already has it, or nothing was written.
      await this.#record.save().catch(() => {});
      this.#parts.onEnd?.({ ...about, done: this.#done, undecided: this.#undecided });
      throw error;
    }
    await this.#record.save();
    const report = { ...about, done: this.#done, undecided: this.#undecided };
    this.#parts.onEnd?.(report);
    return report;
  }

  async #writePages(): Promise<void> {
    const { client, plan, contents, signal, onProgress, folder, before, endless } = this.#parts;
    let done = 0;
    const writer = new PageWriter({
      folder,
      links: plan.links,
      endless,
      space: before.space.key,
      record: this.#record,
      done: (each) => void this.#done.push(each),
      leave: (each) => this.#leave(each),
      onWritten: () => onProgress?.({ done: ++done, total: plan.dirty.length }),
    });
    for await (const chunk of readContents(client, { ids: plan.dirty, contents, signal })) {
      for (const page of chunk) {
        signal?.throwIfAborted();
        const planned = plan.pages.get(page.id);
        if (planned !== undefined) await writer.add(planned, page);
      }
      // Contents from the list arrive page by page, and are batched.
      if (chunk.length > 1) await writer.flush();
    }
    await writer.flush();
  }

  async #writeAttachments(): Promise<void> {
    const { plan, folder, client, signal } = this.#parts;
    for (const [id, page] of plan.pages) {
      const known = this.#record.get(id);
      if (known === undefined) continue;
      await pullAttachments({
        folder,
        client,
        signal,
        page,
        before: known.attachments,
        isClaimed: plan.isClaimed,
        done: (done) => void this.#done.push(done),
        leave: (undecided) => this.#leave(undecided),
        announce: (attachments) => this.#record.announce([[id, { ...known, attachments }]]),
        remember: async (attachments) => {
          this.#record.remember(id, { ...known, attachments });
          await this.#record.checkpoint();
        },
      });
    }
  }

  /** Removes the files of deleted pages, unless they were edited. */
  async #removeGone(): Promise<void> {
    const { plan, before, signal } = this.#parts;
    for (const id of plan.gone) {
      signal?.throwIfAborted();
      const page = before.pages.get(id);
      if (page === undefined) continue;
      const { path } = page;
      await this.#removePage(id, page).catch((error) =>
        this.#leave({ path, id, why: "in-the-way", text: obstacle(error, path) })
      );
    }
  }

  async #removePage(id: string, page: PageState): Promise<void> {
    const { folder } = this.#parts;
    const { path } = page;
    const look = await lookAtPage(folder, { id, page });
    if (look.kind === "edited") {
      const text = `"${path}" was edited here, but its page was deleted or is hidden: kept`;
      return this.#leave({ path, id, why: "deleted-edited", text });
    }
    for (const file of Object.values(page.attachments)) {
      const kind = await lookAtAttachment(folder, file, { whole: true });
      if (kind === "same") await folder.remove(file.path);
      if (kind !== "edited") continue;
      const text = `"${file.path}" was changed here, but its page was deleted or is hidden: kept`;
      this.#leave({ path: file.path, id, why: "deleted-edited", text });
    }
    if (look.kind === "same") {
      await folder.remove(path);
      this.#done.push({ what: "removed", path });
    }
    this.#record.forget(id);
  }

  /** Reports pages that were skipped: with another version at the site, or without a regular file. */
  async #tellBothEdited(): Promise<void> {
    const { plan, folder } = this.#parts;
    const newer = new Set(plan.bothEdited);
    for (const page of plan.pages.values()) {
      if (page.local.kind !== "edited") continue;
      const stat = await folder.stat(page.path);
      if (stat !== undefined && stat.kind !== "file") {
        const text = `"${page.path}" is not a regular file, and was skipped`;
        this.#leave({ path: page.path, id: page.remote.id, why: "in-the-way", text });
      } else if (newer.has(page)) await this.#tellBoth(page);
    }
  }

  async #tellBoth({ path, remote }: PlannedPage): Promise<void> {
    const { number, when } = remote.version;
    const by = await authorOf(this.#parts.client, remote);
    const who = `version ${number}${by === undefined ? "" : ` by ${by}`}`;
    const time = when === undefined ? "" : ` on ${printable(when)}`;
    const text = `"${path}" was edited both here and at the site (${who}${time}): the local file was kept`;
    this.#leave({ path, id: remote.id, why: "both-edited", text });
  }

  #leave(undecided: Undecided): void {
    this.#undecided.push(undecided);
  }
}
