/**
 * Macros.
 *
 * @module
 */
import { type Case, lines } from "./case.ts";

/** Documents, and how they look in Markdown. */
export const MACROS: readonly Case[] = [
  {
    name: "code with a language and a title",
    storage:
      '<ac:structured-macro ac:name="code" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"><ac:parameter ac:name="language">java</ac:parameter><ac:parameter ac:name="title">Main.java</ac:parameter><ac:parameter ac:name="linenumbers">true</ac:parameter><ac:plain-text-body><![CDATA[class Main {\n  List<String> x;\n}]]></ac:plain-text-body></ac:structured-macro>',
    markdown: lines(
      '```java {title="Main.java" linenumbers="true"}',
      "class Main {",
      "  List<String> x;",
      "}",
      "```",
    ),
  },
  {
    name: "code without anything",
    storage:
      '<ac:structured-macro ac:name="code" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"><ac:plain-text-body><![CDATA[a < b && c]]></ac:plain-text-body></ac:structured-macro>',
    markdown: lines("```", "a < b && c", "```"),
  },
  {
    name: "code with the end of a CDATA section",
    storage:
      '<ac:structured-macro ac:name="code"><ac:plain-text-body><![CDATA[a ]]]]><![CDATA[> b]]></ac:plain-text-body></ac:structured-macro>',
    markdown: lines("```", "a ]]> b", "```"),
  },
  {
    name: "code with fences and colons in it",
    storage:
      '<ac:structured-macro ac:name="code" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"><ac:parameter ac:name="language">markdown</ac:parameter><ac:plain-text-body><![CDATA[```\nx\n```\n:::\n~~~\n]]></ac:plain-text-body></ac:structured-macro>',
    markdown: lines("````markdown", "```", "x", "```", ":::", "~~~", "", "````"),
  },
  {
    name: "code with a title and no language",
    storage:
      '<ac:structured-macro ac:name="code" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"><ac:parameter ac:name="title">a b</ac:parameter><ac:plain-text-body><![CDATA[x]]></ac:plain-text-body></ac:structured-macro>',
    markdown: lines('```{title="a&#x20;b"}', "x", "```"),
  },
  {
    name: "panels",
    storage:
      '<ac:structured-macro ac:name="info" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"><ac:rich-text-body><p>info</p></ac:rich-text-body></ac:structured-macro><ac:structured-macro ac:name="note" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"><ac:rich-text-body><p>note</p></ac:rich-text-body></ac:structured-macro><ac:structured-macro ac:name="tip" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"><ac:rich-text-body><p>tip</p></ac:rich-text-body></ac:structured-macro><ac:structured-macro ac:name="warning" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"><ac:rich-text-body><p>warning</p></ac:rich-text-body></ac:structured-macro>',
    markdown: lines(
      ":::info",
      "info",
      ":::",
      "",
      ":::note",
      "note",
      ":::",
      "",
      ":::tip",
      "tip",
      ":::",
      "",
      ":::warning",
      "warning",
      ":::",
    ),
  },
  {
    name: "a panel with a title",
    storage:
      '<ac:structured-macro ac:name="info" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"><ac:parameter ac:name="icon">false</ac:parameter><ac:parameter ac:name="title">Mind "this"</ac:parameter><ac:rich-text-body><p>a</p><ul><li>b</li></ul></ac:rich-text-body></ac:structured-macro>',
    markdown: lines(':::info{icon="false" title=\'Mind "this"\'}', "a", "", "- b", ":::"),
  },
  {
    name: "a panel with a border",
    storage:
      '<ac:structured-macro ac:name="panel" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"><ac:parameter ac:name="borderStyle">dashed</ac:parameter><ac:parameter ac:name="title">T</ac:parameter><ac:rich-text-body><p>a</p></ac:rich-text-body></ac:structured-macro>',
    markdown: lines(':::panel{borderStyle="dashed" title="T"}', "a", ":::"),
  },
  {
    name: "an expand",
    storage:
      '<ac:structured-macro ac:name="expand" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"><ac:parameter ac:name="title">More</ac:parameter><ac:rich-text-body><p>hidden</p></ac:rich-text-body></ac:structured-macro>',
    markdown: lines(':::expand{title="More"}', "hidden", ":::"),
  },
  {
    name: "panels in panels",
    storage:
      '<ac:structured-macro ac:name="expand" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"><ac:rich-text-body><ac:structured-macro ac:name="info" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"><ac:rich-text-body><ac:structured-macro ac:name="code" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"><ac:plain-text-body><![CDATA[x]]></ac:plain-text-body></ac:structured-macro></ac:rich-text-body></ac:structured-macro></ac:rich-text-body></ac:structured-macro>',
    markdown: lines("::::expand", ":::info", "```", "x", "```", ":::", "::::"),
  },
  {
    name: "an empty panel",
    storage:
      '<ac:structured-macro ac:name="info" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"><ac:rich-text-body /></ac:structured-macro>',
    markdown: lines(":::info", ":::"),
  },
  {
    name: "a status",
    storage:
      '<p>It is <ac:structured-macro ac:name="status" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"><ac:parameter ac:name="colour">Green</ac:parameter><ac:parameter ac:name="title">Done</ac:parameter></ac:structured-macro> or <ac:structured-macro ac:name="status" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"><ac:parameter ac:name="title">To do</ac:parameter></ac:structured-macro> or <ac:structured-macro ac:name="status" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"><ac:parameter ac:name="subtle">true</ac:parameter><ac:parameter ac:name="colour">Red</ac:parameter></ac:structured-macro></p>',
    markdown: lines(
      'It is :status[Done]{colour="Green"} or :status[To do] or :status{subtle="true" colour="Red"}',
    ),
  },
  {
    name: "a table of contents",
    storage:
      '<ac:structured-macro ac:name="toc" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"><ac:parameter ac:name="maxLevel">3</ac:parameter></ac:structured-macro><p><ac:structured-macro ac:name="toc" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"></ac:structured-macro></p>',
    markdown: lines(
      '::toc{ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d" maxLevel="3"}',
      "",
      ':toc{ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"}',
    ),
  },
  {
    name: "an unknown macro",
    storage:
      '<ac:structured-macro ac:name="roadmap" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"><ac:parameter ac:name="id">7</ac:parameter><ac:parameter ac:name="source">a "b" &amp; c</ac:parameter></ac:structured-macro>',
    markdown: lines(
      '::macro[roadmap]{ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d" id="7" source=\'a "b" & c\'}',
    ),
  },
  {
    name: "an unknown macro in a line",
    storage:
      '<p>see <ac:structured-macro ac:name="jira" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"><ac:parameter ac:name="server">System Jira</ac:parameter><ac:parameter ac:name="key">PROJ-1</ac:parameter></ac:structured-macro></p>',
    markdown: lines(
      'see :macro[jira]{ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d" server="System Jira" key="PROJ-1"}',
    ),
  },
  {
    name: "an unknown macro with blocks",
    storage:
      '<ac:structured-macro ac:name="details" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"><ac:parameter ac:name="hidden">true</ac:parameter><ac:rich-text-body><p>a</p></ac:rich-text-body></ac:structured-macro>',
    markdown: lines(
      ':::macro[details]{ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d" hidden="true"}',
      "a",
      ":::",
    ),
  },
  {
    name: "an unknown macro with text",
    storage:
      '<ac:structured-macro ac:name="noformat" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"><ac:parameter ac:name="nopanel">true</ac:parameter><ac:plain-text-body><![CDATA[  as it is\n<b>]]></ac:plain-text-body></ac:structured-macro>',
    markdown: lines(
      ':::macro[noformat]{ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d" nopanel="true"}',
      "```plain-text-body",
      "  as it is",
      "<b>",
      "```",
      ":::",
    ),
  },
  {
    name: "an anchor, whose parameter has no name",
    storage:
      '<p><ac:structured-macro ac:name="anchor" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"><ac:parameter ac:name="">here</ac:parameter></ac:structured-macro>x</p>',
    markdown: lines(
      ':macro[anchor]{ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d" _="here"}x',
    ),
  },
  {
    name: "a parameter with elements in it",
    storage:
      '<ac:structured-macro ac:name="include" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"><ac:parameter ac:name=""><ac:link><ri:page ri:content-title="Shared" /></ac:link></ac:parameter></ac:structured-macro>',
    markdown: lines(
      '::macro[include]{ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d" xml:_=\'<ac:link><ri:page ri:content-title="Shared" /></ac:link>\'}',
    ),
  },
  {
    name: "a parameter of several lines",
    storage:
      '<ac:structured-macro ac:name="html" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"><ac:parameter ac:name="css">a {\n  b: c;\n}</ac:parameter></ac:structured-macro>',
    markdown: lines(
      '::macro[html]{ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d" css="a {&#xA;  b: c;&#xA;}"}',
    ),
  },
  {
    name: "a macro's own attributes",
    storage:
      '<ac:structured-macro ac:name="gallery" ac:schema-version="2" data-layout="wide" ac:local-id="l" ac:macro-id="m"><ac:parameter ac:name="columns">3</ac:parameter></ac:structured-macro>',
    markdown: lines(
      '::macro[gallery]{ac:schema-version="2" data-layout="wide" ac:local-id="l" ac:macro-id="m" columns="3"}',
    ),
  },
];
