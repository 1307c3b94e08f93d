/**
 * The nodes of a Markdown tree (mdast), and functions to create them.
 *
 * @module
 */
import type {
  BlockContent,
  Code,
  List,
  ListItem,
  Paragraph,
  PhrasingContent,
  RootContent,
  Text,
} from "mdast";
import type { ContainerDirective, LeafDirective, TextDirective } from "mdast-util-directive";

/** A block node: a paragraph, a list, a leaf directive, … */
export type Block = BlockContent;
/** An inline node: text, a link, a text directive, … */
export type Inline = PhrasingContent;
/** Attributes of a directive, in their order. */
export type Attributes = Readonly<Record<string, string>>;
/** A directive of one of the three forms. */
type Directive = ContainerDirective | LeafDirective | TextDirective;

const BLOCKS: ReadonlySet<string> = new Set([
  "blockquote",
  "code",
  "containerDirective",
  "heading",
  "leafDirective",
  "list",
  "paragraph",
  "table",
  "thematicBreak",
]);

/** Whether a node is a block. */
export function isBlock(node: RootContent): node is Block {
  return BLOCKS.has(node.type);
}

/** Creates a text node. */
export function text(value: string): Text {
  return { type: "text", value };
}

/** Creates a paragraph. */
export function paragraph(children: readonly Inline[]): Paragraph {
  return { type: "paragraph", children: [...children] };
}

/** Creates a fenced block. */
export function fence(lang: string | undefined, value: string): Code {
  return lang === undefined || lang === "" ? { type: "code", value } : { type: "code", lang, value };
}

/** The parts of a directive, except the blocks of a container. */
export interface Head {
  readonly name: string;
  readonly attributes: Attributes;
  readonly label?: string;
}

/** Creates a container, `:::name[label]{…}` around blocks. */
export function container(head: Head, children: readonly Block[]): ContainerDirective {
  const { name, attributes, label = "" } = head;
  const data = { directiveLabel: true };
  const labels: Paragraph[] = label === "" ? [] : [{ type: "paragraph", data, children: [text(label)] }];
  return {
    type: "containerDirective",
    name,
    attributes: { ...attributes },
    children: [...labels, ...children],
  };
}

/** Creates a leaf directive, `::name[label]{…}` on its own line. */
export function leaf({ name, attributes, label = "" }: Head): LeafDirective {
  return { type: "leafDirective", name, attributes: { ...attributes }, children: labelOf(label) };
}

/** Creates a text directive, `:name[label]{…}` inside a line. */
export function atom({ name, attributes, label = "" }: Head): TextDirective {
  return { type: "textDirective", name, attributes: { ...attributes }, children: labelOf(label) };
}

function labelOf(label: string): Inline[] {
  return label === "" ? [] : [text(label)];
}

/** The style of a list. */
interface ListStyle {
  readonly ordered: boolean;
  /** The number of the first item. */
  readonly start?: number;
}

/** Creates a list. */
export function list(children: readonly ListItem[], { ordered, start }: ListStyle): List {
  return ordered
    ? { type: "list", ordered, start: start ?? 1, spread: false, children: [...children] }
    : { type: "list", ordered, spread: false, children: [...children] };
}

/** Creates an item; `checked` makes it a task. It is loose unless it consists of a paragraph and nested lists. */
export function item(children: readonly Block[], checked?: boolean): ListItem {
  const spread = children.some(({ type }, index) => index > 0 && type !== "list");
  return { type: "listItem", spread, checked: checked ?? null, children: [...children] };
}

/** The attributes of a parsed directive; a missing value is empty. */
export function attributesOf(node: Directive): Attributes {
  return Object.fromEntries(
    Object.entries(node.attributes ?? {}).map(([name, value]) => [name, value ?? ""]),
  );
}

/** The text of inline nodes, without formatting. */
export function plainText(nodes: readonly Inline[]): string {
  return nodes.map((node) => {
    if ("value" in node) return node.value;
    if ("children" in node) return plainText(node.children);
    return node.type === "break" ? "\n" : "";
  }).join("");
}

/** The label of a container (`:::name[label]`), and the rest of its children. */
export function labelled(node: ContainerDirective): { label: readonly Inline[]; children: readonly Block[] } {
  const [first, ...rest] = node.children;
  const blocks = (nodes: readonly RootContent[]): readonly Block[] => nodes.filter(isBlock);
  return first?.type === "paragraph" && first.data?.directiveLabel === true
    ? { label: first.children, children: blocks(rest) }
    : { label: [], children: blocks(node.children) };
}

/** Whether an item is a task. */
export function isTask({ checked }: ListItem): boolean {
  return checked !== null && checked !== undefined;
}

/** Splits the items of a list where tasks begin or end: no format has both in one list. */
export function sections(items: readonly ListItem[]): ListItem[][] {
  const result: ListItem[][] = [];
  for (const item of items) {
    const last = result.at(-1);
    if (last?.[0] !== undefined && isTask(last[0]) === isTask(item)) last.push(item);
    else result.push([item]);
  }
  return result;
}
