/** Everything printed passes one boundary: whatever says it, it steers no terminal and shows no secret. */
import assert from "node:assert/strict";
import { jsonText } from "../../../src/cli/output/json_text.ts";
import { Output } from "../../../src/cli/output/output.ts";
import { safePrompter } from "../../../src/cli/output/safe_prompter.ts";
import { safeLine, statusText } from "../../../src/cli/output/safe_text.ts";
import { SecretWatch, StreamRedactor } from "../../../src/cli/output/stream_redactor.ts";
import { joined, line, Styled } from "../../../src/cli/output/styled.ts";
import { formatTable } from "../../../src/cli/output/table.ts";
import { watchedFiles } from "../../../src/cli/output/watched_files.ts";
import { Secret } from "../../../src/core/secret.ts";
import { memoryHost } from "../../../src/testing/memory_host.ts";
import { memoryTerminal } from "../../helpers/memory_terminal.ts";
import { effort } from "../../helpers/effort.ts";

const TOKEN = new Secret('a-t0ken"of+this/test').reveal();
const EVIL = `\u001b]0;pwned\u0007\u009b31m\u202e\r\b\u2066\u061c\ufff9\u{e0041}${TOKEN}`;
const SHOWN = "]0;pwned31m[secret]";

type Print = (output: Output) => void;

const PRINTED: Readonly<Record<string, readonly [print: Print, out: string, err: string]>> = {
  "say()": [(output) => output.say(EVIL, "b"), "", `${SHOWN}\nb\n`],
  "warn()": [(output) => output.warn(EVIL), "", `Warning: ${SHOWN}\n`],
  "text()": [(output) => output.text(EVIL), SHOWN, ""],
  "lines()": [(output) => output.lines([EVIL, "b"]), `${SHOWN}\nb\n`, ""],
  "lines() of nothing": [(output) => output.lines([]), "", ""],
  "result()": [(output) => output.result({ json: 1, lines: [EVIL] }), `${SHOWN}\n`, ""],
  "json()": [(output) => output.json(TOKEN), '"[secret]"\n', ""],
  "verbatim() into a pipe": [(output) => output.verbatim(`\u009b${TOKEN}`), "\u009b[secret]", ""],
  "unredacted()": [(output) => output.unredacted(`\u001b${TOKEN}`), TOKEN, ""],
  "a secret over two lines of one call": [
    (output) => {
      new Secret("line-one-of-a-key\nline-two").reveal();
      output.say("line-one-of-a-key", "line-two");
    },
    "",
    "[secret]\n",
  ],
};

const WITH_GAPS = [" ", "\n", "\t", "\r", "\u200b", "\u00ad", "\u2060"]
  .map((gap) => `${TOKEN.slice(0, 4)}${gap}${TOKEN.slice(4)}`);
const [GAPS, MASKS] = [WITH_GAPS.join("; "), WITH_GAPS.map(() => "[secret]").join("; ")];

Deno.test("a gap in a secret hides it nowhere: in text, in a line of another look, in JSON", () => {
  for (const format of ["text", "json", "ndjson"] as const) {
    const terminal = memoryTerminal();
    const output = new Output(terminal, { format, colour: "never", links: false });
    output.say(GAPS);
    output.text(new Styled([{ text: GAPS, style: "key" }]));
    output.json({ [GAPS]: GAPS, each: WITH_GAPS });
    output.verbatim(GAPS);
    assert.equal(terminal.err(), `${MASKS}\n`);
    const each = WITH_GAPS.map(() => "[secret]");
    const json = JSON.stringify({ [MASKS]: MASKS, each }, null, format === "json" ? 2 : 0);
    assert.equal(terminal.out(), `\u001b[36m${MASKS}\u001b[0m${json}\n${MASKS}`);
  }
});

for (const [name, [print, out, err]] of Object.entries(PRINTED)) {
  Deno.test(`${name} prints nothing that steers a terminal, and no secret`, () => {
    const terminal = memoryTerminal();
    print(new Output(terminal, { format: "text", colour: "never", links: false }));
    assert.deepEqual([terminal.out(), terminal.err()], [out, err]);
  });
}

Deno.test("on a terminal verbatim() is stripped, and bytes() refuses", () => {
  const terminal = memoryTerminal({ isTerminal: true });
  const output = new Output(terminal, { format: "text", colour: "never", links: false });
  output.verbatim(EVIL);
  assert.equal(terminal.out(), SHOWN);
  assert.throws(() => output.bytes(new Uint8Array(1)), TypeError);
});

Deno.test("looks of ours stay, and those in a text do not", () => {
  const terminal = memoryTerminal({ isTerminal: true });
  const output = new Output(terminal, { format: "text", colour: "auto", links: true });
  output.lines([line`${output.paint("good", `✓${EVIL}`)} ${output.link("x", "https://a.test/b")} ${7}`]);
  assert.equal(
    terminal.out(),
    `\u001b[32m✓${SHOWN}\u001b[0m \u001b]8;;https://a.test/b\u001b\\x\u001b]8;;\u001b\\ 7\n`,
  );
});

