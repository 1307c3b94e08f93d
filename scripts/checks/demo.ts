/**
 * Demonstrates the main use, from an empty configuration to a search: starts the sandbox, signs in, and runs
 * commands. Uses a temporary configuration folder, and removes it at the end. Exits with 0 only if each step
 * succeeds.
 *
 *     deno task demo
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { type SandboxProcess, startSandboxProcess } from "./sandbox_process.ts";

const CLI = fileURLToPath(new URL("../../cli.ts", import.meta.url));
const ATLCLI: readonly [string, ...string[]] = [Deno.execPath(), "run", "-A", CLI];

/** A command line, and its expected output. */
interface Step {
  readonly args: readonly string[];
  /** The standard input. */
  readonly stdin?: string;
  readonly expected: RegExp;
}

function steps({ urls, account }: SandboxProcess): readonly Step[] {
  const { email = "", token } = account("cloud-valid");
  const server = account("jira-valid");
  return [
    {
      args: ["auth", "login", "--site", urls.cloud, "--email", email, "--token", "-"],
      stdin: token,
      expected: /Mia Müller/,
    },
    { args: ["auth", "status"], expected: /^Status: Authenticated ✓$/m },
    {
      args: ["auth", "login", "--profile", "dc", "--bearer", "--site", urls.jira, "--token", "-"],
      stdin: server.token,
      expected: /Mia Müller/,
    },
    { args: ["auth", "list"], expected: /^default .*✓/m },
    { args: ["jira", "search", "--project", "PROJ", "--limit", "5"], expected: /^PROJ-\d+ /m },
    { args: ["jira", "search", "--assignee", "me", "--profile", "dc"], expected: /^[A-Z]+-\d+ /m },
  ];
}

/** Runs a step and prints it like a terminal session. */
async function show({ args, stdin, expected }: Step, configFolder: string): Promise<void> {
  console.log(`$ ${stdin === undefined ? "" : "echo $TOKEN | "}atlcli ${args.join(" ")}`);
  const [program, ...first] = ATLCLI;
  const child = new Deno.Command(program, {
    args: [...first, ...args],
    env: { ...unset(), ATLCLI_CONFIG_DIR: configFolder },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  if (stdin !== undefined) await writer.write(new TextEncoder().encode(`${stdin}\n`));
  await writer.close();
  const { success, stdout, stderr } = await child.output();
  const text = new TextDecoder().decode(stderr) + new TextDecoder().decode(stdout);
  console.log(text);
  if (!success || !expected.test(text)) throw new Error(`Unexpected output, not matching ${expected}`);
}

/** Clears the variables that would sign in elsewhere, so that the demo uses only the sandbox. */
function unset(): Record<string, string> {
  const ours = Object.keys(Deno.env.toObject()).filter((name) => name.startsWith("ATLCLI_"));
  return Object.fromEntries(ours.map((name) => [name, ""]));
}

const configFolder = await Deno.makeTempDir({ prefix: "atlcli-demo-" });
console.log("$ atlcli sandbox &");
const sandbox = await startSandboxProcess(ATLCLI);
console.log(`A Jira and a Confluence on this machine: ${Object.values(sandbox.urls).join(", ")}\n`);
try {
  for (const step of steps(sandbox)) await show(step, configFolder);
  console.log("Done: the sandbox ends, and the folder is removed. To use your own site: atlcli auth init");
} finally {
  await sandbox.stop();
  await Deno.remove(configFolder, { recursive: true });
}
