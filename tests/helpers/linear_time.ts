/** Whether a parser's time grows with the size of its text, and no faster: by the CPU that the process uses. */
import assert from "node:assert/strict";
import process from "node:process";
import { AtlcliError } from "../../src/core/errors.ts";
import { type Random, randomOf } from "../markdown/random.ts";

/** A parser, and what its texts are made of. */
export interface Grammar {
  readonly name: string;
  readonly tokens: readonly string[];
  /** Parses a text. An error of ours is a refusal, and a result like any other. */
  readonly run: (text: string) => unknown;
  /** The length from which a text is refused before it is parsed. */
  readonly maxLength?: number;
  /** The whole text, from a piece that is repeated; without it, nothing but the pieces. */
  readonly text?: (piece: string, count: number) => string;
}

/** The least that the smallest of four sizes takes, in milliseconds. */
const SMALLEST_MS = 20;
/** The largest is eight times the smallest. This much longer may it take. */
const MAX_GROWTH = 12;
/** The largest text, in characters: longer ones measure the garbage collector. What is quick until then is quick. */
const MAX_LENGTH = 2 ** 21;
/** Runs of the smallest size, of which the least counts. */
const RUNS = 5;
/** Runs of the largest size, at most: the first that is quick enough is the last. */
const RUNS_OF_LARGEST = 3;

interface Timing {
  /** A run that takes less than this many milliseconds is the last. */
  readonly enough: number;
  readonly runs: number;
}

/**
 * Checks a parser with a text of one piece, repeated, at four doubling sizes.
 *
 * @throws {assert.AssertionError} if the largest takes more than 12 times the smallest, twice.
 */
export async function checkLinear(grammar: Grammar, piece: string): Promise<void> {
  const first = await growth(grammar, piece);
  if (first === undefined || first.times <= MAX_GROWTH) return;
  const again = await growth(grammar, piece);
  if (again === undefined || again.times <= MAX_GROWTH) return;
  assert.fail(
    `${grammar.name}: ${JSON.stringify(piece)} × ${again.count} takes ${again.ms} ms, ` +
      `eight times as many ${again.times.toFixed(1)} times as long`,
  );
}

interface Growth {
  readonly count: number;
  /** What the smallest size takes. */
  readonly ms: number;
  /** How many times longer the largest takes. */
  readonly times: number;
}

async function growth(
  { run, text = (each, count) => each.repeat(count), maxLength = MAX_LENGTH }: Grammar,
  piece: string,
): Promise<Growth | undefined> {
  const timeOf = async (count: number, { enough, runs }: Timing): Promise<number> => {
    const whole = text(piece, count);
    let least = Infinity;
    for (let at = 0; at < runs && least > enough; at++) {
      least = Math.min(
        least,
        await cpuOf(() => run(whole)),
      );
    }
    return least;
  };
  for (let count = Math.ceil(256 / piece.length); 8 * count * piece.length <= maxLength; count *= 2) {
    // One run that is quick enough says that the least of five is.
    const ms = await timeOf(count, { enough: SMALLEST_MS, runs: RUNS });
    if (ms < SMALLEST_MS) continue;
    const limit = ms * MAX_GROWTH;
    // The sizes between are met on the way; the largest shows the growth.
    return {
      count,
      ms: Math.round(ms),
      times: await timeOf(8 * count, { enough: limit, runs: RUNS_OF_LARGEST }) / ms,
    };
  }
  return undefined;
}

/** The CPU that some work takes, in milliseconds. */
async function cpuOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  try {
    await work();
  } catch (error) {
    if (!(error instanceof AtlcliError)) throw error;
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** A piece of one to three tokens of a grammar. */
export function pieceOf({ tokens }: Grammar, seed: number): string {
  const random: Random = randomOf(seed);
  return random.several([1, 3], () => random.pick(tokens)).join("");
}
