/**
 * Prints paginated lists: shows progress, and prints lines as they arrive.
 *
 * @module
 */
import type { Clock } from "../../core/host.ts";
import { holdGuard } from "../../client/buffer_limit.ts";
import { type List, printItems } from "./listing.ts";
import type { Output } from "./output.ts";
import { type Progress, startProgress } from "./progress.ts";

/** A list and its pages. */
interface Paged<T> {
  readonly pages: AsyncIterable<readonly T[]>;
  readonly list: List<T>;
}

/**
 * Prints a list.
 *
 * @returns The number of items.
 * @throws {AtlcliError} `bad-response` if the items must be buffered and are too many.
 */
export async function printPages<T>(
  paged: Paged<T>,
  { output, clock }: { readonly output: Output; readonly clock: Pick<Clock, "now"> },
): Promise<number> {
  const { list } = paged;
  const progress = startProgress({ output, clock, what: list.name });
  try {
    if (output.format === "ndjson") return await stream(paged, { output, progress });
    return await printItems(output, await buffered(paged, progress), list);
  } finally {
    progress.end();
  }
}

async function stream<T>(
  { pages, list }: Paged<T>,
  { output, progress }: { readonly output: Output; readonly progress: Progress },
): Promise<number> {
  let count = 0;
  for await (const page of pages) {
    output.jsonValues(page.map((item) => list.json(item)));
    count += page.length;
    // On a terminal, the lines themselves show the progress.
    if (!output.isShown) progress.update(count, list.total?.());
  }
  return count;
}

async function buffered<T>({ pages, list }: Paged<T>, progress: Progress): Promise<readonly T[]> {
  const items: T[] = [];
  const guard = holdGuard();
  for await (const page of pages) {
    guard(page);
    for (const item of page) items.push(item);
    progress.update(items.length, list.total?.());
  }
  return items;
}
