/**
 * Documentation and program agree: the tables of both are compared with the sources, and the pages
 * that people wrote against the tables.
 */
import assert from "node:assert/strict";
import { programModel } from "../../scripts/docs/command_model.ts";
import { referencePages } from "../../scripts/docs/reference.ts";
import { VARIABLES } from "../../src/cli/help/environment_variables.ts";
import { ERROR_CODES, EXIT_MEANINGS } from "../../src/cli/errors/codes.ts";
import { FILES } from "../../src/cli/help/files_table.ts";
import { credentialsTopic } from "../../src/cli/help/credentials_topic.ts";
import { filesBelow, pages, ROOT } from "../helpers/documentation.ts";

const sources = filesBelow("src", ".ts").concat(["mod.ts", "cli.ts"]).map((path) => ({
  path,
  text: Deno.readTextFileSync(new URL(path, ROOT)),
}));
const model = await programModel();

Deno.test("docs/reference is up to date", async () => {
  const made = await referencePages();
  const there = new Map(
    filesBelow("docs/reference", ".md").map((path) => [
      path.replace("docs/reference/", ""),
      Deno.readTextFileSync(new URL(path, ROOT)),
    ]),
  );
  assert.deepEqual([...there.keys()].toSorted(), [...made.keys()].toSorted());
  for (const [name, text] of made) {
    assert.equal(there.get(name), text, `${name}: run deno task docs:reference`);
  }
});

