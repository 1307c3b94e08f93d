/** The tool cache of a runner, which another job may have written to: only a signed release is taken from it. */
import assert from "node:assert/strict";
import { makeKey, sign } from "../../scripts/release/release_key.ts";
import { sha256Text } from "../helpers/sha256_text.ts";
import { actionTest, sandbox, type Scene, shell } from "./action_fixture.ts";
import { ASSET, VERSION } from "./action_releases.ts";

const YOU = sandbox.account("cloud-valid");
const SIGN_IN = { site: sandbox.urls.cloud, email: YOU.email ?? "", token: YOU.token };
const STRANGER = await makeKey();

/** What another job does to the cache: `folder` is where the executable lies, `evil` a program of that job's. */
type Attack = (place: {
  readonly folder: string;
  readonly path: string;
  readonly evil: string;
  readonly releases: Scene["releases"];
}) => Promise<void>;

const sumsOf = async (program: string, version = VERSION): Promise<string> =>
  `# atlcli ${version}\n${await sha256Text(program)}  ${ASSET}\n`;

const ATTACKS: Readonly<Record<string, Attack>> = {
  "another executable": ({ path, evil }) => Deno.writeTextFile(path, evil),
  "another executable, and its sum": async ({ folder, path, evil }) => {
    await Deno.writeTextFile(path, evil);
    await Deno.writeTextFile(`${folder}/sha256`, await sha256Text(evil));
    await Deno.writeTextFile(`${folder}/SHA256SUMS`, await sumsOf(evil));
  },
  "another executable, with checksums signed with another key": async ({ folder, path, evil }) => {
    const sums = await sumsOf(evil);
    await Deno.writeTextFile(path, evil);
    await Deno.writeTextFile(`${folder}/SHA256SUMS`, sums);
    await Deno.writeTextFile(
      `${folder}/SHA256SUMS.sig`,
      `${(await sign(sums, STRANGER.privateKey)).signature}\n`,
    );
  },
  "another version that is signed": async ({ folder, path, evil, releases }) => {
    const own = [...releases.files];
    await releases.signText(await sumsOf(evil, "0.0.1"));
    await Deno.writeTextFile(path, evil);
    for (const name of ["SHA256SUMS", "SHA256SUMS.sig"]) {
      await Deno.writeFile(`${folder}/${name}`, releases.files.get(name) ?? new Uint8Array());
    }
    for (const [name, file] of own) releases.files.set(name, file);
  },
  "a link to the same content": async ({ folder, path }) => {
    await Deno.rename(path, `${folder}/../elsewhere`);
    await Deno.symlink(`${folder}/../elsewhere`, path);
  },
  "no signature": ({ folder }) => Deno.remove(`${folder}/SHA256SUMS.sig`),
  "no sums": ({ folder }) => Deno.remove(`${folder}/SHA256SUMS`),
};

for (const [name, attack] of Object.entries(ATTACKS)) {
  actionTest(`takes nothing from a tool cache that has ${name}`, async ({ job, again, releases }) => {
    await job.uses();
    const path = job.outputs["path"] ?? "";
    const stolen = `${job.folder}/stolen`;
    const evil = `#!/bin/sh\necho "$ATLCLI_API_TOKEN" >>'${stolen}'\necho ${VERSION}\n`;
    await attack({ folder: path.slice(0, path.lastIndexOf("/")), path, evil, releases });
    releases.asked.length = 0;
    const next = again();
    const { exit, log } = await next.uses(SIGN_IN);
    assert.equal(exit, 0, log);
    assert.deepEqual([next.outputs["cache-hit"], releases.asked.length], ["false", 3]);
    assert.equal((await shell(next, "atlcli --version")).out, `${VERSION}\n`);
    await assert.rejects(Deno.stat(stolen), Deno.errors.NotFound);
    assert.ok((await Deno.lstat(path)).isFile);
    releases.asked.length = 0;
    assert.deepEqual([(await again().uses()).exit, releases.asked], [0, []]);
  });
}
