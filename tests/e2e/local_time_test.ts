/** Times of a zone: an hour that clocks leave out is refused, wherever the machine is. */
import assert from "node:assert/strict";

const PROGRAM = `import { parseIsoTime } from ${
  JSON.stringify(new URL("../../src/core/calendar.ts", import.meta.url).href)
};
console.log(JSON.stringify(Deno.args.map((text) => parseIsoTime(text))));`;

const TIMES = ["2026-03-29T01:30", "2026-03-29T02:30", "2026-03-29T03:30", "2026-03-08T02:30"];

async function inZone(zone: string): Promise<unknown> {
  const folder = await Deno.makeTempDir({ prefix: "atlcli-zone-" });
  try {
    await Deno.writeTextFile(`${folder}/times.ts`, PROGRAM);
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-check", `${folder}/times.ts`, ...TIMES],
      env: { TZ: zone },
    }).output();
    return JSON.parse(new TextDecoder().decode(stdout));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("parseIsoTime() refuses the hour that is left out when clocks go forward", async () => {
  const utc = (hour: number, minute: number, day = 29): number => Date.UTC(2026, 2, day, hour, minute);
  assert.deepEqual(await inZone("Europe/Berlin"), [utc(0, 30), null, utc(1, 30), utc(1, 30, 8)]);
  assert.deepEqual(await inZone("America/New_York"), [utc(5, 30), utc(6, 30), utc(7, 30), null]);
  assert.deepEqual(await inZone("UTC"), [utc(1, 30), utc(2, 30), utc(3, 30), utc(2, 30, 8)]);
});
