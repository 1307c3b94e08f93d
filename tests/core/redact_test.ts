import assert from "node:assert/strict";
import { holdsSecret, longestSecret, redact, registerAllSecrets } from "../../src/core/redact.ts";
import { Secret } from "../../src/core/secret.ts";
import { shorten } from "../../src/core/text.ts";

/** Every character of ASCII that some encoding writes in another way. */
const TOKEN = `S3cretT0ken!"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~end7Zq`;
const EMAIL = "mia@company.com";
new Secret(TOKEN).reveal();

const hex = (char: string): string => char.charCodeAt(0).toString(16);
const each = (encode: (char: string) => string): string => TOKEN.replace(/[^A-Za-z0-9]/g, encode);
const entity: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);
const base64 = (text: string): string => btoa(text);
const base64url = (text: string): string =>
  btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const SPELLINGS: Readonly<Record<string, string>> = {
  "as it is": TOKEN,
  "in a URL": encodeURIComponent(TOKEN),
  "in a URL, in small letters": encodeURIComponent(TOKEN).replace(/%../g, (code) => code.toLowerCase()),
  "in a URL, every character except letters": each((char) => `%${hex(char)}`),
  "in a URL, twice": encodeURIComponent(encodeURIComponent(TOKEN)),
  "in a form": new URLSearchParams({ "": TOKEN }).toString().slice(1),
  "in a path": encodeURI(TOKEN),
  "in JSON": inJson(TOKEN),
  "in JSON in JSON": inJson(inJson(TOKEN)),
  "in JSON, escaped by numbers": each((char) => `\\u00${hex(char)}`),
  "in JSON, escaped by numbers in capitals": each((char) => `\\u00${hex(char).toUpperCase()}`),
  "in JSON as PHP writes it": inJson(TOKEN).replaceAll("/", "\\/"),
  "in HTML, by names": TOKEN.replace(/[&<>"]/g, (char) => entity[char] ?? char),
  "in HTML, in decimal": each((char) => `&#${char.charCodeAt(0)};`),
  "in HTML, in hex": each((char) => `&#x${hex(char)};`),
  "in HTML, in HEX": each((char) => `&#X${hex(char).toUpperCase()};`),
  "in HTML, with zeros": each((char) => `&#00${char.charCodeAt(0)};`),
  "in HTML, twice": each((char) => `&amp;#${char.charCodeAt(0)};`),
  "in HTML in JSON": inJson(each((char) => `&#${char.charCodeAt(0)};`)),
  "in JSON in a URL": encodeURIComponent(inJson(TOKEN)),
  "in HTML in a URL": encodeURIComponent(each((char) => `&#${char.charCodeAt(0)};`)),
  "in Markdown": each((char) => `\\${char}`),
  "in Base64": base64(TOKEN),
  "in Base64 without padding": base64(TOKEN).replaceAll("=", ""),
  "in base64url": base64url(TOKEN),
  "in Base64 in a URL": encodeURIComponent(base64(TOKEN)),
  "in HTML, with `+` alone": TOKEN.replace("+", "&#43;"),
};

/** Names of characters in HTML: https://html.spec.whatwg.org/multipage/named-characters.html */
const HTML_NAMES = [
  ...["! excl", '" quot', "# num", "$ dollar", "% percnt", "& amp", "' apos", "( lpar", ") rpar", "* ast"],
  ...["+ plus", ", comma", ". period", "/ sol", ": colon", "; semi", "< lt", "= equals", "> gt", "? quest"],
  ...[
    "@ commat",
    "[ lsqb",
    "\\ bsol",
    "] rsqb",
    "^ Hat",
    "_ lowbar",
    "` grave",
    "{ lcub",
    "| verbar",
    "} rcub",
  ],
  ...[
    '" QUOT',
    "& AMP",
    "* midast",
    "< LT",
    "> GT",
    "[ lbrack",
    "] rbrack",
    "_ UnderBar",
    "` DiacriticalGrave",
  ],
  ...["{ lbrace", "| vert", "| VerticalLine", "} rbrace"],
];
for (const entry of HTML_NAMES) {
  Deno.test(`redact() knows a secret in HTML whose ${entry.slice(0, 1)} is written as &${entry.slice(2)};`, () => {
    assert.equal(redact(TOKEN.replace(entry.slice(0, 1), `&${entry.slice(2)};`)), "[secret]");
  });
}

for (const [name, text] of Object.entries(SPELLINGS)) {
  Deno.test(`redact() knows a secret ${name}`, () => {
    assert.equal(redact(text), "[secret]");
    assert.equal(
      redact(`<a href="/x/${text}">${text}</a>, twice`),
      '<a href="/x/[secret]">[secret]</a>, twice',
    );
    assert.ok(holdsSecret(`…${text}…`));
    assert.ok(text.length <= longestSecret(), `${text.length} > ${longestSecret()}`);
  });
}

for (const before of ["", "a", "ab", "abc", `${EMAIL}:`, "x:y:z:"]) {
  for (const after of ["", "d", "de", "def"]) {
    Deno.test(`redact() knows a secret in the Base64 of "${before}" + secret + "${after}"`, () => {
      for (const text of [base64(before + TOKEN + after), base64url(before + TOKEN + after)]) {
        const shown = redact(`x ${text} y`);
        assert.match(shown, /^x [\w+/-]*\[secret\][\w+/-]*=* y$/);
        // What is left says nothing of the secret: it is the Base64 of what is around it.
        const rest = shown.slice(2, -2).split("[secret]");
        assert.ok((rest[0] ?? "").length <= Math.ceil(before.length * 8 / 6), shown);
        assert.ok((rest[1] ?? "").replaceAll("=", "").length <= Math.ceil(after.length * 8 / 6), shown);
      }
    });
  }
}

const GAPS = [
  " ",
  "\t",
  "\n",
  "\r\n",
  "\0",
  "\u009b",
  "\u00a0",
  "\u00ad",
  "\u180e",
  "\u2009",
  "\u200b",
  "\u200d",
  "\u2060",
  "\ufe0f",
]
  .concat(["\ufeff", "\u{e0041}", "\u202e\u{e0101}", "\u2028", " \u200b ", "\u3000", "\u034f", "\u115f"]);
for (const gap of GAPS) {
  Deno.test(`redact() knows a secret with ${JSON.stringify(gap)} in it, and changes nothing around it`, () => {
    const written = [
      TOKEN,
      ...["in a URL", "in JSON", "in HTML, in hex", "in Base64"].map((name) => SPELLINGS[name] ?? ""),
    ];
    for (const text of written) {
      const split = `${text.slice(0, 5)}${gap}${text.slice(5, 9)}${gap}${gap}${text.slice(9)}`;
      assert.equal(
        redact(`a${gap}b ${split}${gap}\u{1f468}\u200d\u{1f467} ${split}.`),
        `a${gap}b [secret]${gap}\u{1f468}\u200d\u{1f467} [secret].`,
      );
      assert.ok(holdsSecret(split));
    }
    const spread = [...TOKEN].join(gap);
    assert.equal(redact(`<${spread}>`), "<[secret]>");
    assert.ok(gap.length > 1 || spread.length <= longestSecret());
  });
}

Deno.test("redact() knows a secret that has gaps itself, with others or without any, and two that overlap", () => {
  new Secret("correct horse battery").reveal();
  for (
    const text of [
      "correct horse battery",
      "correct\nhorse  battery",
      "correcthorsebattery",
      "cor rect\u200bhorse batt ery",
    ]
  ) {
    assert.equal(redact(`a ${text} b`), "a [secret] b");
    assert.equal(redact(text), "[secret]");
  }
  new Secret("overlap-0ne-tw0").reveal();
  new Secret("tw0-overlap-three").reveal();
  assert.equal(redact("a overlap-0ne-t w0-overlap-three b"), "a [secret] b");
  // Eight characters with their gaps, and fewer without: not a secret that anybody would find in words.
  new Secret("a b c d e").reveal();
  assert.equal(redact("abcde a b c d e"), "abcde [secret]");
  new Secret("8 ch4r s x y").reveal();
  assert.equal(redact("8ch4rsxy, 8ch4r sxy"), "[secret], [secret]");
});

Deno.test("redact() leaves other text unchanged", () => {
  for (const text of ["", "S3cretT0ken", TOKEN.slice(1), TOKEN.slice(0, -1), base64(TOKEN.slice(4))]) {
    assert.equal(redact(text), text);
    assert.equal(holdsSecret(text), false);
  }
});

Deno.test("redact() takes the longer of two secrets, one of which is in the other", () => {
  new Secret("parttwo88").reveal();
  new Secret("partone77-parttwo88").reveal();
  assert.equal(redact("a partone77-parttwo88 b parttwo88 c"), "a [secret] b [secret] c");
});

Deno.test("redact() knows no secret of fewer than 8 characters", () => {
  new Secret("seven77").reveal();
  new Secret("eight888").reveal();
  assert.equal(redact("seven77 eight888"), "seven77 [secret]");
});

Deno.test("redact() knows a secret without a letter, in another alphabet, and over several lines", () => {
  for (const text of ["!?!?!?!?!?", "pässwörd-日本語", "-----BEGIN\nabc+def/\nghi=\n-----END"]) {
    new Secret(text).reveal();
    for (const spelt of [text, encodeURIComponent(text), inJson(text)]) {
      assert.equal(redact(`a ${spelt} b`), "a [secret] b", spelt);
    }
  }
});

for (const text of ["pässwörd-日本語", "with\u0080-a-c1", "with\u007f-a-del"]) {
  Deno.test(`redact() knows ${JSON.stringify(text)} in Base64 of its UTF-8`, () => {
    new Secret(text).reveal();
    const encoded = btoa(String.fromCharCode(...new TextEncoder().encode(text)));
    assert.equal(redact(`a ${encoded} b`), "a [secret] b");
  });
}

Deno.test("a secret that was made and not revealed is redacted once all are", () => {
  const secret = new Secret("made-and-n0t-revealed");
  assert.equal(redact("a made-and-n0t-revealed b"), "a made-and-n0t-revealed b");
  assert.equal(holdsSecret("made-and-n0t-revealed"), false);
  registerAllSecrets();
  assert.equal(redact("a made-and-n0t-revealed b"), "a [secret] b");
  assert.equal(secret.reveal(), "made-and-n0t-revealed");
});

Deno.test("what was revealed longest ago is forgotten after a thousand others, and no sooner", () => {
  new Secret("revealed-at-first").reveal();
  for (let count = 1; count < 1_000; count++) new Secret(`${count}-another${count}secret`).reveal();
  assert.equal(redact("revealed-at-first"), "[secret]");
  new Secret("revealed-at-first").reveal();
  new Secret("1000-another1000secret").reveal();
  assert.equal(redact("1-another1secret"), "1-another1secret");
  assert.equal(redact("revealed-at-first 2-another2secret"), "[secret] [secret]");
});

Deno.test("of secrets that were made, those that were made last are remembered", () => {
  new Secret("made-1ong-ag0-and-again");
  new Secret("made-1ong-ag0");
  for (let count = 1; count < 999; count++) new Secret(`m${count}ade${count}secret`);
  new Secret("made-1ong-ag0-and-again");
  new Secret("one-m0re-that-is-made");
  registerAllSecrets();
  assert.equal(redact("made-1ong-ag0-and-again"), "[secret]");
  new Secret("made-too-l0ng-ago");
  for (let count = 1; count <= 1_000; count++) new Secret(`n${count}ade${count}secret`);
  registerAllSecrets();
  assert.equal(redact("made-too-l0ng-ago"), "made-too-l0ng-ago");
});

Deno.test("shorten() redacts before it cuts", () => {
  new Secret("a-t0ken-that-is-cut").reveal();
  assert.equal(shorten(`${"x".repeat(10)}a-t0ken-that-is-cut`, 20), "xxxxxxxxxx[secret]");
  assert.equal(shorten(`${"x".repeat(15)}a-t0ken-that-is-cut`, 20), "xxxxxxxxxxxxxxx[sec…");
});
