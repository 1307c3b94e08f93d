import assert from "node:assert/strict";
import { billOfMaterials, type Lock } from "../../scripts/release/sbom.ts";

interface Bill {
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

interface Component {
  readonly "bom-ref": string;
  readonly name: string;
  readonly version: string;
  readonly purl?: string;
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
}

const parsed = (bill: object): Bill => JSON.parse(JSON.stringify(bill));

const SUM = `sha512-${btoa("x".repeat(64))}`;
const LOCK: Lock = {
  specifiers: { "npm:diff@9.0.0": "9.0.0", "npm:@clack/prompts@1.9.0": "1.9.0", "npm:ajv@8.20.0": "8.20.0" },
  npm: {
    "diff@9.0.0": { integrity: SUM },
    "@clack/prompts@1.9.0": { integrity: SUM, dependencies: ["sisteransi", "two@2.0.0", "@types/ms"] },
    "sisteransi@1.0.5_peer@1.0.0": { integrity: SUM, dependencies: ["diff"] },
    "two@1.0.0": { integrity: SUM },
    "two@2.0.0": { integrity: SUM },
    "ajv@8.20.0": { integrity: SUM },
    "@types/ms@2.0.0": { integrity: SUM },
  },
};
const IMPORTS = {
  "diff": "npm:diff@9.0.0",
  "@clack/prompts": "npm:@clack/prompts@1.9.0",
  "ajv": "npm:ajv@8.20.0",
};
const OPTIONS = { version: "1.2.3", deno: "2.9.5", lock: LOCK, imports: IMPORTS };

Deno.test("the bill has what is in the executable, directly and not, and nothing of the tests' or of types'", () => {
  const { components } = parsed(billOfMaterials(OPTIONS));
  assert.deepEqual(components.map((component) => component["bom-ref"]), [
    "deno",
    "pkg:npm/%40clack/prompts@1.9.0",
    "pkg:npm/diff@9.0.0",
    "pkg:npm/sisteransi@1.0.5",
    "pkg:npm/two@2.0.0",
  ]);
  assert.deepEqual(components[2]?.hashes, [{ alg: "SHA-512", content: "78".repeat(64) }]);
});

Deno.test("the bill says what needs what", () => {
  const { dependencies } = parsed(billOfMaterials(OPTIONS));
  const needs = Object.fromEntries(dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  assert.deepEqual(needs["atlcli"], ["deno", "pkg:npm/%40clack/prompts@1.9.0", "pkg:npm/diff@9.0.0"]);
  assert.deepEqual(needs["pkg:npm/%40clack/prompts@1.9.0"], [
    "pkg:npm/sisteransi@1.0.5",
    "pkg:npm/two@2.0.0",
  ]);
  assert.deepEqual(needs["pkg:npm/sisteransi@1.0.5"], ["pkg:npm/diff@9.0.0"]);
});

Deno.test("a package that the lock does not have, or of which it cannot be told which, makes no bill", () => {
  const npm = Object.fromEntries(Object.entries(LOCK.npm).filter(([key]) => key !== "diff@9.0.0"));
  assert.throws(
    () => billOfMaterials({ ...OPTIONS, lock: { ...LOCK, npm } }),
    /does not have npm:diff@9\.0\.0/,
  );
  const twice = { ...LOCK.npm, "sisteransi@2.0.0": { integrity: SUM } };
  assert.throws(
    () => billOfMaterials({ ...OPTIONS, lock: { ...LOCK, npm: twice } }),
    /needs sisteransi, of which there are 2/,
  );
});
