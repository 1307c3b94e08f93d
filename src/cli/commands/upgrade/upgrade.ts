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

/** Options of `upgrade`. */
interface UpgradeOptions {
  /** The version to install, also an older one; default: the newest. */
  readonly version: string | undefined;
  /** Whether to check only, without installing. */
  readonly check: boolean;
}

/** Adds the command. */
export function addUpgrade(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "upgrade",
    summary: "upgrade this executable to the newest version",
    description:
      "Downloads a release, verifies its signature and checksum, starts it once, and replaces this executable " +
      "with it. If anything fails, the current version stays in place.",
    examples: ["atlcli upgrade", "atlcli upgrade --check", "atlcli upgrade 0.1.0"],
  })
    .argument("[version]", "version to install, also an older one (default: the newest)")
    .option("--check", "only check whether a newer version exists", false)
    .action((version, { check }) => upgrade(open(), { version, check }));
}

/** Upgrades, or reports the available version. */
async function upgrade(context: Context, options: UpgradeOptions): Promise<void> {
  const { program, library } = context;
  const wanted = options.version === undefined ? undefined : parseVersion(options.version);
  requireKeys(context);
  const path = options.check ? undefined : await replaceablePath(context);
  const network = await library.openNetwork();
  try {
    const releases = openReleases(context, network);
    const version = wanted ?? await releases.newest();
    const sums = await releases.signed(version);
    if (wanted === undefined) await saveNewest(context, version);
    const isWanted = wanted === undefined ? compare(version, VERSION, ">") : version !== VERSION;
    const upgraded = path !== undefined && isWanted;
    if (upgraded) await install(context, { path, sums, releases });
    say(context, { version, named: wanted !== undefined, upgraded, path: path ?? program.executable });
  } finally {
    network.close();
  }
}

/** @throws {AtlcliError} `upgrade-refused` if there is no key to verify releases with. */
function requireKeys({ program }: Context): void {
  if (program.releaseKeys.length > 0) return;
  throw new AtlcliError("upgrade-refused", "This atlcli has no public key to verify releases with", {
    hint: "Install a release manually: see docs/install.md",
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

async function saveNewest({ host, library }: Context, newest: string): Promise<void> {
  await writeUpdateState({ host, store: library.store }, { checkedAt: host.clock.now(), newest });
}

/** Downloads and replaces the executable. A lock prevents two upgrades from removing each other's files. */
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
      hint: "Use the npm or JSR package, or run the sources with Deno",
    });
  }
  const { folder } = library.store;
  await host.files.makeFolder(folder, { mode: 0o700 });
  const unlock = await host.files.lock(`${folder}/upgrade.lock`, { timeoutMs: 100 });
  if (unlock === undefined) {
    throw new AtlcliError("upgrade-refused", "Another upgrade is running", { hint: "Wait until it ends" });
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

/** The result of `upgrade`. */
interface Outcome {
  readonly version: string;
  /** Whether the user named the version. */
  readonly named: boolean;
  readonly upgraded: boolean;
  readonly path: string | undefined;
}

function say({ output }: Context, outcome: Outcome): void {
  const { version, upgraded, path } = outcome;
  const newer = compare(version, VERSION, ">");
  output.result({
    json: { version: VERSION, release: version, newer, upgraded, executable: path ?? null },
    lines: [sentenceOf(outcome, newer)],
  });
}

function sentenceOf({ version, named, upgraded, path }: Outcome, newer: boolean): string {
  if (upgraded) return `Upgraded ${path} from ${VERSION} to ${version}`;
  if (newer) {
    return `atlcli ${version} is available (this is ${VERSION}): atlcli upgrade${named ? ` ${version}` : ""}`;
  }
  if (version === VERSION) {
    return named ? `This is already atlcli ${VERSION}` : `atlcli ${VERSION} is the newest version`;
  }
  if (named) {
    return `atlcli ${version} is available, but older than this (${VERSION}): atlcli upgrade ${version}`;
  }
  return `atlcli ${VERSION} is newer than the newest release, ${version}`;
}
