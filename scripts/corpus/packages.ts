/**
 * The npm packages that the corpus needs, installed in a temporary folder: the examples of CommonMark, Atlassian's parser
 * of wiki markup, and the JSON Schema of Atlassian Document Format.
 *
 * @module
 */
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import { decodeHTMLStrict } from "entities";
import { isRecord } from "../../src/core/records.ts";

const PACKAGES = [
  "commonmark-spec@0.31.2",
  "@atlaskit/editor-wikimarkup-transformer@12.2.2",
  "@atlaskit/adf-schema@57.7.22",
];

/** What the packages offer. */
export interface Packages {
  /** The Markdown of CommonMark's examples. */
  readonly examples: readonly string[];
  /** Reads wiki markup with Atlassian's parser, as a document. */
  readonly parseWiki: (wiki: string) => unknown;
  /** Whether a document is valid by Atlassian's schema. */
  readonly isValidAdf: (document: unknown) => boolean;
}

/** Installs the packages while `use` runs. */
export async function withPackages<Result>(
  use: (packages: Packages) => Promise<Result> | Result,
): Promise<Result> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "atlcli-corpus-" }));
  try {
    await Deno.writeTextFile(`${folder}/package.json`, JSON.stringify({ private: true }));
    const args = ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent", ...PACKAGES];
    const { success } = await new Deno.Command("npm", { args, cwd: folder }).spawn().status;
    if (!success) throw new Error("npm could not install the packages");
    return await use(load(createRequire(`${folder}/package.json`)));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** An object of a package without types. */
interface Transformer {
  parse(wiki: string): { toJSON(): unknown };
}

function load(require: (name: string) => unknown): Packages {
  const transformer = construct(member(require(nameOf("wikimarkup")), "WikiMarkupTransformer"));
  const tests = member(require("commonmark-spec"), "tests");
  if (!isTransformer(transformer) || !Array.isArray(tests)) throw new Error("A package has changed");
  const schema = require("@atlaskit/adf-schema/dist/json-schema/v1/full.json");
  if (!isRecord(schema)) throw new Error("A package has changed");
  // The schema declares an older draft of JSON Schema, but uses nothing that differs.
  const { $schema: _draft, ...rest } = schema;
  const validate = new Ajv({ strict: false }).compile(rest);
  return {
    examples: tests.map((test: unknown) => String(member(test, "markdown")).replaceAll("→", "\t")),
    parseWiki: (wiki) => decoded(transformer.parse(wiki).toJSON()),
    isValidAdf: (document) => validate(document),
  };
}

/** Decodes entities and dashes in texts: Jira does, that parser does not. */
function decoded(node: unknown): unknown {
  if (!isRecord(node)) return node;
  const { text, content } = node;
  return {
    ...node,
    ...(typeof text === "string" ? { text: dashed(decodeHTMLStrict(text)) } : {}),
    ...(Array.isArray(content) ? { content: content.map(decoded) } : {}),
  };
}

function dashed(text: string): string {
  return text.replace(/(?<=^|\s)---(?=\s|$)/g, "—").replace(/(?<=^|\s)--(?=\s|$)/g, "–");
}

function nameOf(part: string): string {
  const found = PACKAGES.find((name) => name.includes(part)) ?? part;
  return found.slice(0, found.lastIndexOf("@"));
}

function member(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

function construct(value: unknown): unknown {
  return typeof value === "function" ? Reflect.construct(value, []) : undefined;
}

function isTransformer(value: unknown): value is Transformer {
  return typeof value === "object" && value !== null && "parse" in value;
}
