/**
 * Lists that are held in memory until they are whole.
 *
 * Pure.
 *
 * @module
 */
import { AtlcliError } from "../core/errors.ts";
import { formatSize } from "../core/size.ts";

/** As much of a list as is held, in characters of its JSON: some 200,000 issues. */
const MAX_HELD = 128 * 1024 * 1024;

/**
 * Watches over a list that is held until it is whole: one without end would take all memory.
 *
 * @param max Characters of JSON.
 * @returns what is told of all that is added. It throws `AtlcliError` `bad-response` when that is too much.
 */
export function holdGuard(max: number = MAX_HELD): (items: readonly unknown[]) => void {
  let held = 0;
  return (items) => {
    for (const item of items) held += JSON.stringify(item)?.length ?? 0;
    if (held <= max) return;
    throw new AtlcliError("bad-response", `The list is too long to be held: more than ${formatSize(max)}`, {
      data: { kind: "list-too-long", allowed: max },
    });
  };
}
