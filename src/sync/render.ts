/**
 * Converts a page's content to the text of its file and back. Links to pages with a file become relative paths.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { Client } from "../client/client.ts";
import { type MarkdownOptions, markdownToStorage, storageToMarkdown } from "../markdown/mod.ts";
import { isLong } from "../markdown/dialect/limits.ts";
import type { AttachmentReference, LinkReference } from "../markdown/storage/reference.ts";
import { encodedPieces } from "./encoded.ts";
import { normalized } from "./front_matter.ts";

/** The parts of a page that links depend on. */
export interface LinkedPage {
  readonly title: string;
  readonly path: string;
  /** The previous path of the file, if its text was written there. */
  readonly writtenAt?: string | undefined;
  /** The paths of its attachments, by their names at the site. */
  readonly files: ReadonlyMap<string, string>;
}

/** Maps pages and attachments of a space to paths. */
export class LinkMap {
  readonly space: string;
  readonly deployment: Client["deployment"];
  readonly #byTitle = new Map<string, LinkedPage>();
  readonly #byPath = new Map<string, LinkedPage>();
  readonly #files = new Map<string, { readonly page: LinkedPage; readonly title: string }>();

  /**
   * @param place The key of the space, and where it is.
   * @param pages The pages that have a file.
   */
  constructor(
    { space, deployment }: { readonly space: string; readonly deployment: Client["deployment"] },
    pages: Iterable<LinkedPage>,
  ) {
    this.space = space;
    this.deployment = deployment;
    for (const page of pages) {
      this.#byTitle.set(page.title, page);
      this.#byPath.set(page.path, page);
      for (const [title, path] of page.files) this.#files.set(path, { page, title });
    }
  }

  /** The path of a reference's target; `undefined` if it has no file. */
  pathOf(reference: LinkReference | AttachmentReference, from: LinkedPage): string | undefined {
    if (reference.kind === "page") return this.#page(reference)?.path;
    if (reference.kind !== "attachment") return undefined;
    const page = reference.page === undefined ? from : this.#page(reference.page);
    return page?.files.get(reference.filename);
  }

  /** The reference for a path, relative to a page. */
  referenceTo(
    path: string,
    from: { readonly path: string },
  ): LinkReference | AttachmentReference | undefined {
    const page = this.#byPath.get(path);
    if (page !== undefined) return { kind: "page", title: page.title };
    const file = this.#files.get(path);
    if (file === undefined) return undefined;
    const other = file.page.path === from.path ? {} : { page: { title: file.page.title } };
    return { kind: "attachment", filename: file.title, ...other };
  }

  /** Adds an attachment, so that links can refer to it. */
  attach(page: string, file: { readonly title: string; readonly path: string }): void {
    const before = this.#byPath.get(page);
    if (before === undefined) return;
    const now = { ...before, files: new Map([...before.files, [file.title, file.path]]) };
    this.#byPath.set(page, now);
    this.#byTitle.set(now.title, now);
    for (const [title, path] of now.files) this.#files.set(path, { page: now, title });
  }

  #page(reference: { readonly title: string; readonly space?: string }): LinkedPage | undefined {
    const here = reference.space === undefined || reference.space.toUpperCase() === this.space.toUpperCase();
    return here ? this.#byTitle.get(reference.title) : undefined;
  }
}

/** A converted text, and its links. */
interface Rendered {
  /** The text in Markdown. */
  readonly body: string;
  /** The target path of each reference, or `null` if it has none. It changes if a page is moved or created. */
  readonly links: Readonly<Record<string, string | null>>;
}

