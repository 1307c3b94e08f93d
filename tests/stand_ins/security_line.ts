/** How `security -i` reads lines and splits them. A text is a string of bytes. */

/** The buffer of `readline`, with its zero. */
const MAX_LINE_LEN = 4096;
const MAX_ARGS = 32;

/** The UTF-8 of a text, a character each byte. */
export function utf8(text: string): string {
  return fromBytes(new TextEncoder().encode(text));
}

export function fromBytes(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

export function toBytes(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(new ArrayBuffer(text.length));
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index);
  return bytes;
}

/** A line ends at a line break, which is dropped, or when the buffer is full. What stands before the end is lost. */
export function* readLines(text: string): Generator<string> {
  let line = "";
  for (const character of text) {
    if (line.length === MAX_LINE_LEN - 1) {
      yield line;
      line = "";
    }
    if (character === "\n") {
      yield line;
      line = "";
    } else {
      line += character;
    }
  }
  if (line.length === MAX_LINE_LEN - 1) yield line;
}

/**
 * Splits at white space. A quote opens where a word begins, and closes the word wherever it comes again; a backslash
 * takes the meaning of the next character, inside quotes of both kinds too.
 */
export function splitLine(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = "";
  const close = (): void => {
    words.push(word ?? "");
    word = undefined;
    quote = "";
  };
  for (let index = 0; index < line.length && words.length < MAX_ARGS; index++) {
    const character = line.charAt(index);
    if (word === undefined) {
      if (isSpace(character)) continue;
      word = "";
      if (character === '"' || character === "'") {
        quote = character;
        continue;
      }
    }
    if (character === "\\") word += line.charAt(++index);
    else if (quote === "" ? isSpace(character) : character === quote) close();
    else word += character;
  }
  if (word !== undefined) close();
  return words;
}

function isSpace(character: string): boolean {
  return /[\t\n\v\f\r ]/.test(character);
}
