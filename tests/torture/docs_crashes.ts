/**
 * Crash matrix of `wiki docs`: every request of a run fails, in every way, or the process ends there. After the next run
 * the folder and the site agree, and nothing was sent twice.
 */
import assert from "node:assert/strict";
import { runCli } from "../../src/cli/app.ts";
import type { Sandbox } from "../../src/sandbox/mod.ts";
import { MemoryDisk, memoryHost, ProcessKilled } from "../../src/testing/mod.ts";
import { manualClock } from "../../src/testing/manual_clock.ts";
import { memorySecretStore } from "../../src/testing/memory_secret_store.ts";
import { type MemoryTerminal, memoryTerminal } from "../helpers/memory_terminal.ts";
import { accessTo, type SiteAccess, siteOf } from "./docs_site.ts";
import { type Fault, type FaultySite, serveFaulty, TOKENS } from "./faulty_site.ts";

/** How a run fails: by a fault of a request, by Ctrl-C at one, or by a kill before a step on the disk. */
export type Failure = Fault | { readonly kind: "interrupted" } | { readonly kind: "killed" };

/** A face of the site. */
type Face = "cloud" | "confluence";

/** What is edited in the folder and at the site before the command runs. */
export interface Scenario {
  /** `push`, `pull` */
  readonly command: string;
  /** Changes the site before the folder is pulled. */
  readonly prepare: (site: SiteAccess) => Promise<void>;
  /** Edits the folder, after it was pulled: its files by their paths. */
  readonly edit: (files: Map<string, string>) => void;
}

/** What came of a matrix. */
interface Figures {
  cases: number;
  requests: number;
  /** Runs after which something was left to be resumed. */
  resumed: number;
  /** Cases in which the site had more versions, pages or files than one run makes. */
  doubled: number;
}

/** A folder as it lies on a disk. */
export type Snapshot = ReadonlyMap<string, string>;

const FOLDER = "/home/me/docs";
const HOME = "/home/me";

/** A scenario on one face of a site, ready to be run again and again. */
export class Matrix {
  readonly figures: Figures = { cases: 0, requests: 0, resumed: 0, doubled: 0 };
  readonly #wanted: string;

  private constructor(
    readonly site: FaultySite,
    readonly parts: {
      readonly face: Face;
      readonly scenario: Scenario;
      readonly folder: Snapshot;
      readonly wanted: string;
      readonly requests: number;
      readonly steps: number;
    },
  ) {
    this.#wanted = parts.wanted;
    this.figures.requests = parts.requests;
  }

  /** Runs the scenario once without trouble: that is what every case has to come to. */
  static async open(
    { face, scenario, pages = 13 }: {
      readonly face: Face;
      readonly scenario: Scenario;
      readonly pages?: number;
    },
  ): Promise<Matrix> {
    const site = serveFaulty({ pages });
    const sandbox = site.renew();
    await scenario.prepare(accessTo(sandbox));
    const machine = machineOf(site, { face, folder: new Map() });
    await machine.succeeds("pull", ["--space", "LOAD"]);
    const edited = new Map(machine.folder());
    scenario.edit(edited);
    const run = machineOf(site, { face, folder: edited });
    site.arm();
    await run.succeeds(scenario.command);
    const requests = site.count;
    const { steps } = run;
    const wanted = await siteOf(sandbox);
    await run.requireAgreement();
    assert.equal(await siteOf(sandbox), wanted);
    return new Matrix(site, { face, scenario, folder: edited, wanted, requests, steps });
  }

  /** One case: a run that fails, the next one, and the comparison. */
  async run(at: number, failure: Failure): Promise<void> {
    const { face, scenario, folder } = this.parts;
    const name = `${face}, ${JSON.stringify(failure)} at ${at}`;
    const sandbox = await this.fresh();
    const machine = machineOf(this.site, { face, folder });
    const first = await machine.fails(scenario.command, { at, failure });
    const before = await siteOf(sandbox);
    const isWhole = before === this.#wanted;
    await this.finish(machine, { sandbox, name: `${name}: ${first}` });
    if (!isWhole) this.figures.resumed++;
  }

  /** A machine with a folder. */
  machine(folder: Snapshot): Machine {
    return machineOf(this.site, { face: this.parts.face, folder });
  }

  /** The site as the scenario finds it. */
  async fresh(): Promise<Sandbox> {
    const sandbox = this.site.renew();
    await this.parts.scenario.prepare(accessTo(sandbox));
    return sandbox;
  }

