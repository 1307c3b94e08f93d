import assert from "node:assert/strict";
import { LAYERS } from "../../scripts/lint/layers.ts";

const ROOT = new URL("../../", import.meta.url);
const PAGE = new URL("docs/architecture.md", ROOT);

/** The paths in backticks of each row of the table that follows a heading. */
async function rowsBelow(heading: string): Promise<readonly (readonly string[])[]> {
  const page = await Deno.readTextFile(PAGE);
  const section = page.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("| "));
  return rows.slice(2).map((row) => row.split("|").slice(1, -1).map((cell) => cell.trim()));
}

function pathsIn(cell: string | undefined): readonly string[] {
  return [...(cell ?? "").matchAll(/`([^`]+)`/g)].flatMap(([, path]) => path ?? []);
}

/** Whether a folder or file of the library: what the page lists one by one. */
function isListed(folder: string): boolean {
  return !folder.startsWith("src/cli") && folder !== "cli.ts";
}

Deno.test("docs/architecture.md lists the layers that the lint rule enforces", async () => {
  const rows = await rowsBelow("The layers");
  const written = rows.map(([layer, imports]) => [pathsIn(layer)[0] ?? "", pathsIn(imports)] as const);
  const wanted = LAYERS.filter(({ folder }) => isListed(folder))
    .map(({ folder, imports }) => [folder, imports] as const);
  assert.deepEqual(written.filter(([folder]) => isListed(folder)), wanted);
});

Deno.test("docs/architecture.md names a file that exists for at least twenty changes", async () => {
  const rows = await rowsBelow("Where to make a change");
  assert.ok(rows.length >= 20, `only ${rows.length} changes`);
  for (const [change, where] of rows) {
    const paths = pathsIn(where);
    assert.ok(paths.length > 0, `no file is named to ${change}`);
    for (const path of paths) await Deno.stat(new URL(path, ROOT));
  }
});
