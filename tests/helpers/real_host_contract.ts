/**
 * What every real Host must do in addition to {@linkcode hostContract}: start programs, send HTTP requests, wait.
 *
 * @module
 */
import assert from "node:assert/strict";
import { env } from "node:process";
import { type Host, RunFault } from "../../src/core/host.ts";
import { Secret } from "../../src/core/secret.ts";
import { type ContractOptions, contractTest } from "./contract_options.ts";
import { scriptCommand } from "./host_scripts.ts";
import { HOST_EXPECTATIONS } from "./host_systems.ts";

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

type Register = (sentence: string, body: (host: Host) => Promise<void>) => void;

/** Registers the tests. */
export function realHostContract(name: string, open: () => Host, options: ContractOptions = {}): void {
  const test: Register = (sentence, body) =>
    contractTest(options, { name, sentence, fn: async () => await body(open()) });
  programs(test);
  faultyPrograms(test);
  network(test);
  machine(test);
}

function programs(test: Register): void {
  test("hands a program its input, and brings back both outputs and the status", async (host) => {
    const stdin = new TextEncoder().encode("in\0put");
    const result = await host.run(scriptCommand(host.os, "copy input, complain, exit with 3", { stdin }));
    assert.equal(text(result.stdout), "in\0put");
    assert.equal(text(result.stderr), "problem\n");
    assert.equal(result.code, 3);
  });
  test("gives a program nothing to read when it is given nothing", async (host) => {
    assert.equal(text((await host.run(scriptCommand(host.os, "copy input"))).stdout), "");
  });
  test("does not mind a program that leaves its input unread", async (host) => {
    const stdin = new Uint8Array(5_000_000);
    assert.equal((await host.run(scriptCommand(host.os, "read nothing", { stdin }))).code, 0);
  });
  test("starts a program with these variables and no others", async (host) => {
    env["ATLCLI_TEST_SECRET"] = "s";
    try {
      const only = { kind: "only", variables: { A: "1" } } as const;
      const all = await host.run(scriptCommand(host.os, "print all variables", { environment: only }));
      const lines = text(all.stdout).split(/\r?\n/).filter((line) =>
        /^(?:A|ATLCLI_\w*|PATH|HOME)=/.test(line)
      );
      assert.deepEqual(lines, ["A=1"]);
      const emptied = { kind: "inherited", emptied: ["ATLCLI_TEST_SECRET"] } as const;
      const name = "print the secret, and whether there is a PATH";
      const seen = await host.run(scriptCommand(host.os, name, { environment: emptied }));
      assert.equal(text(seen.stdout), "[]\npath\n");
    } finally {
      delete env["ATLCLI_TEST_SECRET"];
    }
  });
  test("gives 128 and the signal when a program dies by one", async (host) => {
    const command = { ...scriptCommand(host.os, "read nothing"), args: ["-c", "kill -9 $$"] };
    assert.equal((await host.run(command)).code, 137);
  });
  test("keeps the first mebibyte of an output, and lets the program write the rest", async (host) => {
    const result = await host.run(scriptCommand(host.os, "write three megabytes"));
    assert.equal(result.stdout.length, 1024 * 1024);
    assert.equal(text(result.stderr), "done\n");
  });
}

function faultyPrograms(test: Register): void {
  for (
    const [what, program, reason] of [
      ["is not there", "/nonesuch/program", "not-found"],
      ["is on no path", "atlcli-no-such-program", "not-found"],
      ["is a folder", undefined, "denied"],
    ] as const
  ) {
    test(`tells when a program ${what}`, async (host) => {
      const path = program ?? HOST_EXPECTATIONS[host.os].folder;
      const command = scriptCommand(host.os, "read nothing", { program: path });
      const fault = await host.run(command).catch((error) => error);
      assert.ok(fault instanceof RunFault, String(fault));
      assert.equal(fault.reason, reason);
      assert.equal(fault.program, path);
    });
  }
  test("kills a program that takes too long, also when its child keeps the output open", async (host) => {
    const start = Date.now();
    const limits = { timeoutMs: 100, stdin: new Uint8Array(8_000) };
    const fault = await host.run(scriptCommand(host.os, "run on with a child", limits)).catch((error) =>
      error
    );
    assert.ok(fault instanceof RunFault, String(fault));
    assert.equal(fault.reason, "timeout");
    assert.ok(Date.now() - start < 5_000);
  });
}

