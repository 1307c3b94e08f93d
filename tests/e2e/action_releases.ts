/** A place that releases are loaded from, on loopback: what it serves, and how it fails. */
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { RELEASE_TARGETS } from "../../src/cli/commands/upgrade/release_targets.ts";
import { makeKey, sign } from "../../scripts/release/release_key.ts";
import { ATLCLI } from "./atlcli_process.ts";
import type { Pair } from "./certificates.ts";
import config from "../../deno.json" with { type: "json" };

/** The version that it has. */
export const VERSION = config.version;

const { privateKey, publicKey } = await makeKey();

/** The public key of the releases, its 32 bytes in base64. */
export const KEY: string = publicKey;

/** How an answer fails, once. */
export type Fault = "unavailable" | "cut short" | "dropped";

/** A server that runs. */
export interface ReleaseServer {
  /** Below it is a folder for each version. */
  readonly url: string;
  /** The files of the one release, by name. May be changed. */
  readonly files: Map<string, Uint8Array<ArrayBuffer>>;
  /** What has been asked for, in order: the paths. */
  readonly asked: string[];
  /** What the next answers are to fail with. */
  readonly faults: Fault[];
  /** Where answers say that the files are, instead of giving them; below it, the same paths. */
  elsewhere: string | undefined;
  /** Writes the sums of all files anew, and signs them. */
  sign(version?: string): Promise<void>;
  /** Signs other sums. */
  signText(text: string): Promise<void>;
  close(): Promise<void>;
}

/** A text in UTF-8. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text));
}

/** The executable of this machine, if the tests were given one; else a script that starts the program. */
async function program(): Promise<Uint8Array<ArrayBuffer>> {
  const path = Deno.env.get("ATLCLI_EXECUTABLE");
  if (path !== undefined) {
    return new Uint8Array(
      await Deno.readFile(fileURLToPath(new URL(path, new URL("../../", import.meta.url)))),
    );
  }
  const words = ATLCLI.map((word) => `'${word}'`).join(" ");
  return bytesOf(`#!/bin/sh\nexec ${words} "$@"\n`);
}

/** The name that the executable of this machine has in a release. */
export const ASSET: string = RELEASE_TARGETS.find(({ triple }) => triple === Deno.build.target)?.file ?? "";

/**
 * Starts a server with one release of this version in it.
 *
 * @param tls Its certificate; without one it speaks http.
 */
export async function startReleases(tls?: Pair): Promise<ReleaseServer> {
  const files = new Map([[ASSET, await program()]]);
  const asked: string[] = [];
  const faults: Fault[] = [];
  const answer = (request: Request): Response => {
    const { pathname } = new URL(request.url);
    asked.push(pathname);
    const fault = faults.shift();
    if (fault === "unavailable") return new Response("try later", { status: 503 });
    if (releases.elsewhere !== undefined) {
      return new Response(null, { status: 302, headers: { location: `${releases.elsewhere}${pathname}` } });
    }
    const [, name = ""] = pathname.split(`/download/v${VERSION}/`);
    const file = name !== "" ? files.get(name) : undefined;
    if (file === undefined) return new Response("not found", { status: 404 });
    return fault === undefined ? new Response(file) : broken(file, fault);
  };
  const server = Deno.serve({
    port: 0,
    hostname: "127.0.0.1",
    onListen() {},
    onError: () => new Response(null, { status: 500 }),
    ...tls,
  }, answer);
  const releases: ReleaseServer = {
    url: `${tls ? "https://localhost" : "http://127.0.0.1"}:${server.addr.port}`,
    files,
    asked,
    faults,
    elsewhere: undefined,
    sign(version = VERSION) {
      const lines = [...files].filter(([name]) => !name.startsWith("SHA256SUMS")).map(([name, bytes]) =>
        `${createHash("sha256").update(bytes).digest("hex")}  ${name}\n`
      );
      return releases.signText(`# atlcli ${version}\n${lines.join("")}`);
    },
    async signText(text) {
      files.set("SHA256SUMS", bytesOf(text));
      files.set("SHA256SUMS.sig", bytesOf(`${(await sign(text, privateKey)).signature}\n`));
    },
    close: () => server.shutdown(),
  };
  await releases.sign();
  return releases;
}

/** A body that says how long it is, and ends before. */
function broken(file: Uint8Array<ArrayBuffer>, fault: Fault): Response {
  const part = file.subarray(0, fault === "dropped" ? 0 : file.length >> 1);
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      controller.enqueue(part);
    },
    pull(controller) {
      controller.error(new Error(fault));
    },
  });
  return new Response(body, { headers: { "content-length": String(file.length) } });
}
