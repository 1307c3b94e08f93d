/**
 * Names of the languages of code blocks. Data Center shows an error in place of code in a language that it does not know.
 *
 * @module
 */

/** Languages of Jira Data Center. */
export const JIRA_LANGUAGES: ReadonlySet<string> = new Set(
  ("actionscript ada applescript bash c c# c++ cpp css erlang go groovy haskell html java javascript js json lua none " +
    "nyan objc perl php python r rainbow ruby scala sh sql swift visualbasic xml yaml").split(" "),
);

/**
 * Languages of Confluence Data Center.
 *
 * @see https://confluence.atlassian.com/doc/code-block-macro-139390.html
 */
export const CONFLUENCE_LANGUAGES: ReadonlySet<string> = new Set(
  ("actionscript3 applescript bash c# coldfusion cpp css delphi diff erl groovy html java javascript jfx js none perl " +
    "php powershell py python ruby sass scala sql text vb xml yaml yml").split(" "),
);

/** Names of one language, or of ones that look alike; the first name that a site knows is used. */
const ALIKE: readonly string[] = [
  "javascript js jsx mjs cjs node",
  "typescript ts tsx javascript js",
  "json jsonc json5 javascript js",
  "python py python3 pycon",
  "bash sh shell zsh ksh console shell-session shellsession terminal",
  "powershell ps1 pwsh ps",
  "yaml yml",
  "xml html xhtml svg xsd xsl xslt plist pom",
  "html htm xhtml vue svelte xml",
  "cpp c++ cc cxx hpp h c",
  "c cpp",
  "c# csharp cs",
  "visualbasic vb vbnet vb.net vbscript",
  "java java8",
  "groovy gradle jenkinsfile",
  "erlang erl",
  "go golang",
  "ruby rb",
  "perl pl",
  "haskell hs",
  "objc objective-c objectivec",
  "actionscript actionscript3 as3",
  "sql mysql plsql pgsql postgres postgresql sqlite tsql",
  "css less",
  "sass scss css",
  "diff patch",
  "delphi pascal",
  "coldfusion cfm cfml",
  "none text txt plain plaintext output log",
  "text none txt plain plaintext output log",
];

/** The names of each group, by each name; a name's own group is the one in which it is first, or else the first one. */
const GROUPS: ReadonlyMap<string, readonly string[]> = groups();

function groups(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const names of ALIKE.map((line) => line.split(" "))) {
    for (const [at, name] of names.entries()) if (at === 0 || !found.has(name)) found.set(name, names);
  }
  return found;
}

/** The word that a site has for a language; `undefined` if it has none. */
export function languageFor(word: string, known: ReadonlySet<string>): string | undefined {
  const name = word.toLowerCase();
  if (known.has(word)) return word;
  return known.has(name) ? name : GROUPS.get(name)?.find((other) => known.has(other));
}