function network(test: Register): void {
  test("answers on loopback, and fetches from there", async (host) => {
    const server = await host.listen((request) => new Response(new URL(request.url).pathname), { port: 0 });
    const { fetch, close } = host.transport();
    const answer = await fetch(new URL(`http://127.0.0.1:${server.port}/path`), {});
    assert.equal(await answer.text(), "/path");
    await assert.rejects(host.listen(() => new Response(), { port: server.port }), /in ?use/i);
    close();
    await server.close();
  });
  test("hands on what was sent, method, headers and body, and what was answered", async (host) => {
    const seen: string[] = [];
    const server = await host.listen(async (request) => {
      seen.push(request.method, request.headers.get("x-a") ?? "", await request.text());
      return new Response(null, { status: 302, headers: { location: "/elsewhere" } });
    }, { port: 0 });
    const { fetch, close } = host.transport();
    const init = { method: "PUT", headers: { "x-a": "b" }, body: new Blob(["c"]).stream() };
    const answer = await fetch(new URL(`http://127.0.0.1:${server.port}/path`), {
      ...init,
      redirect: "manual",
    });
    assert.deepEqual([answer.status, answer.headers.get("location")], [302, "/elsewhere"]);
    assert.deepEqual(seen, ["PUT", "b", "c"]);
    await answer.body?.cancel();
    close();
    await server.close();
  });
  test("resolves names like the system, and fails for unknown ones", async (host) => {
    assert.ok((await host.lookup("localhost")).some((address) => ["127.0.0.1", "::1"].includes(address)));
    assert.deepEqual(await host.lookup("nothing.invalid"), []);
  });
  test("sends requests to the proxy it is given, forms too", async (host) => {
    const seen: (string | null)[] = [];
    const proxy = await host.listen(async (request) => {
      seen.push(request.url, request.headers.get("proxy-authorization"));
      const form = request.method === "POST" ? await request.formData() : undefined;
      return new Response(`by proxy: ${form?.get("name")}`);
    }, { port: 0 });
    const url = `http://127.0.0.1:${proxy.port}`;
    const transport = host.transport({ proxy: { url, username: "me", password: new Secret("a:ü") } });
    const body = new FormData();
    body.set("name", "value");
    const answer = await transport.fetch(new URL("http://jira.test/path"), { method: "POST", body });
    assert.equal(await answer.text(), "by proxy: value");
    const credential = btoa(String.fromCharCode(...new TextEncoder().encode("me:a:ü")));
    assert.deepEqual(seen, ["http://jira.test/path", `Basic ${credential}`]);
    transport.close();
    await proxy.close();
  });
}

function machine(test: Register): void {
  test("counts an empty variable as unset", (host) => {
    env["ATLCLI_TEST_EMPTY"] = "";
    assert.equal(host.env("ATLCLI_TEST_EMPTY"), undefined);
    delete env["ATLCLI_TEST_EMPTY"];
    return Promise.resolve();
  });
  test("stops waiting when the signal fires", async ({ clock }) => {
    const controller = new AbortController();
    const waiting = clock.sleep(60_000, controller.signal);
    controller.abort(new Error("stop"));
    await assert.rejects(waiting, /stop/);
    await assert.rejects(clock.sleep(60_000, controller.signal), /stop/);
    const start = clock.now();
    await clock.sleep(20, new AbortController().signal);
    assert.ok(clock.now() - start >= 15);
  });
  test("goes by the proxy that proxyFor() names, and by none that the runtime reads itself", async (host) => {
    const proxy = await host.listen(({ url }) => new Response(`by proxy: ${new URL(url).host}`), { port: 0 });
    const server = await host.listen(() => new Response("straight"), { port: 0 });
    const url = `http://127.0.0.1:${proxy.port}`;
    for (const [list, name, by] of PROXIED) {
      const wanted = name === "127.0.0.1" ? `127.0.0.1:${server.port}` : name;
      const outcome = await withVariables({ HTTP_PROXY: url, NO_PROXY: list }, async () => {
        const target = new URL(`http://${wanted}/path`);
        assert.equal(host.proxyFor(target)?.url, by === "proxy" ? `${url}/` : undefined);
        const transport = host.transport();
        const answer = transport.fetch(target, { method: "GET" }).then((response) => response.text());
        const text = await answer.catch(() => "no such host");
        transport.close();
        return text;
      });
      const expected = { proxy: `by proxy: ${wanted}`, straight: "straight", nobody: "no such host" }[by];
      assert.equal(outcome, expected, `${list} ${wanted}`);
    }
    await proxy.close();
    await server.close();
  });
}

/** `NO_PROXY`, the host of a request, and who responds: `nobody` if the host name does not exist. */
const PROXIED: readonly (readonly [list: string, host: string, by: "proxy" | "straight" | "nobody"])[] = [
  ["", "jira.invalid", "proxy"],
  ["", "127.0.0.1", "straight"],
  ["*.invalid", "jira.invalid", "nobody"],
  [".INVALID", "jira.invalid", "nobody"],
  ["jira.invalid:80", "jira.invalid", "nobody"],
  ["jira.invalid:8080", "jira.invalid", "proxy"],
  ["x.invalid jira.invalid", "jira.invalid", "nobody"],
  ["*", "jira.invalid", "nobody"],
];

/** Runs something with variables of this process, and puts them back. */
async function withVariables<T>(
  variables: Readonly<Record<string, string>>,
  use: () => Promise<T>,
): Promise<T> {
  const before = Object.keys(variables).map((name) => [name, env[name]] as const);
  Object.assign(env, variables);
  try {
    return await use();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete env[name];
      else env[name] = value;
    }
  }
}
