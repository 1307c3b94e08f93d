/**
 * Writes a report of the package's exports, one text per entry, so that changes are visible in review.
 *
 * It is the output of `deno doc` for the sources without comments: signatures by name. The output differs
 * between versions of Deno, so only the version pinned in CI writes it.
 *
 *     deno task api-report            # writes docs/api_report/
 *     deno task api-report --check    # fails if it is out of date
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import config from "../../deno.json" with { type: "json" };

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const FOLDER = `${ROOT}docs/api_report`;
const DENO = "2.9.5";

const COMMENT = /^[ \t]*\/\*\*[\s\S]*?\*\/[ \t]*\n/gm;
const PLACE = /^Defined in .*\n\n?/gm;

/** Copies the sources without their doc comments. */
async function copyWithout(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    const [source, target] = [`${from}/${name}`, `${to}/${name}`];
    if (isDirectory) await copyWithout(source, target);
    else if (name.endsWith(".ts")) {
      await Deno.writeTextFile(target, (await Deno.readTextFile(source)).replace(COMMENT, ""));
    }
  }
}

async function reportOf(folder: string, path: string): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", path],
    cwd: folder,
    env: { NO_COLOR: "1" },
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  const text = new TextDecoder().decode(stdout).replace(PLACE, "");
  return `${text.replace(/[ \t]+$/gm, "").replace(/\n{3,}/g, "\n\n").trim()}\n`;
}

/** The report of each entry, by the name of its file. */
async function reports(): Promise<ReadonlyMap<string, string>> {
  const folder = await Deno.makeTempDir({ prefix: "atlcli-api-" });
  try {
    await copyWithout(`${ROOT}src`, `${folder}/src`);
    const library = await Deno.readTextFile(`${ROOT}mod.ts`);
    await Deno.writeTextFile(`${folder}/mod.ts`, library.replace(COMMENT, ""));
    await Deno.copyFile(`${ROOT}deno.json`, `${folder}/deno.json`);
    const found = new Map<string, string>();
    for (const [entry, path] of Object.entries(config.exports)) {
      found.set(`atlcli${entry.slice(1).replace("/", "_")}.txt`, await reportOf(folder, path));
    }
    return found;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function write(found: ReadonlyMap<string, string>): Promise<void> {
  await Deno.remove(FOLDER, { recursive: true }).catch(() => {});
  await Deno.mkdir(FOLDER);
  for (const [name, text] of found) await Deno.writeTextFile(`${FOLDER}/${name}`, text);
}

/** The first difference of each outdated report. */
async function differences(found: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const differing: string[] = [];
  for (const [name, text] of found) {
    const [now, before] = [text, await Deno.readTextFile(`${FOLDER}/${name}`).catch(() => "")]
      .map((each) => each.split("\n"));
    const at = now?.findIndex((line, index) => line !== before?.[index]) ?? -1;
    if (at >= 0 || now?.length !== before?.length) {
      differing.push(`docs/api_report/${name}, line ${at + 1}: ${now?.[at] ?? "less than before"}`);
    }
  }
  return differing;
}

if (Deno.version.deno !== DENO) throw new Error(`The API report requires Deno ${DENO}`);
if (Deno.args.includes("--check")) {
  const differing = await differences(await reports());
  if (differing.length > 0) {
    console.error(`The package's exports have changed. If this is intended, run "deno task api-report":`);
    console.error(differing.join("\n"));
    Deno.exitCode = 1;
  }
} else await write(await reports());
