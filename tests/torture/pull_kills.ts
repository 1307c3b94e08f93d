/**
 * SIGKILL of real pulls, from a real server onto a real disk: at a request, or after some milliseconds. The next pull
 * results in the same folder as an undisturbed pull, and treats none of its own files as untracked.
 */
import assert from "node:assert/strict";
import { type Home, inHome } from "../e2e/atlcli_process.ts";
import { spawnAtlcli } from "./spawn_atlcli.ts";
import { serveWiki } from "../e2e/wiki_server.ts";

/** When a pull is killed. */
type KillPoint = { readonly request: number } | { readonly afterMs: number };

/** Kills a first pull at each of the points, each in a folder of its own. @returns how many were killed. */
export async function killPulls(points: Iterable<KillPoint>): Promise<number> {
  let kills = 0;
  await inHome(async (home) => {
    let onRequest: () => Promise<Response> | undefined = () => undefined;
    const served = serveWiki({ before: () => onRequest() });
    await home.write({ currentProfile: "wiki", profiles: { wiki: served.profile } });
    try {
      const whole = await pulled(home, "whole");
      let folder = 0;
      for (const point of points) {
        const name = `killed-${folder++}`;
        const child = spawnAtlcli(pullLine(home, name), home.folder);
        let request = 0;
        const unheard = Promise.withResolvers<Response>();
        onRequest = () => {
          if (!("request" in point) || request++ !== point.request) return undefined;
          child.kill("SIGKILL");
          return unheard.promise;
        };
        const timer = "afterMs" in point ? setTimeout(() => kill(child), point.afterMs) : undefined;
        const { signal } = await child.output();
        unheard.resolve(new Response("unread"));
        clearTimeout(timer);
        onRequest = () => undefined;
        if (signal === "SIGKILL") kills++;
        assert.deepEqual(await pulled(home, name), whole, JSON.stringify(point));
      }
    } finally {
      await served.close();
    }
  });
  return kills;
}

function kill(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGKILL");
  } catch (error) {
    // It had ended by itself.
    if (!(error instanceof TypeError)) throw error;
  }
}

function pullLine({ folder }: Home, name: string): readonly string[] {
  return ["wiki", "docs", "pull", `${folder}/${name}`, "--space", "DOCS"];
}

/** Pulls to the end, and reads every file that lies there then. */
async function pulled(home: Home, name: string): Promise<ReadonlyMap<string, string>> {
  const { exit, err } = await home.run(pullLine(home, name));
  assert.equal(exit, 0, err);
  const files = new Map<string, string>();
  await readInto(files, { root: `${home.folder}/${name}`, path: "" });
  files.delete(".atlcli-docs.json");
  return files;
}

async function readInto(
  files: Map<string, string>,
  { root, path }: { readonly root: string; readonly path: string },
): Promise<void> {
  const entries = await Array.fromAsync(Deno.readDir(`${root}/${path}`));
  for (const { name, isDirectory } of entries.toSorted((a, b) => a.name < b.name ? -1 : 1)) {
    const below = path === "" ? name : `${path}/${name}`;
    if (isDirectory) await readInto(files, { root, path: below });
    else files.set(below, await Deno.readTextFile(`${root}/${below}`));
  }
}
