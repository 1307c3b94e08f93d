/**
 * Checks the documentation of the package's exports: it is complete, every entry, function and class has an
 * example (which `deno task test:docs` runs), and README has one.
 *
 * Together with `deno publish --dry-run`, which refuses slow types, this covers the part of JSR's score that
 * can be checked locally. The rest is set on JSR: the description (npm's is in `npm_package.ts`), and the
 * supported runtimes Deno, Node and Bun (which `deno task test:npm` tests).
 *
 *     deno run -A scripts/docs/doc_coverage.ts
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import config from "../../deno.json" with { type: "json" };

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

interface Tag {
  readonly kind: string;
}

interface Documented {
  readonly doc?: string;
  readonly tags?: readonly Tag[];
}

/** The used part of the output of `deno doc --json`. */
interface FileDoc {
  readonly module_doc?: Documented;
  readonly symbols: readonly {
    readonly name: string;
    readonly declarations: readonly { readonly kind: string; readonly jsDoc?: Documented }[];
  }[];
}

async function deno(args: readonly string[]): Promise<string> {
  const command = new Deno.Command(Deno.execPath(), { args: [...args], cwd: ROOT, stderr: "piped" });
  const { success, stdout, stderr } = await command.output();
  if (success) return new TextDecoder().decode(stdout);
  await Deno.stderr.write(stderr);
  throw new Error(`Failed: deno ${args.join(" ")}`);
}

function isShown(documented: Documented | undefined): boolean {
  return documented?.tags?.some(({ kind }) => kind === "example") ?? false;
}

/** The exports of an entry without an example. */
async function unshown(entry: string, path: string): Promise<readonly string[]> {
  const { nodes }: { readonly nodes: Readonly<Record<string, FileDoc>> } = JSON.parse(
    await deno(["doc", "--json", path]),
  );
  const [file] = Object.values(nodes);
  if (file === undefined) return [`${entry}: the file ${path}`];
  const symbols = file.symbols.filter(({ declarations }) =>
    declarations.some(({ kind }) => kind === "function" || kind === "class") &&
    !declarations.some(({ jsDoc }) => isShown(jsDoc))
  );
  const missing = symbols.map(({ name }) => `${entry}: ${name}`);
  return isShown(file.module_doc) ? missing : [`${entry}: the entry itself`, ...missing];
}

const entries = Object.entries(config.exports);
await deno(["doc", "--lint", ...entries.map(([, path]) => path)]);
const missing: string[] = [];
for (const [entry, path] of entries) missing.push(...await unshown(entry, path));
if (!/^```(?:js|ts)$/m.test(await Deno.readTextFile(`${ROOT}README.md`))) missing.push("README.md");
if (missing.length > 0) {
  console.error(`Without an example:\n${missing.join("\n")}`);
  Deno.exitCode = 1;
}
