/**
 * Small programs for the contract of a Host: scripts of `sh`, and of Deno on Windows, which has no `sh` of its own.
 *
 * @module
 */
import type { Command, Os } from "../../src/core/host.ts";

/** What a script is for. */
type ScriptName =
  | "copy input, complain, exit with 3"
  | "copy input"
  | "read nothing"
  | "print all variables"
  | "print the secret, and whether there is a PATH"
  | "write three megabytes"
  | "run on with a child";

const SCRIPTS: Readonly<Record<ScriptName, { readonly sh: string; readonly deno: string }>> = {
  "copy input, complain, exit with 3": {
    sh: "cat; echo problem >&2; exit 3",
    deno: `await Deno.stdin.readable.pipeTo(Deno.stdout.writable, { preventClose: true });
      Deno.stderr.writeSync(new TextEncoder().encode("problem\\n"));
      Deno.exit(3);`,
  },
  "copy input": { sh: "cat", deno: "await Deno.stdin.readable.pipeTo(Deno.stdout.writable);" },
  "read nothing": { sh: "exit 0", deno: "Deno.exit(0);" },
  "print all variables": {
    sh: "exec env",
    deno: "for (const [name, value] of Object.entries(Deno.env.toObject())) console.log(`${name}=${value}`);",
  },
  "print the secret, and whether there is a PATH": {
    sh: 'echo "[$ATLCLI_TEST_SECRET]"; [ -n "$PATH" ] && echo path',
    deno: `console.log("[" + (Deno.env.get("ATLCLI_TEST_SECRET") ?? "") + "]");
      if (Deno.env.get("PATH")) console.log("path");`,
  },
  "write three megabytes": {
    sh: "head -c 3000000 /dev/zero; echo done >&2",
    deno: `const zeros = new Uint8Array(3_000_000);
      for (let at = 0; at < zeros.length;) at += Deno.stdout.writeSync(zeros.subarray(at));
      Deno.stderr.writeSync(new TextEncoder().encode("done\\n"));`,
  },
  "run on with a child": {
    sh: "trap '' TERM; sleep 20 & sleep 20",
    deno: `const wait = "setTimeout(() => {}, 20_000)";
      new Deno.Command(Deno.execPath(), { args: ["eval", wait] }).spawn();
      setTimeout(() => {}, 20_000);`,
  },
};

/** The command that runs a script on a system. */
export function scriptCommand(os: Os, name: ScriptName, more: Partial<Command> = {}): Command {
  const start = os === "windows"
    ? { program: Deno.execPath(), args: ["eval", "--quiet", SCRIPTS[name].deno] }
    : { program: "sh", args: ["-c", SCRIPTS[name].sh] };
  return { ...start, environment: { kind: "only", variables: {} }, timeoutMs: 30_000, ...more };
}
