/**
 * Validates the bill of materials with CycloneDX's own JSON Schema and validator, from npm.
 *
 *     deno task test:sbom
 *
 * @module
 */
import { billOfThisTree } from "./sbom.ts";

/** The validator and its dependencies: it requires older versions than this project. */
const PACKAGES = [
  "@cyclonedx/cyclonedx-library@10.3.0",
  "ajv@8.20.0",
  "ajv-formats@3.0.1",
  "ajv-formats-draft2019@1.6.1",
];

/**
 * It must accept the bill, and reject an unknown member: a validator that accepts everything checks nothing.
 */
const PROGRAM = `
import { readFileSync } from "node:fs";
import { JsonStrictValidator } from "@cyclonedx/cyclonedx-library/Validation";
const validator = new JsonStrictValidator("1.6");
const bill = readFileSync("bill.json", "utf8");
const fault = await validator.validate(bill);
if (fault !== null) throw new Error(JSON.stringify(fault, null, 2));
if (await validator.validate(JSON.stringify({ ...JSON.parse(bill), nonsense: 1 })) === null) {
  throw new Error("The validator accepts an invalid bill");
}
console.log("The bill of materials is CycloneDX 1.6");
`;

async function run(program: string, options: Deno.CommandOptions): Promise<void> {
  const { success } = await new Deno.Command(program, options).spawn().status;
  if (!success) throw new Error(`Failed: ${program} ${options.args?.[0]}`);
}

async function main(): Promise<void> {
  const cwd = await Deno.makeTempDir({ prefix: "atlcli-sbom-" });
  try {
    await Deno.writeTextFile(`${cwd}/package.json`, JSON.stringify({ private: true, type: "module" }));
    await Deno.writeTextFile(`${cwd}/bill.json`, JSON.stringify(await billOfThisTree()));
    await Deno.writeTextFile(`${cwd}/check.js`, PROGRAM);
    const npm = Deno.build.os === "windows" ? "npm.cmd" : "npm";
    await run(npm, {
      args: [
        "install",
        "--silent",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--omit=peer",
        ...PACKAGES,
      ],
      cwd,
    });
    await run("node", { args: ["check.js"], cwd });
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
}

if (import.meta.main) await main();
