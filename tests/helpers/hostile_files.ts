/**
 * Credentials files as damage and malice make them: cut, with bits flipped, of wrong types, deep, with members twice or
 * named like JavaScript's own, huge. The same ones each time for the same seed.
 *
 * @module
 */

/** A damaged file. */
export interface HostileFile {
  /** What was done to it. */
  readonly kind: string;
  readonly bytes: Uint8Array;
}

/** What is damaged. No secret of it may come out in an error. */
const SEED = {
  currentProfile: "work",
  profiles: {
    default: {
      name: "default",
      baseUrl: "https://company.atlassian.net",
      email: "you@company.com",
      apiToken: "CANARY-one",
    },
    work: {
      name: "work",
      baseUrl: "https://work.atlassian.net",
      email: "wörk+1@company.com",
      apiToken: "CANARY-two",
      cloudId: "1234-5678",
      apiBaseUrl: "https://api.atlassian.com/ex/jira/1234-5678",
      tokenCommand: ["pass", "show", "CANARY-three"],
      proxy: "http://me:CANARY-four@proxy.test:8080",
      readOnly: true,
      team: { members: [1, 2.5, null, { deep: [true] }] },
    },
    dc: {
      name: "dc",
      baseUrl: "https://jira.company.com/jira",
      authType: "bearer",
      username: "me",
      pat: "CANARY-5",
    },
  },
  schema: 3,
};

/** Part of each secret in a hostile file. */
export const CANARY = "CANARY";

const TEXT = JSON.stringify(SEED, null, 2);
const BYTES = new TextEncoder().encode(TEXT);

/** Names that mean something to JavaScript. */
const POISON = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "toJSON",
  "",
];
/** Values of every kind, none of which most members can have. */
const STRANGE: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1e308, "", " ", "\0", "\u001b[2J", "\ud800", "x".repeat(5_000)],
  ...[
    [],
    [[]],
    ["a"],
    [null],
    {},
    { a: 1 },
    { length: 5 },
    "ftp://x.test",
    "https://u:p@x.test",
    "//",
    "__proto__",
  ],
];

/** Numbers that look random and are not. */
interface Chance {
  /** A whole number from 0 up to, and without, `limit`. */
  below(limit: number): number;
  /** One of several. */
  of<T>(items: readonly T[]): T;
}

/** The same numbers each time for the same seed. */
function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor(state / 2 ** 32 * limit);
  };
  return {
    below,
    of: (items) => {
      const [item] = items.slice(below(items.length));
      if (item === undefined) throw new RangeError("Nothing to choose from");
      return item;
    },
  };
}

