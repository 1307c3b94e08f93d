/**
 * Machines made up at random, with tokens in every kind of place: whatever is set, a token reaches no site but its own.
 *
 * Every token says which site it is for. The numbers are the same each time.
 */
import assert from "node:assert/strict";
import { AtlcliError, CredentialError, KeychainError, UsageError } from "../../src/core/errors.ts";
import { type Resolution, resolveCredential } from "../../src/resolver/resolve.ts";
import { memorySecretStore, type MemorySecretStoreOptions } from "../../src/testing/memory_secret_store.ts";
import { A, B, D, E, machine, type MachineOptions, printed, type Written } from "./fixture.ts";
import { effort } from "../helpers/effort.ts";
import { adviceOn } from "../helpers/advice.ts";

const ROUNDS = effort(1_000, 5_000);
const SITES = [A, B, D, E];
/** Sites as a name in a token. */
const tagOf = (url: string): string => `for-${SITES.indexOf(url)}-`;

/** A number in [0, 1) after another, by the generator "mulberry32". */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6D2B79F5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

class Dice {
  readonly #next: () => number;
  constructor(seed: number) {
    this.#next = numbers(seed);
  }
  /** Whether something happens that happens so often. */
  chance(share: number): boolean {
    return this.#next() < share;
  }
  pick<T>(things: readonly [T, ...T[]]): T {
    return things[Math.floor(this.#next() * things.length)] ?? things[0];
  }
}

interface Made {
  readonly options: MachineOptions;
  readonly flag: string | undefined;
}

function makeMachine(dice: Dice): Made {
  const items: Record<string, { secret: string; site?: string }> = {};
  const env: Record<string, string> = {};
  const profiles: Record<string, Written> = {};
  for (const name of ["pa", "pa2", "work", "dc"]) {
    if (dice.chance(0.75)) profiles[name] = makeProfile(name, { dice, items, env });
  }
  const name = (share: number): string | undefined =>
    dice.chance(share) ? dice.pick(["pa", "pa2", "work", "dc", "gone"]) : undefined;
  const set = (variable: string, value: string | undefined): void => {
    if (value !== undefined) env[variable] = value;
  };
  set("ATLCLI_SITE", dice.chance(0.5) ? dice.pick([A, B, D, E, `${A}/wiki`, "ftp://x"]) : undefined);
  set(
    "ATLCLI_EMAIL",
    dice.chance(0.3) ? dice.pick(["pa@x.test", "WORK@x.test", "o@x.test", "bad"]) : undefined,
  );
  set(
    "ATLCLI_API_TOKEN",
    dice.chance(0.4) ? dice.pick(["environment", "environment", "not one"]) : undefined,
  );
  set("ATLCLI_API_TOKEN_FILE", dice.chance(0.2) ? dice.pick(["/token", "/gone"]) : undefined);
  set("ATLCLI_PROFILE", name(0.2));
  const folder = name(0.2);
  return {
    flag: name(0.3),
    options: {
      env,
      profiles,
      active: name(0.7),
      files: {
        "/token": "environment",
        ...(folder !== undefined && { "/home/me/project/.atlcli-profile": folder }),
      },
      keychain: memorySecretStore({ items, ...(dice.chance(0.1) && { fault: "keychain-locked" }) }),
      run: ({ args }) => printed(`${args[0]}\n`),
      deployment: dice.pick(["cloud", "data-center"]),
    },
  };
}

function makeProfile(
  name: string,
  rest: {
    readonly dice: Dice;
    readonly items: Record<string, NonNullable<MemorySecretStoreOptions["items"]>[string]>;
    readonly env: Record<string, string>;
  },
): Written {
  const { dice, items, env } = rest;
  const baseUrl = name === "dc" ? D : dice.pick([A, B]);
  const token = `${tagOf(baseUrl)}${name}`;
  const username = dice.chance(0.4) ? dice.pick(["shared", name]) : undefined;
  // Whoever stored it may have stored it for another site, or have said none.
  if (username !== undefined && dice.chance(0.7)) {
    const site = dice.pick([baseUrl, baseUrl, A, B, D]);
    items[username] = { secret: `${tagOf(site)}item`, ...(dice.chance(0.9) && { site }) };
  }
  if (dice.chance(0.3)) env[`ATLCLI_TOKEN_${name.toUpperCase()}`] = token;
  return {
    baseUrl,
    ...(name === "dc" ? { authType: "bearer" } : dice.chance(0.9) && { email: `${name}@x.test` }),
    ...(username !== undefined && { username }),
    ...(dice.chance(0.6) && { apiToken: token }),
    ...(dice.chance(0.2) && { tokenCommand: ["pass", token] }),
    ...(dice.chance(0.3) &&
      { tokenEnv: dice.pick([`ATLCLI_TOKEN_${name.toUpperCase()}`, "ATLCLI_API_TOKEN"]) }),
    ...(dice.chance(0.3) && { tokenStore: dice.pick(["file", "keychain", "command", "env"]) }),
  };
}

/** What is wrong with an answer, if anything is. */
function problemWith({ options, flag }: Made, { site, profile, credential }: Resolution): string | undefined {
  const { env = {}, profiles = {}, active } = options;
  const token = credential.token.reveal();
  if (profile !== undefined && profiles[profile.name]?.["baseUrl"] !== site.url) {
    return "a profile for another site";
  }
  if (flag !== undefined && profile?.name !== flag) return "another profile than --profile";
  if (token !== "environment") {
    if (!token.startsWith(tagOf(site.url))) return "a stored token for another site";
    const own = profile && profiles[profile.name]?.["email"];
    if (credential.kind !== "pat" && own !== undefined && credential.email !== own) return "another account";
    return undefined;
  }
  const named = env["ATLCLI_SITE"];
  if (named !== undefined) return site.url === named.replace(/\/wiki$/, "") ? undefined : "not ATLCLI_SITE";
  const meant = flag ?? env["ATLCLI_PROFILE"] ??
    ("/home/me/project/.atlcli-profile" in (options.files ?? {}) ? "" : active);
  return profile?.name === meant ? undefined : "not the profile that was named or made active";
}

Deno.test("resolveCredential() sends no token to a site that it was not meant for, whatever the machine is like", async () => {
  const seen = new Set<string>();
  for (let seed = 1; seed <= ROUNDS; seed++) {
    const made = makeMachine(new Dice(seed));
    const { parts } = machine(made.options);
    try {
      const resolution = await resolveCredential(parts, { profile: made.flag });
      seen.add(resolution.provenance.token.source);
      const problem = problemWith(made, resolution);
      if (problem !== undefined) {
        assert.fail(`${problem} (${seed}): ${Deno.inspect({ made, resolution }, { depth: 6 })}`);
      }
    } catch (error) {
      requireRefusal(error, seed);
      seen.add(error.name);
    }
  }
  assert.deepEqual([...seen].sort(), [
    "CredentialError",
    "KeychainError",
    "StorageError",
    "UsageError",
    "command",
    "env",
    "file",
    "keychain",
  ]);
});

/** An error of ours that says what to do, and no token. */
function requireRefusal(error: unknown, seed: number): asserts error is AtlcliError {
  if (error instanceof assert.AssertionError || !(error instanceof AtlcliError)) throw error;
  const says = `${error.message} ${adviceOn(error)}`;
  if (adviceOn(error) === "" || /for-\d|environment(?!'s)/.test(says)) assert.fail(`${seed}: ${says}`);
  const known = error instanceof CredentialError || error instanceof UsageError ||
    error instanceof KeychainError;
  assert.ok(known || error.code === "credentials-file", `${seed}: ${error}`);
}
