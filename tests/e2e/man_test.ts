/** The man pages, judged by the programs that show them. */
import assert from "node:assert/strict";
import { programModel } from "../../scripts/docs/command_model.ts";
import { manPages } from "../../scripts/docs/man.ts";
import { variablesOf } from "../../src/cli/help/environment_variables.ts";
import { gatedTest, isLinuxCi, noProgram, onlyOn } from "../helpers/gate.ts";

const JUDGES: Readonly<Record<string, readonly string[]>> = {
  mandoc: ["-Tlint", "-W", "warning"],
  groff: ["-man", "-ww", "-z", "-Kutf8"],
};
const pages = await manPages();

for (const [program, args] of Object.entries(JUDGES)) {
  gatedTest({
    name: `${program} finds nothing wrong with any page`,
    unless: onlyOn("linux", "the judges of other systems are other versions") ?? noProgram(program),
    required: isLinuxCi(),
    fn: async () => {
      for (const [name, text] of pages) assert.deepEqual(await said(program, { args, text }), [0, ""], name);
    },
  });
}

Deno.test("there is a page for every command, with every option of it, and one with all variables", async () => {
  const model = await programModel();
  assert.equal(pages.size, model.commands.length + 1);
  for (const { name, options, examples } of model.commands) {
    const text = plain(pages.get(`atlcli-${name.replaceAll(" ", "-")}.1`) ?? "");
    for (const { term } of options) assert.ok(text.includes(`\n.B ${term}\n`), `${name}: ${term}`);
    for (const line of examples) assert.ok(text.includes(`\n${line}\n`), `${name}: ${line}`);
    assert.ok(plain(pages.get("atlcli.1") ?? "").includes(`\n.B atlcli ${name}\n`), name);
  }
  for (const [name] of variablesOf("setting")) {
    assert.ok(pages.get("atlcli.1")?.includes(`\n.B ${name.replace("…", "...")}\n`), name);
  }
});

Deno.test("no text of a page is read as a roff request", () => {
  for (const [name, text] of pages) {
    const requests = [...text.matchAll(/^\.(\w+)/gm)].map(([, request]) => request ?? "");
    assert.deepEqual(
      requests.filter((each) => !["TH", "SH", "TP", "B", "PP", "nf", "fi"].includes(each)),
      [],
      name,
    );
  }
});

function plain(roff: string): string {
  return roff.replaceAll("\\-", "-").replaceAll("\\(aq", "'").replaceAll("\\&", "").replaceAll("\\e", "\\");
}

async function said(
  program: string,
  { args, text }: { readonly args: readonly string[]; readonly text: string },
): Promise<readonly [number, string]> {
  const child = new Deno.Command(program, {
    args: [...args],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
  const { code, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  return [code, decoder.decode(stdout) + decoder.decode(stderr)];
}
