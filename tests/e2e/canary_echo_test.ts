/**
 * A server that knows the token, as every server does that was sent it, and puts it into all that it says, in every
 * spelling: nothing of it is printed, and nothing of it is left in a file once the token was removed.
 *
 * Exempt are the body that `api` writes, and the files that `wiki docs pull` writes: they are as the site has them.
 */
import assert from "node:assert/strict";
import { CASES, flagsFor } from "./canary/cases.ts";
import { ECHOES, STATUS_WORDS } from "./canary/echo.ts";
import { runCase } from "./canary/in_process.ts";
import { makeMachine } from "./canary/machine.ts";
import { leaksOf } from "./canary/process_leaks.ts";
import { startSite } from "./canary/site.ts";
import { EMAIL, TOKEN, tracesIn } from "./canary/traces.ts";
import { inTurn } from "../helpers/effort.ts";
import { gatedTest, onlyOn } from "../helpers/gate.ts";

const FLAGS: readonly (readonly string[])[] = [["--verbose"], ["--json"]];
for (const [turn, echo] of ECHOES.entries()) {
  Deno.test(`canary: no part of a token is printed that a server echoes ${echo}`, async () => {
    const site = startSite();
    let [count, worked] = [0, 0];
    try {
      for (const [index, one] of CASES.entries()) {
        for (const flags of flagsFor(one, inTurn(FLAGS, turn + index))) {
          site.renew();
          site.mode = one.first === undefined ? echo : "works";
          const machine = await makeMachine({ site });
          try {
            const { exit, out, err, started } = await runCase(machine, one, {
              flags: [...flags, "--max-retries", "0"],
              onReady: () => void (site.mode = echo),
            });
            const shown = one.prints === undefined ? out : "";
            const line = [one.command, ...one.args, ...flags].join(" ");
            assert.deepEqual(tracesIn(shown), [], `${line}: ${shown}`);
            assert.deepEqual(tracesIn(err), [], `${line}: ${err}`);
            assert.deepEqual(started, [], line);
            const left = await machine.left({ ...one, worked: exit === 0 });
            assert.deepEqual(left.filter((trace) => !/ \/folder\/docs/.test(trace)), [], line);
            count++;
            if (exit === 0) worked++;
          } finally {
            await machine.close();
          }
        }
      }
    } finally {
      await site.close();
    }
    assert.ok(count > 40, `${count} runs`);
    if (echo === "in every text") assert.ok(worked > 20, `only ${worked} of ${count} worked`);
  });
}

Deno.test("canary: a server says the token in the status line", async () => {
  const site = startSite();
  site.mode = "in the status line";
  try {
    for (const path of ["/", "/x"]) {
      // By hand: `fetch()` of some runtimes makes up the words by itself.
      const { hostname, port } = new URL(site.url);
      const connection = await Deno.connect({ hostname, port: Number(port) });
      await connection.write(
        new TextEncoder().encode(`GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`),
      );
      const bytes = new Uint8Array(4_096);
      const count = await connection.read(bytes) ?? 0;
      connection.close();
      const [line = ""] = new TextDecoder().decode(bytes.subarray(0, count)).split("\r\n");
      assert.equal(line.replace(/^HTTP\/1\.1 \d+ /, ""), STATUS_WORDS);
    }
  } finally {
    await site.close();
  }
});

Deno.test("canary: nothing of a token that a server repeats is in a file after auth logout", async () => {
  const site = startSite();
  const machine = await makeMachine({ site });
  try {
    for (const mode of ["in every text", "in every string", "works"] as const) {
      site.mode = mode;
      for (
        const args of [
          ["auth", "login", "--profile", "work", "--site", "SITE", "--email", EMAIL, "--token", "-"],
          [
            "auth",
            "login",
            "--profile",
            "work",
            "--site",
            "SITE",
            "--email",
            EMAIL,
            "--username",
            TOKEN,
            "--token",
            "-",
          ],
          ["auth", "status"],
          ["jira", "search", "--jql", "project = PROJ"],
          ["jira", "project", "list"],
          ["wiki", "space", "list"],
        ]
      ) await runCase(machine, { command: "", args, stdin: TOKEN });
    }
    const { exit, err } = await runCase(machine, { command: "auth logout", args: ["work"] });
    assert.equal(exit, 0, err);
    assert.deepEqual(await machine.left({ ends: "without the token", worked: true }), []);
  } finally {
    await machine.close();
    await site.close();
  }
});

gatedTest({
  name: "canary: the same as processes: a sample",
  unless: onlyOn("linux", "its processes are observed through /proc"),
  async fn() {
    const site = startSite();
    try {
      for (const [index, command] of ["jira search", "wiki page view", "auth status", "jira me"].entries()) {
        const one = CASES.find((each) => each.command === command);
        assert.ok(one !== undefined);
        site.mode = ECHOES[index % ECHOES.length] ?? "in errors";
        const { outcome } = await leaksOf(one, { site, flags: ["--verbose"] });
        assert.deepEqual(tracesIn(outcome.out + outcome.err), [], outcome.err);
      }
    } finally {
      await site.close();
    }
  },
});