Deno.test("what is not redacted keeps its looks too", () => {
  const terminal = memoryTerminal({ isTerminal: true });
  const output = new Output(terminal, { format: "text", colour: "auto", links: false });
  output.unredacted(output.paint("good", TOKEN));
  assert.equal(terminal.out(), `\u001b[32m${TOKEN}\u001b[0m`);
});

Deno.test("a template string that forgets line`` loses the look, not the safety", () => {
  const painted = new Styled([{ text: "a", style: "bad" }, { text: EVIL, style: "good" }]);
  assert.equal(`${painted}`, `a${EVIL}`);
  assert.equal(joined(["a", "b"], ", "), "a, b");
});

Deno.test("a secret in two looks is seen in the whole, which goes without them", () => {
  const [one, two] = [TOKEN.slice(0, 9), TOKEN.slice(9)];
  const styled = new Styled([{ text: `x ${one}`, style: "bad" }, { text: `${two} y`, style: "good" }]);
  assert.equal(safeLine(styled), "x [secret] y");
});

Deno.test("a link to an address with a secret is no link", () => {
  const address = `https://a.test/${encodeURIComponent(TOKEN)}`;
  assert.equal(safeLine(new Styled([{ text: "x", address }])), "x");
});

for (const lost of ["\t", "\n", "\r"]) {
  Deno.test(`a link is no link either when its secret is hidden by ${JSON.stringify(lost)}, which it loses`, () => {
    const hidden = new Secret("s3cret-in-an-address").reveal().replace("-in", `-${lost}in`);
    assert.equal(safeLine(new Styled([{ text: "x", address: `https://a.test/${hidden}` }])), "x");
  });
}

Deno.test("a status line is redacted before it is cut", () => {
  assert.equal(statusText(`pages ${TOKEN} 1\n2`, 12), "\r\u001b[Kpages [secre");
});

Deno.test("a table redacts a cell before it is cut", async () => {
  const [, row] = await formatTable({ header: ["A"], rows: [[`abc ${TOKEN} d`]], width: 14 });
  assert.equal(row, "abc [secret] d");
});

const JSON_VALUES: readonly (readonly [value: unknown, text: string])[] = [
  [{ a: [TOKEN, 1, null, true] }, '{"a":["[secret]",1,null,true]}'],
  [{ [`k ${TOKEN}`]: 1 }, '{"k [secret]":1}'],
  [`${TOKEN.slice(0, 5)}\u0007${TOKEN.slice(5)}`, '"[secret]"'],
  [`${TOKEN.slice(0, 5)}\b${TOKEN.slice(5)}`, '"[secret]"'],
  [`${TOKEN.slice(0, 5)}\f${TOKEN.slice(5)}`, '"[secret]"'],
  [`${TOKEN.slice(0, 5)}\r${TOKEN.slice(5)}`, '"[secret]"'],
  [`${TOKEN.slice(0, 5)}\n${TOKEN.slice(5)}`, '"[secret]"'],
  [`${TOKEN.slice(0, 5)}\t${TOKEN.slice(5)}`, '"[secret]"'],
  ["a\b\f\r", '"a\\b\\f\\r"'],
  [`${TOKEN.slice(0, 5)}\u202e${TOKEN.slice(5)}`, '"[secret]"'],
  [JSON.stringify({ t: TOKEN }), '"{\\"t\\":\\"[secret]\\"}"'],
  ["a\u0007\u007f\u009b\u2028\u202e\u{e0041}", '"a\\u0007\\u007f\\u009b\\u2028\\u202e\\udb40\\udc41"'],
  ["\n\t", '"\\n\\t"'],
  [`a\n${TOKEN}`, '"a\\n[secret]"'],
  [undefined, "null"],
];

for (const [value, text] of JSON_VALUES) {
  Deno.test(`jsonText() makes ${text}`, () => {
    assert.equal(jsonText(value, 0), text);
    JSON.parse(text);
  });
}

Deno.test("jsonText() makes JSON also of a secret that ends in a quotation mark, and of digits", () => {
  new Secret('quoted-secret"').reveal();
  new Secret("4711471147").reveal();
  assert.equal(
    jsonText({ a: 'quoted-secret"', b: "quoted-secret" }, 0),
    '{"a":"[secret]","b":"quoted-secret"}',
  );
  assert.equal(jsonText({ a: 4711471147 }, 0), '{"a":"[secret]"}');
});

