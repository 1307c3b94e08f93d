/** docs/library.md names every entry of the package, and every export of the main one. */
import assert from "node:assert/strict";
import config from "../../deno.json" with { type: "json" };
import { ROOT } from "../helpers/documentation.ts";

const PAGE = await Deno.readTextFile(new URL("docs/library.md", ROOT));

async function exportsOf(entry: string): Promise<readonly string[]> {
  const name = entry === "." ? "atlcli" : `atlcli_${entry.slice(2)}`;
  const report = await Deno.readTextFile(new URL(`docs/api_report/${name}.txt`, ROOT));
  const declaration = /^(?:async )?(?:function\*?|class|interface|type|const) (\w+)/gm;
  return [...report.matchAll(declaration)].map(([, exported = ""]) => exported);
}

/** The rows of the table below a heading, cell by cell. */
function rowsBelow(heading: string): readonly (readonly string[])[] {
  const section = PAGE.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("| "));
  return rows.slice(2).map((row) => row.split("|").slice(1, -1).map((cell) => cell.trim()));
}

function namesIn(cell: string | undefined): readonly string[] {
  return [...(cell ?? "").matchAll(/`([\w@/-]+)`/g)].map(([, name = ""]) => name);
}

Deno.test('docs/library.md lists each entry of the package in "What you can call"', () => {
  const listed = rowsBelow("What you can call").flatMap(([, entry]) => namesIn(entry));
  const entries = Object.keys(config.exports).map((entry) => entry.replace(".", config.name));
  assert.deepEqual(listed.toSorted(), entries.toSorted());
});

for (const entry of Object.keys(config.exports)) {
  Deno.test(`docs/library.md names exports of ${entry} that exist`, async () => {
    const [row] = rowsBelow("What you can call").filter(([, cell]) =>
      namesIn(cell)[0] === entry.replace(".", config.name)
    );
    const names = namesIn(row?.[2]);
    const exported = new Set(await exportsOf(entry));
    assert.ok(names.length >= 2, String(names));
    assert.deepEqual(names.filter((name) => !exported.has(name)), []);
  });
}

Deno.test("docs/library.md names every export of the main entry", async () => {
  const named = new Set(namesIn(PAGE));
  const exported = await exportsOf(".");
  assert.ok(exported.length >= 30, String(exported.length));
  assert.deepEqual(exported.filter((name) => !named.has(name)), []);
});
