/**
 * Checks the version and notes of a release: the tag, deno.json and CHANGELOG must agree.
 *
 *     deno run -A scripts/release/changelog.ts v1.2.3             # fails if they do not
 *     deno run -A scripts/release/changelog.ts v1.2.3 notes.md    # also writes the release notes
 *
 * @module
 */
import config from "../../deno.json" with { type: "json" };
import { VERSION_PATTERN } from "../../src/cli/commands/upgrade/release_sums.ts";

/** The values that must agree. */
export interface ReleaseTexts {
  /** `v1.2.3` */
  readonly tag: string;
  /** The version in deno.json. */
  readonly version: string;
  /** The text of CHANGELOG.md. */
  readonly changelog: string;
}

/** `## 1.2.3 (2026-01-31)`, or `(unreleased)` before the release. */
const HEADING = /^## (\S+)(?: \((.*)\))?$/;

/**
 * Returns the notes of a release from CHANGELOG.
 *
 * @throws {Error} if the values do not agree.
 */
export function releaseNotes({ tag, version, changelog }: ReleaseTexts): string {
  if (!VERSION_PATTERN.test(version)) throw new Error(`deno.json: "${version}" is no version of a release`);
  if (tag !== `v${version}`) throw new Error(`The tag is ${tag}, and deno.json has ${version}`);
  const lines = changelog.split("\n");
  const headings = lines.flatMap((line, at) => {
    const [, name, date = ""] = HEADING.exec(line) ?? [];
    return name === undefined ? [] : [{ name, date, at }];
  });
  const [newest, before] = headings;
  if (newest?.name !== version) {
    throw new Error(`CHANGELOG begins with ${newest?.name ?? "nothing"}, and deno.json has ${version}`);
  }
  if (!isDay(newest.date)) {
    throw new Error(`CHANGELOG: ${version} has no day, such as (2026-01-31), but (${newest.date})`);
  }
  if (headings.some(({ name }, index) => index > 0 && name === version)) {
    throw new Error(`CHANGELOG has ${version} twice`);
  }
  const notes = lines.slice(newest.at + 1, before?.at).join("\n").trim();
  if (notes === "") throw new Error(`CHANGELOG says nothing about ${version}`);
  return `${notes}\n`;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

async function main([tag = "", path]: readonly string[]): Promise<void> {
  const changelog = await Deno.readTextFile(new URL("../../CHANGELOG.md", import.meta.url));
  const notes = releaseNotes({ tag, version: config.version, changelog });
  if (path !== undefined) await Deno.writeTextFile(path, notes);
  console.log(`${tag}: tag, deno.json and CHANGELOG agree`);
}

if (import.meta.main) await main(Deno.args);
