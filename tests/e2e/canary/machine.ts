/** A machine with the token on it: a home folder, a keyring, and a look at everything that was left anywhere. */
import type { Site } from "./site.ts";
import { type Keyring, makeKeyring } from "./keyring.ts";
import { EMAIL, TOKEN, tracesIn, tracesInBytes } from "./traces.ts";
import type { Case } from "./cases.ts";

/** Where the profile's token is, or what is wrong with that place. */
export type Storage =
  | "file"
  | "keychain"
  | "locked keychain"
  | "command"
  | "command that fails"
  | "corrupt file";

/** What a machine begins with. */
export interface MachineOptions {
  readonly site: Site;
  readonly storage?: Storage;
  /** Additional members of the profile. */
  readonly profile?: Readonly<Record<string, unknown>>;
  /** The credentials file, as it is. */
  readonly file?: string;
  readonly lingers?: number;
}

/** A machine. */
export interface Machine {
  readonly home: string;
  /** Made for the test; a case may write into it. */
  readonly folder: string;
  /** Where temporary files go. */
  readonly temporary: string;
  readonly keyring: Keyring;
  /** The words of a case, for this machine. */
  words(args: readonly string[]): readonly string[];
  /** What is in a file that must not be: `the token, as it is, in .atlcli/notes`. */
  left(after: Pick<Case, "ends"> & { readonly worked: boolean }): Promise<readonly string[]>;
  close(): Promise<void>;
}

const USERNAME = "mia";

/** Makes a machine. */
export async function makeMachine(options: MachineOptions): Promise<Machine> {
  const { site, storage = "file", lingers = 0 } = options;
  const home = await Deno.realPath(await Deno.makeTempDir({ prefix: "atlcli-canary-" }));
  const [folder, temporary] = [`${home}/folder`, `${home}/temporary`];
  for (const path of [folder, temporary]) await Deno.mkdir(path);
  const inKeychain = storage === "keychain" || storage === "locked keychain";
  const keyring = await makeKeyring({
    folder: `${home}/keyring`,
    lingers,
    locked: storage === "locked keychain",
    ...(inKeychain && { item: { secret: TOKEN, site: site.url, account: USERNAME } }),
  });
  await Deno.writeTextFile(
    `${keyring.items}/token`,
    storage === "command" ? `${TOKEN}\n` : `${TOKEN}\nsecond line`,
  );
  await Deno.mkdir(`${home}/.atlcli`, { mode: 0o700 });
  const text = options.file ?? fileOf(options, keyring);
  await Deno.writeTextFile(`${home}/.atlcli/credentials.json`, text, { mode: 0o600 });
  return {
    home,
    folder,
    temporary,
    keyring,
    words: (args) => args.map((word) => word.replace(/^SITE$/, site.url).replace(/^FOLDER/, folder)),
    left: (after) => leftIn(home, after),
    close: () => Deno.remove(home, { recursive: true }),
  };
}

function fileOf({ site, storage = "file", profile }: MachineOptions, keyring: Keyring): string {
  const work = {
    name: "work",
    baseUrl: site.url,
    email: EMAIL,
    deployment: "cloud",
    ...MEMBERS[storage],
    ...(storage.startsWith("command") && { tokenCommand: [`${keyring.path}/token`] }),
    ...profile,
  };
  return JSON.stringify({ currentProfile: "work", profiles: { work } }, null, 2);
}

const MEMBERS: Readonly<Record<Storage, object>> = {
  "file": { apiToken: TOKEN },
  "keychain": { tokenStore: "keychain", username: USERNAME },
  "locked keychain": { tokenStore: "keychain", username: USERNAME },
  "command": { tokenStore: "command" },
  "command that fails": { tokenStore: "command" },
  "corrupt file": { apiToken: [TOKEN] },
};

/** Where a secret may lie: in the credentials file, in its backup, and in the keyring. */
async function leftIn(
  home: string,
  { ends, worked }: Pick<Case, "ends"> & { readonly worked: boolean },
): Promise<readonly string[]> {
  // `doctor --fix` moves a file that is damaged aside: nothing is lost.
  const own = /^\/\.atlcli\/credentials\.json(?:\.bak|\.corrupt-[^/]*)?$/;
  const found: string[] = [];
  for await (const path of filesBelow(home)) {
    const name = path.slice(home.length);
    found.push(...tracesIn(name).map((trace) => `${trace}, in the name ${name}`));
    if (name.startsWith("/keyring/items/")) continue;
    const allowed = !own.test(name) || (ends === "without the profile" && worked)
      ? /^$/
      : ends !== undefined && worked
      ? /^the proxy/
      : /^/;
    const traces = tracesInBytes(await Deno.readFile(path)).filter((trace) => !allowed.test(trace));
    found.push(...traces.map((trace) => `${trace}, in ${name}`));
  }
  return found;
}

async function* filesBelow(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) yield* filesBelow(path);
    else yield path;
  }
}
