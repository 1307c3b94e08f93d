/**
 * Limits how much of a list is buffered.
 *
 * Pure.
 *
 * @module
 */
import { AtlcliError } from "../core/errors.ts";
import { formatSize } from "../core/size.ts";

/** Maximum size of a buffered list, in characters of its JSON: about 200,000 issues. */
const MAX_HELD = 128 * 1024 * 1024;

/**
 * Limits a list that is buffered until it is complete. An endless list would use all memory.
 *
 * @param max The limit, in characters of JSON.
 * @returns A function to call with each batch of items. It throws `AtlcliError` `bad-response` beyond the limit.
 */
export function holdGuard(max: number = MAX_HELD): (items: readonly unknown[]) => void {
  let held = 0;
  return (items) => {
    for (const item of items) held += JSON.stringify(item)?.length ?? 0;
    if (held <= max) return;
    throw new AtlcliError("bad-response", `The list is too large to buffer: more than ${formatSize(max)}`, {
      data: { kind: "list-too-long", allowed: max },
    });
  };
}
