/**
 * The result of a push.
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
  /** The kind of change. */
  readonly what: "created" | "updated";
  /** The path of the file, with `/` between folders. */
  readonly path: string;
  /** The page's id. */
  readonly id: string;
  /** The page's new version number. */
  readonly version: number;
  /** The page's URL for the browser. */
  readonly url: string;
}

/** An attachment that was sent. */
export interface PushedFile {
  /** Whether it is a new attachment, or a new version of one. */
  readonly what: "added" | "updated";
  /** The path of the file, with `/` between folders. */
  readonly path: string;
  /** The attachment's id. */
  readonly id: string;
  /** The id of its page. */
  readonly pageId: string;
  /** The attachment's new version number. */
  readonly version: number;
}

/** A page or attachment that the site has not completely confirmed. */
export interface Unfinished {
  /** The path of the file, with `/` between folders. */
  readonly path: string;
  /** The page's id; absent for a new page that the site has not confirmed. */
  readonly id: string | undefined;
  /** The steps that the site has confirmed. */
  readonly sent: readonly PushStep[];
  /** The steps that it has not confirmed. The next push resumes there. */
  readonly missing: readonly PushStep[];
  /**
   * Whether the first missing step may have been executed, because its response was lost. The next push checks that,
   * and does not send it twice.
   */
  readonly uncertain: boolean;
}

/** The result of a push. */
export interface PushReport {
  /** The key of the space. */
  readonly space: string;
  /** Pages whose content or labels were sent. */
  readonly pushed: readonly Pushed[];
  /** Attachments that were sent. */
  readonly files: readonly PushedFile[];
  /** What was planned, but not completely sent. */
  readonly unfinished: readonly Unfinished[];
  /** Conflicts and problems that were skipped. */
  readonly undecided: readonly Undecided[];
}

interface Steps {
  id: string | undefined;
  readonly sent: PushStep[];
  missing: readonly PushStep[];
}

/** Tracks the steps of a push. */
export class PushProgress {
  readonly #steps = new Map<string, Steps>();
  readonly #pushed: Pushed[] = [];
  readonly #files: PushedFile[] = [];
  readonly #undecided: Undecided[];
  #uncertain: string | undefined;

  /** @param undecided What was skipped before sending began. */
  constructor(undecided: readonly Undecided[]) {
    this.#undecided = [...undecided];
  }

  /** Records what will be sent. */
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

  /** Records that the site has confirmed a step of a page or of a separate attachment. */
  confirm(path: string, step: PushStep, id: string): void {
    const steps = this.#steps.get(path);
    if (steps === undefined) return;
    steps.id = id;
    if (steps.missing.includes(step)) steps.sent.push(step);
    steps.missing = steps.missing.filter((other) => other !== step);
  }

  /** The unconfirmed steps of a page. */
  missing(path: string): readonly PushStep[] {
    return this.#steps.get(path)?.missing ?? [];
  }

  /** Records a page that was sent. */
  pushed(page: Pushed): void {
    this.#pushed.push(page);
  }

  /** Records an attachment that was sent. */
  sent(file: PushedFile): void {
    this.#files.push(file);
  }

  /** Records something that was skipped. */
  leave(undecided: Undecided): void {
    this.#undecided.push(undecided);
  }

  /** Records the failure of a request for a page or a separate attachment. */
  failed(path: string, error: unknown): void {
    if (mayBeDone(error)) this.#uncertain = path;
  }

  /** The report so far. */
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

/** The steps of a page in order: for an existing page, attachments come first. */
function stepsOf({ id, content, relabels }: PushChange, hasFiles: boolean): readonly PushStep[] {
  const files: readonly PushStep[] = hasFiles ? ["attachments"] : [];
  return [
    ...(id === undefined ? [] : files),
    ...(content ? ["content"] as const : []),
    ...(id === undefined ? files : []),
    ...(relabels ? ["labels"] as const : []),
  ];
}

/** Whether a failed request may have been executed: there was no response, or not a clear rejection. */
export function mayBeDone(error: unknown): boolean {
  if (error instanceof HttpError) return error.status >= 500 || error.status < 400;
  return error instanceof AtlcliError && UNANSWERED.includes(error.code);
}

const UNANSWERED: readonly string[] = ["timeout", "connection-lost", "network", "cancelled"];

/** Whether the site rejects a single page or file, so that the others can continue. */
export function isRefusal(error: unknown): error is HttpError {
  return error instanceof HttpError && REFUSALS.includes(error.code) && error.status < 500;
}

const REFUSALS: readonly string[] = ["conflict", "bad-request", "not-found", "permission"];
