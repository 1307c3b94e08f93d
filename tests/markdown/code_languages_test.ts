/**
 * Languages of code that Data Center does not know.
 */
import assert from "node:assert/strict";
import { markdownToAdf, markdownToStorage, markdownToWiki, wikiToMarkdown } from "../../src/markdown/mod.ts";

/** A word in Markdown, and the words of Jira and Confluence Data Center. */
const WORDS: readonly (readonly [word: string, jira: string | undefined, confluence: string | undefined])[] =
  [
    ["typescript", "javascript", "javascript"],
    ["js", "js", "js"],
    ["py", "python", "py"],
    ["python", "python", "python"],
    ["shell", "bash", "bash"],
    ["console", "bash", "bash"],
    ["yml", "yaml", "yml"],
    ["YAML", "yaml", "yaml"],
    ["c#", "c#", "c#"],
    ["csharp", "c#", "c#"],
    ["c", "c", "cpp"],
    ["json", "json", "javascript"],
    ["powershell", undefined, "powershell"],
    ["text", "none", "text"],
    ["rust", undefined, undefined],
    ["dockerfile", undefined, undefined],
    ["constructor", undefined, undefined],
  ];

for (const [word, jira, confluence] of WORDS) {
  Deno.test(`code in the language "${word}" is in one that Data Center knows, or in none`, () => {
    const markdown = `\`\`\`${word}\na\n\`\`\`\n`;
    assert.equal(markdownToWiki(markdown), `{code${jira === undefined ? "" : `:${jira}`}}\na\n{code}`);
    const parameter = (name: string | undefined): string =>
      name === undefined ? "" : `<ac:parameter ac:name="language">${name}</ac:parameter>`;
    const macro = (name: string | undefined): string =>
      `<ac:structured-macro ac:name="code" ac:schema-version="1">${
        parameter(name)
      }<ac:plain-text-body><![CDATA[a]]></ac:plain-text-body></ac:structured-macro>`;
    assert.equal(markdownToStorage(markdown, { deployment: "data-center" }), macro(confluence));
    assert.equal(markdownToStorage(markdown), macro(word));
    assert.deepEqual(markdownToAdf(markdown).content[0]?.attrs, { language: word });
  });
}

Deno.test("the other parameters of code stay, and so does a language that is given as one", () => {
  const markdown = '```rust {title="a"}\nb\n```\n';
  assert.equal(markdownToWiki(markdown), "{code:title=a}\nb\n{code}");
  assert.match(
    markdownToStorage('``` {language="rust"}\nb\n```\n', { deployment: "data-center" }),
    /ac:name="language">rust</,
  );
});

Deno.test("wikiToMarkdown() shows a language that Jira does not know", () => {
  assert.equal(wikiToMarkdown("{code:rust}\na\n{code}"), "```rust\na\n```\n");
});
