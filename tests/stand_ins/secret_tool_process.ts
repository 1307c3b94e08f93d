/** The stand-in of `secret-tool` as a process: the first argument names the file of its items. */
import { type SecretItem, secretTool } from "./secret_tool.ts";

interface WrittenItem {
  readonly attributes: Readonly<Record<string, string>>;
  readonly secret: string;
}

const [path = "", ...args] = Deno.args;
const items: SecretItem[] = (await read()).map(({ attributes, secret }) => ({
  attributes,
  secret: new TextEncoder().encode(secret),
}));
const stdin = new Uint8Array(await new Response(Deno.stdin.readable).arrayBuffer());
const result = secretTool({ args, stdin }, items);
if (result === "hang") throw new Error("It must not hang");
await Deno.writeTextFile(path, JSON.stringify(items.map(written)));
Deno.stdout.writeSync(result.stdout);
Deno.stderr.writeSync(result.stderr);
Deno.exit(result.code);

async function read(): Promise<readonly WrittenItem[]> {
  try {
    return JSON.parse(await Deno.readTextFile(path));
  } catch {
    return [];
  }
}

function written({ attributes, secret }: SecretItem): WrittenItem {
  return { attributes, secret: new TextDecoder().decode(secret) };
}
