/**
 * Tables.
 *
 * @module
 */
import { type Case, lines } from "./case.ts";

/** Documents, and how they look in Markdown. */
export const TABLES: readonly Case[] = [
  {
    name: "a table with a header",
    storage:
      "<table><tbody><tr><th>Name</th><th>Value</th></tr><tr><td>a</td><td>1</td></tr></tbody></table>",
    markdown: lines("| Name | Value |", "| - | - |", "| a | 1 |"),
  },
  {
    name: "a table without a header",
    storage: "<table><tbody><tr><td>a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr></tbody></table>",
    markdown: lines("| | |", "| - | - |", "| a | 1 |", "| b | 2 |"),
  },
  {
    name: "paragraphs in cells",
    storage: "<table><tbody><tr><th><p>Name</p></th></tr><tr><td><p>a</p></td></tr></tbody></table>",
    markdown: lines("| Name |", "| - |", "| a |"),
  },
  {
    name: "widths, classes and a layout",
    storage:
      '<table class="wrapped" data-layout="wide" ac:local-id="t"><colgroup><col style="width: 120.0px;"/><col/></colgroup><tbody><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></tbody></table>',
    markdown: lines(
      ':::table{class="wrapped" data-layout="wide" cols="width: 120.0px;|"}',
      "| a | b |",
      "| - | - |",
      "| c | d |",
      ":::",
    ),
  },
  {
    name: "a header of its own part",
    storage: "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>",
    markdown: lines(':::table{thead="true"}', "| a |", "| - |", "| b |", ":::"),
  },
  {
    name: "aligned columns",
    storage:
      '<table><tbody><tr><th>a</th><th style="text-align: right;">b</th></tr><tr><td>c</td><td style="text-align: right;">d</td></tr></tbody></table>',
    markdown: lines("| a | b |", "| - | -: |", "| c | d |"),
  },
  {
    name: "breaks, marks and links in cells",
    storage:
      '<table><tbody><tr><th>a</th></tr><tr><td>b<br/><strong>c</strong> <a href="https://example.com">d</a></td></tr></tbody></table>',
    markdown: lines("| a |", "| - |", "| b<br>**c** [d](https://example.com) |"),
  },
  {
    name: "empty cells",
    storage: "<table><tbody><tr><th>a</th><th></th></tr><tr><td></td><td><p></p></td></tr></tbody></table>",
    markdown: lines("| a | |", "| - | - |", "| | |"),
  },
  {
    name: "spans",
    storage:
      '<table><tbody><tr><th colspan="2">both</th></tr><tr><td rowspan="2">tall</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>',
    markdown: lines(
      "::::::table",
      ":::::tbody",
      "::::tr",
      ':::th{colspan="2"}',
      "both",
      ":::",
      "::::",
      "",
      "::::tr",
      ':::td{rowspan="2"}',
      "tall",
      ":::",
      "",
      ":::td",
      "b",
      ":::",
      "::::",
      "",
      "::::tr",
      ":::td",
      "c",
      ":::",
      "::::",
      ":::::",
      "::::::",
    ),
  },
  {
    name: "a column of headers",
    storage: "<table><tbody><tr><th>a</th><td>1</td></tr><tr><th>b</th><td>2</td></tr></tbody></table>",
    markdown: lines(
      "::::::table",
      ":::::tbody",
      "::::tr",
      ":::th",
      "a",
      ":::",
      "",
      ":::td",
      "1",
      ":::",
      "::::",
      "",
      "::::tr",
      ":::th",
      "b",
      ":::",
      "",
      ":::td",
      "2",
      ":::",
      "::::",
      ":::::",
      "::::::",
    ),
  },
  {
    name: "blocks in cells",
    storage:
      '<table><tbody><tr><th>a</th></tr><tr><td><p>list:</p><ul><li>x</li></ul><ac:structured-macro ac:name="code" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"><ac:parameter ac:name="language">sh</ac:parameter><ac:plain-text-body><![CDATA[ls]]></ac:plain-text-body></ac:structured-macro></td></tr></tbody></table>',
    markdown: lines(
      "::::::table",
      ":::::tbody",
      "::::tr",
      ":::th",
      "a",
      ":::",
      "::::",
      "",
      "::::tr",
      ":::td",
      "list:",
      "",
      "- x",
      "",
      "```sh",
      "ls",
      "```",
      ":::",
      "::::",
      ":::::",
      "::::::",
    ),
  },
  {
    name: "a status in a cell",
    storage:
      '<table><tbody><tr><th>a</th></tr><tr><td><ac:structured-macro ac:name="status" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"><ac:parameter ac:name="title">OK</ac:parameter><ac:parameter ac:name="colour">Green</ac:parameter></ac:structured-macro></td></tr></tbody></table>',
    markdown: lines("| a |", "| - |", '| :status[OK]{colour="Green"} |'),
  },
  {
    name: "coloured cells",
    storage:
      '<table><tbody><tr><th>a</th></tr><tr><td data-highlight-colour="#e3fcef">b</td></tr></tbody></table>',
    markdown: lines(
      "::::::table",
      ":::::tbody",
      "::::tr",
      ":::th",
      "a",
      ":::",
      "::::",
      "",
      "::::tr",
      ':::td{data-highlight-colour="#e3fcef"}',
      "b",
      ":::",
      "::::",
      ":::::",
      "::::::",
    ),
  },
  {
    name: "a table in a cell",
    storage:
      '<table><tbody><tr><td colspan="2"><table><tbody><tr><td>in</td></tr></tbody></table></td></tr></tbody></table>',
    markdown: lines(
      "::::::table",
      ":::::tbody",
      "::::tr",
      ':::td{colspan="2"}',
      "| |",
      "| - |",
      "| in |",
      ":::",
      "::::",
      ":::::",
      "::::::",
    ),
  },
];