for (const size of [1, 3, 7, 100, 5_000]) {
  Deno.test(`pieces of ${size} characters hide no secret, and lose nothing`, () => {
    const text = `${"x".repeat(3_000)}${TOKEN}${"y".repeat(3_000)}${encodeURIComponent(TOKEN)}`;
    const redactor = new StreamRedactor();
    const watch = new SecretWatch();
    let shown = "";
    for (let at = 0; at < text.length; at += size) {
      shown += redactor.push(text.slice(at, at + size));
      watch.see(new TextEncoder().encode(text.slice(at, at + size)));
    }
    assert.equal(
      shown + redactor.end(),
      `${"x".repeat(3_000)}[secret]${"y".repeat(3_000)}[secret]`,
    );
    assert.equal(watch.found, true);
  });
}

Deno.test("pieces hide neither a long secret nor a long header", () => {
  new Secret(`long${"-l0ng".repeat(800)}`).reveal();
  for (const text of [`long${"-l0ng".repeat(800)}`, `Authorization: Basic ${"bWlh".repeat(200)}`]) {
    const redactor = new StreamRedactor();
    let shown = "";
    for (let at = 0; at < text.length; at += 50) shown += redactor.push(text.slice(at, at + 50));
    assert.equal((shown + redactor.end()).replace("Authorization: Basic ", ""), "[secret]");
  }
});

const LOOKS_ALIKE = new Secret(`ATATT3xFfGF0${"aB3_".repeat(40)}=1A2B3C4D`).reveal();

for (const text of [LOOKS_ALIKE, `Authorization: Bearer ${LOOKS_ALIKE}`, LOOKS_ALIKE.repeat(40)]) {
  Deno.test(`no piece shows the rest of a token that is known by its look: ${text.length} characters`, () => {
    for (let at = 1; at < text.length; at += text.length > 1_000 ? effort(97, 7) : 7) {
      const redactor = new StreamRedactor();
      const pieces = [`${"x ".repeat(3_000)}${text.slice(0, at)}`, `${text.slice(at)} y`, " z".repeat(3_000)];
      const shown = pieces.map((piece) => redactor.push(piece)).join("") + redactor.end();
      assert.equal(/aB3|1A2B/.test(shown), false, `cut at ${at}: ${shown.trim()}`);
      assert.equal(shown.endsWith(` y${" z".repeat(3_000)}`), true);
    }
  });
}

Deno.test("a secret that was found stays found", () => {
  const watch = new SecretWatch();
  watch.see(new TextEncoder().encode(TOKEN));
  for (let count = 0; count < 100; count++) watch.see(new TextEncoder().encode("x".repeat(10_000)));
  assert.equal(watch.found, true);
});

Deno.test("of a long piece only the end is held back", () => {
  assert.equal(new StreamRedactor().push("x".repeat(1_000_000)).length > 500_000, true);
});

Deno.test("SecretWatch finds nothing where there is no secret", () => {
  const watch = new SecretWatch();
  for (let count = 0; count < 100; count++) watch.see(new TextEncoder().encode("a-t0ken of another"));
  assert.equal(watch.found, false);
});

for (const stream of [false, true]) {
  Deno.test(`watchedFiles() writes ${stream ? "a stream" : "bytes"} as it is, and notes a secret`, async () => {
    const host = memoryHost();
    const { host: { files, cwd }, found } = watchedFiles(host);
    assert.equal(cwd(), host.cwd());
    const write = (path: string, text: string): Promise<void> => {
      const bytes = new TextEncoder().encode(text);
      return files.create(path, stream ? new Blob([bytes]).stream() : bytes, { mode: 0o600 });
    };
    await files.makeFolder("/home/me", { mode: 0o700 });
    await write("/home/me/a", "harmless");
    assert.equal(found(), false);
    await write("/home/me/b", `got ${TOKEN}`);
    assert.equal(found(), true);
    assert.equal(host.disk.text("/home/me/b"), `got ${TOKEN}`);
  });
}

Deno.test("prompts ask and refuse without what steers a terminal, and offer nothing that cannot be shown", async () => {
  const terminal = memoryTerminal({ isTerminal: true, answers: ["a", "b", "c", "d", true, true] });
  const prompter = safePrompter(await terminal.prompter());
  const validate = (text: string): string | undefined => text === "a" ? `bad ${EVIL}` : undefined;
  assert.equal(await prompter.text({ message: EVIL, initial: `x${TOKEN}`, validate }), "b");
  assert.equal(await prompter.text({ message: "Site", initial: "https://a.test" }), "c");
  assert.equal(await prompter.secret({ message: EVIL }), "d");
  assert.equal(await prompter.confirm({ message: EVIL }), true);
  assert.equal(await prompter.confirm({ message: EVIL, initial: true }), true);
  assert.deepEqual(terminal.refused, [`bad ${SHOWN}`]);
  assert.deepEqual(terminal.asked, [
    `text: ${SHOWN}`,
    `text: ${SHOWN}`,
    "text: Site [https://a.test]",
    `secret: ${SHOWN}`,
    `confirm: ${SHOWN}`,
    `confirm: ${SHOWN} [yes]`,
  ]);
});
