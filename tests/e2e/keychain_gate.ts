/** Whether the real keychain is to be tried. */

/** `ATLCLI_TEST_KEYCHAIN=1` asks for the real one: then what it needs must be there, and its absence is a failure. */
function wantsRealKeychain(): boolean {
  return Deno.env.get("ATLCLI_TEST_KEYCHAIN") === "1";
}

/** A reason without the real keychain. */
export function noRealKeychain(): string | undefined {
  return wantsRealKeychain() ? undefined : "ATLCLI_TEST_KEYCHAIN is not 1 (deno task test:keychain)";
}

/** Runs a program that is there by itself, without a shell, and fails when it does. */
export async function runTool(
  program: string,
  args: readonly string[],
  stdin = "",
): Promise<{ readonly code: number; readonly stdout: string }> {
  const child = new Deno.Command(program, {
    args: [...args],
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(stdin)).catch(() => {});
  await writer.close().catch(() => {});
  const { code, stdout } = await child.output();
  return { code, stdout: new TextDecoder().decode(stdout) };
}

/** As {@linkcode runTool}, for a step that must succeed. */
export async function mustRun(program: string, args: readonly string[], stdin?: string): Promise<string> {
  const { code, stdout } = await runTool(program, args, stdin);
  if (code !== 0) throw new Error(`"${program}" failed with status ${code}`);
  return stdout;
}
