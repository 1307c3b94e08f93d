import assert from "node:assert/strict";
import { runCli } from "../../src/cli/app.ts";
import type { Handler, Host } from "../../src/core/host.ts";
import { memoryHost } from "../../src/testing/memory_host.ts";
import { type MemoryTerminal, memoryTerminal } from "../helpers/memory_terminal.ts";

interface Served {
  readonly exit: number;
  readonly terminal: MemoryTerminal;
  /** Every server that listened: its port, its answers, and whether it was closed. */
  readonly servers: readonly { readonly port: number; readonly handler: Handler; closed: boolean }[];
}

/** Runs the command, interrupts it once it has said where it is, and waits for its end. */
async function serve(words: readonly string[], listen?: Host["listen"]): Promise<Served> {
  const servers: { port: number; handler: Handler; closed: boolean }[] = [];
  const terminal: MemoryTerminal = memoryTerminal({ onWrite: () => terminal.interrupt(130) });
  const host: Host = {
    ...memoryHost(),
    listen: listen ?? ((handler, { port }) => {
      const server = { port: port === 0 ? 50_001 + servers.length : port, handler, closed: false };
      servers.push(server);
      return Promise.resolve({ ...server, close: () => Promise.resolve(void (server.closed = true)) });
    }),
  };
  const exit = await runCli(["sandbox", ...words], { host, terminal });
  return { exit, terminal, servers };
}

Deno.test("sandbox serves three sites until it is interrupted, and ends with 0", async () => {
  const { exit, servers, terminal } = await serve([]);
  assert.equal(exit, 0, terminal.err());
  assert.deepEqual(servers.map(({ port, closed }) => [port, closed]), [
    [50_001, true],
    [50_002, true],
    [50_003, true],
    [50_004, true],
  ]);
  assert.match(terminal.err(), /^Serving on 127\.0\.0\.1 until Ctrl-C\./m);
});

Deno.test("sandbox lists every site, and every account with its behaviour", async () => {
  const { terminal } = await serve([]);
  const out = terminal.out();
  assert.match(
    out,
    /^Cloud: http:\/\/127\.0\.0\.1:50001\n {2}cloud-valid: works\n {4}mia\.mueller@\S+ {2}ATATT3x\S+$/m,
  );
  assert.match(
    out,
    /^Jira Data Center: http:\/\/127\.0\.0\.1:50002\/jira\n {2}jira-valid: works\n {4}mia\.mueller {2}\S{44}$/m,
  );
  assert.match(out, /^Confluence Data Center: http:\/\/127\.0\.0\.1:50003\/confluence$/m);
  assert.match(out, /^ {2}jira-captcha: has to solve a CAPTCHA in a browser first: 403$/m);
});

Deno.test("sandbox shows how to sign in", async () => {
  const { terminal } = await serve([]);
  assert.match(
    terminal.err(),
    /atlcli auth login --profile sandbox --site http:\/\/127\.0\.0\.1:50001 --email mia\.mueller@sandbox\.example$/m,
  );
});

Deno.test("sandbox --json prints one line, which a script can read while it serves", async () => {
  const { terminal } = await serve(["--json"]);
  assert.equal(terminal.out().split("\n").length, 2);
  const { urls, accounts } = JSON.parse(terminal.out());
  assert.deepEqual(urls, {
    cloud: "http://127.0.0.1:50001",
    jira: "http://127.0.0.1:50002/jira",
    confluence: "http://127.0.0.1:50003/confluence",
    media: "http://127.0.0.1:50004",
  });
  assert.deepEqual(Object.keys(accounts[0]), ["name", "face", "email", "token", "what"]);
  assert.equal(terminal.err(), "");
});

Deno.test("sandbox --port takes that port and the three after it", async () => {
  const { servers } = await serve(["--port", "8700"]);
  assert.deepEqual(servers.map(({ port }) => port), [8700, 8701, 8702, 8703]);
});

Deno.test("sandbox --issues generates issues", async () => {
  const { servers, terminal } = await serve(["--json", "--issues", "7"]);
  const { accounts } = JSON.parse(terminal.out());
  const account = accounts.find(({ name }: { readonly name: string }) => name === "jira-valid");
  const answer = await servers[1]?.handler(
    new Request("http://127.0.0.1:50002/jira/rest/api/2/search?jql=project%20%3D%20LOAD", {
      headers: { Authorization: `Bearer ${account.token}` },
    }),
  );
  assert.equal((await answer?.json()).total, 7);
});

Deno.test("sandbox --pages generates pages", async () => {
  const { servers, terminal } = await serve(["--json", "--pages", "7"]);
  const { accounts } = JSON.parse(terminal.out());
  const account = accounts.find(({ name }: { readonly name: string }) => name === "confluence-valid");
  const answer = await servers[2]?.handler(
    new Request("http://127.0.0.1:50003/confluence/rest/api/content?spaceKey=LOAD", {
      headers: { Authorization: `Bearer ${account.token}` },
    }),
  );
  assert.equal((await answer?.json()).size, 7);
});

Deno.test("sandbox on a used port reports that, and how to choose another", async () => {
  const taken: Host["listen"] = () => Promise.reject(new Error("Address already in use (os error 98)"));
  const { exit, terminal } = await serve(["--port", "8700"], taken);
  assert.equal(exit, 2);
  assert.equal(
    terminal.err(),
    "Error: Cannot listen on the ports 8700 to 8703: Address already in use (os error 98)\n" +
      "  - Give another --port, or omit it to use free ports\n",
  );
});
