/** A folder of pages on a real disk, with pipes, devices and links where files should be. */
import assert from "node:assert/strict";
import { denoHost } from "../../src/host/deno/host.ts";
import { Folder } from "../../src/sync/folder.ts";
import { scanFolder } from "../../src/sync/scan.ts";
import { loadState } from "../../src/sync/state.ts";
import { FileFault } from "../../src/core/host.ts";
import { failsWith } from "../helpers/fails_with.ts";
import { inFolder } from "../torture/processes.ts";
import { gatedTest, notOn } from "../helpers/gate.ts";

const STATE = ".atlcli-docs.json";

async function makePipe(path: string): Promise<void> {
  const { success } = await new Deno.Command("mkfifo", { args: [path] }).output();
  assert.ok(success);
}

function posix(name: string, body: (root: string) => Promise<void>): void {
  gatedTest({ name, unless: notOn("windows", "Windows has no pipes with a path"), fn: () => inFolder(body) });
}

posix("loadState() refuses a pipe, a device and a folder at once", async (root) => {
  for (
    const make of [
      () => makePipe(`${root}/${STATE}`),
      () => Deno.symlink("/dev/zero", `${root}/${STATE}`),
      () => Deno.mkdir(`${root}/${STATE}`),
    ]
  ) {
    await make();
    const error = await failsWith(loadState(new Folder(denoHost(), root)), "docs-folder");
    assert.match(error.message, /is invalid: Not a regular file of this folder$/);
    await Deno.remove(`${root}/${STATE}`);
  }
});

posix("scanFolder() does not wait for a pipe in place of a page or of a file", async (root) => {
  await makePipe(`${root}/Page.md`);
  await makePipe(`${root}/other.md`);
  const page = {
    path: "Page.md",
    version: 1,
    title: "Page",
    labels: [],
    markdown: "",
    storage: "",
    links: {},
    attachments: {},
  };
  const { pages, untracked } = await scanFolder(new Folder(denoHost(), root), {
    pages: new Map([["1", page]]),
  });
  assert.deepEqual(pages.get("1"), { kind: "edited", version: undefined });
  assert.equal(untracked.size, 0);
});

posix("open() reads a file of the folder only, whatever its folders have become", async (root) => {
  await Deno.mkdir(`${root}/docs/a`, { recursive: true });
  await Deno.mkdir(`${root}/docs/.git`);
  await Deno.mkdir(`${root}/private`);
  for (const folder of ["docs/a", "docs/.git", "private"]) {
    await Deno.writeTextFile(`${root}/${folder}/x.txt`, folder);
  }
  await Deno.symlink(`${root}/docs`, `${root}/link`);
  // The folder itself may be reached by a link: the user named it.
  const folder = new Folder(denoHost(), `${root}/link`);
  assert.equal(await folder.text("a/x.txt"), "docs/a");
  for (const target of ["private", "docs/.git"]) {
    const host = denoHost();
    // Swapped after the folders were looked at, and before the file is opened.
    const swapping = {
      ...host,
      files: {
        ...host.files,
        open: async (path: string, options?: { readonly realPath?: string }) => {
          await Deno.rename(`${root}/docs/a`, `${root}/docs/kept`);
          await Deno.symlink(`${root}/${target}`, `${root}/docs/a`);
          try {
            return await host.files.open(path, options);
          } finally {
            await Deno.remove(`${root}/docs/a`);
            await Deno.rename(`${root}/docs/kept`, `${root}/docs/a`);
          }
        },
      },
    };
    await assert.rejects(
      new Folder(swapping, `${root}/link`).text("a/x.txt"),
      (error) => error instanceof FileFault && error.reason === "is-link",
    );
  }
});
