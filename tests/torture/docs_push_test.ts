/** The long form of the crash matrix of `wiki docs push`: every request and every step on the disk, on both faces. */
import { Matrix } from "./docs_crashes.ts";
import { runKilled } from "./docs_kills.ts";
import { PUSH, runAll } from "./docs_push_scenario.ts";

for (const face of ["cloud", "confluence"] as const) {
  Deno.test(`docs push resumes after every failure at every request, on ${face}`, async () => {
    const matrix = await Matrix.open({ face, scenario: PUSH });
    try {
      await runAll(matrix);
      for (let at = 1; at <= matrix.parts.requests; at++) {
        await runKilled(matrix, { at, when: "before" });
        await runKilled(matrix, { at, when: "after" });
      }
    } finally {
      console.log(`docs push, ${face}: ${JSON.stringify(matrix.figures)}`);
      await matrix.site.close();
    }
  });
}