Deno.test("every variable that is read is in the table, and every setting in the table is read", () => {
  const isTable = (path: string): boolean => path.endsWith("environment_variables.ts");
  const texts = sources.filter(({ path }) => !isTable(path) && !/^src\/(?:testing|sandbox)/.test(path));
  const read = new Set(
    texts.flatMap((
      { text },
    ) => [...text.matchAll(/\benv(?:\.get)?\(\s*"(\w+)"|"(ATLCLI_[A-Z_]+)"|`(ATLCLI_[A-Z_]+)`/g)]).map((
      [, called, quoted, templated],
    ) => called ?? quoted ?? templated ?? ""),
  );
  const prefixes = ["ATLCLI_"];
  assert.deepEqual([...read].filter((name) => !(name in VARIABLES) && !prefixes.includes(name)), []);
  const all = texts.map(({ text }) => text).join("\n");
  const settings = Object.entries(VARIABLES).filter(([, { group }]) =>
    group !== "runtime" && group !== "terminal"
  );
  const unread = settings.map(([name]) => name)
    .filter((name) => !name.endsWith("…") && !new RegExp(`\\b${name}\\b`).test(all));
  assert.deepEqual(unread, []);
});

Deno.test("every exit code that an error ends with has a meaning, and every meaning an error", () => {
  const ends = new Set([0, ...Object.values(ERROR_CODES).map(({ exit }) => exit), 143]);
  assert.deepEqual(EXIT_MEANINGS.map(([code]) => code), [...ends].toSorted((one, other) => one - other));
});

Deno.test("README tells the exit codes as the program does", () => {
  const readme = pages.find(({ path }) => path === "README.md")?.text ?? "";
  const part = readme.split("## Exit codes\n")[1]?.split("\n## ")[0] ?? "";
  const rows = [...part.matchAll(/^\| ([\d, ]+?) +\| (.*?) +\|$/gm)]
    .map(([, codes = "", means = ""]) => [codes, means.replaceAll("`", "")]);
  const one = EXIT_MEANINGS.filter(([code]) => code < 130).map(([code, means]) => [String(code), means]);
  assert.deepEqual(rows, [...one, ["130, 143", "interrupted, terminated"]]);
});

Deno.test("help credentials and docs/credentials.md give the same orders", () => {
  const page = pages.find(({ path }) => path === "docs/credentials.md")?.text ?? "";
  const steps = [...page.matchAll(/^\d\. (.*)$/gm)].map(([, step = ""]) => step.replaceAll("`", ""));
  const topic = credentialsTopic().flatMap((block) => block.kind === "steps" ? block.steps : []);
  assert.deepEqual(topic, steps);
});

Deno.test("every file that the program creates is in the table", () => {
  const table = FILES.map(([name]) => name).join("\n");
  const names = sources.filter(({ path }) => !/^src\/(?:testing|sandbox)/.test(path))
    .flatMap(({ text }) => [...text.matchAll(/"(\.?[\w-]+\.(?:json|lock|bak)|\.atlcli[\w.-]*)"/g)])
    .map(([, name = ""]) => name);
  assert.ok(names.length > 4);
  assert.deepEqual(names.filter((name) => !table.includes(name)), []);
});

/** Options of other programs, which pages show. */
const FOREIGN =
  /^--(?:allow-\w+|no-cache|paginate|version|all|dir|repo|label|unlock|components|list|format)$/;

Deno.test("every option that a page names is one of the program's", () => {
  const options = new Set(
    [...model.options, ...model.commands.flatMap((command) => command.options)]
      .flatMap(({ term }) => term.match(/--[\w-]+/g) ?? []),
  );
  for (const { path, text } of pages) {
    const named = [...text.matchAll(/(?<![\w-])--[a-z][\w-]*/g)].map(([option]) => option);
    assert.deepEqual(named.filter((option) => !options.has(option) && !FOREIGN.test(option)), [], path);
  }
});

Deno.test("every variable of ours that a page names is in the table", () => {
  for (const { path, text } of pages) {
    const named = [...text.matchAll(/\bATLCLI_[A-Z_]+\b/g)].map(([name]) => name);
    assert.deepEqual(named.filter((name) => !(name in VARIABLES)), [], path);
  }
});

Deno.test("every command that a page names is one, and every command is on a page that people wrote", () => {
  const names = new Set([...model.commands, ...model.groups].map(({ name }) => name));
  const written = pages.filter(({ path }) => !path.startsWith("docs/reference/"));
  for (const { path, text } of written) {
    for (const [, words = ""] of text.matchAll(/`atlcli ((?:[a-z]+ ?)+)/g)) {
      const [first = ""] = words.trim().split(" ");
      assert.ok(
        [...names].some((name) => name === first || name.startsWith(`${first} `)) || first === "help",
        `${path}: ${words}`,
      );
    }
  }
  const all = written.map(({ text }) => text).join("\n");
  const missing = model.commands.map(({ name }) => name).filter((name) => !all.includes(`atlcli ${name}`));
  assert.deepEqual(missing, []);
});

Deno.test("every link of a page leads to an existing file and heading", () => {
  for (const { path, text } of pages) {
    const prose = text.replaceAll(/^```.*?^```$/gms, "").replaceAll(/`[^`\n]*`/g, "``");
    for (const [, target = ""] of prose.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
      const [file = "", anchor] = target.split("#");
      const url = new URL(file === "" ? path : file, file === "" ? ROOT : new URL(path, ROOT));
      assert.ok(isThere(url), `${path}: ${target}`);
      if (anchor === undefined) continue;
      const headings = [...Deno.readTextFileSync(url).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
        heading.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-")
      );
      assert.ok(headings.includes(anchor), `${path}: ${target}`);
    }
  }
});

Deno.test("docs/README.md links to every page that is not generated", () => {
  const index = pages.find(({ path }) => path === "docs/README.md")?.text ?? "";
  const names = pages.map(({ path }) => /^docs\/([\w-]+\.md)$/.exec(path)?.[1])
    .filter((name) => name !== undefined && name !== "README.md");
  assert.ok(names.length > 10);
  assert.deepEqual(names.filter((name) => !index.includes(`](${name})`)), []);
});

Deno.test("docs/profiles.md names the members of a profile that there are, and all of them", async () => {
  const { default: schema } = await import("../../docs/schemas/credentials.json", { with: { type: "json" } });
  const page = pages.find(({ path }) => path === "docs/profiles.md")?.text ?? "";
  const table = page.split("| member ")[1]?.split("\n\n")[0] ?? "";
  const named = [...table.matchAll(/^\| (`.*?) +\|/gm)].flatMap(([, cell = ""]) => cell.match(/\w+/g) ?? []);
  const members = Object.keys(schema.definitions.profile.properties).filter((name) => name !== "pat");
  assert.deepEqual(named.toSorted(), members.toSorted());
});

Deno.test("every test that a page names exists", () => {
  const tests = filesBelow("tests", ".ts").map((path) => path.slice("tests/".length));
  for (const { path, text } of pages) {
    for (const [, name = ""] of text.matchAll(/`((?:[\w*]+\/)*[\w*]+_(?:test|contract)[\w*]*\.ts)`/g)) {
      const pattern = new RegExp(
        `(?:^|/)${name.replace(/^tests\//, "").replaceAll(".", "\\.").replaceAll("*", "\\w+")}$`,
      );
      assert.ok(tests.some((each) => pattern.test(`${each}`)), `${path}: ${name}`);
    }
  }
});

function isThere(url: URL): boolean {
  try {
    Deno.statSync(url);
    return true;
  } catch {
    return false;
  }
}
