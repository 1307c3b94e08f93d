/**
 * Lists and tasks.
 *
 * @module
 */
import { type Case, lines } from "./case.ts";

/** Documents, and how they look in Markdown. */
export const LISTS: readonly Case[] = [
  {
    name: "a list",
    storage: "<ul><li>one</li><li>two</li></ul>",
    markdown: lines("- one", "- two"),
  },
  {
    name: "an ordered list",
    storage: "<ol><li>one</li><li>two</li></ol>",
    markdown: lines("1. one", "2. two"),
  },
  {
    name: "an ordered list that begins at five",
    storage: '<ol start="5"><li>five</li><li>six</li></ol>',
    markdown: lines("5. five", "6. six"),
  },
  {
    name: "nested lists",
    storage: "<ul><li>a<ul><li>b<ol><li>c</li></ol></li></ul></li><li>d</li></ul>",
    markdown: lines("- a", "  - b", "    1. c", "- d"),
  },
  {
    name: "paragraphs in items",
    storage: "<ul><li><p>one</p></li><li><p>two</p><p>more</p></li></ul>",
    markdown: lines("- one", "- two", "", "  more"),
  },
  {
    name: "blocks in items",
    storage:
      '<ol><li><p>Run:</p><ac:structured-macro ac:name="code" ac:schema-version="1" ac:macro-id="1b9c0c1e-7f0a-4f7e-9d5b-3c1f2a4b5c6d"><ac:plain-text-body><![CDATA[ls]]></ac:plain-text-body></ac:structured-macro></li><li><blockquote><p>q</p></blockquote></li></ol>',
    markdown: lines("1. Run:", "", "   ```", "   ls", "   ```", "2. > q"),
  },
  {
    name: "empty items",
    storage: "<ul><li></li><li>b</li></ul>",
    markdown: lines("-", "- b"),
  },
  {
    name: "lists beside each other",
    storage: "<ul><li>a</li></ul><ul><li>b</li></ul><ol><li>c</li></ol><ol><li>d</li></ol>",
    markdown: lines("- a", "", "* b", "", "1. c", "", "1) d"),
  },
  {
    name: "a list with attributes",
    storage: '<ul class="alternate"><li>a</li></ul>',
    markdown: lines(':::ul{class="alternate"}', "- a", ":::"),
  },
  {
    name: "tasks",
    storage:
      '<ac:task-list>\n<ac:task>\n<ac:task-id>1</ac:task-id>\n<ac:task-status>incomplete</ac:task-status>\n<ac:task-body><span class="placeholder-inline-tasks">open <strong>one</strong></span></ac:task-body>\n</ac:task>\n<ac:task>\n<ac:task-id>2</ac:task-id>\n<ac:task-status>complete</ac:task-status>\n<ac:task-body>done</ac:task-body>\n</ac:task>\n</ac:task-list>',
    markdown: lines('- [ ] open **one** :task{id="1"}', '- [x] done :task{id="2"}'),
  },
  {
    name: "tasks without ids, with a uuid",
    storage:
      "<ac:task-list><ac:task><ac:task-status>incomplete</ac:task-status><ac:task-body>a</ac:task-body></ac:task><ac:task><ac:task-id>7</ac:task-id><ac:task-uuid>u-7</ac:task-uuid><ac:task-status>complete</ac:task-status><ac:task-body>b</ac:task-body></ac:task></ac:task-list>",
    markdown: lines("- [ ] a", '- [x] b :task{id="7" uuid="u-7"}'),
  },
  {
    name: "tasks below a task",
    storage:
      "<ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-status>incomplete</ac:task-status><ac:task-body>a<ac:task-list><ac:task><ac:task-id>2</ac:task-id><ac:task-status>complete</ac:task-status><ac:task-body>b</ac:task-body></ac:task></ac:task-list></ac:task-body></ac:task></ac:task-list>",
    markdown: lines('- [ ] a :task{id="1"}', '  - [x] b :task{id="2"}'),
  },
];
