import assert from "node:assert/strict";
import type { Handler, Host } from "../../src/core/host.ts";
import { startSandbox } from "../../src/sandbox/mod.ts";

/** Ports in memory: binds nothing, and remembers what it was asked to. */
function fakePorts(options: { readonly taken?: number } = {}): {
  readonly host: Pick<Host, "listen">;
  readonly asked: number[];
  readonly open: Map<number, Handler>;
} {
  const asked: number[] = [];
  const open = new Map<number, Handler>();
  const listen: Host["listen"] = (handler, { port }) => {
    asked.push(port);
    if (port !== 0 && port === options.taken) return Promise.reject(new Error(`Port ${port} is taken`));
    const got = port === 0 ? 40_000 + asked.length : port;
    open.set(got, handler);
    return Promise.resolve({ port: got, close: () => Promise.resolve(void open.delete(got)) });
  };
  return { host: { listen }, asked, open };
}

Deno.test("startSandbox() gives each face a port of its own, and its address with the context path", async () => {
  const ports = fakePorts();
  const sandbox = await startSandbox(ports.host);
  assert.deepEqual(ports.asked, [0, 0, 0, 0]);
  assert.deepEqual(sandbox.urls, {
    cloud: "http://127.0.0.1:40001",
    jira: "http://127.0.0.1:40002/jira",
    confluence: "http://127.0.0.1:40003/confluence",
    media: "http://127.0.0.1:40004",
  });
});

Deno.test("startSandbox() takes four ports in a row from the one it is given", async () => {
  const ports = fakePorts();
  await startSandbox(ports.host, { port: 9000 });
  assert.deepEqual(ports.asked, [9000, 9001, 9002, 9003]);
});

Deno.test("a running sandbox answers at each port with the face that is there, and records it", async () => {
  const ports = fakePorts();
  const sandbox = await startSandbox(ports.host, { tokens: { "jira-valid": "pat" } });
  const url = `${sandbox.urls.jira}/rest/api/2/myself`;
  const init = { headers: { Authorization: "Bearer pat" } };
  const right = await ports.open.get(40_002)?.(new Request(url, init));
  const wrong = await ports.open.get(40_003)?.(
    new Request(`${sandbox.urls.confluence}/rest/api/user/current`, init),
  );
  assert.deepEqual([right?.status, wrong?.status], [200, 401]);
  assert.deepEqual(sandbox.requests.map(({ host, account }) => [host, account]), [
    ["127.0.0.1:40002", "jira-valid"],
    ["127.0.0.1:40003", "jira-valid"],
  ]);
});

Deno.test("a running sandbox names its own address in what it answers", async () => {
  const ports = fakePorts();
  const sandbox = await startSandbox(ports.host);
  const answer = await ports.open.get(40_001)?.(new Request(`${sandbox.urls.cloud}/rest/api/3/serverInfo`));
  assert.match(await answer?.text() ?? "", /"baseUrl":"http:\/\/127\.0\.0\.1:40001"/);
});

const HOSTS: readonly (readonly [url: string, status: number])[] = [
  ["http://127.0.0.1:40001", 200],
  ["http://localhost:40001", 200],
  ["http://site.localhost:40001", 200],
  ["http://[::1]:40001", 200],
  ["http://127.0.0.1:40002", 421],
  ["http://127.0.0.1", 421],
  ["http://evil.example:40001", 421],
  ["http://localhost.evil.example:40001", 421],
  ["http://127.0.0.1.evil.example:40001", 421],
  ["http://10.0.0.1:40001", 421],
];

for (const [origin, status] of HOSTS) {
  Deno.test(`a running sandbox answers ${status} where the host is ${origin}`, async () => {
    const ports = fakePorts();
    const sandbox = await startSandbox(ports.host);
    const answer = await ports.open.get(40_001)?.(new Request(`${origin}/rest/api/3/serverInfo`));
    assert.equal(answer?.status, status);
    assert.equal(sandbox.requests.length, status === 200 ? 1 : 0);
  });
}

Deno.test("close() stops all its servers", async () => {
  const ports = fakePorts();
  const sandbox = await startSandbox(ports.host);
  assert.equal(ports.open.size, 4);
  await sandbox.close();
  assert.equal(ports.open.size, 0);
});

Deno.test("startSandbox() leaves nothing listening when a port is taken", async () => {
  const ports = fakePorts({ taken: 9002 });
  await assert.rejects(startSandbox(ports.host, { port: 9000 }), /Port 9002 is taken/);
  assert.equal(ports.open.size, 0);
});
