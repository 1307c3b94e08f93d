/**
 * A Jira that asks for a client certificate: openssl's own server, because Deno's asks for none.
 *
 * @module
 */
import { type ChildProcess, spawn } from "node:child_process";
import type { Certificates } from "./certificates.ts";

const ANSWERS = {
  serverInfo: { deploymentType: "Server", version: "10.3.0" },
  myself: { name: "mia", key: "mia", displayName: "Mia", emailAddress: "mia@company.test", active: true },
};

/** What openssl answers lies in files, as it is. */
async function writeAnswers(folder: string): Promise<void> {
  await Deno.mkdir(`${folder}/rest/api/2`, { recursive: true });
  for (const [name, value] of Object.entries(ANSWERS)) {
    const head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-AUSERNAME: mia\r\nConnection: close";
    await Deno.writeTextFile(`${folder}/rest/api/2/${name}`, `${head}\r\n\r\n${JSON.stringify(value)}`);
  }
}

/** Runs one for as long as `use` takes. */
export async function withStrictServer(
  { folder }: Certificates,
  use: (site: string) => Promise<void>,
): Promise<void> {
  await writeAnswers(folder);
  const server = spawn("openssl", [
    ...["s_server", "-accept", "127.0.0.1:0", "-HTTP", "-cert", "good.pem", "-key", "good.key"],
    ...["-CAfile", "ca.pem", "-Verify", "1", "-verify_return_error"],
  ], { cwd: folder, stdio: ["ignore", "pipe", "ignore"] });
  try {
    await use(`https://localhost:${await portOf(server)}`);
  } finally {
    const ended = Promise.withResolvers<void>();
    server.once("close", () => ended.resolve());
    server.kill("SIGKILL");
    await ended.promise;
  }
}

/** It says `ACCEPT 127.0.0.1:41234` when it is ready. */
async function portOf(server: ChildProcess): Promise<string> {
  let said = "";
  const ready = Promise.withResolvers<string>();
  server.stdout?.on("data", (bytes: Uint8Array) => {
    said += new TextDecoder().decode(bytes);
    const [, port] = /ACCEPT .*:(\d+)/.exec(said) ?? [];
    if (port !== undefined) ready.resolve(port);
  });
  server.once("close", () => ready.reject(new Error(`openssl ended: ${said}`)));
  return await ready.promise;
}
