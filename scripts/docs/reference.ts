/**
 * Generates docs/reference/ from the program's own tables, so that the two cannot disagree.
 *
 * `deno task docs:reference` writes the pages; with `--check`, it fails if they are out of date.
 *
 * @module
 */
import { programModel } from "./command_model.ts";
import { commandsPage, environmentPage, exitCodesPage, filesPage } from "./reference_pages.ts";
import { jsonPage } from "./reference_json.ts";

const FOLDER = new URL("../../docs/reference/", import.meta.url);

/** The expected pages, by name. */
export async function referencePages(): Promise<ReadonlyMap<string, string>> {
  const model = await programModel();
  const pages = {
    "commands.md": commandsPage(model),
    "environment.md": environmentPage(),
    "exit_codes.md": exitCodesPage(),
    "files.md": filesPage(),
    "json.md": await jsonPage(model),
  };
  const made = Object.entries(pages).map(async ([name, text]) => [name, await formatted(text)] as const);
  return new Map(await Promise.all(made));
}

async function formatted(text: string): Promise<string> {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--ext", "md", "-"],
    cwd: new URL("../..", import.meta.url),
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = process.stdin.getWriter();
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
  const { success, stdout } = await process.output();
  if (!success) throw new Error("deno fmt failed");
  return new TextDecoder().decode(stdout);
}

if (import.meta.main) {
  const pages = await referencePages();
  await Deno.mkdir(FOLDER, { recursive: true });
  const there = [...Deno.readDirSync(FOLDER)].map(({ name }) => name);
  const old = there.filter((name) => !pages.has(name));
  const stale = [...pages].filter(([name, text]) =>
    !there.includes(name) || Deno.readTextFileSync(new URL(name, FOLDER)) !== text
  );
  if (Deno.args.includes("--check")) {
    const names = [...old, ...stale.map(([name]) => name)];
    if (names.length > 0) {
      console.error(
        `docs/reference is not what the program says: ${names.join(", ")}. Run deno task docs:reference`,
      );
      Deno.exit(1);
    }
  } else {
    for (const name of old) await Deno.remove(new URL(name, FOLDER));
    for (const [name, text] of stale) await Deno.writeTextFile(new URL(name, FOLDER), text);
    console.log(`docs/reference: ${pages.size} pages, ${stale.length} written`);
  }
}
