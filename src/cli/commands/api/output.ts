/**
 * The output of `atlcli api`.
 *
 * @module
 */
import { type AnyPage, UsageError } from "../../../../mod.ts";
import { holdGuard } from "../../../client/buffer_limit.ts";
import { printable } from "../../../core/text.ts";
import type { Context } from "../../context.ts";
import { oneLine, type Output } from "../../output/output.ts";
import { SecretWatch, StreamRedactor } from "../../output/stream_redactor.ts";
import { startProgress } from "../../output/progress.ts";
import { jsonText } from "../../output/json_text.ts";

/** The status and headers printed before a body. Cookies are as powerful as a token, so they are hidden. */
export function headOf({ status, headers }: { readonly status: number; readonly headers: Headers }): string {
  const lines = [...headers].map(([name, value]) =>
    `${name}: ${/^set-cookie2?$/i.test(name) ? "[secret]" : oneLine(value)}`
  );
  return [`HTTP ${status}`, ...lines, "", ""].join("\n");
}

/**
 * Prints a body: unchanged into a pipe or a file, made printable on a terminal. The body is streamed, except
 * for JSON on a terminal, which is indented.
 *
 * @throws {UsageError} if the body is not text and stdout is a terminal.
 */
export async function printBody(output: Output, response: Response): Promise<void> {
  if (response.body === null) return;
  if (!output.isShown) {
    const watch = new SecretWatch();
    for await (const piece of response.body) {
      output.bytes(piece);
      watch.see(piece);
    }
    if (watch.found) {
      output.warn("The response contains the token that was used, or another secret of this machine");
    }
    return;
  }
  const type = response.headers.get("content-type") ?? "";
  const pieces = decoded(response.body, type);
  if (!/\bjson\b/i.test(type)) {
    await printPieces(output, pieces);
    return;
  }
  output.text(`${indented((await Array.fromAsync(pieces)).join(""))}\n`);
}

/** The text of a body, in chunks. */
async function* decoded(body: ReadableStream<Uint8Array>, type: string): AsyncGenerator<string, void, void> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const piece of body) {
      if (piece.includes(0)) throw new TypeError("A zero byte");
      yield decoder.decode(piece, { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(
      `The response is not text${type === "" ? "" : ` but ${printable(type)}`}: not shown`,
      {
        hint: "Send it to a file: atlcli api PATH > FILE",
        cause: error,
      },
    );
  }
}

/** A secret may span two chunks, so the end of each chunk is held back. */
async function printPieces(output: Output, pieces: AsyncIterable<string>): Promise<void> {
  const redactor = new StreamRedactor();
  try {
    for await (const text of pieces) output.text(redactor.push(printable(text, { keepLines: true })));
  } finally {
    output.text(redactor.end());
  }
}

function indented(text: string): string {
  try {
    return jsonText(JSON.parse(text), 2);
  } catch {
    return text;
  }
}

/**
 * Prints the items of pages as they arrive: one item per line with `--ndjson`, otherwise one array. With
 * `--jq`, the array is buffered and filtered.
 */
export async function printPages({ output, host }: Context, pages: AsyncIterable<AnyPage>): Promise<void> {
  const printer = output.format === "ndjson"
    ? linePrinter(output)
    : output.selects
    ? wholePrinter(output)
    : arrayPrinter(output);
  const progress = startProgress({ output, clock: host.clock, what: "items" });
  let count = 0;
  try {
    for await (const { items, total } of pages) {
      printer.page(items);
      count += items.length;
      if (!output.isShown) progress.update(count, total);
    }
  } finally {
    progress.end();
  }
  printer.end();
}

interface PagePrinter {
  page(items: readonly unknown[]): void;
  end(): void;
}

function linePrinter(output: Output): PagePrinter {
  return { page: (items) => output.jsonValues(items), end: () => {} };
}

function wholePrinter(output: Output): PagePrinter {
  const all: unknown[] = [];
  const guard = holdGuard();
  return {
    page: (items) => {
      guard(items);
      for (const item of items) all.push(item);
    },
    end: () => output.json(all),
  };
}

function arrayPrinter(output: Output): PagePrinter {
  let before = "[";
  return {
    page: (items) => {
      for (const item of items) {
        const text = jsonText(item, 2).replaceAll("\n", "\n  ");
        output.text(`${before}\n  ${text}`);
        before = ",";
      }
    },
    end: () => output.text(before === "[" ? "[]\n" : "\n]\n"),
  };
}
