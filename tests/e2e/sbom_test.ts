import assert from "node:assert/strict";
import config from "../../deno.json" with { type: "json" };
import { billOfThisTree } from "../../scripts/release/sbom.ts";

interface Bill {
  readonly metadata: { readonly component: { readonly version: string } };
  readonly components: readonly { readonly "bom-ref": string }[];
  readonly dependencies: readonly { readonly ref: string }[];
}

Deno.test("the bill of materials of this tree is of this version, and names each thing once", async () => {
  const { metadata, components, dependencies }: Bill = JSON.parse(JSON.stringify(await billOfThisTree()));
  assert.equal(metadata.component.version, config.version);
  const refs = components.map((component) => component["bom-ref"]);
  assert.equal(new Set(refs).size, refs.length);
  assert.ok(refs.some((ref) => ref.startsWith("pkg:npm/commander@")) && refs.length > 20, refs.join(" "));
  assert.ok(!refs.some((ref) => /ajv|%40types/.test(ref)));
  assert.deepEqual(dependencies.map(({ ref }) => ref).toSorted(), ["atlcli", ...refs].toSorted());
});
