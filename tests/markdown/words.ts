/**
 * Words, and what looks like Markdown.
 *
 * @module
 */

/** To make texts of. */
export const WORDS: readonly string[] = [
  ...["alpha", "beta", "Gamma", "délta", "日本語", "ab", "x", "42", "12:30", "foo:bar", "e.g.", "C#"],
  ...[
    "*star*",
    "_under_",
    "`tick`",
    "# hash",
    "1. one",
    "- dash",
    "+ plus",
    "> quote",
    "[link](x)",
    "![i](x)",
  ],
  ...[
    "|pipe|",
    "~~no~~",
    "a_b_c",
    "2*3*4",
    ":info[x]",
    "::toc",
    ":::note",
    ":br",
    ":u[y]",
    "{a=b}",
    "---",
    "===",
  ],
  ...[
    "<b>",
    "&",
    "&amp;",
    "\u00a0",
    "—",
    "\\",
    "\\*",
    "https://x.example/a_b?c=d&e=f",
    "<c> & d",
    "~~~",
    "```",
  ],
  ...[
    "a@b.example",
    "www.x.example",
    "😀",
    "[x]",
    "[ ]",
    "[a]: b",
    "!",
    "$1",
    "~",
    "h1. x",
    "{code}",
    "||",
    '"q"',
  ],
];
