/**
 * CPU of a long conversion: a pull of 500 pages by the executable, against the same program run from source without V8
 * flags.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { serveWiki } from "../../tests/e2e/wiki_server.ts";
import { EXECUTABLE } from "../release/compile.ts";
import { cpuMs, median } from "./cpu.ts";

const PAGES = 500;
const ROUNDS = 2;
const CLI = fileURLToPath(new URL("../../cli.ts", import.meta.url));
/** The Deno of the executable's version: see `scripts/release/compile.ts`. */
const DENO = Deno.env.get("DENORT_DENO") || Deno.execPath();

/** CPU times in milliseconds. */
interface PullCpu {
  readonly executable: number;
  readonly source: number;
}

/**
 * Measures both in turn, each into a new folder.
 *
 * @param folder An empty folder for credentials and pages.
 */
export async function measurePulls(folder: string): Promise<PullCpu> {
  const served = serveWiki({ pages: PAGES });
  const credentials = { currentProfile: "wiki", profiles: { wiki: served.profile } };
  await Deno.writeTextFile(`${folder}/credentials.json`, JSON.stringify(credentials), { mode: 0o600 });
  let pulls = 0;
  const pull = async (program: readonly string[]): Promise<number> => {
    const words = ["wiki", "docs", "pull", `${folder}/${pulls++}`, "--space", "LOAD"];
    return await cpuMs({ command: [...program, ...words], env: { ATLCLI_CONFIG_DIR: folder }, runs: 1 });
  };
  const source = [DENO, "run", "-A", "--quiet", "--no-check", CLI];
  try {
    // Deno compiles the sources once, and keeps the result.
    await cpuMs({ command: [...source, "version"], env: { ATLCLI_CONFIG_DIR: folder }, runs: 1 });
    const cpu: PullCpu[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      cpu.push({ executable: await pull([EXECUTABLE]), source: await pull(source) });
    }
    return {
      executable: median(cpu.map(({ executable }) => executable)),
      source: median(cpu.map(({ source }) => source)),
    };
  } finally {
    await served.close();
  }
}
