import assert from "node:assert/strict";
import config from "../../deno.json" with { type: "json" };
import { VERSION } from "../../src/core/version.ts";

Deno.test("VERSION is the version that deno.json has", () => assert.equal(VERSION, config.version));
