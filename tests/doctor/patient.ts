/**
 * A machine in memory with something wrong on it, and what the doctor finds there.
 */
import assert from "node:assert/strict";
import { stepsFor } from "../../src/cli/errors/finding_steps.ts";
import { openLibrary } from "../../src/connect.ts";
import { diagnose } from "../../src/doctor/diagnose.ts";
import type { CheckName, Finding } from "../../src/doctor/finding.ts";
import { type MemoryDisk, type MemoryHost, memoryHost, memorySecretStore } from "../../src/testing/mod.ts";
import type { MemoryHostOptions, MemorySecretStoreOptions } from "../../src/testing/mod.ts";

export const FOLDER = "/home/me/.atlcli";
export const PATH = `${FOLDER}/credentials.json`;
export const BACKUP = `${PATH}.bak`;

/** An object of JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** What is wrong on a machine. */
export interface Complaint {
  readonly env?: Readonly<Record<string, string>>;
  /** Profiles by name, the first of them active; `null` for no file. */
  readonly profiles?: Readonly<Record<string, Json>> | null;
  /** Does the damage. */
  readonly fill?: (disk: MemoryDisk) => void;
  readonly keychain?: MemorySecretStoreOptions;
  readonly host?: Partial<MemoryHostOptions>;
  readonly profile?: string;
}

/** A profile that is in order. */
export const HEALTHY: Json = {
  baseUrl: "https://work.atlassian.net",
  email: "me@work.test",
  apiToken: "SECRET-of-work",
  deployment: "cloud",
};

/** The credentials file's text. */
export function textOf(profiles: Readonly<Record<string, Json>>): string {
  const [currentProfile] = Object.keys(profiles);
  return JSON.stringify({ currentProfile, profiles });
}

/** Makes the machine. */
export function patient(complaint: Complaint): MemoryHost {
  const { env = {}, profiles = { work: HEALTHY }, fill } = complaint;
  const host = memoryHost({ env: { HOME: "/home/me", ...env }, ...complaint.host });
  if (profiles !== null) host.disk.write(PATH, textOf(profiles));
  fill?.(host.disk);
  return host;
}

/** What is found, with the check that found it. */
type Found = Finding & { readonly check: CheckName };

/** Looks at a machine, asks no server, and sees to it that no secret is shown and nothing changed. */
export async function examined(host: MemoryHost, complaint: Complaint = {}): Promise<readonly Found[]> {
  const library = openLibrary({ host, secretStore: memorySecretStore(complaint.keychain) });
  const before = host.disk.paths().map((path) => [path, host.disk.text(path), host.disk.mode(path)]);
  const { checks } = await diagnose(library, { offline: true, profile: complaint.profile });
  const after = host.disk.paths().map((path) => [path, host.disk.text(path), host.disk.mode(path)]);
  assert.deepEqual(after, before, "looking changes nothing");
  assert.doesNotMatch(JSON.stringify(checks), /SECRET/);
  for (const { findings } of checks) {
    for (const { severity, code, remedy, problem } of findings) {
      assert.equal(code !== undefined, severity === "error");
      assert.ok(remedy !== "" && problem !== "");
    }
  }
  return checks.flatMap(({ name, findings }) => findings.map((finding) => ({ ...finding, check: name })));
}

/** What one finding should be. */
type Expected = Partial<Pick<Found, "check" | "severity" | "code" | "where">> & {
  readonly problem: RegExp;
  readonly remedy: RegExp;
  readonly repair?: NonNullable<Found["repair"]>["kind"] | null;
};

/** Complaints by what they are, and what is found. */
export type Cases = Readonly<Record<string, readonly [Complaint, Expected]>>;

/** A test for each case: that thing is found, once. */
export function testCases(cases: Cases): void {
  for (const [what, [complaint, { problem, remedy, repair, ...rest }]] of Object.entries(cases)) {
    Deno.test(`diagnose() finds ${what}`, async () => {
      const findings = await examined(patient(complaint), complaint);
      const about = findings.filter((finding) =>
        problem.test(finding.problem) && finding.check === rest.check
      );
      assert.equal(about.length, 1, Deno.inspect(findings, { depth: 4 }));
      const [finding] = about;
      assert.ok(finding);
      for (const [member, value] of Object.entries(rest)) {
        assert.equal(Reflect.get(finding, member), value, member);
      }
      assert.match(stepsFor(finding), remedy);
      if (repair !== undefined) assert.equal(finding.repair?.kind ?? null, repair);
    });
  }
}
