/** Titles that are hard on file names, and numbers to choose them by. */

/** Titles that were made to share a name: by case, normal form, cut, reserved words, and looks of our own suffixes. */
export function hostileTitle(random: () => number): string {
  const pick = <T>(of: readonly [T, ...T[]]): T => of[Math.floor(random() * of.length)] ?? of[0];
  const stem = pick([
    "X",
    "x",
    "CON",
    "nul",
    "GIT~1",
    "straße",
    "STRASSE",
    "Café",
    "Cafe\u0301",
    "ınput",
    "INPUT",
    "İ",
    "i",
    "ﬁ",
    "FI",
    "a/b",
    "a:b",
    "a?b",
    "...",
    "",
    " ",
    "page",
    "y".repeat(119),
    "y".repeat(130),
    "é".repeat(70),
    "🎉".repeat(40),
    "Σ",
    "ς",
    "x.md",
    "x_md",
    "x.attachments",
    "k",
    "\u212a",
    "a\u200db",
    "ab",
  ]);
  const suffix = (): string =>
    pick(["", "", "-", "--", `-${1_000_000 + Math.floor(random() * 50)}`, "-2", "-3", "?", "*", ". "]);
  return `${stem}${suffix()}${suffix()}`;
}

/** xorshift32: the same numbers for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** What some file system takes for the same: NTFS, APFS and HFS+ with all that each of them ignores. */
export function asAnyFileSystem(path: string): string {
  return path.split("/").map((name) =>
    name.normalize("NFKD").replace(/\p{Cf}/gu, "").replace(/[. ]+$/, "").toLowerCase().replaceAll("ß", "ss")
      .replaceAll("ı", "i").replaceAll("i\u0307", "i").replaceAll("ς", "σ")
  ).join("/");
}
