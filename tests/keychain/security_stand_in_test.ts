import assert from "node:assert/strict";
import { security, type SecurityItem } from "../stand_ins/security.ts";
import { fromBytes, toBytes } from "../stand_ins/security_line.ts";

/** Gives lines to `security -i`: the exit status, standard error, and the items that are there after. */
function interactive(stdin: string, items: SecurityItem[] = []): {
  readonly code: number;
  readonly stderr: string;
  readonly items: readonly SecurityItem[];
} {
  const result = security({ args: ["-i"], stdin: toBytes(stdin) }, items);
  assert.ok(result !== "hang");
  return { code: result.code, stderr: fromBytes(result.stderr), items };
}

function run(items: SecurityItem[], ...args: string[]): { code: number; stdout: string; stderr: string } {
  const result = security({ args }, items);
  assert.ok(result !== "hang");
  return { code: result.code, stdout: fromBytes(result.stdout), stderr: fromBytes(result.stderr) };
}

const add = "add-generic-password -s atlcli -a alice";

const WORDS: readonly (readonly [written: string, read: string])[] = [
  [`plain`, "plain"],
  [`"two words"`, "two words"],
  [`'two words'`, "two words"],
  [`"a\\"b"`, `a"b`],
  [`'a\\'b'`, "a'b"],
  [`a\\ b`, "a b"],
  [`mid"quote`, `mid"quote`],
  [`"\\$HOME#"`, "$HOME#"],
];
for (const [written, read] of WORDS) {
  Deno.test(`security -i reads the word ${written} as ${read}`, () => {
    assert.deepEqual(interactive(`${add} -w ${written}\n`).items.map(({ secret }) => secret), [read]);
  });
}

Deno.test("security -i ends a word at its closing quote", () => {
  assert.equal(interactive(`${add} -w "a"b\n`).code, 2);
});

Deno.test("security -i drops a last line without a line break", () => {
  assert.deepEqual(interactive(`${add} -w x`), { code: 0, stderr: "", items: [] });
});

Deno.test("security -i exits with the status of the last command, and goes on after a failure", () => {
  const missing = "find-generic-password -s atlcli -a nobody\n";
  assert.equal(interactive(missing).code, 44);
  assert.match(interactive(missing).stderr, /find-generic-password: returned -25300/);
  assert.equal(interactive(`${missing}${add} -w x\n`).code, 0);
});

Deno.test("security -i runs what is behind the 4,095th byte of a line as a command, and says it aloud", () => {
  const tail = "the-end-of-the-token";
  const head = `${add} -w `;
  const { code, stderr, items } = interactive(`${head}${"k".repeat(4095 - head.length)}${tail}\n`);
  assert.equal(code, 1);
  assert.match(stderr, new RegExp(`unknown command "${tail}"`));
  assert.equal(items[0]?.secret.length, 4095 - head.length);
});

Deno.test("security -i takes the line break after exactly 4,095 bytes for an empty line that succeeds", () => {
  const bad = "find-generic-password -s atlcli -a ";
  assert.equal(interactive(`${bad}${"k".repeat(4094 - bad.length)}\n`).code, 44);
  assert.equal(interactive(`${bad}${"k".repeat(4095 - bad.length)}\n`).code, 0);
});

Deno.test("security recognises a command by its beginning", () => {
  const items: SecurityItem[] = [];
  assert.equal(run(items, "add-g", "-s", "atlcli", "-a", "alice", "-w", "x").code, 0);
  assert.equal(items.length, 1);
  assert.equal(run(items, "add-generic-passwords").code, 1);
});

Deno.test("security adds an item that is there already only with -U, and then replaces the comment too", () => {
  const items: SecurityItem[] = [];
  const args = ["add-generic-password", "-s", "atlcli", "-a", "alice"];
  assert.equal(run(items, ...args, "-j", "one", "-w", "x").code, 0);
  assert.equal(run(items, ...args, "-j", "two", "-w", "y").code, 45);
  assert.equal(run(items, ...args, "-U", "-j", "two", "-w", "y").code, 0);
  assert.deepEqual(items.map(({ comment, secret }) => [comment, secret]), [["two", "y"]]);
});

Deno.test("security asks on the terminal for the value of a bare -w, and stores an empty one without it", () => {
  const items: SecurityItem[] = [];
  assert.equal(
    security({ args: ["add-generic-password", "-s", "atlcli", "-a", "alice", "-w"] }, items),
    "hang",
  );
  assert.equal(run(items, "add-generic-password", "-s", "atlcli", "-a", "alice").code, 0);
  assert.equal(run(items, "find-generic-password", "-s", "atlcli", "-a", "alice", "-w").stdout, "\n");
});

const SHOWN: readonly (readonly [secret: string, w: string, g: string])[] = [
  ["plain", "plain\n", 'password: "plain"\n'],
  ["a\n", "610a\n", 'password: 0x610A  "a\\012"\n'],
  ["ü", "c3bc\n", 'password: 0xC3BC  "\\303\\274"\n'],
  ["a\\b", "a\\b\n", 'password: 0x615C62  "a\\134b"\n'],
  ['a"b', 'a"b\n', 'password: "a"b"\n'],
];
for (const [secret, w, g] of SHOWN) {
  Deno.test(`security shows ${JSON.stringify(secret)} as ${w.trim()} with -w, and as ${g.trim()} with -g`, () => {
    const items: SecurityItem[] = [];
    run(items, "add-generic-password", "-s", "atlcli", "-a", "alice", "-w", secret);
    const find = ["find-generic-password", "-s", "atlcli", "-a", "alice"];
    assert.equal(run(items, ...find, "-w").stdout, w);
    assert.equal(run(items, ...find, "-g").stderr, g);
    assert.match(run(items, ...find).stdout, /^ {4}"acct"<blob>="alice"$/m);
  });
}

Deno.test("a locked keychain silently refuses secrets, and reports an item as deleted that stays", () => {
  const items: SecurityItem[] = [{ service: "atlcli", account: "alice", label: "atlcli", secret: "x" }];
  const find = ["find-generic-password", "-s", "atlcli", "-a", "alice"];
  const locked = security({ args: [...find, "-w"] }, items, { locked: 36 });
  assert.ok(locked !== "hang");
  assert.deepEqual([locked.code, locked.stdout.length, locked.stderr.length], [36, 0, 0]);
  const kept = security({ args: ["delete-generic-password", "-a", "alice"] }, items, { locked: 36 });
  assert.ok(kept !== "hang");
  assert.match(fromBytes(kept.stderr), /has been deleted/);
  assert.equal(items.length, 1);
});
