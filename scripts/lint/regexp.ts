/**
 * Lint rule: no regular expression may take more than linear time.
 *
 * A backtracking engine is quadratic, or worse, if the same text can match in two ways and the rest can fail:
 * `(?:a+)+$`, `\s*#?\s*$`. An unanchored search restarts at each character: `\s+$` alone is enough. In the
 * automaton, these are two loops over the same text, where that text also leads from the first loop to the
 * second (Weber and Seidl, "On the degree of ambiguity of finite automata", 1991); the search itself is a
 * loop.
 *
 * The rule is conservative: a condition (`$`, `\b`, a lookahead) can always fail, and a sticky expression
 * counts as a search, because it is usually tried at each character. Computed expressions are not checked.
 *
 * @module
 */
import { Automaton, type State } from "./regexp_automaton.ts";

/** Maximum number of state combinations to try; an expression that needs more is reported. */
const MAX_TRIED = 300_000;

/**
 * A text whose repetition takes more than linear time; `undefined` if there is none.
 *
 * @param source The pattern, as in `new RegExp(source, flags)`.
 */
export function slowText(source: string, flags: string): string | undefined {
  const automaton = new Automaton(source, flags);
  const states = reachable(automaton, automaton.begin().states.keys());
  const loops = [...states].filter((state) => reachable(automaton, successors(automaton, state)).has(state));
  for (const one of loops) {
    const twice = loopTakenTwice(automaton, one);
    if (twice !== undefined) return twice;
    const others = reachable(automaton, successors(automaton, one));
    for (const other of loops) {
      if (one === other || !others.has(other)) continue;
      // Most expressions are linear even if a match does not end an attempt, which is faster to check.
      if (commonText(automaton, { one, other, attempt: [] }) === undefined) continue;
      const text = commonText(automaton, { one, other, attempt: [other] });
      if (text !== undefined) return text;
    }
  }
  return undefined;
}

function* successors(automaton: Automaton, state: State): Generator<State> {
  for (const character of automaton.alphabet) yield* automaton.after(state, character)?.states.keys() ?? [];
}

function reachable(automaton: Automaton, from: Iterable<State>): ReadonlySet<State> {
  const found = new Set<State>();
  const open = [...from];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    if (found.has(state)) continue;
    found.add(state);
    open.push(...successors(automaton, state));
  }
  return found;
}

/** A character that continues a loop on two paths: `(?:a+)+`. */
function loopTakenTwice(automaton: Automaton, state: State): string | undefined {
  return automaton.alphabet.find((character) => {
    const next = automaton.after(state, character);
    return next !== undefined && !next.isMatch &&
      [...next.states].some(([other, paths]) =>
        paths > 1 && reachable(automaton, successors(automaton, other)).has(state)
      );
  });
}

/**
 * The three runs over a text: through the first loop, from the first to the second, and through the second.
 */
interface Runs {
  readonly first: State;
  readonly between: State;
  readonly second: State;
  /** All states of an attempt in the second loop: after a match, the attempt ends. */
  readonly attempt: ReadonlySet<State>;
  readonly text: string;
}

/** A text that leads from `one` to itself and to `other`, and from `other` to itself, without a match. */
function commonText(
  automaton: Automaton,
  { one, other, attempt }: {
    readonly one: State;
    readonly other: State;
    readonly attempt: readonly State[];
  },
): string | undefined {
  const numbers = new Map<State, number>();
  const number = (state: State): number => {
    const known = numbers.get(state) ?? numbers.size;
    numbers.set(state, known);
    return known;
  };
  const open: Runs[] = [{ first: one, between: one, second: other, attempt: new Set(attempt), text: "" }];
  const tried = new Set<string>();
  for (let at = 0; at < open.length; at++) {
    const runs = open[at];
    if (runs === undefined) break;
    if (tried.size > MAX_TRIED) return runs.text;
    for (const next of steps(automaton, runs)) {
      if (next.first === one && next.between === other && next.second === other) return next.text;
      const key = [next.first, next.between, next.second, ...next.attempt].map(number);
      const name = [...key.slice(0, 3), ...key.slice(3).sort((a, b) => a - b)].join(" ");
      if (!tried.has(name)) open.push(next);
      tried.add(name);
    }
  }
  return undefined;
}

function* steps(automaton: Automaton, { first, between, second, attempt, text }: Runs): Generator<Runs> {
  for (const character of automaton.alphabet) {
    const [firsts, betweens, seconds] = [first, between, second].map((
      state,
    ) => [...automaton.after(state, character)?.states.keys() ?? []]);
    const nexts = [...attempt].flatMap((state) => automaton.after(state, character) ?? []);
    if (nexts.some(({ isMatch }) => isMatch)) continue;
    const after = new Set(nexts.flatMap(({ states }) => [...states.keys()]));
    for (const one of firsts ?? []) {
      for (const middle of betweens ?? []) {
        for (const two of seconds ?? []) {
          yield { first: one, between: middle, second: two, attempt: after, text: text + character };
        }
      }
    }
  }
}

/** Code that processes untrusted text: the program and the action. */
const SEEN = /^(?:mod\.ts|cli\.ts|src\/|action\/)/;

/** The lint rule, for files by path. */
export function slowRegExp(pathOf: (filename: string) => string): Deno.lint.Rule {
  return {
    create(context) {
      if (!SEEN.test(pathOf(context.filename))) return {};
      const check = (node: Deno.lint.Node, source: string, flags: string): void => {
        const text = slowText(source, flags);
        if (text === undefined) return;
        context.report({
          node,
          message: `The time of /${source}/ grows faster than the text: ${JSON.stringify(text)}, many times`,
          hint: "Look for one character at a time, or write a loop: withoutEnd() in src/core/text.ts is one",
        });
      };
      return {
        Literal(node) {
          if ("regex" in node && node.regex !== undefined) check(node, node.regex.pattern, node.regex.flags);
        },
        'NewExpression[callee.name="RegExp"], CallExpression[callee.name="RegExp"]'(
          node: Deno.lint.NewExpression | Deno.lint.CallExpression,
        ) {
          const [source, flags] = node.arguments.map(literalText);
          if (source !== undefined) check(node, source, flags ?? "");
        },
      };
    },
  };
}

function literalText(node: Deno.lint.Node): string | undefined {
  if (node.type === "Literal") return typeof node.value === "string" ? node.value : undefined;
  return node.type === "TemplateLiteral" ? node.quasis.map(({ cooked }) => cooked).join("") : undefined;
}
