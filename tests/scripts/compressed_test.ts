import assert from "node:assert/strict";
import { compressedScripts, withCompressedWasm } from "../../scripts/release/compressed.ts";

/** The smallest module there is, with a section of its own that compresses well. */
function smallModule(): string {
  const section = [0, 104, 4, ...new TextEncoder().encode("note"), ...new Uint8Array(99)];
  return btoa(String.fromCharCode(0, 97, 115, 109, 1, 0, 0, 0, ...section));
}

const DECODE = "const decode=text=>Uint8Array.from(atob(text),sign=>sign.charCodeAt(0));";

Deno.test("a compressed module of WebAssembly has the same bytes when it is read", async () => {
  const base64 = smallModule();
  const script = withCompressedWasm(`${DECODE}const bytes=decode("${base64}");export{bytes};`);
  assert.ok(!script.includes(base64));
  const { bytes } = await import(`data:text/javascript,${encodeURIComponent(script)}`);
  assert.deepEqual(bytes, Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0)));
  assert.ok(WebAssembly.validate(bytes));
});

Deno.test("a script without WebAssembly stays as it is", () => {
  const script = 'const text=decode("AGF5 not a module");';
  assert.equal(withCompressedWasm(script), script);
});

Deno.test("of a bundle the scripts with WebAssembly are changed, and one has to be", () => {
  const wasm = `${DECODE}export const bytes=decode("${smallModule()}");`;
  const changed = compressedScripts(new Map([["cli.js", "run();"], ["jq-3.js", wasm]]));
  assert.deepEqual([...changed], [["jq-3.js", withCompressedWasm(wasm)]]);
  assert.throws(() => compressedScripts(new Map([["cli.js", "run();"]])), /contains no WebAssembly/);
});
