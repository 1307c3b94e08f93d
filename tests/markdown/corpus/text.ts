/**
 * What a line of text may have in it.
 *
 * @module
 */
import { type Case, lines } from "./case.ts";

/** Documents, and how they look in Markdown. */
export const TEXT: readonly Case[] = [
  {
    name: "headings of every level",
    storage: "<h1>One</h1><h2>Two</h2><h3>Three</h3><h4>Four</h4><h5>Five</h5><h6>Six</h6>",
    markdown: lines(
      "# One",
      "",
      "## Two",
      "",
      "### Three",
      "",
      "#### Four",
      "",
      "##### Five",
      "",
      "###### Six",
    ),
  },
  {
    name: "paragraphs",
    storage: "<p>First.</p><p>Second.</p>",
    markdown: lines("First.", "", "Second."),
  },
  {
    name: "emphasis, strong, strike, code",
    storage: "<p><em>em</em> <strong>strong</strong> <del>del</del> <code>code</code></p>",
    markdown: lines("*em* **strong** ~~del~~ `code`"),
  },
  {
    name: "the other names of marks",
    storage:
      '<p><i>i</i> <b>b</b> <s>s</s> <strike>strike</strike> <span style="text-decoration: line-through;">span</span></p>',
    markdown: lines("*i* **b** ~~s~~ ~~strike~~ ~~span~~"),
  },
  {
    name: "underline, sub, sup, small",
    storage: "<p><u>under</u> H<sub>2</sub>O x<sup>2</sup> <small>small</small></p>",
    markdown: lines(":u[under] H:sub[2]O x:sup[2] :small[small]"),
  },
  {
    name: "marks in marks, in either order",
    storage: "<p><strong><em>one</em></strong> <em><strong>two</strong></em></p>",
    markdown: lines("**_one_** **_two_**"),
  },
  {
    name: "marks that touch words",
    storage: "<p>un<strong>believ</strong>able</p>",
    markdown: lines("un**believ**able"),
  },
  {
    name: "white space at the ends of marks",
    storage: "<p><strong>bold </strong>text<em> em</em></p>",
    markdown: lines("**bold** text *em*"),
  },
  {
    name: "marks beside each other",
    storage: "<p><em>a</em><strong>b</strong><em>c</em></p>",
    markdown: lines("*a*__b__*c*"),
  },
  {
    name: "empty marks",
    storage: "<p>a<strong></strong>b</p>",
    markdown: lines("ab"),
  },
  {
    name: "colours",
    storage: '<p><span style="color: rgb(255,0,0);">red <strong>and bold</strong></span></p>',
    markdown: lines(':span[red **and bold**]{style="color: rgb(255,0,0);"}'),
  },
  {
    name: "line breaks",
    storage: "<p>one<br/>two<br />three</p>",
    markdown: lines("one\\", "two\\", "three"),
  },
  {
    name: "line breaks at the ends",
    storage: "<p><br/>one<br/></p>",
    markdown: lines("<br>one<br>"),
  },
  {
    name: "a break in a heading",
    storage: "<h2>one<br/>two</h2>",
    markdown: lines("## one<br>two"),
  },
  {
    name: "empty paragraphs",
    storage: "<p>a</p><p /><p></p><p><br/></p><p>&nbsp;</p>",
    markdown: lines("a", "", "::p", "", "::p", "", "<br>", "", "&nbsp;"),
  },
  {
    name: "named entities",
    storage: "<p>&lt;b&gt; &amp;amp; a&nbsp;b &mdash; &hellip; &eacute; &#x1F600; &#169;</p>",
    markdown: lines("\\<b> \\&amp; a&nbsp;b — … é 😀 ©"),
  },
  {
    name: "invisible white space",
    storage: "<p>\n  one\n  two\t three </p>\n\n<p> four</p>\n",
    markdown: lines("one two three", "", "four"),
  },
  {
    name: "text between blocks",
    storage: "before<p>a paragraph</p>after <strong>it</strong>",
    markdown: lines("before", "", "a paragraph", "", "after **it**"),
  },
  {
    name: "aligned and indented paragraphs",
    storage:
      '<p style="text-align: center;">middle</p><h2 style="text-align: right;">right</h2><p style="margin-left: 30.0px;">in</p>',
    markdown: lines(
      ':::p{style="text-align: center;"}',
      "middle",
      ":::",
      "",
      ':::h2{style="text-align: right;"}',
      "## right",
      ":::",
      "",
      ':::p{style="margin-left: 30.0px;"}',
      "in",
      ":::",
    ),
  },
  {
    name: "ids that the editor gives",
    storage: '<p local-id="a">one</p><h2 local-id="b">two</h2>',
    markdown: lines("one", "", "## two"),
  },
  {
    name: "dates, emoji, mentions",
    storage:
      '<p><time datetime="2026-11-18" /> <ac:emoticon ac:name="smile" /> <ac:emoticon ac:emoji-fallback="👍" ac:emoji-id="1f44d" ac:emoji-shortname=":thumbsup:" ac:name="blue-star" /> <ac:link><ri:user ri:account-id="557058:0a1b" /></ac:link> <ac:link><ri:user ri:userkey="8a7f80" /></ac:link> <ac:link><ri:user ri:username="mia" /></ac:link></p>',
    markdown: lines(
      ':date[2026-11-18] :emoji{name="smile"} :emoji[👍]{emoji-id="1f44d" emoji-shortname=":thumbsup:" name="blue-star"} :mention{account-id="557058:0a1b"} :mention{userkey="8a7f80"} :mention{username="mia"}',
    ),
  },
  {
    name: "an inline comment's marker",
    storage:
      '<p>see <ac:inline-comment-marker ac:ref="c0ffee">this <em>place</em></ac:inline-comment-marker></p>',
    markdown: lines('see :comment[this *place*]{ac:ref="c0ffee"}'),
  },
  {
    name: "a rule and a quote",
    storage: "<p>a</p><hr/><blockquote><p>quoted</p><p>twice</p></blockquote>",
    markdown: lines("a", "", "---", "", "> quoted", ">", "> twice"),
  },
  {
    name: "CDATA among text",
    storage: "<p>a <![CDATA[<b> & c]]> d</p>",
    markdown: lines("a \\<b> & c d"),
  },
];
