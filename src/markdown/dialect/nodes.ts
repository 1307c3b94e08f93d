/**
 * The nodes of a Markdown tree (mdast), and short ways to make them.
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

/** What stands for itself: a paragraph, a list, a directive of its own line, … */
export type Block = BlockContent;
/** What stands in a line: text, a link, a directive inside the line, … */
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

/** Whether a node stands for itself. */
export function isBlock(node: RootContent): node is Block {
  return BLOCKS.has(node.type);
}

/** Text. */
export function text(value: string): Text {
  return { type: "text", value };
}

/** A paragraph. */
export function paragraph(children: readonly Inline[]): Paragraph {
  return { type: "paragraph", children: [...children] };
}

/** A fenced block. */
export function fence(lang: string | undefined, value: string): Code {
  return lang === undefined || lang === "" ? { type: "code", value } : { type: "code", lang, value };
}

/** What a directive is made of, but for the blocks in a container. */
export interface Head {
  readonly name: string;
  readonly attributes: Attributes;
  readonly label?: string;
}

/** `:::name[label]{…}` around blocks. */
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

/** `::name[label]{…}` on a line of its own. */
export function leaf({ name, attributes, label = "" }: Head): LeafDirective {
  return { type: "leafDirective", name, attributes: { ...attributes }, children: labelOf(label) };
}

/** `:name[label]{…}` inside a line. */
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

/** A list. */
export function list(children: readonly ListItem[], { ordered, start }: ListStyle): List {
  return ordered
    ? { type: "list", ordered, start: start ?? 1, spread: false, children: [...children] }
    : { type: "list", ordered, spread: false, children: [...children] };
}

/** An item; `checked` makes it a task. Blocks stand apart unless they are a paragraph and lists below it. */
export function item(children: readonly Block[], checked?: boolean): ListItem {
  const spread = children.some(({ type }, index) => index > 0 && type !== "list");
  return { type: "listItem", spread, checked: checked ?? null, children: [...children] };
}

/** The attributes of a directive that was read: none is without a value. */
export function attributesOf(node: Directive): Attributes {
  return Object.fromEntries(
    Object.entries(node.attributes ?? {}).map(([name, value]) => [name, value ?? ""]),
  );
}

/** The text of inline nodes, without what marks it. */
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

/** The items of a list, cut where tasks begin or end: no format has them in one list. */
export function sections(items: readonly ListItem[]): ListItem[][] {
  const result: ListItem[][] = [];
  for (const item of items) {
    const last = result.at(-1);
    if (last?.[0] !== undefined && isTask(last[0]) === isTask(item)) last.push(item);
    else result.push([item]);
  }
  return result;
}
