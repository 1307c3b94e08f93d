/**
 * `atlcli upgrade`
 *
 * @module
 */
import { compare } from "compare-versions";
import { AtlcliError, VERSION } from "../../../../mod.ts";
import type { Network } from "../../../../mod.ts";
import { addCommand, type Parent } from "../../command.ts";
import type { Context } from "../../context.ts";
import { startProgress } from "../../output/progress.ts";
import { releasesUrl } from "./release_address.ts";
import type { ReleaseSums } from "./release_sums.ts";
import { RELEASE_TARGETS } from "./release_targets.ts";
import { parseVersion, Releases } from "./releases.ts";
import { writeUpdateState } from "./update_state.ts";
import { replaceablePath } from "./upgrade_place.ts";
import { replaceExecutable } from "./upgrade_replace.ts";

/** What is asked for. */
export interface UpgradeOptions {
  /** A version that was named, which may be an older one; without it, the newest. */
  readonly version: string | undefined;
  /** Whether only to look. */
  readonly check: boolean;
}

/** Adds the command. */
export function addUpgrade(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "upgrade",
    summary: "replace this executable with the newest version",
    description:
      "Downloads a release, and puts it in this executable's place when its signature and its sum hold " +
      "and it starts. Whatever goes wrong, the version that is there stays.",
    examples: ["atlcli upgrade", "atlcli upgrade --check", "atlcli upgrade 0.1.0"],
  })
    .argument("[version]", "the version, also an older one; without it, the newest")
    .option("--check", "only say whether there is a newer version", false)
    .action((version, { check }) => upgrade(open(), { version, check }));
}

/** Upgrades, or says what there is. */
export async function upgrade(context: Context, options: UpgradeOptions): Promise<void> {
  const { program, library } = context;
  const wanted = options.version === undefined ? undefined : parseVersion(options.version);
  requireKeys(context);
  const path = options.check ? undefined : await replaceablePath(context);
  const network = await library.openNetwork();
  try {
    const releases = openReleases(context, network);
    const version = wanted ?? await releases.newest();
    const sums = await releases.signed(version);
    if (wanted === undefined) await noteNewest(context, version);
    const isWanted = wanted === undefined ? compare(version, VERSION, ">") : version !== VERSION;
    const upgraded = path !== undefined && isWanted;
    if (upgraded) await install(context, { path, sums, releases });
    say(context, { version, named: wanted !== undefined, upgraded, path: path ?? program.executable });
  } finally {
    network.close();
  }
}

/** @throws {AtlcliError} `upgrade-refused` where no release could be believed. */
function requireKeys({ program }: Context): void {
  if (program.releaseKeys.length > 0) return;
  throw new AtlcliError("upgrade-refused", "This atlcli knows no key that releases are signed with", {
    hint: "Install a release by hand, as docs/install.md says",
  });
}

function openReleases({ host, program, terminal }: Context, network: Network): Releases {
  return new Releases({
    url: releasesUrl(host),
    network,
    keys: program.releaseKeys,
    signal: terminal.interrupted,
  });
}

async function noteNewest({ host, library }: Context, newest: string): Promise<void> {
  await writeUpdateState({ host, store: library.store }, { checkedAt: host.clock.now(), newest });
}

/** Downloads and replaces. One at a time: each would remove what the other one is writing. */
async function install(
  { host, library, output, program }: Context,
  { path, sums, releases }: {
    readonly path: string;
    readonly sums: ReleaseSums;
    readonly releases: Releases;
  },
): Promise<void> {
  const { version, files } = sums;
  const name = RELEASE_TARGETS.find(({ triple }) => triple === program.target)?.file ?? "";
  const sum = files.get(name);
  if (sum === undefined) {
    throw new AtlcliError("upgrade-refused", `Version ${version} has no executable for ${program.target}`, {
      hint: "Use the package of npm or JSR there, or run the sources with Deno",
    });
  }
  const { folder } = library.store;
  await host.files.makeFolder(folder, { mode: 0o700 });
  const unlock = await host.files.lock(`${folder}/upgrade.lock`, { timeoutMs: 100 });
  if (unlock === undefined) {
    throw new AtlcliError("upgrade-refused", "Another upgrade is under way", { hint: "Wait for its end" });
  }
  const progress = startProgress({ output, clock: host.clock, what: "bytes" });
  try {
    const open = () => releases.file(version, name, (done, total) => progress.update(done, total));
    await replaceExecutable(host, { path, version, sum, open });
  } finally {
    progress.end();
    unlock();
  }
}

/** What there is, or what was done. */
interface Outcome {
  readonly version: string;
  /** Whether the user said which. */
  readonly named: boolean;
  readonly upgraded: boolean;
  readonly path: string | undefined;
}

function say({ output }: Context, outcome: Outcome): void {
  const { version, upgraded, path } = outcome;
  const newer = compare(version, VERSION, ">");
  output.answer({
    json: { version: VERSION, release: version, newer, upgraded, executable: path ?? null },
    lines: [sentenceOf(outcome, newer)],
  });
}

function sentenceOf({ version, named, upgraded, path }: Outcome, newer: boolean): string {
  if (upgraded) return `Upgraded ${path} from ${VERSION} to ${version}`;
  if (newer) {
    return `atlcli ${version} is out (this is ${VERSION}): atlcli upgrade${named ? ` ${version}` : ""}`;
  }
  if (version === VERSION) {
    return named ? `This is atlcli ${VERSION} already` : `atlcli ${VERSION} is the newest version`;
  }
  if (named) return `atlcli ${version} is there, and older than this (${VERSION}): atlcli upgrade ${version}`;
  return `atlcli ${VERSION} is newer than the newest release, ${version}`;
}
