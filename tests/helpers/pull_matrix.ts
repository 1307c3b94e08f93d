/**
 * The crash matrix of a pull: the process is killed before each change of the disk and before each request, and each
 * request fails in each way. The next run has to bring the folder to where an undisturbed run brings it.
 *
 * A page or a file counts as downloaded twice when the next run asks for its content although it lay whole in the folder,
 * as it has to be in the end, when the run before ended.
 */
import assert from "node:assert/strict";
import { cutShort } from "../../src/sandbox/mod.ts";
import type { MemoryDisk } from "../../src/testing/memory_disk.ts";
import { DOCS_FACES, type DocsFace, type OnRequest } from "./docs_site.ts";
import {
  copyOf,
  downloadsIn,
  firstPull,
  hiddenIn,
  laterPull,
  type PullRunOptions,
  type PullScene,
  ROOT,
  runPull,
  treeOf,
} from "./pull_runs.ts";

/** What a matrix came to. */
interface MatrixFigures {
  readonly kills: number;
  readonly failures: number;
  /** Files that lay whole in the folder when a run ended early, and had not before it. */
  readonly whole: number;
  readonly downloadedTwice: number;
}

const FAILURES = [400, 403, 404, 409, 429, 500, "dropped"] as const;
const SCENES: readonly ((face: DocsFace) => Promise<PullScene>)[] = [firstPull, laterPull];

/**
 * Goes through the matrix.
 *
 * @param every Tries every n-th point, starting with another one in each row; 1 tries all.
 */
export async function pullMatrix(every: number): Promise<MatrixFigures> {
  const total = { kills: 0, failures: 0, whole: 0, downloadedTwice: 0 };
  let row = 0;
  for (const face of DOCS_FACES) {
    for (const open of SCENES) {
      const matrix = await Matrix.open(`${face}, ${open.name}`, await open(face));
      const points = (count: number): readonly number[] => {
        const first = row++ % every;
        return [...Array.from({ length: count }).keys()].filter((point) => point % every === first);
      };
      for (const point of points(matrix.changes)) {
        await matrix.try(`killed before change ${point}`, { killAt: (change) => change === point });
        total.kills++;
      }
      for (const point of points(matrix.requests)) {
        let request = 0;
        let dead = false;
        const onRequest: OnRequest = () => {
          if (request++ === point) dead = true;
          if (dead) throw new TypeError("The process is gone");
          return undefined;
        };
        await matrix.try(`killed before request ${point}`, { onRequest, killAt: () => dead });
        total.kills++;
      }
      for (const failure of FAILURES) {
        for (const point of points(matrix.requests)) {
          let request = 0;
          const onRequest: OnRequest = async (_, next) => {
            if (request++ !== point) return undefined;
            if (failure === "dropped") return await cutShort(await next());
            return new Response(JSON.stringify({ message: "It failed" }), {
              status: failure,
              headers: { "content-type": "application/json" },
            });
          };
          await matrix.try(`request ${point}: ${failure}`, { onRequest });
          total.failures++;
        }
      }
      total.whole += matrix.whole;
      total.downloadedTwice += matrix.downloadedTwice;
    }
  }
  return total;
}

/** One scene, and where an undisturbed run leads. */
class Matrix {
  whole = 0;
  downloadedTwice = 0;
  readonly #before: ReadonlyMap<string, string>;

  private constructor(
    readonly name: string,
    readonly scene: PullScene,
    readonly after: MemoryDisk,
    readonly changes: number,
    readonly requests: number,
  ) {
    this.#before = treeOf(scene.disk);
  }

  static async open(name: string, scene: PullScene): Promise<Matrix> {
    const after = copyOf(scene.disk);
    let changes = 0;
    const { error, requests } = await runPull({ ...scene, disk: after, killAt: () => (changes++, false) });
    assert.equal(error, undefined);
    return new Matrix(name, scene, after, changes, requests.length);
  }

  /** Pulls, disturbed; and once more, undisturbed. */
  async try(what: string, disturbed: Pick<PullRunOptions, "onRequest" | "killAt">): Promise<void> {
    const { site, edited } = this.scene;
    const about = `${this.name}, ${what}`;
    const disk = copyOf(this.scene.disk);
    await runPull({ site, disk, ...disturbed });
    const whole = this.#requireWhole(disk, about);
    const next = await runPull({ site, disk });
    assert.equal(next.error, undefined, `${about}: ${String(next.error)}`);
    assert.deepEqual(next.report?.undecided, [], about);
    assert.deepEqual(treeOf(disk), treeOf(this.after), about);
    assert.deepEqual(hiddenIn(disk).toSorted(), [".atlcli-docs.json", ".atlcli-docs.lock"], about);
    for (const [path, text] of Object.entries(edited)) {
      assert.equal(disk.text(`${ROOT}/${path}`), text, about);
    }
    const asked = new Set(downloadsIn(next.requests));
    const twice = whole.filter((path) => keysOf(this.after, path).some((key) => asked.has(key)));
    assert.deepEqual(twice, [], `${about}: downloaded twice`);
    this.whole += whole.length;
    this.downloadedTwice += twice.length;
  }

  /** Every file is as it was or as it has to be. @returns those that are so by now, and were not. */
  #requireWhole(disk: MemoryDisk, about: string): readonly string[] {
    const after = treeOf(this.after);
    const before = new Set(this.#before.values());
    const whole: string[] = [];
    for (const [path, text] of treeOf(disk)) {
      const isNew = text === after.get(path);
      assert.ok(isNew || before.has(text), `${about}: "${path}" is neither old nor new`);
      if (isNew && this.#before.get(path) !== text) whole.push(path);
    }
    return whole;
  }
}

/** By what requests name the content of a page or a file: ids, or `page/name`. */
function keysOf(disk: MemoryDisk, path: string): readonly string[] {
  const state: unknown = JSON.parse(disk.text(`${ROOT}/.atlcli-docs.json`) ?? "");
  const keys: string[] = [];
  for (const [id, page] of entriesOf(state, "pages")) {
    if (textOf(page, "path") === path) keys.push(id);
    for (const [fileId, file] of entriesOf(page, "attachments")) {
      if (textOf(file, "path") === path) keys.push(fileId, `${id}/${textOf(file, "title")}`);
    }
  }
  assert.ok(keys.length > 0, `"${path}" is in no state`);
  return keys;
}

function entriesOf(value: unknown, member?: string): readonly (readonly [string, unknown])[] {
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return member === undefined ? entries : entriesOf(entries.find(([name]) => name === member)?.[1]);
}

function textOf(value: unknown, member: string): string {
  const text = entriesOf(value).find(([name]) => name === member)?.[1];
  return typeof text === "string" ? text : "";
}
