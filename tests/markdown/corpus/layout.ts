/**
 * Layouts, and what stays raw.
 *
 * @module
 */
import { type Case, lines } from "./case.ts";

/** Documents, and how they look in Markdown. */
export const LAYOUT: readonly Case[] = [
  {
    name: "a layout",
    storage:
      '<ac:layout><ac:layout-section ac:type="two_equal"><ac:layout-cell><p>left</p></ac:layout-cell><ac:layout-cell><h2>right</h2></ac:layout-cell></ac:layout-section><ac:layout-section ac:type="single"><ac:layout-cell /></ac:layout-section></ac:layout>',
    markdown: lines(
      ":::::layout",
      '::::section{ac:type="two_equal"}',
      ":::cell",
      "left",
      ":::",
      "",
      ":::cell",
      "## right",
      ":::",
      "::::",
      "",
      '::::section{ac:type="single"}',
      ":::cell",
      ":::",
      "::::",
      ":::::",
    ),
  },
  {
    name: "a div",
    storage: '<div class="plan"><p>a</p><p>b</p></div>',
    markdown: lines(':::div{class="plan"}', "a", "", "b", ":::"),
  },
  {
    name: "unknown elements",
    storage: '<at:declarations><at:string at:name="x" /></at:declarations><p>a <at:var at:name="x" /> b</p>',
    markdown: lines(
      "```confluence-storage",
      '<at:declarations><at:string at:name="x" /></at:declarations>',
      "```",
      "",
      "a :confluence-storage{xml='<at:var at:name=\"x\" />'} b",
    ),
  },
  {
    name: "a comment",
    storage: "<p>a</p><!-- kept --><p>b</p>",
    markdown: lines("a", "", "```confluence-storage", "<!-- kept -->", "```", "", "b"),
  },
  {
    name: "preformatted text",
    storage: "<pre>  a\n   b</pre>",
    markdown: lines("```confluence-storage", "<pre>  a", "   b</pre>", "```"),
  },
  {
    name: "Cloud's own nodes",
    storage:
      '<ac:adf-extension><ac:adf-node type="panel"><ac:adf-attribute key="panel-type">custom</ac:adf-attribute><ac:adf-content><p>a</p></ac:adf-content></ac:adf-node></ac:adf-extension>',
    markdown: lines(
      "```confluence-storage",
      '<ac:adf-extension><ac:adf-node type="panel"><ac:adf-attribute key="panel-type">custom</ac:adf-attribute><ac:adf-content><p>a</p></ac:adf-content></ac:adf-node></ac:adf-extension>',
      "```",
    ),
  },
  {
    name: "a link to what has no address",
    storage: '<p><ac:link><ri:content-entity ri:content-id="7" /></ac:link></p>',
    markdown: lines(
      ":confluence-storage{xml='<ac:link><ri:content-entity ri:content-id=\"7\" /></ac:link>'}",
    ),
  },
  {
    name: "an image with a caption",
    storage: '<ac:image><ri:attachment ri:filename="a.png" /><ac:caption><p>c</p></ac:caption></ac:image>',
    markdown: lines(
      "```confluence-storage",
      '<ac:image><ri:attachment ri:filename="a.png" /><ac:caption><p>c</p></ac:caption></ac:image>',
      "```",
    ),
  },
  {
    name: "an item with attributes",
    storage: '<ul><li style="color: red;">a</li></ul><p>b</p>',
    markdown: lines("```confluence-storage", '<ul><li style="color: red;">a</li></ul>', "```", "", "b"),
  },
  {
    name: "a macro with blocks in a line",
    storage:
      '<p>a <ac:structured-macro ac:name="info" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"><ac:rich-text-body><p>b</p></ac:rich-text-body></ac:structured-macro> c</p>',
    markdown: lines(
      'a :confluence-storage{xml=\'<ac:structured-macro ac:name="info" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"><ac:rich-text-body><p>b</p></ac:rich-text-body></ac:structured-macro>\'} c',
    ),
  },
  {
    name: "invalid XML",
    storage: "<p>a</b>",
    markdown: lines("```confluence-storage", "<p>a</b>", "```"),
  },
  {
    name: "nothing",
    storage: "",
    markdown: "",
  },
];
