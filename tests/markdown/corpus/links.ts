/**
 * Links and images.
 *
 * @module
 */
import { type Case, lines } from "./case.ts";

/** Documents, and how they look in Markdown. */
export const LINKS: readonly Case[] = [
  {
    name: "links",
    storage:
      '<p><a href="https://example.com/a?b=c&amp;d=e">text</a> <a href="https://example.com">https://example.com</a> <a href="mailto:a@example.com">mail</a></p>',
    markdown: lines(
      "[text](https://example.com/a?b=c\\&d=e) <https://example.com> [mail](mailto:a@example.com)",
    ),
  },
  {
    name: "a link with a title",
    storage: '<p><a href="https://example.com" title="A &quot;title&quot;">text</a></p>',
    markdown: lines('[text](https://example.com "A \\"title\\"")'),
  },
  {
    name: "a smart link",
    storage: '<p><a href="https://example.com" data-card-appearance="inline">https://example.com</a></p>',
    markdown: lines(':a[https\\://example.com]{href="https://example.com" data-card-appearance="inline"}'),
  },
  {
    name: "a page by its title",
    storage: '<p><ac:link><ri:page ri:content-title="Release plan" /></ac:link></p>',
    markdown: lines("[Release plan](page:Release%20plan)"),
  },
  {
    name: "a page of a space, with a text",
    storage:
      '<p><ac:link><ri:page ri:space-key="DOCS" ri:content-title="a/b (c)" ri:version-at-save="3" /><ac:plain-text-link-body><![CDATA[the <page>]]></ac:plain-text-link-body></ac:link></p>',
    markdown: lines("[the \\<page>](page:DOCS/a%2Fb%20\\(c\\))"),
  },
  {
    name: "a page with a place and rich text",
    storage:
      '<p><ac:link ac:anchor="To do"><ri:page ri:content-title="P" /><ac:link-body>see <strong>this</strong></ac:link-body></ac:link></p>',
    markdown: lines("[see **this**](page:P#To%20do)"),
  },
  {
    name: "a place on the page",
    storage:
      '<p><ac:link ac:anchor="top"><ac:plain-text-link-body><![CDATA[up]]></ac:plain-text-link-body></ac:link> <a href="#x">x</a></p>',
    markdown: lines('[up](#top) :a[x]{href="#x"}'),
  },
  {
    name: "an attachment, and one of another page",
    storage:
      '<p><ac:link><ri:attachment ri:filename="plan 1.pdf" /></ac:link> <ac:link><ri:attachment ri:filename="a.pdf"><ri:page ri:content-title="P" ri:space-key="S" /></ri:attachment><ac:plain-text-link-body><![CDATA[file]]></ac:plain-text-link-body></ac:link></p>',
    markdown: lines("[plan 1.pdf](attachment:plan%201.pdf) [file](attachment:S/P/a.pdf)"),
  },
  {
    name: "a blog post and a space",
    storage:
      '<p><ac:link><ri:blog-post ri:content-title="News" ri:posting-day="2026/11/18" /></ac:link> <ac:link><ri:space ri:space-key="DOCS" /></ac:link></p>',
    markdown: lines("[News](blog:2026-11-18/News) [DOCS](space:DOCS)"),
  },
  {
    name: "an attached image",
    storage: '<p><ac:image><ri:attachment ri:filename="a.png" /></ac:image></p>',
    markdown: lines("![](attachment:a.png)"),
  },
  {
    name: "an image with a text and a title",
    storage:
      '<p><ac:image ac:alt="A chart" ac:title="Chart"><ri:url ri:value="https://example.com/a.png" /></ac:image></p>',
    markdown: lines('![A chart](https://example.com/a.png "Chart")'),
  },
  {
    name: "an image with a width",
    storage:
      '<p>see <ac:image ac:width="300" ac:alt="x"><ri:attachment ri:filename="a b.png" /></ac:image></p>',
    markdown: lines('see :image[x]{src="attachment:a%20b.png" width="300"}'),
  },
  {
    name: "an image on its own",
    storage:
      '<ac:image ac:align="center" ac:original-width="600" ac:width="300"><ri:attachment ri:filename="a.png" ri:version-at-save="1" /></ac:image>',
    markdown: lines('::image{src="attachment:a.png" align="center" original-width="600" width="300"}'),
  },
  {
    name: "an image in a link",
    storage:
      '<p><a href="https://example.com"><ac:image><ri:attachment ri:filename="a.png" /></ac:image></a></p>',
    markdown: lines("[![](attachment:a.png)](https://example.com)"),
  },
];
