/**
 * Laws of a credentials file that others may be able to write. A chain of folders and links with modes and owners drawn at
 * random; another user who does what Unix permits; and a law about where a token may go then.
 *
 * Nothing here repeats the rule of `core/trust.ts`: it only says what an attacker can do.
 */
import assert from "node:assert/strict";
import { StorageError } from "../../src/core/errors.ts";
import { resolveCredential } from "../../src/resolver/resolve.ts";
import { MemoryDisk, memorySecretStore } from "../../src/testing/mod.ts";
import { openProfileStore } from "../../src/profile/store/store.ts";
import { memoryHost } from "../../src/testing/mod.ts";
import { effort } from "../helpers/effort.ts";

const CASES = effort(600, 3_000);
const ME = 1000;
const STRANGER = 1001;
const WORK = "https://work.atlassian.net";
const OTHER = "https://other.atlassian.net";
const EVIL = "https://evil.test";

/** A linear congruential generator (Numerical Recipes): the same cases every time. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
}

type Draw = <T>(choices: readonly T[]) => T;

interface Node {
  readonly path: string;
  readonly kind: "folder" | "link" | "file";
  readonly mode: number;
  readonly owner: number;
  /** Of a link. */
  readonly target?: string;
}

/** A chain. Most have one thing or none that is not safe, so that this one has to be seen. */
interface Chain {
  readonly nodes: readonly Node[];
  /** Where the file really is. */
  readonly target: string;
  /** The folders that hold the file, or a link to it. */
  readonly holders: readonly string[];
}

