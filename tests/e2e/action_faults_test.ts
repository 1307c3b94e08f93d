/** The GitHub Action where something is in its way: the network, the release, and what earlier jobs left. */
import assert from "node:assert/strict";
import { actionTest, shell } from "./action_fixture.ts";
import type { Job, Step } from "./action_runner.ts";
import { ASSET, bytesOf, type Fault, type ReleaseServer, startReleases, VERSION } from "./action_releases.ts";

/** What the tool cache holds, folders that are being filled included. */
async function installed({ toolCache }: Job): Promise<readonly string[]> {
  try {
    return (await Array.fromAsync(Deno.readDir(`${toolCache}/atlcli`))).map(({ name }) => name);
  } catch {
    return [];
  }
}

function textOf(files: ReleaseServer["files"]): string {
  return new TextDecoder().decode(files.get("SHA256SUMS"));
}

/** It failed, with these words, and left nothing behind. */
async function failed(job: Job, { exit, log }: Step, words: RegExp): Promise<void> {
  assert.equal(exit, 1, log);
  assert.match(log, words);
  assert.deepEqual([await installed(job), job.path, job.env, job.outputs], [[], [], {}, {}]);
  assert.equal((await job.post()).exit, 0);
}

actionTest("installs nothing whose sum is another", async ({ job, releases }) => {
  releases.files.set(ASSET, bytesOf("#!/bin/sh\necho bad\n"));
  await failed(
    job,
    await job.uses(),
    /^::error::The checksum of atlcli-\S+ is [0-9a-f]{64}, but the release states [0-9a-f]{64}/m,
  );
});

actionTest("installs nothing that has no sum", async ({ job, releases }) => {
  await releases.signText(`# atlcli ${VERSION}\n${"0".repeat(64)}  atlcli-for-another-system\n`);
  await failed(job, await job.uses(), /^::error::The release \S+ has no checksum for atlcli-/m);
});

const FORGED: readonly (readonly [string, (releases: ReleaseServer) => void])[] = [
  ["sums that were changed", ({ files }) => files.set("SHA256SUMS", bytesOf(`${textOf(files)}\n`))],
  ["no signature", ({ files }) => files.delete("SHA256SUMS.sig")],
  ["an invalid signature", ({ files }) => files.set("SHA256SUMS.sig", bytesOf("AAAA\n"))],
  [
    "a signature with another key",
    ({ files }) => files.set("SHA256SUMS.sig", bytesOf(`${btoa("x".repeat(64))}\n`)),
  ],
  ["the signed sums of another version", (releases) => releases.sign("0.0.9")],
];

for (const [name, forge] of FORGED) {
  actionTest(`installs nothing with ${name}`, async ({ job, releases }) => {
    await forge(releases);
    await failed(
      job,
      await job.uses(),
      /is not signed with a key|responded with 404|has the checksums of another version/,
    );
    assert.ok(releases.asked.every((path) => !path.endsWith(ASSET)));
  });
}

actionTest("installs nothing as long as it knows no key", async ({ job, releases }) => {
  await Deno.writeTextFile(
    `${job.folder}/checkout/action/release_keys.mjs`,
    "export const RELEASE_KEYS = [];\n",
  );
  await failed(job, await job.uses(), /has no public key to verify releases with/);
  assert.deepEqual(releases.asked, []);
});

actionTest("says when there is no such version", async ({ job, releases }) => {
  await failed(
    job,
    await job.uses({ version: "99.0.0" }),
    /the server responded with 404\. Check that there is a release/,
  );
  assert.deepEqual(releases.asked, ["/download/v99.0.0/SHA256SUMS"]);
});

actionTest("does not put on PATH what is another version, or does not start", async ({ job, releases }) => {
  releases.files.set(ASSET, bytesOf("#!/bin/sh\necho 9.9.9\n"));
  await releases.sign();
  const { exit, log } = await job.uses();
  assert.match(log, /^::error::.* (?:reports version "9\.9\.9", not \d|does not start)/m);
  assert.deepEqual([exit, job.path, job.outputs], [1, [], {}]);
});

for (const fault of ["unavailable", "cut short", "dropped"] satisfies Fault[]) {
  actionTest(`tries again when an answer is ${fault}`, async ({ job, releases }) => {
    releases.faults.push(fault);
    const { exit, log } = await job.uses();
    assert.equal(exit, 0, log);
    assert.match(log, /Trying again/);
    assert.equal((await shell(job, "atlcli --version")).out, `${VERSION}\n`);
  });
}

