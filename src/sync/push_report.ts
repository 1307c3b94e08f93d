/**
 * What a push did, and what it did not.
 *
 * @module
 */
import { AtlcliError, HttpError } from "../core/errors.ts";
import type { Undecided } from "./conflicts.ts";
import type { PushFile } from "./push_files.ts";
import type { PushChange } from "./push_plan.ts";
import type { PushStep } from "./state.ts";

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

/** A page or a file that was to be sent, as far as the site has not confirmed it. */
export interface Unfinished {
  /** The file, with `/` between folders. */
  readonly path: string;
  /** The page; absent for a new one that the site has not confirmed. */
  readonly id: string | undefined;
  /** The steps that the site has confirmed. */
  readonly sent: readonly PushStep[];
  /** The steps that it has not. The next push resumes there. */
  readonly missing: readonly PushStep[];
  /**
   * Whether the first of the missing steps may have been carried out: no response came. The next push finds out, and
   * does not send it twice.
   */
  readonly uncertain: boolean;
}

/** What a push did. */
export interface PushReport {
  /** The key of the space. */
  readonly space: string;
  /** The pages whose content or labels were sent. */
  readonly pushed: readonly Pushed[];
  /** The files of pages that were sent. */
  readonly files: readonly PushedFile[];
  /** What was to be sent and was not, or not whole. */
  readonly unfinished: readonly Unfinished[];
  /** What was left as it is. */
  readonly undecided: readonly Undecided[];
}

interface Steps {
  id: string | undefined;
  readonly sent: PushStep[];
  missing: readonly PushStep[];
}

/** Follows the steps of a push. */
export class PushProgress {
  readonly #steps = new Map<string, Steps>();
  readonly #pushed: Pushed[] = [];
  readonly #files: PushedFile[] = [];
  readonly #undecided: Undecided[];
  #uncertain: string | undefined;

  /** @param undecided What was left before anything was sent. */
  constructor(undecided: readonly Undecided[]) {
    this.#undecided = [...undecided];
  }

  /** Notes what is to be sent. */
  expect(changes: readonly PushChange[], files: readonly PushFile[]): void {
    for (const change of changes) {
      const missing = stepsOf(change, files.some(({ page }) => page === change.path));
      this.#steps.set(change.path, { id: change.id, sent: [], missing });
    }
    const pages = new Set(changes.map(({ path }) => path));
    for (const { page, path, pageId } of files) {
      if (!pages.has(page)) this.#steps.set(path, { id: pageId, sent: [], missing: ["attachments"] });
    }
  }

  /** Notes that the site has confirmed a step of a page, or of a file that goes alone. */
  confirm(path: string, step: PushStep, id: string): void {
    const steps = this.#steps.get(path);
    if (steps === undefined) return;
    steps.id = id;
    if (steps.missing.includes(step)) steps.sent.push(step);
    steps.missing = steps.missing.filter((other) => other !== step);
  }

  /** The steps of a page that the site has not confirmed. */
  missing(path: string): readonly PushStep[] {
    return this.#steps.get(path)?.missing ?? [];
  }

  /** Notes a page that was sent. */
  pushed(page: Pushed): void {
    this.#pushed.push(page);
  }

  /** Notes a file that was sent. */
  sent(file: PushedFile): void {
    this.#files.push(file);
  }

  /** Notes what was left. */
  leave(undecided: Undecided): void {
    this.#undecided.push(undecided);
  }

  /** Notes how a request for a page, or for a file that goes alone, has failed. */
  failed(path: string, error: unknown): void {
    if (mayBeDone(error)) this.#uncertain = path;
  }

  /** What was done so far. */
  report(space: string): PushReport {
    const unfinished = [...this.#steps].filter(([, { missing }]) => missing.length > 0).map(
      ([path, { id, sent, missing }]): Unfinished => {
        return { path, id, sent: [...sent], missing, uncertain: path === this.#uncertain };
      },
    );
    const [pushed, files, undecided] = [[...this.#pushed], [...this.#files], [...this.#undecided]];
    return { space, pushed, files, unfinished, undecided };
  }
}

/** The steps of a page, in their order: the files of a page that is there go first. */
function stepsOf({ id, content, relabels }: PushChange, hasFiles: boolean): readonly PushStep[] {
  const files: readonly PushStep[] = hasFiles ? ["attachments"] : [];
  return [
    ...(id === undefined ? [] : files),
    ...(content ? ["content"] as const : []),
    ...(id === undefined ? files : []),
    ...(relabels ? ["labels"] as const : []),
  ];
}

/** Whether a request that ended with an error may have been carried out: no response came, or none that says no. */
export function mayBeDone(error: unknown): boolean {
  if (error instanceof HttpError) return error.status >= 500 || error.status < 400;
  return error instanceof AtlcliError && UNANSWERED.includes(error.code);
}

const UNANSWERED: readonly string[] = ["timeout", "connection-lost", "network", "cancelled"];

/** Whether the site refuses one page or one file, which says nothing about the others. */
export function isRefusal(error: unknown): error is HttpError {
  return error instanceof HttpError && REFUSALS.includes(error.code) && error.status < 500;
}

const REFUSALS: readonly string[] = ["conflict", "bad-request", "not-found", "permission"];