  /** The next run, and what has to hold then. */
  async finish(
    machine: Pick<Machine, "run" | "requireAgreement">,
    { sandbox, name }: { readonly sandbox: Sandbox; readonly name: string },
  ): Promise<void> {
    this.site.arm();
    this.figures.cases++;
    let next = await machine.run(this.parts.scenario.command);
    // A conflict has to be pulled; nothing else needs a second run.
    if (next.exit !== 0) {
      await machine.run("pull");
      next = await machine.run(this.parts.scenario.command);
    }
    assert.equal(next.exit, 0, `${name}\n--- the next run\n${next.said}`);
    const site = await siteOf(sandbox);
    if (site !== this.#wanted) this.figures.doubled++;
    assert.equal(site, this.#wanted, name);
    await machine.requireAgreement(name);
  }
}

/** What a run came to. */
interface Ended {
  readonly exit: number;
  readonly out: string;
  /** Both outputs. */
  readonly said: string;
}

/** A machine with a folder of pages. */
interface Machine {
  readonly steps: number;
  run(command: string, more?: readonly string[]): Promise<Ended>;
  succeeds(command: string, more?: readonly string[]): Promise<void>;
  fails(command: string, how: { readonly at: number; readonly failure: Failure }): Promise<string>;
  /** Checks that a pull has nothing to do, and a push nothing to send. */
  requireAgreement(name?: string): Promise<void>;
  folder(): Snapshot;
}

/** A machine in memory whose network is the real one. */
function machineOf(
  site: FaultySite,
  { face, folder }: { readonly face: Face; readonly folder: Snapshot },
): Machine {
  const disk = new MemoryDisk();
  disk.write(`${HOME}/.atlcli/credentials.json`, JSON.stringify(credentialsOf(site, face)));
  for (const [path, text] of folder) disk.write(`${FOLDER}/${path}`, text, { mode: 0o644 });
  let steps = 0;
  const run = async (
    command: string,
    more: readonly string[] = [],
    how: { readonly killAt?: number; readonly terminal?: MemoryTerminal } = {},
  ): Promise<Ended> => {
    const host = memoryHost({
      disk,
      clock: manualClock(),
      env: { HOME },
      fetch: (url, init) => fetch(url, init),
    });
    if (how.killAt !== undefined) host.killAfter(how.killAt);
    const terminal = how.terminal ?? memoryTerminal();
    const yes = command === "push" ? ["--yes"] : [];
    const args = ["wiki", "docs", command, FOLDER, ...yes, ...more];
    const exit = await runCli(args, { host, terminal, secretStore: memorySecretStore() })
      .catch((error) => {
        if (error instanceof ProcessKilled) return 137;
        throw error;
      });
    steps = host.steps;
    return { exit, out: terminal.out(), said: terminal.out() + terminal.err() };
  };
  const succeeds = async (command: string, more: readonly string[] = []): Promise<void> => {
    const { exit, said } = await run(command, more);
    assert.equal(exit, 0, said);
  };
  return {
    get steps(): number {
      return steps;
    },
    run,
    succeeds,
    async fails(command, { at, failure }) {
      const terminal = memoryTerminal();
      if (failure.kind === "status" || failure.kind === "dropped") site.arm({ at, fault: failure });
      else site.arm();
      if (failure.kind === "interrupted") {
        site.watch((count, when) => {
          if (count === at && when === "after") terminal.interrupt(130);
        });
      }
      const killAt = failure.kind === "killed" ? { killAt: at } : {};
      const { exit, said } = await run(command, [], { terminal, ...killAt }).finally(() =>
        site.watch(undefined)
      );
      if (failure.kind === "interrupted") {
        assert.ok(exit === 130 || said.includes("Sent "), `Ctrl-C at ${at}: ${exit}\n${said}`);
      }
      return `exit ${exit}\n${said}`;
    },
    async requireAgreement(name = "") {
      const pull = await run("pull", ["--json"]);
      assert.equal(pull.exit, 0, `${name}\n--- pull\n${pull.said}`);
      const status = await run("status", ["--json"]);
      const entries: unknown = JSON.parse(status.out).entries;
      assert.deepEqual(entries, [], `${name}\n--- status\n${status.said}`);
      const push = await run("push");
      assert.match(push.said, /Nothing to send/, name);
    },
    folder: () =>
      new Map(
        disk.paths().filter((path) => path.startsWith(`${FOLDER}/`)).map((path) => [
          path.slice(FOLDER.length + 1),
          disk.text(path) ?? "",
        ]),
      ),
  };
}

/** The credentials file for a face of the site. */
export function credentialsOf({ urls }: Pick<FaultySite, "urls">, face: Face): object {
  const cloud = {
    baseUrl: urls.cloud,
    email: "mia.mueller@sandbox.example",
    apiToken: TOKENS["cloud-valid"],
    deployment: "cloud",
  };
  const dataCenter = {
    baseUrl: urls.confluence,
    authType: "bearer",
    apiToken: TOKENS["confluence-valid"],
    deployment: "data-center",
    product: "confluence",
  };
  const profile = { name: "site", ...(face === "cloud" ? cloud : dataCenter) };
  return { currentProfile: "site", profiles: { site: profile } };
}
