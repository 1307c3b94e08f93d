/** Large documents that people do write. */
import assert from "node:assert/strict";
import { markdownToStorage, storageToMarkdown } from "../../src/markdown/mod.ts";

Deno.test("storageToMarkdown() writes a table of 10,000 rows as a Markdown table", () => {
  const storage = `<table><tbody><tr><th>a</th><th>b</th></tr>${
    "<tr><td>c <strong>d</strong></td><td>e_f</td></tr>".repeat(10_000)
  }</tbody></table>`;
  const markdown = storageToMarkdown(storage);
  assert.ok(markdown.startsWith("| a | b |\n| - | - |\n| c **d** | e_f |\n"));
  assert.equal(markdownToStorage(markdown), storage);
});
