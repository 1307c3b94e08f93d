/**
 * The table "Which credential", by the program itself: a process a row, a home folder of its own, an environment that
 * has nothing else in it, and four servers on loopback that record who comes.
 */
import { join } from "node:path";
import {
  checkRow,
  credentialsOf,
  type Ran,
  type Row,
  rowsFor,
  type SiteName,
  withSites,
} from "../helpers/credential_table.ts";
import { recordingSites } from "../helpers/recording_sites.ts";
import { type Home, inHome } from "./atlcli_process.ts";

type Sites = Readonly<Record<SiteName, string>>;

const HAS_MODES = Deno.build.os !== "windows";
/** The number of rows that run at the same time, each with its own servers. */
const WORKERS = 2;

Deno.test("the program sends the right credential", async (t) => {
  const rows = rowsFor({ hasModes: HAS_MODES });
  const left = [...rows];
  const results = new Map<Row, Ran>();
  await Promise.all(Array.from({ length: WORKERS }, () => work(left, results)));
  for (const row of rows) {
    const ran = results.get(row) ?? { exit: -1, stderr: "It was not run", received: [] };
    await t.step(row.name, () => checkRow(row, ran));
  }
});

/** Runs rows until none is left. */
async function work(left: Row[], results: Map<Row, Ran>): Promise<void> {
  let sites = recordingSites();
  const serve = (name: SiteName): Deno.HttpServer<Deno.NetAddr> =>
    Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen: () => {} },
      (request) => sites.answer(name, request),
    );
  const servers = { a: serve("a"), b: serve("b"), d: serve("d"), e: serve("e") };
  const address = (name: SiteName): string => `http://127.0.0.1:${servers[name].addr.port}`;
  const addresses = { a: address("a"), b: address("b"), d: `${address("d")}/jira`, e: address("e") };
  try {
    for (let row = left.shift(); row !== undefined; row = left.shift()) {
      sites = recordingSites();
      results.set(row, { ...await run(row, addresses), received: sites.received });
    }
  } finally {
    await Promise.all(Object.values(servers).map((server) => server.shutdown()));
  }
}

async function run(row: Row, sites: Sites): Promise<Omit<Ran, "received">> {
  let ran = { exit: -1, stderr: "" };
  await inHome(async (home) => {
    const cwd = await furnish(home, { row, sites });
    const flag = row.flag === undefined ? [] : ["--profile", row.flag];
    const env = Object.entries(row.env ?? {}).map(([name, value]) => [name, withSites(value, sites)]);
    const { exit, err } = await home.run(["jira", "search", ...flag], { cwd, env: Object.fromEntries(env) });
    ran = { exit, stderr: err };
  });
  return ran;
}

/** Writes a row's files, and gives its working folder. */
async function furnish(
  home: Home,
  { row, sites }: { readonly row: Row; readonly sites: Sites },
): Promise<string> {
  const { files = {}, folder, modes } = row;
  const project = join(home.folder, "project");
  const cwd = join(project, "deep");
  await Deno.mkdir(cwd, { recursive: true });
  await home.write(credentialsOf(row, sites));
  await setMode(home.file, modes?.file);
  for (const [path, text] of Object.entries(files)) {
    await Deno.mkdir(join(cwd, path, ".."), { recursive: true });
    await Deno.writeTextFile(join(cwd, path), text);
  }
  if (folder === undefined) return cwd;
  await Deno.writeTextFile(join(project, ".atlcli-profile"), `${folder}\n`);
  await setMode(join(project, ".atlcli-profile"), modes?.folder);
  return cwd;
}

/** Exactly these bits, whatever the umask. */
async function setMode(path: string, mode = 0o600): Promise<void> {
  if (HAS_MODES) await Deno.chmod(path, mode);
}
