/** Random changes at the site and in the folder, with a pull after each: a user's own text is never touched. */
import assert from "node:assert/strict";
import { createPage, deletePage, getPage, updatePage } from "../../src/confluence/pages.ts";
import { uploadAttachment } from "../../src/confluence/attachments.ts";
import { pageName } from "../../src/sync/names.ts";
import { MemoryDisk } from "../../src/testing/memory_disk.ts";
import { DOCS_FACES, type DocsFace, openDocsSite } from "../helpers/docs_site.ts";
import { asAnyFileSystem, hostileTitle, randomOf } from "../helpers/hostile_titles.ts";
import { ROOT, runPull } from "../helpers/pull_runs.ts";
import { effort } from "../helpers/effort.ts";

const ROUNDS = effort(10, 25);
const SPACE = { id: "30001", key: "TEAM" };
const HOME = "40001";
/** Titles of pages and of a user's files; several of them result in the same file name. */
const RIVALS: readonly string[] = [
  "X",
  "x",
  "X?",
  "X*",
  "X-",
  "X--2",
  "Café",
  "Cafe\u0301",
  "GIT~1",
  "Decisions",
];

/** A site, a folder, and the user's own files there. */
class Life {
  readonly #site;
  readonly #client;
  readonly #disk = new MemoryDisk();
  /** Texts of a person's own, by path: each has to be there after every pull. */
  readonly #mine = new Map<string, string>();
  readonly #ids = [HOME];
  #count = 0;

  constructor(face: DocsFace, readonly random: () => number) {
    this.#site = openDocsSite(face);
    this.#client = this.#site.client();
  }

  #pick<T>(of: readonly T[]): T | undefined {
    return of[Math.floor(this.random() * of.length)];
  }

  /** Titles are unique in a space: what the site refuses did not happen. */
  async #tried(work: Promise<unknown>): Promise<void> {
    await work.catch((error) => assert.match(String(error), /400|title|parent|ancestor/i));
  }

  async changeThere(): Promise<void> {
    const id = this.#pick(this.#ids) ?? HOME;
    const kind = this.random();
    const title = this.random() < 0.7 ? this.#pick(RIVALS) ?? "X" : hostileTitle(this.random) || "x";
    if (kind < 0.4) {
      await this.#tried(
        createPage(this.#client, { space: SPACE, title, storage: `<p>${this.#count++}</p>`, parentId: id })
          .then((page) => void this.#ids.push(page.id)),
      );
    } else if (kind < 0.55) {
      const name = `${hostileTitle(this.random).replaceAll(/["\\/:\r\n]/g, "") || "f"}.txt`;
      await this.#tried(
        uploadAttachment(this.#client, { id, name, file: new Blob([`file ${this.#count++}`]) }),
      );
    } else if (kind < 0.65 && id !== HOME) {
      await deletePage(this.#client, { id });
      this.#ids.splice(this.#ids.indexOf(id), 1);
    } else {
      const page = await getPage(this.#client, { id });
      const parentId = kind > 0.85 && id !== HOME ? this.#pick(this.#ids) ?? HOME : undefined;
      await this.#tried(updatePage(this.#client, {
        id,
        version: page.version.number,
        title: kind < 0.8 && id !== HOME ? title : page.title,
        storage: `<p>${this.#count++}</p>`,
        ...(parentId !== undefined && parentId !== id && { parentId }),
      }));
    }
  }

  changeHere(): void {
    const paths = this.#visible();
    const path = this.#pick(paths);
    const kind = this.random();
    if (path === undefined || kind < 0.2) {
      const stem = pageName(this.#pick(RIVALS) ?? "X");
      this.#write(`Web shop team/${stem}${this.#pick([".md", ".txt"])}`);
    } else if (kind < 0.5) {
      this.#write(path);
    } else if (kind < 0.75) {
      this.#disk.drop(`${ROOT}/${path}`);
      this.#mine.delete(path);
    } else {
      this.#move(path, `moved ${this.#count++}/${path.split("/").at(-1)}`);
    }
  }

  #write(path: string): void {
    const before = this.#disk.text(`${ROOT}/${path}`) ?? "";
    const text = `${before}\nwritten here ${this.#count++}\n`;
    this.#disk.write(`${ROOT}/${path}`, text);
    this.#mine.set(path, text);
  }

  #move(from: string, to: string): void {
    const { node } = this.#disk.locate(`${ROOT}/${from}`);
    const mine = this.#mine.get(from);
    this.#disk.write(`${ROOT}/${to}`, node?.bytes ?? "");
    this.#disk.drop(`${ROOT}/${from}`);
    this.#mine.delete(from);
    if (mine !== undefined) this.#mine.set(to, mine);
  }

  #visible(): readonly string[] {
    return this.#disk.paths().map((path) => path.slice(ROOT.length + 1)).filter((path) =>
      !path.startsWith(".")
    );
  }

  async pullAndCheck(about: string): Promise<void> {
    const { error, report } = await runPull({ site: this.#site, disk: this.#disk });
    assert.equal(error, undefined, `${about}: ${String(error)}`);
    for (const [path, text] of this.#mine) {
      assert.equal(this.#disk.text(`${ROOT}/${path}`), text, `${about}: "${path}" is as it was written here`);
    }
    this.#requireOwnPaths(about, new Set(report?.undecided.map(({ path }) => path)));
  }

  /** Every path of the state belongs to one page or file, and a page's file is that page's, unless it was reported. */
  #requireOwnPaths(about: string, reported: ReadonlySet<string>): void {
    const state: {
      pages: Record<string, { path: string; attachments: Record<string, { path: string }> }>;
    } = JSON.parse(this.#disk.text(`${ROOT}/.atlcli-docs.json`) ?? "");
    const owners = new Map<string, string>();
    for (const [id, page] of Object.entries(state.pages)) {
      const files = Object.entries(page.attachments);
      for (const [owner, { path }] of [[id, page] as const, ...files]) {
        const key = asAnyFileSystem(path);
        assert.equal(
          owners.get(key),
          undefined,
          `${about}: "${path}" is of ${owner} and of ${owners.get(key)}`,
        );
        owners.set(key, owner);
      }
      if (reported.has(page.path) || this.#mine.has(page.path)) continue;
      const text = this.#disk.text(`${ROOT}/${page.path}`);
      assert.match(text ?? "", new RegExp(`^---\nid: "${id}"\n`), `${about}: ${page.path}`);
    }
  }
}

for (const face of DOCS_FACES) {
  for (const seed of [11, 12, 13]) {
    Deno.test(`pullDocs() never writes over what was written here, or over another page, on ${face}, seed ${seed}`, async () => {
      const random = randomOf(seed * 104_729);
      const life = new Life(face, random);
      await life.pullAndCheck("first");
      for (let round = 0; round < ROUNDS; round++) {
        for (let left = 1 + Math.floor(random() * 4); left > 0; left--) await life.changeThere();
        for (let left = Math.floor(random() * 3); left > 0; left--) life.changeHere();
        await life.pullAndCheck(`round ${round}`);
      }
    });
  }
}