/** Converts a page's content to Markdown. */
export function render(storage: string, { page, links, endless }: RenderOptions): Rendered {
  const led: Record<string, string | null> = {};
  const address = (reference: LinkReference | AttachmentReference): string | undefined => {
    const path = links.pathOf(reference, page);
    const name = linkName(reference);
    if (name !== undefined) led[name] = path ?? null;
    if (path === undefined) return undefined;
    const anchor = reference.kind === "page" ? reference.anchor : undefined;
    return `${relativeAddress(page.path, path)}${
      anchor === undefined ? "" : `#${encodeURIComponent(anchor)}`
    }`;
  };
  const options = { resolveLink: address, resolveAttachment: address, deployment: links.deployment };
  const convert = (): string => storageToMarkdown(storage, options);
  return { body: converted(storage, convert, endless), links: led };
}

/** Converts Markdown to a page's content. */
export function unrender(
  body: string,
  { page, links, endless, onUnresolved, onHtml }: RenderOptions & MarkdownOptions & {
    /** Told of relative addresses that lead to nothing that the space has, or gets. */
    readonly onUnresolved?: ((address: string) => void) | undefined;
  },
): string {
  const reference = (address: string): LinkReference | AttachmentReference | undefined => {
    const [, path = "", fragment] = /^([^#]*)(?:#(.*))?$/s.exec(address) ?? [];
    // A link that is broken at the file's current path may be valid from its previous path.
    const targets = [page.path, page.writtenAt].map((from) =>
      from === undefined ? undefined : targetOf(from, path)
    );
    const found = targets.map((target) => target === undefined ? undefined : links.referenceTo(target, page))
      .find((reference) => reference !== undefined);
    if (found === undefined && isRelative(address)) onUnresolved?.(address);
    if (found?.kind !== "page" || fragment === undefined) return found;
    const anchor = decoded(fragment);
    return anchor === undefined ? undefined : { ...found, anchor };
  };
  const options = {
    deployment: links.deployment,
    onHtml,
    resolveLink: reference,
    resolveAttachment: (address: string): AttachmentReference | undefined => {
      const found = reference(address);
      return found?.kind === "attachment" ? found : undefined;
    },
  };
  return converted(body, () => markdownToStorage(body, options), endless);
}

/** The relative addresses that a text leads to. */
export function addressesIn(body: string, endless: Endless | undefined): ReadonlySet<string> {
  const addresses = new Set<string>();
  const note = (address: string): undefined => {
    if (isRelative(address)) addresses.add(address);
  };
  converted(body, () => markdownToStorage(body, { resolveLink: note, resolveAttachment: note }), endless);
  return addresses;
}

/** The paths in the folder that a text links to. */
export function targetsIn(
  body: string,
  page: { readonly path: string },
  endless: Endless | undefined,
): ReadonlySet<string> {
  const targets = new Set<string>();
  const note = (address: string): undefined => {
    const target = targetOf(page.path, address.split("#", 1)[0] ?? "");
    if (target !== undefined) targets.add(target);
  };
  converted(body, () => markdownToStorage(body, { resolveLink: note, resolveAttachment: note }), endless);
  return targets;
}

/** The inputs of a conversion, in addition to the text. */
export type Endless = <T>(work: () => T) => T;

/** Converts a text, through `endless` if it may take long. */
export function converted<T>(text: string, convert: () => T, endless: Endless = (work) => work()): T {
  return isLong(text) ? endless(convert) : convert();
}

/** The inputs of a conversion, in addition to the text. */
export interface RenderOptions {
  readonly page: LinkedPage;
  readonly links: LinkMap;
  /** Runs conversions that may take long. It is required, because a signal can end them only there. */
  readonly endless: Endless | undefined;
}

/** Whether every reference still has the same target. */
export function leadSame(
  links: Readonly<Record<string, string | null>>,
  { page, links: map }: Omit<RenderOptions, "endless">,
): boolean {
  return Object.entries(links).every(([name, path]) => {
    const reference = referenceNamed(name);
    return reference === undefined || (map.pathOf(reference, page) ?? null) === path;
  });
}

/** The hash of a text, ignoring line endings. */
export function hashOf(text: string): string {
  const hash = createHash("sha256");
  for (const piece of encodedPieces(normalized(text))) hash.update(piece);
  return hash.digest("hex");
}

/**
 * The hash of a page's content. It ignores differences that Confluence itself makes: another form, other white space,
 * its own macro ids.
 */
export function contentHash(storage: string, endless: Endless | undefined): string {
  return hashOf(converted(storage, () => storageToMarkdown(storage), endless));
}

/** The relative path between two files, as a Markdown URL. */
export function relativeAddress(from: string, to: string): string {
  const [here, there] = [from.split("/").slice(0, -1), to.split("/")];
  const same = here.findIndex((name, index) => name !== there[index]);
  const common = same < 0 ? here.length : same;
  const names = [...here.slice(common).map(() => ".."), ...there.slice(common)];
  return names.map((name) => encodeURI(name).replace(/[#?()&=;:]/g, percent)).join("/");
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** The path that a URL in a file refers to; `undefined` if it is not in the folder. */
export function targetOf(from: string, address: string): string | undefined {
  if (!isRelative(address)) return undefined;
  const names = from.split("/").slice(0, -1);
  for (const part of address.split("/")) {
    const name = decoded(part);
    if (name === undefined || (name === ".." && names.length === 0)) return undefined;
    if (name === "..") names.pop();
    else if (name !== "." && name !== "") names.push(name);
  }
  return names.join("/");
}

/** Whether an address says where it leads only together with the place of its file; one in the same file does not. */
function isRelative(address: string): boolean {
  return address !== "" && !/^(?:[a-z][a-z0-9+.-]*:|[/?#\\])/i.test(address);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The key of a reference in the state: as JSON, because titles may contain any character. */
function linkName(reference: LinkReference | AttachmentReference): string | undefined {
  if (reference.kind === "page") return JSON.stringify([reference.title, reference.space ?? null]);
  if (reference.kind !== "attachment") return undefined;
  const { page, filename } = reference;
  return JSON.stringify([page?.title ?? null, page?.space ?? null, filename]);
}

function referenceNamed(name: string): LinkReference | AttachmentReference | undefined {
  const parts = partsOf(name);
  const [title, space, filename] = parts.map((part) => typeof part === "string" ? part : undefined);
  const place = space === undefined ? {} : { space };
  if (filename === undefined) return title === undefined ? undefined : { kind: "page", title, ...place };
  return { kind: "attachment", filename, ...(title !== undefined && { page: { title, ...place } }) };
}

function partsOf(name: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(name);
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
