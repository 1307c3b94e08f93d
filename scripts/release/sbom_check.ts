/**
 * Holds the bill of materials against CycloneDX's own JSON Schema, with CycloneDX's own validator from npm.
 *
 *     deno task test:sbom
 *
 * @module
 */
import { billOfThisTree } from "./sbom.ts";

/** The validator, and what it needs: it takes older ones than this tree has. */
const PACKAGES = [
  "@cyclonedx/cyclonedx-library@10.3.0",
  "ajv@8.20.0",
  "ajv-formats@3.0.1",
  "ajv-formats-draft2019@1.6.1",
];

/** It passes the bill, and finds a member that is none: a validator that takes everything would be no check. */
const PROGRAM = `
import { readFileSync } from "node:fs";
import { JsonStrictValidator } from "@cyclonedx/cyclonedx-library/Validation";
const validator = new JsonStrictValidator("1.6");
const bill = readFileSync("bill.json", "utf8");
const fault = await validator.validate(bill);
if (fault !== null) throw new Error(JSON.stringify(fault, null, 2));
if (await validator.validate(JSON.stringify({ ...JSON.parse(bill), nonsense: 1 })) === null) {
  throw new Error("The validator takes anything");
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
