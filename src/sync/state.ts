/**
 * What is known of a folder's pages: what each file held when it was written, and of which version that was.
 *
 * @module
 */
import {
  array,
  boolean,
  enum as oneOf,
  looseObject,
  nullable,
  number,
  optional,
  record,
  string,
} from "zod/mini";
import { AtlcliError } from "../core/errors.ts";
import { FileFault } from "../core/host.ts";
import { printable, shorten } from "../core/text.ts";
import type { Folder } from "./folder.ts";
import { JOURNAL_FILE, recover } from "./journal.ts";
import { placeOf, protoFault, type StateFault, stateFault } from "./state_fault.ts";

/** The state's file, in the folder that it is about. */
export const STATE_FILE = ".atlcli-docs.json";

/** An attached file, as it was written. */
export interface AttachmentState {
  /** Its name at the site. */
  readonly title: string;
  readonly path: string;
  readonly version: number;
  /** Bytes, and the time of its last change: whether somebody changed it since. */
  readonly size: number;
  readonly modifiedAt: number;
  /** The hash of its bytes; absent where an earlier version wrote the state. */
  readonly hash?: string | undefined;
  /** A file of the user's own, that lies where they put it: it counts as long as the text of its page leads to it. */
  readonly own?: boolean | undefined;
}

/** A step of sending a page. */
export type PushStep = "content" | "attachments" | "labels";
const STEPS: readonly PushStep[] = ["content", "attachments", "labels"];

/** A page as it was sent, when no response has confirmed it yet. */
export interface SentPage {
  /** The version that it becomes. */
  readonly version: number;
  readonly title: string;
  /** The page that it goes below; absent where it stays, or nobody said it. */
  readonly parent?: string | undefined;
  /** What the content says: see `contentHash()`. */
  readonly content: string;
  /** The files that go to a new page after it. */
  readonly adding?: readonly string[] | undefined;
}

/** A page, as its file was written. */
export interface PageState {
  readonly path: string;
  readonly version: number;
  readonly title: string;
  readonly parent?: string | undefined;
  readonly labels: readonly string[];
  /** The hash of the file's text. */
  readonly markdown: string;
  /** The hash of the page's content in storage format. */
  readonly storage: string;
  /** The paths of the pages and files that it leads to, by how it names them; `null` for what was not there. */
  readonly links: Readonly<Record<string, string | null>>;
  readonly attachments: Readonly<Record<string, AttachmentState>>;
  /** Whether a person chose the path: a pull leaves it, whatever the page is called and wherever it lies. */
  readonly byHand?: boolean | undefined;
  /** Where the file lay when its text was written, where somebody moved it since: links in it may lead from there. */
  readonly writtenAt?: string | undefined;
  /** What a push has begun and not finished: steps that the site has not confirmed. Absent where there are none. */
  readonly unfinished?: readonly PushStep[] | undefined;
  /** The files that a push was to attach after it had sent the text, which leads to them. */
  readonly adding?: readonly string[] | undefined;
  /** The next version, while it is sent: a run that ended before the response looks whether the site has it. */
  readonly sending?: SentPage | undefined;
}

/** What is known of a folder. */
export interface DocsState {
  /** The site's address. */
  readonly site: string;
  readonly space: { readonly id: string; readonly key: string };
  /** By id. */
  readonly pages: ReadonlyMap<string, PageState>;
  /** New pages that were sent, and that no response has confirmed yet, by the paths of their files. */
  readonly creating?: ReadonlyMap<string, SentPage> | undefined;
}

const sent = () =>
  looseObject({
    version: number(),
    title: string(),
    parent: optional(string()),
    content: string(),
    adding: optional(array(string())),
  });

const shape = () =>
  looseObject({
    version: optional(number()),
    site: string(),
    space: looseObject({ id: string(), key: string() }),
    pages: record(
      string(),
      looseObject({
        path: string(),
        version: number(),
        title: string(),
        parent: optional(string()),
        labels: array(string()),
        markdown: string(),
        storage: string(),
        links: record(string(), nullable(string())),
        attachments: record(
          string(),
          looseObject({
            title: string(),
            path: string(),
            version: number(),
            size: number(),
            modifiedAt: number(),
            hash: optional(string()),
            own: optional(boolean()),
          }),
        ),
        byHand: optional(boolean()),
        writtenAt: optional(string()),
        unfinished: optional(array(oneOf(STEPS))),
        adding: optional(array(string())),
        sending: optional(sent()),
      }),
    ),
    creating: optional(record(string(), sent())),
    formerly: optional(array(string())),
  });

/** The version of the format that this program writes. */
const FORMAT = 1;

