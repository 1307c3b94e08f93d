/**
 * Bodies in storage format with the usual elements of pages.
 *
 * @see https://confluence.atlassian.com/doc/confluence-storage-format-790796544.html
 * @module
 */
import { PEOPLE } from "./people.ts";

const MIA = PEOPLE.mia.accountId;

const macro = (name: string, body: string, parameters: Readonly<Record<string, string>> = {}): string => {
  const list = Object.entries(parameters)
    .map(([key, value]) => `<ac:parameter ac:name="${key}">${value}</ac:parameter>`);
  return `<ac:structured-macro ac:name="${name}" ac:schema-version="1">${
    list.join("")
  }${body}</ac:structured-macro>`;
};
const rich = (body: string): string => `<ac:rich-text-body>${body}</ac:rich-text-body>`;
const plain = (text: string): string => `<ac:plain-text-body><![CDATA[${text}]]></ac:plain-text-body>`;
const task = (id: number, status: "complete" | "incomplete", body: string): string =>
  `<ac:task><ac:task-id>${id}</ac:task-id><ac:task-status>${status}</ac:task-status><ac:task-body>${body}</ac:task-body></ac:task>`;

/** The bodies, by content. */
export const RICH_BODIES = {
  home: `<p>Everything that a page can hold.</p>${
    macro("toc", "", { maxLevel: "3" })
  }<h2>Where to begin</h2><p>See <ac:link><ri:page ri:content-title="Formatting" /><ac:plain-text-link-body><![CDATA[how texts look]]></ac:plain-text-link-body></ac:link>.</p>${
    macro("children", "", { all: "true" })
  }`,
  formatting: "<h1>One</h1><h2>Two</h2><h3>Three</h3><h4>Four</h4><h5>Five</h5><h6>Six</h6>" +
    "<p><strong>bold</strong> <em>italic</em> <u>underlined</u> <s>struck</s> <code>code</code> " +
    "H<sub>2</sub>O x<sup>2</sup> <strong><em>both</em></strong></p>" +
    '<p>A line<br />and the next. <span style="color: rgb(255,86,48);">Red</span>.</p>' +
    '<p style="text-align: center;">In the middle</p>' +
    "<blockquote><p>Somebody said so.</p><p>Twice.</p></blockquote><hr /><p>The end.</p>",
  tables:
    '<table data-layout="default"><colgroup><col style="width: 120.0px;" /><col /><col /></colgroup><tbody>' +
    "<tr><th><p>Name</p></th><th><p>Size</p></th><th><p>Note</p></th></tr>" +
    '<tr><td rowspan="2"><p>Shirt</p></td><td><p>S</p></td><td><p>a | b</p></td></tr>' +
    "<tr><td><p>M</p></td><td><p><em>sold out</em></p></td></tr>" +
    '<tr><td colspan="2"><p>All others</p></td><td><ul><li><p>one</p></li><li><p>two</p></li></ul></td></tr>' +
    "</tbody></table><p>A plain one:</p>" +
    "<table><tbody><tr><th>Version</th><th>Month</th></tr><tr><td>v2.0.0</td><td>December</td></tr></tbody></table>",
  lists: "<ul><li><p>Fruit</p><ul><li><p>Apple</p><ol><li><p>red</p></li><li><p>green</p></li></ol></li>" +
    "<li><p>Pear</p></li></ul></li><li><p>Bread</p><p>A second paragraph.</p></li></ul>" +
    '<ol start="3"><li><p>Third</p></li><li><p>Fourth</p><ul><li><p>below</p></li></ul></li></ol>',
  code: `<p>Run this:</p>${
    macro("code", plain('if (a < b && c > d) {\n  console.log("<p>not HTML</p>");\n}\n'), {
      language: "js",
      title: "example.js",
      linenumbers: "true",
    })
  }<p>The end of CDATA inside:</p>${macro("code", plain("a ]]]]><![CDATA[> b"))}${
    macro("noformat", plain("  as it\n    stands\n```\nfence\n```"))
  }`,
  panels: ["info", "note", "warning", "tip"]
    .map((name) => macro(name, rich(`<p>This is <strong>${name}</strong>.</p>`), { title: `A ${name}` }))
    .join("") +
    macro("panel", rich("<p>In a box.</p><ul><li><p>with a list</p></li></ul>"), {
      title: "Panel",
      bgColor: "#deebff",
      panelIcon: ":info:",
    }),
  tasks: `<ac:task-list>${task(1, "incomplete", "<span>Write it down</span>")}${
    task(2, "complete", `<span>Ask <ac:link><ri:user ri:account-id="${MIA}" /></ac:link></span>`)
  }${task(3, "incomplete", '<span>By <time datetime="2026-12-24" /></span>')}</ac:task-list>`,
  images:
    '<p><ac:image ac:width="320" ac:alt="The shop"><ri:attachment ri:filename="shop front.png" /></ac:image></p>' +
    '<p><ac:image><ri:url ri:value="https://example.com/logo.png" /></ac:image></p>' +
    '<ac:image ac:align="center" ac:layout="center"><ri:attachment ri:filename="logo.svg" /><ac:caption><p>Our logo</p></ac:caption></ac:image>' +
    '<p><ac:link><ri:attachment ri:filename="Größen.csv" /><ac:plain-text-link-body><![CDATA[Sizes as CSV]]></ac:plain-text-link-body></ac:link></p>' +
    macro("view-file", "", { name: '<ri:attachment ri:filename="logo.svg" />' }),
  inline:
    `<p>Thanks to <ac:link><ri:user ri:account-id="${MIA}" /></ac:link> and <ac:link><ri:user ri:userkey="${PEOPLE.sean.userKey}" /></ac:link> ` +
    '<ac:emoticon ac:name="smile" ac:emoji-shortname=":slight_smile:" ac:emoji-id="1f642" ac:emoji-fallback="🙂" /> on <time datetime="2026-11-18" />. ' +
    macro("status", "", { title: "In progress", colour: "Yellow" }) + "</p>",
  layouts: '<ac:layout><ac:layout-section ac:type="two_equal"><ac:layout-cell><p>Left</p></ac:layout-cell>' +
    "<ac:layout-cell><p>Right</p></ac:layout-cell></ac:layout-section>" +
    '<ac:layout-section ac:type="single"><ac:layout-cell><h2>Below</h2><p>Both.</p></ac:layout-cell></ac:layout-section></ac:layout>',
  unknown: `${macro("jira", "", { server: "Sandbox Jira", key: "PROJ-1" })}${
    macro("drawio", "", { diagramName: "shop &amp; stock", revision: "3" })
  }<p>Inside a line: ${macro("anchor", "", { "": "here" })}done.</p>${
    macro("my-company-box", rich("<p>Rich <em>inside</em>.</p>"), { colour: "green" })
  }<ac:adf-extension><ac:adf-node type="panel"><ac:adf-attribute key="panel-type">note</ac:adf-attribute><ac:adf-content><p>An extension</p></ac:adf-content></ac:adf-node><ac:adf-fallback><p>Its fallback</p></ac:adf-fallback></ac:adf-extension>`,
  links:
    '<p><a href="https://example.com/a?b=1&amp;c=2">CliEnvironment</a>, <a href="mailto:a@example.com">mail</a>, ' +
    '<ac:link><ri:page ri:content-title="Tables" /></ac:link>, ' +
    '<ac:link><ri:page ri:space-key="TEAM" ri:content-title="Working agreements" /><ac:link-body>the <strong>agreements</strong></ac:link-body></ac:link>, ' +
    '<ac:link ac:anchor="Two"><ri:page ri:content-title="Formatting" /></ac:link>, ' +
    '<ac:link ac:anchor="here" /> and <ac:link><ri:page ri:content-title="Never written" /></ac:link>.</p>',
  entities:
    "<p>Caf&eacute; &ndash; 5&nbsp;&euro; &lt;tag&gt; &amp; &ldquo;quotes&rdquo;&hellip; *stars* _lines_ [brackets] # 1. - +</p>" +
    "<p>Right-to-left: &#8238;abc, zero&#8203;width, 🧑‍💻</p>",
  expand: `${
    macro("expand", rich("<p>Hidden at first.</p>" + macro("code", plain("nested"), { language: "text" })), {
      title: "More",
    })
  }${macro("excerpt", rich("<p>A summary.</p>"), { hidden: "false" })}${
    macro("details", rich("<table><tbody><tr><th>Owner</th><td>Mia</td></tr></tbody></table>"))
  }`,
} as const;