function chainOf(draw: Draw): Chain {
  const owner = (): number => draw([ME, ME, ME, 0]);
  const folder = (path: string): Node => ({
    path,
    kind: "folder",
    mode: draw([0o700, 0o755, 0o750, 0o711]),
    owner: owner(),
  });
  const nodes = [folder("/"), folder("/home"), folder("/home/me")];
  let home = "/home/me/.atlcli";
  if (draw([true, false, false])) {
    nodes.push(
      { path: home, kind: "link", mode: 0o777, owner: owner(), target: "/data/atlcli" },
      folder("/data"),
    );
    home = "/data/atlcli";
  }
  nodes.push(folder(home));
  const holders = [home];
  let file = `${home}/credentials.json`;
  for (let hop = draw([0, 0, 0, 1, 2]); hop > 0; hop--) {
    const next = `/srv/hop${hop}`;
    nodes.push({ path: file, kind: "link", mode: 0o777, owner: owner(), target: `${next}/file.json` });
    if (!nodes.some(({ path }) => path === "/srv")) nodes.push(folder("/srv"));
    nodes.push(folder(next));
    holders.push(next);
    file = `${next}/file.json`;
  }
  nodes.push({ path: file, kind: "file", mode: draw([0o600, 0o644, 0o640]), owner: owner() });
  for (let spoilt = draw([0, 1, 1, 1, 2]); spoilt > 0; spoilt--) {
    const index = Math.floor(draw([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) / 10 * nodes.length);
    const [node] = nodes.slice(index);
    if (node !== undefined) nodes[index] = spoiled(node, draw);
  }
  return { nodes, target: file, holders };
}

function spoiled(node: Node, draw: Draw): Node {
  if (node.kind === "link" || draw([true, false, false])) return { ...node, owner: STRANGER };
  const modes = node.kind === "file" ? [0o660, 0o606, 0o602] : [0o777, 0o775, 0o770, 0o702, 0o1777];
  return { ...node, mode: draw(modes) };
}

/** A way in: what the stranger changes, and how. */
interface WayIn {
  readonly node: Node;
  readonly how: "writes it" | "replaces what is in it" | "replaces it";
}

/** What a stranger can do who is in the group of the file and of the folders that hold it, and in no other group. */
function waysIn({ nodes, holders }: Chain): readonly WayIn[] {
  return nodes.flatMap((node): readonly WayIn[] => {
    const { kind, mode, owner, path } = node;
    if (kind === "link") return owner === STRANGER ? [{ node, how: "replaces it" }] : [];
    if (kind === "file") {
      return owner === STRANGER || (mode & 0o022) !== 0 ? [{ node, how: "writes it" }] : [];
    }
    if (owner === STRANGER) return [{ node, how: "replaces what is in it" }];
    // In a sticky folder they can make new things, such as a backup, and replace none of ours.
    const isOpen = holders.includes(path)
      ? (mode & 0o022) !== 0
      : (mode & 0o002) !== 0 && (mode & 0o1000) === 0;
    return isOpen ? [{ node, how: "replaces what is in it" }] : [];
  });
}

function fileText(baseUrl: string, more: object): string {
  return JSON.stringify({ currentProfile: "work", profiles: { work: { name: "work", baseUrl, ...more } } });
}

/** Lays the chain out, as `victim` wrote it or with what the stranger made of it. */
function diskOf({ nodes, target }: Chain, text: string): MemoryDisk {
  const disk = new MemoryDisk();
  for (const { path, kind, mode, owner, target: leadsTo = "" } of nodes) {
    if (kind === "folder") disk.folder(path, { mode, owner });
    else if (kind === "link") disk.link(path, leadsTo, { owner });
    else disk.write(target, text, { mode, owner });
  }
  return disk;
}

/** The strongest form: what is put in place is owned by the victim, such as a file of a checkout that was moved there. */
function attack(
  disk: MemoryDisk,
  { nodes }: Chain,
  { way, text }: { readonly way: WayIn; readonly text: string },
): void {
  const { node, how } = way;
  const file = nodes.at(-1) ?? assert.fail();
  if (how === "writes it") return disk.write(file.path, text, file);
  const children = nodes.filter(({ path }) =>
    path !== node.path && path.startsWith(node.path === "/" ? "/" : `${node.path}/`)
  );
  const replaced = how === "replaces it" ? node : children[0] ?? assert.fail();
  for (
    const { path } of nodes.filter(({ path }) =>
      path === replaced.path || path.startsWith(`${replaced.path}/`)
    )
  ) {
    disk.drop(path);
  }
  if (replaced.kind === "file") return disk.write(replaced.path, text);
  const checkout = "/home/victim-checkout/credentials.json";
  disk.write(checkout, text);
  if (how === "replaces it") {
    // Only in a sticky folder can they do that, and what they make there is theirs.
    const isFile = replaced.path.endsWith(".json");
    return disk.link(replaced.path, isFile ? checkout : "/home/victim-checkout", { owner: STRANGER });
  }
  if (replaced.path.endsWith(".json")) return disk.link(replaced.path, checkout);
  disk.folder(replaced.path, { mode: 0o700 });
  const rest = ["/home/me/.atlcli/credentials.json", file.path].filter((path) =>
    path.startsWith(`${replaced.path}/`)
  );
  for (const path of rest.length > 0 ? rest : [`${replaced.path}/credentials.json`]) disk.write(path, text);
}

Deno.test("no token goes to an address that nothing confirms, whoever can write whatever on the way", async () => {
  const random = randomFrom(20_261_127);
  const draw: Draw = (choices) => {
    const chosen = Math.floor(random() * choices.length);
    for (const [index, choice] of choices.entries()) {
      if (index === chosen) return choice;
    }
    return assert.fail();
  };
  const figures = { attacked: 0, refused: 0, confirmed: 0, alone: 0, safe: 0 };
  for (let at = 0; at < CASES; at++) {
    const chain = chainOf(draw);
    const ways = waysIn(chain);
    const more = draw<object>([
      { email: "a@x.test", apiToken: "stored" },
      { authType: "bearer", apiToken: "stored" },
      { authType: "bearer", username: "ada", tokenStore: "keychain" },
      { authType: "bearer", username: "ada", apiToken: "stored" },
    ]);
    const env = draw<Record<string, string>>([
      {},
      {},
      { ATLCLI_API_TOKEN: "t" },
      { ATLCLI_SITE: WORK },
      { ATLCLI_SITE: WORK, ATLCLI_API_TOKEN: "t" },
      { ATLCLI_SITE: OTHER, ATLCLI_API_TOKEN: "t", ATLCLI_EMAIL: "a@x.test" },
    ]);
    const itemSite = draw([WORK, WORK, OTHER, undefined]);
    const items = itemSite === undefined ? {} : { ada: { secret: "k", site: itemSite } };
    const steering = draw<object>([{}, {}, { proxy: "http://proxy.evil.test" }, {
      tokenCommand: ["evil"],
      tokenStore: "command",
    }]);
    const way = ways.length > 0 ? draw(ways) : undefined;
    // The address that the stranger chooses: theirs, or another one that this user has a token for.
    const address = draw([EVIL, EVIL, OTHER]);
    const disk = diskOf(chain, fileText(WORK, more));
    if (way !== undefined) attack(disk, chain, { way, text: fileText(address, { ...more, ...steering }) });
    const host = memoryHost({ disk, env: { HOME: "/home/me", ...env } });
    const parts = {
      host,
      store: openProfileStore(host),
      secretStore: memorySecretStore({ items }),
      detect: () => Promise.resolve({ deployment: "data-center" as const }),
    };
    const profile = draw([undefined, "work"]);
    const holds = (law: boolean, what: () => string): void => {
      if (law) return;
      const given = { at, chain, way, env, more, steering, itemSite, address, profile };
      assert.fail(`${what()}: ${Deno.inspect(given, { depth: 5 })}`);
    };
    const outcome = await resolveCredential(parts, { profile }).catch((error) => {
      if (error instanceof Error && error.name !== "AssertionError") return error;
      throw error;
    });
    holds(host.commands.length === 0, () => "a program was started");
    if (way === undefined) {
      figures.safe++;
      holds(!(outcome instanceof StorageError), () => String(outcome));
      continue;
    }
    figures.attacked++;
    if (outcome instanceof Error) {
      figures.refused++;
      continue;
    }
    const { site, credential, profile: used } = outcome;
    const token = credential.token.reveal();
    const confirmedBy = { stored: env["ATLCLI_SITE"], t: env["ATLCLI_SITE"], k: itemSite }[token];
    holds(site.url === confirmedBy, () => `${token} went to ${site.url}`);
    holds(used === undefined || Object.keys(steering).length === 0, () => "a profile steered");
    figures[used === undefined ? "alone" : "confirmed"]++;
  }
  console.log(`trust: ${JSON.stringify(figures)}`);
  for (const [name, count] of Object.entries(figures)) {
    assert.ok(count > effort(8, 50), `only ${count} ${name}`);
  }
});
