/**
 * Push: sends edited files of a folder to its space.
 *
 * @module
 */
import { HttpError } from "../core/errors.ts";
import { FileFault } from "../core/host.ts";
import type { DocsOptions } from "./open_folder.ts";
import { PageSender } from "./page_sender.ts";
import type { PushFile } from "./push_files.ts";
import { planPush, type PushChange, type PushParts, type PushPlan } from "./push_plan.ts";
import { isRefusal, PushProgress, type PushReport } from "./push_report.ts";
import { settle } from "./settle.ts";
import { pulledFolder } from "./status.ts";

/** Options of {@linkcode pushDocs}. */
export interface PushOptions extends DocsOptions {
  /** Called with the planned changes; returns whether to send them. Not called if there are none. */
  readonly confirm: (changes: readonly PushChange[], files: readonly PushFile[]) => Promise<boolean>;
  /** Called with the report at the end, even if the push fails or is aborted; the error is thrown afterwards. */
  readonly onEnd?: ((report: PushReport) => void) | undefined;
}

/**
 * Sends edited files of a folder, and creates pages from new files. A page that changed at the site since is skipped,
 * and both versions stay. Without edits, no request is sent and `confirm` is not called.
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
 * Each step is recorded in the folder's state once the site has confirmed it. If a push fails or is aborted, the next
 * one resumes it and sends nothing twice.
 *
 * @throws {UsageError} if nothing was pulled into the folder, or a file's front matter is invalid.
 * @throws {AtlcliError} `docs-folder`
 */
export async function pushDocs(options: PushOptions): Promise<PushReport> {
  const { folder } = await pulledFolder(options);
  return await folder.locked(async () => {
    const { state } = await pulledFolder(options);
    const given = { ...options, endless: options.endless, folder, state };
    const parts = { ...given, state: await settle(given) };
    const plan = await planPush(parts);
    const push = new Push({ ...parts, state: plan.state }, plan);
    const { changes, files } = plan;
    const report = (): PushReport => push.progress.report(state.space.key);
    try {
      await push.remember();
      const wanted = changes.length + files.length > 0 && await options.confirm(changes, files);
      if (wanted) await push.run();
    } catch (error) {
      options.onEnd?.(report());
      throw error;
    }
    options.onEnd?.(report());
    return report();
  });
}

/** A single push. */
class Push {
  readonly progress: PushProgress;
  readonly #sender: PageSender;

  constructor(readonly parts: PushParts, readonly plan: PushPlan) {
    this.progress = new PushProgress(plan.undecided);
    this.#sender = new PageSender(parts, { plan, progress: this.progress });
  }

  /** Records what the site already has, without sending anything. */
  async remember(): Promise<void> {
    await this.#sender.remember();
  }

  async run(): Promise<void> {
    const { changes, files } = this.plan;
    this.progress.expect(changes, files);
    for (const change of changes.toSorted((a, b) => depthOf(a) - depthOf(b))) {
      await this.#sendPage(change, files.filter(({ page }) => page === change.path));
    }
    const paths = new Set(changes.map(({ path }) => path));
    const alone = new Set<string>();
    for (const file of files.filter(({ page }) => !paths.has(page))) {
      const id = file.pageId ?? "";
      const sent = await this.#tried(file, [file.path, id], () => this.#sender.sendFile(file, id));
      if (sent === undefined) continue;
      alone.add(file.path);
      this.progress.confirm(file.path, "attachments", id);
    }
    await this.#sender.finishWaiting(alone);
  }

  async #sendPage(change: PushChange, files: readonly PushFile[]): Promise<void> {
    const { path, id } = change;
    const what = [path, id] as const;
    // For an existing page, attachments are sent first, so that its text never links to a missing one.
    if (id !== undefined && !await this.#sendFiles(change, { files, id })) return;
    const page = await this.#tried(change, what, () => this.#sender.sendContent(change, files));
    if (page === undefined) return;
    const whole = id !== undefined || await this.#sendFiles(change, { files, id: page.id });
    const labelled = await this.#tried(change, what, () => this.#sender.sendLabels(change, page));
    if (whole && labelled === true) await this.#sender.finish(change, page);
  }

  /** @returns Whether all of them were sent. */
  async #sendFiles(
    change: PushChange,
    { files, id }: { readonly files: readonly PushFile[]; readonly id: string },
  ): Promise<boolean> {
    let all = true;
    for (const file of files) {
      const sent = await this.#tried(change, [file.path, id], () => this.#sender.sendFile(file, id));
      all &&= sent !== undefined;
    }
    if (all) this.progress.confirm(change.path, "attachments", id);
    return all;
  }

  /**
   * Runs a step. If the site rejects one page or file, or a local file is gone, the others continue. Every other error
   * ends the push.
   *
   * @returns `undefined` if the step was rejected.
   */
  async #tried<T>(
    { path: owner }: { readonly path: string },
    [path, id]: readonly [path: string, id: string | undefined],
    work: () => Promise<T>,
  ): Promise<T | undefined> {
    try {
      this.parts.signal?.throwIfAborted();
      return await work();
    } catch (error) {
      this.progress.failed(owner, error);
      const text = `"${path}" was not sent. ${wordsOf(error)}`;
      if (isRefusal(error)) {
        const why = error.code === "conflict" ? "moved-on" : "refused";
        this.progress.leave({ path, id: id ?? "", why, text });
      } else if (isGone(error)) this.progress.leave({ path, id: id ?? "", why: "in-the-way", text });
      else throw error;
      return undefined;
    }
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof HttpError) return [error.message, ...error.details].join(": ");
  return error instanceof Error ? error.message : "";
}

/** Whether a file changed since the push was planned. */
function isGone(error: unknown): boolean {
  return error instanceof FileFault &&
    ["not-found", "is-link", "not-regular", "is-folder"].includes(error.reason);
}

/** Sort key: parents are created before their children. */
function depthOf({ path }: PushChange): number {
  return path.split("/").length;
}
