/**
 * A regular expression as a nondeterministic automaton: states that read one character, and the steps between them.
 *
 * @module
 */
import { type AST, RegExpParser } from "@eslint-community/regexpp";

/** Representative characters: ASCII, and a few of each other kind. */
const SAMPLE: readonly string[] = [
  ...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)),
  ..."\u0085\u00a0\u00e9\u00df\u0130\u0301\u0660\u200b\u200d\u2028\u202e\u4e2d\ue000\ufe0f\ufeff\ufffe",
];
/** Maximum number of repetitions to expand; more count as unbounded. */
const MAX_REPEATS = 32;
/** Maximum number of paths to follow between two characters. */
const MAX_PATHS = 20_000;

/** A position between characters. */
interface Node {
  readonly steps: Step[];
  /** The characters to read; such a node has no steps. */
  read?: { readonly characters: ReadonlySet<string>; readonly next: Node };
}

/** A step between positions that reads nothing. */
interface Step {
  readonly to: Node;
  /** Whether the step is possible after a character; `undefined` is the start of the text. */
  readonly isOpen: (before: string | undefined) => boolean;
  /** Whether the following text decides: `$`, `\b`, a lookahead. */
  readonly isCondition: boolean;
}

/** A state that reads a character. */
export type State = Node;

/** The next states. */
interface Next {
  /** The states, with the number of paths to each; 2 means two or more. */
  readonly states: ReadonlyMap<State, number>;
  /** Whether the expression has matched here, regardless of the rest. */
  readonly isMatch: boolean;
}

/** The automaton of an expression. The search for a start is a state that reads any character. */
export class Automaton {
  /** One character of each set that the expression does not distinguish. */
  readonly alphabet: readonly string[];
  readonly #flags: string;
  readonly #sets = new Map<string, ReadonlySet<string>>();
  readonly #hub: Node;
  readonly #end: Node = { steps: [] };
  readonly #next = new Map<State, Map<string, Next>>();

  /**
   * @param source The pattern, as in `new RegExp(source, flags)`.
   * @throws {SyntaxError} if it is invalid.
   */
  constructor(source: string, flags: string) {
    this.#flags = flags;
    const options = { unicode: flags.includes("u"), unicodeSets: flags.includes("v") };
    const pattern = new RegExpParser().parsePattern(source, 0, source.length, options);
    this.#hub = { steps: [] };
    const search: Node = { steps: [], read: { characters: new Set(SAMPLE), next: this.#hub } };
    join(this.#hub, search);
    this.#addAlternatives(pattern.alternatives, this.#hub, this.#end);
    const classes = new Map(
      SAMPLE.map((character) => [this.#signature(character), character] as const),
    );
    this.alphabet = [...classes.values()];
  }

  /** The states at the start of a text. */
  begin(): Next {
    return this.#closure(this.#hub, undefined);
  }

  /** The states after a character; `undefined` if it is not read here. */
  after(state: State, character: string): Next | undefined {
    if (!state.read?.characters.has(character)) return undefined;
    const known = this.#next.get(state) ?? new Map<string, Next>();
    this.#next.set(state, known);
    const next = known.get(character) ?? this.#closure(state.read.next, character);
    known.set(character, next);
    return next;
  }

  #signature(character: string): string {
    const sets = [...this.#sets.values()].map((set) => set.has(character) ? 1 : 0);
    return `${sets.join("")}${character === "\n" ? "n" : ""}`;
  }

  /** All nodes reachable without reading a character, on paths without cycles. */
  #closure(from: Node, before: string | undefined): Next {
    const states = new Map<State, number>();
    const passed = new Set<Node>();
    let [isMatch, paths] = [false, 0];
    const walk = (node: Node, isConditional: boolean): void => {
      if (passed.has(node) || ++paths > MAX_PATHS) return;
      if (node === this.#end) isMatch ||= !isConditional;
      if (node.read !== undefined) states.set(node, Math.min(2, (states.get(node) ?? 0) + 1));
      passed.add(node);
      for (const { to, isOpen, isCondition } of node.steps) {
        if (isOpen(before)) walk(to, isConditional || isCondition);
      }
      passed.delete(node);
    };
    walk(from, false);
    return { states, isMatch };
  }

  #addAlternatives(alternatives: readonly AST.Alternative[], from: Node, to: Node): void {
    for (const { elements } of alternatives) {
      let at: Node = { steps: [] };
      join(from, at);
      for (const element of elements) {
        const next: Node = { steps: [] };
        this.#addElement(element, at, next);
        at = next;
      }
      join(at, to);
    }
  }

  #addElement(element: AST.Element, from: Node, to: Node): void {
    switch (element.type) {
      case "Group":
      case "CapturingGroup":
        return this.#addAlternatives(element.alternatives, from, to);
      case "Quantifier":
        return this.#addQuantifier(element, from, to);
      case "Assertion":
        return this.#addAssertion(element, from, to);
      case "Backreference":
        return join(from, to, { isCondition: true });
      default: {
        const start: Node = { steps: [], read: { characters: this.#charactersOf(element.raw), next: to } };
        join(from, start);
      }
    }
  }

  #addQuantifier({ element, min, max }: AST.Quantifier, from: Node, to: Node): void {
    let at = from;
    const add = (): Node => {
      const [begin, end]: [Node, Node] = [{ steps: [] }, { steps: [] }];
      join(at, begin);
      this.#addElement(element, begin, end);
      at = end;
      return begin;
    };
    for (let count = 1; count < Math.min(min, MAX_REPEATS); count++) add();
    if (min === 0) join(at, to);
    const begin = add();
    if (max > MAX_REPEATS) join(at, begin);
    else {
      for (let count = Math.max(1, min); count < max; count++) {
        join(at, to);
        add();
      }
    }
    join(at, to);
  }

  #addAssertion(assertion: AST.Assertion, from: Node, to: Node): void {
    const isMultiline = this.#flags.includes("m");
    if (assertion.kind === "start") {
      return join(from, to, { isOpen: (before) => before === undefined || (isMultiline && before === "\n") });
    }
    const before = characterBefore(assertion);
    if (before !== undefined) {
      const characters = this.#charactersOf(before);
      const isNegative = assertion.kind === "lookbehind" && assertion.negate;
      return join(from, to, {
        isOpen: (character) => (character !== undefined && characters.has(character)) !== isNegative,
      });
    }
    // The text of a lookahead is read, but leads to no state.
    if ("alternatives" in assertion) this.#addAlternatives(assertion.alternatives, from, { steps: [] });
    join(from, to, { isCondition: true });
  }

  #charactersOf(raw: string): ReadonlySet<string> {
    const known = this.#sets.get(raw);
    if (known !== undefined) return known;
    const expression = new RegExp(`^(?:${raw})$`, this.#flags.replace(/[gymd]/g, ""));
    const characters = new Set(SAMPLE.filter((character) => expression.test(character)));
    this.#sets.set(raw, characters);
    return characters;
  }
}

function join(from: Node, to: Node, step: Partial<Omit<Step, "to">> = {}): void {
  from.steps.push({ to, isOpen: () => true, isCondition: false, ...step });
}

/** The one character of a lookbehind. */
function characterBefore(assertion: AST.Assertion): string | undefined {
  if (assertion.kind !== "lookbehind") return undefined;
  const [only, ...others] = assertion.alternatives;
  const [element, ...more] = only?.elements ?? [];
  if (others.length > 0 || more.length > 0) return undefined;
  return element !== undefined && element.type.startsWith("Character") ? element.raw : undefined;
}
