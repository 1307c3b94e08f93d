/**
 * `wiki docs pull`: a space, as a tree of Markdown.
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
import { lookAround, lookAtAttachment, lookAtPage } from "./scan.ts";
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
  /** Told what was done when the run ends, also when it ends with an error, such as by `signal`. */
  readonly onEnd?: ((report: PullReport) => void) | undefined;
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

/**
 * Brings a folder up to date with a space.
 *
 * Files are replaced whole; what was edited here is never overwritten; files that are not ours are never touched. A run
 * that ends early, even killed, is gone on with by the next one.
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
 * @throws {UsageError} when nothing says which space.
 * @throws {AtlcliError} `docs-folder` when the folder holds another site or space, or somebody else works in it, or the
 * site shows none of the pages that it holds.
 * @throws {FileFault} when a file cannot be written.
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
    const seen = { state: { ...loaded, space }, local: await lookAround(folder, loaded), endless };
    const { state: before, local } = await followMoved(folder, seen);
    const plan = planPull({ space: space.key, state: before, local, remote });
    const run = new Pull({ ...options, folder, plan, contents, before, refused });
    return await run.run({ space: space.key, pages: remote.size });
  });
}

/** A space that shows no page at all is closed to this account rather than empty: nobody wants its files removed. */
function nothingThere(space: string, known: number): AtlcliError {
  const files = known === 1 ? "the file of 1 page" : `the files of ${known} pages`;
  return new AtlcliError(
    "docs-folder",
    `Space ${space} shows no page: nothing was removed of ${files} that this folder has`,
    {
      hint: "Check that this account can still see the space. If it is empty, remove the folder",
    },
  );
}

interface PullParts extends PullOptions {
  readonly folder: Folder;
  readonly plan: Plan;
  readonly contents: Map<string, Page>;
  readonly before: DocsState;
  /** What the site named in a way that cannot be used. */
  readonly refused: readonly Undecided[];
}

/** One run. */
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
      // First, so that the paths of what is gone are free.
      await this.#removeGone();
      await this.#writePages();
      await this.#writeAttachments();
      await this.#tellBothEdited();
    } catch (error) {
      // What is done is remembered. On a full disk it cannot be; then the journal has it, or nothing was written.
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
      // What came along with the list comes page by page: it is gathered.
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

  /** What is gone at the site goes here, too, unless it was edited. */
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
      const text = `"${path}" was edited here, and its page is no longer at the site, or hidden: kept`;
      return this.#leave({ path, id, why: "deleted-edited", text });
    }
    for (const file of Object.values(page.attachments)) {
      const kind = await lookAtAttachment(folder, file, { whole: true });
      if (kind === "same") await folder.remove(file.path);
      if (kind !== "edited") continue;
      const text = `"${file.path}" was changed here, and its page is no longer at the site, or hidden: kept`;
      this.#leave({ path: file.path, id, why: "deleted-edited", text });
    }
    if (look.kind === "same") {
      await folder.remove(path);
      this.#done.push({ what: "removed", path });
    }
    this.#record.forget(id);
  }

  /** Pages that are left as they are here: with another version at the site, or with no regular file. */
  async #tellBothEdited(): Promise<void> {
    const { plan, folder } = this.#parts;
    const newer = new Set(plan.bothEdited);
    for (const page of plan.pages.values()) {
      if (page.local.kind !== "edited") continue;
      const stat = await folder.stat(page.path);
      if (stat !== undefined && stat.kind !== "file") {
        const text = `"${page.path}" is not a regular file: neither read nor replaced`;
        this.#leave({ path: page.path, id: page.remote.id, why: "in-the-way", text });
      } else if (newer.has(page)) await this.#tellBoth(page);
    }
  }

  async #tellBoth({ path, remote }: PlannedPage): Promise<void> {
    const { number, when } = remote.version;
    const by = await authorOf(this.#parts.client, remote);
    const who = `version ${number}${by === undefined ? "" : ` by ${by}`}`;
    const time = when === undefined ? "" : ` on ${printable(when)}`;
    const text = `"${path}" was edited here, and at the site (${who}${time}): kept as it is here`;
    this.#leave({ path, id: remote.id, why: "both-edited", text });
  }

  #leave(undecided: Undecided): void {
    this.#undecided.push(undecided);
  }
}
