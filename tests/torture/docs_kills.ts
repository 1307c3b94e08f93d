/** `wiki docs` as a real process, on a real disk, that is killed while the site has a request of it. */
import assert from "node:assert/strict";
import { ATLCLI, environment, inHome } from "../e2e/atlcli_process.ts";
import { credentialsOf, type Matrix, type Snapshot } from "./docs_crashes.ts";

/** Kills the process at a request, before or after the site does what it is asked, and runs the command again. */
export async function runKilled(
  matrix: Matrix,
  { at, when }: { readonly at: number; readonly when: "before" | "after" },
): Promise<void> {
  const { face, scenario, folder } = matrix.parts;
  await inHome(async ({ folder: home, write }) => {
    const docs = `${home}/docs`;
    await write(credentialsOf(matrix.site, face));
    for (const [path, text] of folder) {
      await Deno.mkdir(`${docs}/${path}`.replace(/\/[^/]*$/, ""), { recursive: true });
      await Deno.writeTextFile(`${docs}/${path}`, text);
    }
    const sandbox = await matrix.fresh();
    matrix.site.arm();
    const [program, ...first] = ATLCLI;
    const yes = scenario.command === "push" ? ["--yes"] : [];
    const child = new Deno.Command(program, {
      args: [...first, "wiki", "docs", scenario.command, docs, ...yes],
      env: environment(home),
      clearEnv: true,
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    matrix.site.watch(async (count, now) => {
      if (count !== at || now !== when) return;
      child.kill("SIGKILL");
      await child.status;
      if (when === "before") throw new Error("The process is gone");
    });
    const { signal } = await child.status;
    matrix.site.watch(undefined);
    assert.equal(signal, "SIGKILL");
    const machine = matrix.machine(await snapshotOf(docs));
    await matrix.finish(machine, { sandbox, name: `${face}, killed ${when} request ${at}` });
  });
}

async function snapshotOf(root: string): Promise<Snapshot> {
  const files = new Map<string, string>();
  const walk = async (folder: string): Promise<void> => {
    for await (const { name, isDirectory } of Deno.readDir(`${root}/${folder}`)) {
      const path = folder === "" ? name : `${folder}/${name}`;
      if (isDirectory) await walk(path);
      else files.set(path, await Deno.readTextFile(`${root}/${path}`));
    }
  };
  await walk("");
  return files;
}
