/**
 * The table "Which credential" of the design, as data: what is set, and which credential reaches which site.
 *
 * It is run twice: in memory, and by real processes against real servers.
 */
import assert from "node:assert/strict";
import { MORE_ROWS, SPECIAL } from "./credential_more_rows.ts";
import { PROFILES, ROWS } from "./credential_rows.ts";

/** Four sites: a and b are Cloud, d is Data Center, e has no profile. */
export type SiteName = "a" | "b" | "d" | "e";

/** A row of the table. */
export interface Row {
  readonly name: string;
  /** Variables; `{a}` stands for the address of site a. */
  readonly env?: Readonly<Record<string, string>>;
  readonly flag?: string;
  /** What a `.atlcli-profile` in the working folder says. */
  readonly folder?: string;
  /** The active profile. */
  readonly active?: string;
  /** Profiles, by name; by default all of {@linkcode PROFILES}. */
  readonly profiles?: readonly string[];
  /** Files in the working folder, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** What the credentials file says, instead of profiles. */
  readonly content?: string;
  /** Permission bits of the credentials file and of the `.atlcli-profile`; 0600 where none is given. */
  readonly modes?: { readonly file?: number; readonly folder?: number };
  /** `site as credential`, or an exit code. */
  readonly expect: { readonly site: SiteName; readonly as: string } | { readonly exit: number };
  /** What has to be said on stderr. */
  readonly says?: RegExp;
  /** What must not be said on stderr. */
  readonly silent?: RegExp;
}

/** What a run came to. */
export interface Ran {
  readonly exit: number;
  readonly stderr: string;
  /** Credentials that servers received, as `site as credential`. */
  readonly received: readonly string[];
}

/** The credentials file of a row, with the sites' addresses in it. */
export function credentialsOf(row: Row, sites: Readonly<Record<SiteName, string>>): string {
  if (row.content !== undefined) return row.content;
  const names = row.profiles ?? Object.keys(PROFILES);
  const profiles = Object.fromEntries(
    names.map((name) => [name, { name, ...PROFILES[name] ?? SPECIAL[name] }]),
  );
  return withSites(
    JSON.stringify({ ...(row.active !== undefined && { currentProfile: row.active }), profiles }),
    sites,
  );
}

/** Puts the sites' addresses where `{a}` stands. */
export function withSites(text: string, sites: Readonly<Record<SiteName, string>>): string {
  return text.replace(
    /\{([abde])\}/g,
    (whole, name: string) =>
      name === "a" || name === "b" || name === "d" || name === "e" ? sites[name] : whole,
  );
}

/** Every row that this system can have: one without permission bits has no rows about them. */
export function rowsFor({ hasModes }: { readonly hasModes: boolean }): readonly Row[] {
  return [...ROWS, ...MORE_ROWS].filter(({ modes }) => hasModes || modes === undefined);
}

/** Checks what a row came to. */
export function checkRow({ expect, says, silent }: Row, ran: Ran): void {
  assert.equal(ran.exit, "exit" in expect ? expect.exit : 0, ran.stderr);
  assert.deepEqual([...new Set(ran.received)], "exit" in expect ? [] : [`${expect.site} as ${expect.as}`]);
  if (says !== undefined) assert.match(ran.stderr, says);
  if (silent !== undefined) assert.doesNotMatch(ran.stderr, silent);
  assert.doesNotMatch(ran.stderr, /env-token|own-token|stored-/, "a token on stderr");
}
