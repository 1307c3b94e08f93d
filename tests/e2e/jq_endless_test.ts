/** Expressions of jq that never end, or fill the memory, in the real program. */
import assert from "node:assert/strict";
import { ATLCLI, environment, inHome } from "./atlcli_process.ts";
import { gatedTest, onlyOn } from "../helpers/gate.ts";

/** A site that answers everything with a list. */
async function withSite(
  work: (started: (expression: string) => Deno.ChildProcess) => Promise<void>,
): Promise<void> {
  await inHome(async ({ folder, write }) => {
    const server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen: () => {} },
      () => Response.json([1, 2]),
    );
    const baseUrl = `http://127.0.0.1:${server.addr.port}`;
    const profile = { name: "dc", baseUrl, authType: "bearer", apiToken: "x".repeat(44), product: "jira" };
    await write({ currentProfile: "dc", profiles: { dc: { ...profile, deployment: "data-center" } } });
    const [deno, ...args] = ATLCLI;
    try {
      await work((expression) =>
        new Deno.Command(deno, {
          args: [...args, "api", "/rest/api/2/x", "--jq", expression],
          env: environment(folder),
          clearEnv: true,
          stdin: "null",
          stdout: "piped",
          stderr: "piped",
        }).spawn()
      );
    } finally {
      await server.shutdown();
    }
  });
}

/** Hundredths of a second that a process has computed. */
async function computed(pid: number): Promise<number> {
  const stat = await Deno.readTextFile(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(")")).split(" ")[12]);
}

for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
  gatedTest({
    name: `an expression of jq that never ends is ended by ${signal}, with ${code}`,
    unless: onlyOn("linux", "the CPU time of a process is read from /proc"),
    fn: () =>
      withSite(async (started) => {
        const child = started("def f: f; f");
        // Starting takes less than three seconds of computing: by then it is in the expression.
        while (await computed(child.pid) < 300) await new Promise((resolve) => setTimeout(resolve, 50));
        child.kill(signal);
        const stuck = setTimeout(() => child.kill("SIGKILL"), 20_000);
        const { code: left, stdout } = await child.output();
        clearTimeout(stuck);
        assert.equal(left, code);
        assert.equal(stdout.length, 0);
      }),
  });
}

for (const expression of ["[range(1e12)]", "def f: 1 + f; f"]) {
  Deno.test(`${expression} fills jq's memory, and no more, and is an error of usage`, () =>
    withSite(async (started) => {
      const { code, stderr } = await started(expression).output();
      assert.equal(code, 2);
      assert.match(new TextDecoder().decode(stderr), /--jq failed: out of memory/);
    }));
}