const DAMAGES: Readonly<Record<string, (chance: Chance) => Uint8Array | string>> = {
  "cut": (chance) => BYTES.slice(0, chance.below(BYTES.length)),
  "cut at the front": (chance) => BYTES.slice(1 + chance.below(BYTES.length - 1)),
  "a hole of zeros": (chance) =>
    BYTES.slice().fill(0, chance.below(BYTES.length), chance.below(BYTES.length) + 1),
  "bits flipped": (chance) => flipped(chance),
  "bytes swapped": (chance) => {
    const bytes = BYTES.slice();
    const [a, b] = [chance.below(bytes.length), chance.below(bytes.length)];
    [bytes[a], bytes[b]] = [bytes[b] ?? 0, bytes[a] ?? 0];
    return bytes;
  },
  "two files in one": (chance) =>
    TEXT.slice(0, chance.below(TEXT.length)) + TEXT.slice(chance.below(TEXT.length)),
  "noise": (chance) => Uint8Array.from({ length: chance.below(300) }, () => chance.below(256)),
  "structure gone wild": (chance) =>
    Array.from({ length: 1 + chance.below(80) }, () => chance.of([...'{}[],:"\\ntrue0-e.'])).join(""),
  "another type": (chance) => JSON.stringify(replaced(chance, STRANGE)),
  "members twice": (chance) => {
    const name = chance.of(['"name"', '"work"', '"profiles"', '"apiToken"', '"currentProfile"', '"members"']);
    return TEXT.replace(`${name}:`, `${name}: ${chance.of(["1", '"CANARY-6"', "{}"])}, ${name}:`);
  },
  "poisoned names": (chance) => {
    const name = chance.of([
      '"name"',
      '"work"',
      '"team"',
      '"schema"',
      '"profiles"',
      '"deep"',
      '"dc"',
      '"pat"',
    ]);
    return TEXT.replace(`${name}:`, `${JSON.stringify(chance.of(POISON))}:`);
  },
  "poisoned objects": (chance) => {
    const poison = chance.of(['{"isAdmin": true}', "null", '"x"', '{"__proto__": {}}']);
    return TEXT.replace(
      /\{/g,
      (brace) => chance.below(3) > 0 ? brace : `${brace}${JSON.stringify(chance.of(POISON))}: ${poison},`,
    );
  },
  "another encoding": (chance) => {
    const mark = chance.of([[0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff], [0xc0, 0x80], [
      0xed,
      0xa0,
      0x80,
    ]]);
    const at = chance.of([0, chance.below(BYTES.length)]);
    return chance.of([
      () => Uint8Array.from([...BYTES.slice(0, at), ...mark, ...BYTES.slice(at)]),
      () => Uint8Array.from([...mark, ...BYTES].flatMap((byte) => [byte, 0])),
    ])();
  },
  "deep": (chance) => {
    const depth = chance.of([50, 99, 101, 1_000, 20_000, 100_000]);
    const [open, close] = chance.of([["[", "]"], ['{"a":', "}"]] as const);
    const deep = `${open.repeat(depth)}1${close.repeat(chance.of([depth, depth - 1, 0]))}`;
    return chance.of([
      `{"profiles": {}, "x": ${deep}}`,
      `{"profiles": ${deep}}`,
      TEXT.replace('"work":', `"old": ${deep}, "work":`),
      TEXT.replace('"CANARY-one"', deep),
    ]);
  },
  "huge": (chance) => {
    const size = 1 + chance.below(60_000);
    return chance.of([
      () => TEXT.replace("company", "x".repeat(size)),
      () => TEXT.replace('"work":', `${JSON.stringify("n".repeat(size))}:`),
      () => `${TEXT}${" ".repeat(size)}`,
      () => `{"profiles": {${"\n".repeat(size)}`,
      () => `{"x": ${"9".repeat(size)}}`,
    ])();
  },
};

/** The kinds of damage. */
export const HOSTILE_KINDS: readonly string[] = Object.keys(DAMAGES);

/** The given number of hostile files, cycling through all kinds. */
export function* hostileFiles(
  options: { readonly count: number; readonly seed?: number },
): Generator<HostileFile> {
  const chance = chanceOf(options.seed ?? 1);
  const damages = Object.entries(DAMAGES);
  for (let index = 0; index < options.count; index++) {
    const [kind, damage] = damages[index % damages.length] ?? chance.of(damages);
    const content = damage(chance);
    yield { kind, bytes: typeof content === "string" ? new TextEncoder().encode(content) : content };
  }
}

function flipped(chance: Chance): Uint8Array {
  const bytes = BYTES.slice();
  for (let flips = 0; flips <= chance.below(4); flips++) {
    const at = chance.below(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << chance.below(8));
  }
  return bytes;
}

/** The seed with one value, anywhere in it, replaced. */
function replaced(chance: Chance, by: readonly unknown[]): unknown {
  const copy: unknown = structuredClone(SEED);
  let at: unknown = copy;
  for (;;) {
    if (typeof at !== "object" || at === null) return copy;
    const name = chance.of(Object.keys(at));
    const inner: unknown = Reflect.get(at, name);
    const isLeaf = typeof inner !== "object" || inner === null || Object.keys(inner).length === 0;
    if (isLeaf || chance.below(4) === 0) {
      Reflect.set(at, name, chance.of(by));
      return copy;
    }
    at = inner;
  }
}
