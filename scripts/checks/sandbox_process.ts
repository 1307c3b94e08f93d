/**
 * Runs the sandbox in a separate process, as users do.
 *
 * @module
 */

/** An account of the sandbox. */
interface SandboxAccount {
  readonly name: string;
  readonly email?: string;
  readonly username?: string;
  readonly token: string;
}

/** The first line of `atlcli sandbox --json`. */
interface Greeting {
  readonly urls: Readonly<Record<"cloud" | "jira" | "confluence", string>>;
  readonly accounts: readonly SandboxAccount[];
}

/** A running sandbox. */
export interface SandboxProcess {
  /** The URLs of its sites. */
  readonly urls: Greeting["urls"];
  /** Returns an account by name, such as `cloud-valid`. */
  account(name: string): SandboxAccount;
  /** Ends the process. */
  stop(): Promise<void>;
}

/**
 * Starts a sandbox on free ports.
 *
 * @param atlcli The program and its first arguments.
 */
export async function startSandboxProcess(atlcli: readonly [string, ...string[]]): Promise<SandboxProcess> {
  const [program, ...args] = atlcli;
  const child = new Deno.Command(program, {
    args: [...args, "sandbox", "--json", "--port", "0"],
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const { urls, accounts }: Greeting = JSON.parse(await firstLine(child.stdout));
  return {
    urls,
    account(name) {
      const account = accounts.find((candidate) => candidate.name === name);
      if (account === undefined) throw new RangeError(`The sandbox has no account "${name}"`);
      return account;
    },
    async stop() {
      child.kill("SIGTERM");
      await child.status;
    },
  };
}

async function firstLine(stream: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of stream) {
    text += decoder.decode(chunk, { stream: true });
    const end = text.indexOf("\n");
    if (end >= 0) return text.slice(0, end);
  }
  throw new Error(`The sandbox ended before it was ready: ${text}`);
}
