/**
 * Validates the state. It is untrusted input: it may come from a checkout, and a push sends files that it names.
 *
 * Pure.
 *
 * @module
 */
import { isAttachmentId, isPageId } from "../confluence/ids.ts";
import { hasControl } from "../core/text.ts";
import { ATTACHMENTS_ENDING, isHidden, PAGE_ENDING } from "./names.ts";
import type { AttachmentState, DocsState, PageState, SentPage } from "./state.ts";

/** An invalid member of the state. */
export interface StateFault {
  /** The path of the member: names. */
  readonly member: readonly string[];
  /** The problem, worded as the end of a sentence. */
  readonly why: string;
}

/** The state as stored in the file. */
interface StoredState extends Pick<DocsState, "site" | "space"> {
  readonly pages: Readonly<Record<string, PageState>>;
  readonly creating: Readonly<Record<string, SentPage>>;
  /** The paths of pages when their attachments were written. */
  readonly formerly: readonly string[];
}

/** Finds the first invalid member of a state; `undefined` if it is valid. */
export function stateFault(
  state: StoredState,
  folder: { isInside(path: string): boolean },
): StateFault | undefined {
  const isInside = (path: string): boolean => folder.isInside(path);
  const places = new Set([...Object.values(state.pages).map(({ path }) => path), ...state.formerly]);
  const check: Check = { isInside, places };
  return textFault(["site"], state.site) ?? textFault(["space", "id"], state.space.id) ??
    textFault(["space", "key"], state.space.key) ??
    first(Object.entries(state.pages), ([id, page]) => pageFault(check, { id, page })) ??
    first(
      Object.entries(state.creating),
      ([path, page]) =>
        pathFault(check, { member: ["creating", path], path }) ?? sentFault(["creating", path], page) ??
          addingFault(check, { member: ["creating", path], adding: page.adding }),
    ) ??
    first(
      [...state.formerly.entries()],
      ([index, path]) => pathFault(check, { member: ["formerly", `${index}`], path }),
    );
}

/** Finds a member with the name of a built-in property, which JSON parsers silently drop. */
export function protoFault(value: unknown, member: readonly string[] = []): StateFault | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  return first(Object.entries(value), ([name, inner]) => {
    const here = [...member, name];
    return name === "__proto__" ? { member: here, why: "is not a valid id" } : protoFault(inner, here);
  });
}

/** The page that owns an attachment folder: `a/Page.md` for `a/Page.attachments/x.png`. */
export function placeOf(path: string): string | undefined {
  const folder = path.slice(0, Math.max(path.lastIndexOf("/"), 0));
  const name = folder.slice(folder.lastIndexOf("/") + 1);
  if (!name.endsWith(ATTACHMENTS_ENDING) || name === ATTACHMENTS_ENDING) return undefined;
  return `${folder.slice(0, -ATTACHMENTS_ENDING.length)}${PAGE_ENDING}`;
}

interface Check {
  readonly isInside: (path: string) => boolean;
  /** The current and former paths of pages. */
  readonly places: ReadonlySet<string>;
}

interface AtPath {
  readonly member: readonly string[];
  readonly path: string;
}

function pageFault(
  check: Check,
  { id, page }: { readonly id: string; readonly page: PageState },
): StateFault | undefined {
  const member = ["pages", id];
  if (!isPageId(id)) return { member, why: "is not the id of a page" };
  return pathFault(check, { member: [...member, "path"], path: page.path }) ??
    (page.writtenAt === undefined
      ? undefined
      : pathFault(check, { member: [...member, "writtenAt"], path: page.writtenAt })) ??
    textFault([...member, "title"], page.title) ??
    parentFault(member, page.parent) ??
    addingFault(check, { member, adding: page.adding }) ??
    first(
      [...page.labels.entries()],
      ([index, label]) => textFault([...member, "labels", `${index}`], label),
    ) ??
    (page.sending === undefined ? undefined : sentFault([...member, "sending"], page.sending)) ??
    first(
      Object.entries(page.attachments),
      ([file, attachment]) =>
        attachmentFault(check, { member: [...member, "attachments", file], id: file, attachment }),
    );
}

function attachmentFault(
  { isInside, places }: Check,
  { member, id, attachment }: {
    readonly member: readonly string[];
    readonly id: string;
    readonly attachment: AttachmentState;
  },
): StateFault | undefined {
  if (!isAttachmentId(id)) return { member, why: "is not a valid attachment id" };
  const { path, title, own = false } = attachment;
  const fault = insideFault(isInside, { member: [...member, "path"], path });
  if (fault !== undefined) return fault;
  // For a file of the user's own, the link in its page's text is checked when the text is read.
  const place = placeOf(path);
  if (place === undefined ? !own : !places.has(place)) {
    return { member: [...member, "path"], why: "names a file that no pull writes" };
  }
  return textFault([...member, "title"], title);
}

function pathFault({ isInside }: Check, { member, path }: AtPath): StateFault | undefined {
  if (!path.toLowerCase().endsWith(PAGE_ENDING)) return { member, why: "names a page file without .md" };
  return insideFault(isInside, { member, path });
}

function insideFault(isInside: Check["isInside"], { member, path }: AtPath): StateFault | undefined {
  if (!isInside(path)) return { member, why: "names a file outside the folder" };
  return isHidden(path) ? { member, why: "names a hidden file" } : undefined;
}

/** Files to attach later: the links to them are checked when the texts are read. */
function addingFault(
  { isInside }: Check,
  { member, adding = [] }: {
    readonly member: readonly string[];
    readonly adding?: readonly string[] | undefined;
  },
): StateFault | undefined {
  return first(
    [...adding.entries()],
    ([index, path]) => insideFault(isInside, { member: [...member, "adding", `${index}`], path }),
  );
}

function sentFault(member: readonly string[], { title, parent }: SentPage): StateFault | undefined {
  return textFault([...member, "title"], title) ?? parentFault(member, parent);
}

function parentFault(member: readonly string[], parent: string | undefined): StateFault | undefined {
  if (parent === undefined || isPageId(parent)) return undefined;
  return { member: [...member, "parent"], why: "is not the id of a page" };
}

function textFault(member: readonly string[], text: string): StateFault | undefined {
  return hasControl(text) ? { member, why: "has control characters" } : undefined;
}

function first<T>(
  items: readonly T[],
  fault: (item: T) => StateFault | undefined,
): StateFault | undefined {
  for (const item of items) {
    const found = fault(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
