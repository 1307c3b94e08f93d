/**
 * The surviving mutants, each with the reason.
 *
 * @module
 */
import { EXPLAINED_CORE } from "./explained_core.ts";
import { EXPLAINED_OUTPUT } from "./explained_output.ts";
import { EXPLAINED_SYNC } from "./explained_sync.ts";
import type { Mutant } from "./mutants.ts";

/** A mutant that may survive. It is identified by its line and the change in it, at any line number. */
export interface Explained extends Pick<Mutant, "file" | "text" | "original" | "replacement"> {
  /** Why the mutant is harmless. */
  readonly reason: string;
}

const SCHEME = String
  .raw`const scheme = text.startsWith("https://") ? "https" : /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(text)?.[1];`;
const NAME = 'return Math.floor(random() * 36 ** 8).toString(36).padStart(8, "0");';
const ISO = String.raw`/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/`;
const USER = String.raw`/^(?:[a-z][a-z0-9+.-]*:\/\/)?([^/]*)@/i`;

/** The explained mutants. */
export const EXPLAINED: readonly Explained[] = [
  {
    file: "src/resolver/token_sources.ts",
    text: 'const of = `the token command of profile "${rest.profile?.name ?? ""}"`;',
    original: 'rest.profile?.name ?? ""',
    replacement: "rest.profile?.name",
    reason: "a command is a profile's, so there always is one; only the type does not know",
  },
  {
    file: "src/resolver/token_sources.ts",
    text: "if (!(error instanceof AtlcliError)) throw error;",
    original: "!(error instanceof AtlcliError)",
    replacement: "false",
    reason: "parseToken() throws only our own errors; this passes bugs on",
  },
  {
    file: "src/site/site.ts",
    text: String.raw`return text.replace(/^([a-z]+:\/\/)?.*@/is, "$1…@");`,
    original: String.raw`/^([a-z]+:\/\/)?.*@/is`,
    replacement: String.raw`/([a-z]+:\/\/)?.*@/is`,
    reason: "the scheme is optional and the rest matches anything, so it always matches from the start",
  },
  ...([["startsWith", "endsWith"], ['text.startsWith("https://")', "false"]] as const).map((
    [original, replacement],
  ): Explained => ({
    file: "src/site/site.ts",
    text: SCHEME,
    original,
    replacement,
    reason:
      "the following expression finds the same scheme; this only avoids a slow first regular expression",
  })),
  {
    file: "src/site/site.ts",
    text: String.raw`return isPrintableAscii(text) ? text.includes(" ") : /\s/.test(text);`,
    original: "isPrintableAscii(text)",
    replacement: "false",
    reason: "the expression finds the same space; this only avoids a slow first regular expression",
  },
  ...([['pathname === "/"', "false"], ['"/"', '""']] as const).map(([original, replacement]): Explained => ({
    file: "src/site/site.ts",
    text: 'if (pathname === "/") return "";',
    original,
    replacement,
    reason: "the expressions below also remove the slash; this only avoids a slow first regular expression",
  })),
  ...[
    "export function isSharedForWriting({ kind, mode = 0 }: FileStat): boolean {",
    "const { kind, mode = 0 } = stat;",
  ]
    .map((text): Explained => ({
      file: "src/core/trust.ts",
      text,
      original: "0",
      replacement: "1",
      reason: "stands for a system without modes; the added bit is not checked",
    })),
  {
    file: "src/core/trust.ts",
    text: "size: 0,",
    original: "0",
    replacement: "1",
    reason: "stands for an unreadable folder, whose size is never read",
  },
  {
    file: "src/core/trust.ts",
    text:
      "return owner === undefined || user === undefined || owner === user || owner === 0 ? undefined : owner;",
    original: "||",
    replacement: "&&",
    reason: "of the first two; no system has owners of files and no number for this user",
  },
  {
    file: "src/profile/store/snapshot.ts",
    text: "...(stat === undefined ? await deadLinks(host, place) : []),",
    original: "stat === undefined",
    replacement: "true",
    reason: "no link is broken if the file exists: the check only takes time",
  },
  {
    file: "src/profile/store/lock.ts",
    text: "const LOCK_TIMEOUT_MS = 30_000;",
    original: "30_000",
    replacement: "30001",
    reason: "a millisecond of waiting makes no difference",
  },
  ...([["36", "37"], ["*", "/"], ["**", "*"]] as const).map((
    [original, replacement],
  ): Explained => ({
    file: "src/core/replace_file.ts",
    text: NAME,
    original,
    replacement,
    reason:
      "any name will do that is not taken: whoever makes the file holds the lock, and making it fails otherwise",
  })),
  {
    file: "src/profile/store/backup.ts",
    text: `return ${USER}.exec(proxy)?.[1] ?? "";`,
    original: USER,
    replacement: USER.replace("^", ""),
    reason:
      "an address with an @ in its path is no proxy's; taking a part of it for a secret only hides more",
  },
  ...[
    "if (((stat?.mode ?? 0) & 0o044) === 0) return [];",
  ].map((text): Explained => ({
    file: "src/profile/store/snapshot.ts",
    text,
    original: "0",
    replacement: "1",
    reason: "stands for a system without modes; the added bit is not checked",
  })),
  {
    file: "src/profile/store/snapshot.ts",
    text: 'const what = stat.kind === "folder" ? "a folder" : "no file";',
    original: 'stat.kind === "folder"',
    replacement: "true",
    reason:
      "only a real disk has something that is neither file nor folder: tests/e2e/profile_store_test.ts tries a pipe",
  },
  {
    file: "src/client/retry.ts",
    text: `const ISO_TIME = ${ISO};`,
    original: ISO,
    replacement: ISO.replace("/^", "/"),
    reason: "Date.parse() accepts no other text around such a time either",
  },
  {
    file: "src/client/retry.ts",
    text: `const ISO_TIME = ${ISO};`,
    original: ISO,
    replacement: ISO.replace("$/", "/"),
    reason: "Date.parse() accepts no other text around such a time either",
  },
  {
    file: "src/client/retry.ts",
    text: "const asked = options.retryAfterMs ?? 0;",
    original: "0",
    replacement: "1",
    reason: "the backoff is never shorter than a second",
  },
  {
    file: "src/client/retry.ts",
    text: "const text = value.trim();",
    original: "value.trim()",
    replacement: "value",
    reason: "Headers has already trimmed it; this is for a caller's own map of headers",
  },
  {
    file: "src/client/retry.ts",
    text: 'const text = value?.trim() ?? "";',
    original: "value?.trim()",
    replacement: "value",
    reason: "the same",
  },
  {
    file: "src/client/retry.ts",
    text: 'return until(Date.parse(text.endsWith("GMT") ? text : `${text} GMT`), now);',
    original: 'text.endsWith("GMT")',
    replacement: "false",
    reason: "V8 accepts a repeated GMT; other engines may not",
  },
  {
    file: "src/client/retry.ts",
    text: 'return until(Date.parse(text.endsWith("GMT") ? text : `${text} GMT`), now);',
    original: "endsWith",
    replacement: "startsWith",
    reason: "the same: no date begins with GMT",
  },
  {
    file: "src/client/origin.ts",
    text: 'throw new UsageError(`Invalid path: "${shorten(printable(path), 100)}"`, {',
    original: "100",
    replacement: "101",
    reason: "the length of the quoted text is not significant",
  },
  {
    file: "src/client/origin.ts",
    text: "if (error instanceof UsageError) throw refusedLink(site.host, shorten(printable(link), 100));",
    original: "100",
    replacement: "101",
    reason: "the same",
  },
  {
    file: "src/client/origin.ts",
    text: "if (error instanceof UsageError) throw refusedLink(site.host, shorten(printable(link), 100));",
    original: "error instanceof UsageError",
    replacement: "true",
    reason: "url() throws only this error; this passes bugs on",
  },
  {
    file: "src/client/origin.ts",
    text: String.raw`return url.pathname.replace(/^\/ex\/[^/]+\/[^/]+/, "");`,
    original: String.raw`/^\/ex\/[^/]+\/[^/]+/`,
    replacement: String.raw`/\/ex\/[^/]+\/[^/]+/`,
    reason: "a gateway URL starts with it, and only the first one is replaced",
  },
  {
    file: "src/client/origin.ts",
    text: "return path.slice(prefix?.length ?? 0);",
    original: "prefix?.length ?? 0",
    replacement: "prefix?.length",
    reason: "slice(undefined) is slice(0)",
  },
  ...EXPLAINED_CORE,
  ...EXPLAINED_OUTPUT,
  ...EXPLAINED_SYNC,
];

/** Finds the explanation of a mutant. */
export function explanationOf(mutant: Mutant): Explained | undefined {
  return EXPLAINED.find((one) =>
    one.file === mutant.file && one.text === mutant.text && one.original === mutant.original &&
    one.replacement === mutant.replacement
  );
}
