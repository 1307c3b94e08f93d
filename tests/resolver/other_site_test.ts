/** Profiles that are for another site than `ATLCLI_SITE`. */
import assert from "node:assert/strict";
import { formatProvenance } from "../../src/resolver/provenance.ts";
import { resolveTarget } from "../../src/resolver/resolve.ts";
import { B, D, machine, type Written } from "./fixture.ts";

const WORK: Written = { baseUrl: B, email: "work@x.test", apiToken: "stored-work", deployment: "cloud" };
const DC: Written = { baseUrl: D, authType: "bearer", apiToken: "stored-dc", deployment: "data-center" };

for (const named of [false, true]) {
  Deno.test(`resolveTarget() reports a profile for another site ${named ? "that a variable names" : "not if it is merely active"}`, async () => {
    const { parts } = machine({
      env: { ATLCLI_SITE: D, ATLCLI_API_TOKEN: "env-token", ...(named && { ATLCLI_PROFILE: "work" }) },
      profiles: { work: WORK, dc: DC },
      active: "work",
    });
    const { profile, setAside } = await resolveTarget(parts);
    assert.equal(profile?.name, "dc");
    assert.deepEqual(setAside.map(({ what }) => formatProvenance(what)), named ? ["env ATLCLI_PROFILE"] : []);
  });
}
