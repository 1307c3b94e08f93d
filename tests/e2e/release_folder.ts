/**
 * Releases of real executables, served on loopback.
 */
import { makeExecutables } from "../../scripts/release/compile.ts";
import { makeKey } from "../../scripts/release/release_key.ts";
import { signRelease } from "../../scripts/release/sign.ts";
import { writeSums } from "../../scripts/release/sums.ts";
import { RELEASE_TARGETS } from "../../src/cli/commands/upgrade/release_targets.ts";

/** The version that is installed, and the one that is released after it. */
export const [OLD, NEW] = ["1.0.0", "1.1.0"] as const;

/** The file of this machine's executable in a release. */
export const FILE: string = RELEASE_TARGETS.find(({ triple }) => triple === Deno.build.target)?.file ?? "";

/** Releases, on loopback. */
export interface ReleaseServer {
  readonly url: string;
  /** `GET /path`, with the names of the headers that say who asks. */
  readonly asked: readonly string[];
  /** Where the executable of a version is. */
  readonly executable: (version: string) => string;
  /** Answers a path instead of the file; `undefined` goes back to that. */
  interfere(
    answer: ((path: string) => Promise<Response | undefined> | Response | undefined) | undefined,
  ): void;
  stop(): Promise<void>;
}

/** Makes both versions, as a release is made; each knows the key that signed both. Serves them. */
export async function serveReleases(folder: string): Promise<ReleaseServer> {
  const { privateKey, publicKey } = await makeKey();
  for (const version of [OLD, NEW]) {
    const place = `${folder}/download/v${version}`;
    await Deno.mkdir(place, { recursive: true });
    await makeExecutables([{ to: `${place}/${FILE}` }], { version, releaseKeys: [publicKey] });
    await writeSums(place, { version, files: [FILE] });
    await signRelease(place, {
      version,
      files: [FILE],
      privateKey,
      believers: { "the test's executables": [publicKey] },
    });
  }
  return serve(folder);
}

function serve(folder: string): ReleaseServer {
  const asked: string[] = [];
  let interfere: Parameters<ReleaseServer["interfere"]>[0];
  const answer = async (request: Request): Promise<Response> => {
    const path = new URL(request.url).pathname;
    const who = ["authorization", "cookie"].filter((name) => request.headers.has(name));
    asked.push(["GET", path, ...who].join(" "));
    const instead = await interfere?.(path);
    if (instead !== undefined) return instead;
    const real = path.replace("/latest/download/", `/download/v${NEW}/`);
    const file = await Deno.open(`${folder}${real}`).catch(() => undefined);
    return file === undefined ? new Response(null, { status: 404 }) : new Response(file.readable);
  };
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, answer);
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    asked,
    executable: (version) => `${folder}/download/v${version}/${FILE}`,
    interfere: (next) => void (interfere = next),
    stop: () => server.shutdown(),
  };
}