/**
 * Reads a folder's state, with what a pull that was killed had written.
 *
 * The file may come with a checkout, and a push sends what it names: so it may name only what a pull or a push could
 * have written.
 *
 * @returns `undefined` where there is none.
 * @throws {AtlcliError} `docs-folder` when it does not fit, naming the member.
 */
export async function loadState(folder: Folder): Promise<DocsState | undefined> {
  const state = await readState(folder, STATE_FILE);
  const journal = await readState(folder, JOURNAL_FILE);
  return journal === undefined ? state : await recover(folder, { state, journal });
}

async function readState(folder: Folder, file: string): Promise<DocsState | undefined> {
  const text = await textOf(folder, file);
  if (text === undefined) return undefined;
  const broken = brokenIn(folder, file);
  const value = jsonOf(text);
  const result = shape().safeParse(value);
  if (!result.success) {
    const { path = [] } = result.error.issues[0] ?? {};
    throw broken({
      member: path.map(String),
      why: path.length === 0 ? "It is not JSON of that kind" : "is missing, or of another kind",
    });
  }
  const { version = FORMAT, site, space, pages, creating = {}, formerly = [] } = result.data;
  if (version > FORMAT) throw broken({ member: ["version"], why: "is of a newer version of atlcli" });
  const fault = protoFault(value) ?? stateFault({ site, space, pages, creating, formerly }, folder);
  if (fault !== undefined) throw broken(fault);
  return {
    site,
    space: { id: space.id, key: space.key },
    pages: new Map(Object.entries(pages)),
    creating: new Map(Object.entries(creating)),
  };
}

/** Writes a folder's state, in place of the one before. What the journal announced is part of it. */
export async function saveState(folder: Folder, state: DocsState): Promise<void> {
  await writeState(folder, { file: STATE_FILE, state });
  await folder.remove(JOURNAL_FILE);
}

/** Announces pages and files that are about to be written: in the journal, until the next {@linkcode saveState}. */
export async function announce(folder: Folder, state: DocsState): Promise<void> {
  await writeState(folder, { file: JOURNAL_FILE, state });
}

async function writeState(
  folder: Folder,
  { file, state }: { readonly file: string; readonly state: DocsState },
): Promise<void> {
  const pages = [...state.pages].map(([id, page]) => [id, storedPage(page)] as const);
  const value = {
    version: FORMAT,
    site: state.site,
    space: state.space,
    pages: Object.fromEntries(pages),
    ...((state.creating?.size ?? 0) > 0 && { creating: Object.fromEntries(state.creating ?? []) }),
    ...formerlyOf(state),
  };
  await folder.write(file, `${JSON.stringify(value, null, 1)}\n`);
}

function storedPage(page: PageState): PageState {
  const attachments = Object.entries(page.attachments).map(([id, { own: _, ...file }]) => {
    const own = placeOf(file.path) === undefined ? { own: true } : {};
    return [id, { ...file, title: printable(file.title), ...own }] as const;
  });
  const { unfinished = [], adding = [], sending, ...rest } = page;
  return {
    ...rest,
    title: printable(page.title),
    labels: page.labels.map((label) => printable(label)),
    attachments: Object.fromEntries(attachments),
    ...(unfinished.length > 0 && { unfinished }),
    ...(adding.length > 0 && { adding }),
    ...(sending !== undefined && { sending: { ...sending, title: printable(sending.title) } }),
  };
}

/** A page that was renamed leaves its files where they are, until a pull moves them. */
function formerlyOf({ pages }: DocsState): { readonly formerly?: readonly string[] } {
  const paths = new Set([...pages.values()].map(({ path }) => path));
  const places = [...pages.values()].flatMap(({ attachments }) =>
    Object.values(attachments).flatMap(({ path }) => placeOf(path) ?? [])
  );
  const formerly = [...new Set(places)].filter((path) => !paths.has(path)).toSorted();
  return formerly.length > 0 ? { formerly } : {};
}

async function textOf(folder: Folder, file: string): Promise<string | undefined> {
  try {
    return await folder.text(file);
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    if (!["is-link", "not-regular", "is-folder"].includes(error.reason)) throw error;
    throw brokenIn(folder, file)({ member: [], why: "It is not a file of this folder" });
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function brokenIn(folder: Folder, file: string): (fault: StateFault) => AtlcliError {
  const hint = file === STATE_FILE
    ? `Take "${file}" from a backup, or remove it and pull into another folder`
    : `Remove "${file}", and pull again`;
  return ({ member, why }) => {
    const name = shorten(printable(member.join(".")), 100);
    const fault = name === "" ? why : `"${name}" ${why}`;
    return new AtlcliError("docs-folder", `The state of "${folder.root}" cannot be used: ${fault}`, { hint });
  };
}