actionTest("gives up when a download breaks off again and again", async ({ job, releases }) => {
  releases.faults.push("cut short", "cut short", "cut short");
  // A connection that is dropped at once may show before the headers.
  const why = /^::error::(?:The download broke off after \d+ bytes|Failed to load http:\S+: socket hang up)/m;
  await failed(job, await job.uses(), why);
});

actionTest("says when there is no network", async ({ job, releases }) => {
  await releases.close();
  await failed(
    job,
    await job.uses(),
    /^::error::Failed to load http:\S+SHA256SUMS: .*ECONNREFUSED.*Check the network/m,
  );
});

actionTest("follows where a file is said to be, and not for ever", async ({ job, again, releases }) => {
  const elsewhere = await startReleases();
  releases.elsewhere = elsewhere.url;
  assert.equal((await again().uses()).exit, 0);
  assert.deepEqual(elsewhere.asked, releases.asked);
  await elsewhere.close();
  await Deno.remove(job.toolCache, { recursive: true });
  releases.elsewhere = releases.url;
  await failed(job, await job.uses(), /too many redirects/);
});

for (const place of ["http://release.example", "ftp://127.0.0.1", "file:///tmp"]) {
  actionTest(`does not follow to ${place}`, async ({ job, releases }) => {
    releases.elsewhere = place;
    await failed(job, await job.uses(), /it redirects to a URL without https/);
  });
}

for (const place of ["http://release.example", "nowhere", "ftp://127.0.0.1"]) {
  actionTest(`loads nothing from ${place}`, async ({ again }) => {
    const job = again({ ATLCLI_RELEASES_URL: place });
    await failed(job, await job.uses(), /ATLCLI_RELEASES_URL is not an https URL/);
  });
}

actionTest("replaces what is broken in the tool cache", async ({ job, again, releases }) => {
  await job.uses();
  const path = job.outputs["path"] ?? "";
  await Deno.writeTextFile(path, "#!/bin/sh\necho half of it");
  releases.asked.length = 0;
  const next = again();
  const { exit, log } = await next.uses();
  assert.equal(exit, 0, log);
  assert.deepEqual([next.outputs["cache-hit"], releases.asked.length], ["false", 3]);
  assert.equal((await shell(next, "atlcli --version")).out, `${VERSION}\n`);
});

actionTest(
  "removes what jobs that were killed left behind, and leaves those that run alone",
  async ({ job }) => {
    const [old, young] = ["old", "young"].map((name) => `${job.toolCache}/atlcli/.partial-${name}`);
    for (const folder of [old, young]) await Deno.mkdir(`${folder}/x`, { recursive: true });
    await Deno.utime(old ?? "", 0, 0);
    assert.equal((await job.uses()).exit, 0);
    assert.deepEqual([...await installed(job)].sort(), [".partial-young", VERSION]);
  },
);

actionTest("installs where there is no tool cache, and takes it away at the end", async ({ again }) => {
  const job = again({ RUNNER_TOOL_CACHE: undefined });
  assert.equal((await job.uses()).exit, 0);
  const path = job.outputs["path"] ?? "";
  assert.ok(path.startsWith(await Deno.realPath(job.temp)), path);
  assert.equal((await shell(job, "atlcli --version")).exit, 0);
  assert.equal((await job.post()).exit, 0);
  await assert.rejects(Deno.stat(path), Deno.errors.NotFound);
});

actionTest("installs once where two jobs do at the same time", async ({ job, again }) => {
  const jobs = [job, again({ RUNNER_TEMP: `${job.folder}` })];
  const second = jobs[1] ?? job;
  Object.defineProperty(second, "temp", { value: `${job.folder}/temp2` });
  for (const { exit, log } of await Promise.all(jobs.map((each) => each.uses()))) assert.equal(exit, 0, log);
  assert.deepEqual(await installed(job), [VERSION]);
  for (const each of jobs) assert.equal((await shell(each, "atlcli --version")).out, `${VERSION}\n`);
});

actionTest("says when it is not run by a runner", async ({ again }) => {
  const job = again({ GITHUB_PATH: undefined });
  const { exit, log } = await job.uses();
  assert.deepEqual([exit, /GITHUB_PATH is not set\. Run this as a step/.test(log)], [1, true], log);
});
