/**
 * The meaning of a document in Atlassian Document Format, as text: two that mean the same have the same.
 *
 * Written without anything of the library. The same are: ids that the editor gives (`localId`), values that mean the
 * same as none, marks in another order, texts that are cut in other places, a line break in a text and a `hardBreak`,
 * and bold white space and any other.
 *
 * @module
 */

interface Node {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly content?: readonly Node[];
  readonly marks?: readonly { readonly type: string; readonly attrs?: unknown }[];
  readonly text?: string;
}

const NOTHING: readonly (readonly [name: string, value: unknown])[] = [
  ["accessLevel", ""],
  ["style", ""],
  ["colspan", 1],
  ["rowspan", 1],
  ["isNumberColumnEnabled", false],
  ["layout", "default"],
];

function attributes({ attrs = {} }: Pick<Node, "attrs">): string {
  const entries = Object.entries(attrs)
    .filter(([name, value]) =>
      name !== "localId" && !NOTHING.some(([other, nothing]) => other === name && nothing === value)
    )
    .sort(([one], [other]) => one < other ? -1 : 1);
  return JSON.stringify(entries);
}

/** Characters and things of a line, each with its marks. */
function pieces(node: Node): string[] {
  if (node.type === "hardBreak") return ["\nbreak"];
  if (node.type !== "text") return [`\n${normal(node)}`];
  const marks = (node.marks ?? []).map((mark) => mark.type + attributes({ attrs: { ...Object(mark.attrs) } }))
    .sort();
  return [...node.text ?? ""].map((character) => {
    if (character === "\n") return "\nbreak";
    const shown = /[ \t]/.test(character) && !marks.includes("code[]")
      ? marks.filter((mark) => !["strong[]", "em[]", "strike[]"].includes(mark))
      : marks;
    return `${character}${JSON.stringify(shown)}`;
  });
}

const LINES = ["paragraph", "heading", "taskItem", "decisionItem", "caption"];

function normal(node: Node): string {
  const marks = JSON.stringify((node.marks ?? []).map((mark) => [mark.type, mark.attrs]));
  const head = `${node.type}${attributes(node)}${marks}`;
  const content = node.content ?? [];
  if (node.type === "codeBlock") {
    return `${head}{${JSON.stringify(content.map(({ text }) => text).join(""))}}`;
  }
  return `${head}{${
    LINES.includes(node.type) ? content.flatMap(pieces).join("") : content.map(normal).join("\n")
  }}`;
}

/** The meaning of a document. */
export function meaningOfAdf(document: Node): string {
  return normal(document);
}
