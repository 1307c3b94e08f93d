/**
 * What is done to a credentials file while it is tortured, and what lies on the disk before.
 */
import { openLibrary } from "../../src/connect.ts";
import { type CredentialsFile, encodeCredentialsFile } from "../../src/profile/file/file.ts";
import { diagnose } from "../../src/doctor/diagnose.ts";
import { repair } from "../../src/doctor/repair.ts";
import type { Host } from "../../src/core/host.ts";
import type { Profile } from "../../src/profile/profile.ts";
import {
  withActiveProfile,
  withoutProfile,
  withoutToken,
  withProfile,
  withRenamedProfile,
} from "../../src/profile/edits.ts";
import { openProfileStore } from "../../src/profile/store/store.ts";
import { Secret } from "../../src/core/secret.ts";
import { memorySecretStore } from "../../src/testing/mod.ts";

/** A profile with a token that can be told. */
export function profileOf(name: string, token = `token-of-${name}`): Profile {
  return {
    name,
    baseUrl: `https://${name}.atlassian.net`,
    email: `${name}@a.test`,
    apiToken: new Secret(token),
  };
}

/** What the file says before. */
const OLD: CredentialsFile = {
  currentProfile: "work",
  profiles: new Map(["work", "home", "spare"].map((name) => [name, profileOf(name)])),
};
export const OLD_TEXT: string = encodeCredentialsFile(OLD);
const OLDER_TEXT = encodeCredentialsFile({ ...OLD, currentProfile: "home" });
/** What a write that went wrong elsewhere left. */
export const DAMAGED_TEXT: string = OLD_TEXT.slice(0, 200);

const EDITS: Readonly<Record<string, (file: CredentialsFile) => CredentialsFile>> = {
  login: (file) => withProfile(file, profileOf("new")),
  "new token": (file) => withProfile(file, profileOf("work", "another-token")),
  logout: (file) => withoutToken(file, "work"),
  rename: (file) => withRenamedProfile(file, { from: "work", to: "renamed" }),
  delete: (file) => withoutProfile(file, "work"),
  switch: (file) => withActiveProfile(file, "home"),
};

/** The names of the changes. `repair` is that of `atlcli doctor --fix`. */
export const CHANGES: readonly string[] = [...Object.keys(EDITS), "repair"];

/** Does one. */
export async function change(
  host: Host,
  { name, folder }: { readonly name: string; readonly folder: string },
): Promise<void> {
  const edit = EDITS[name];
  if (edit !== undefined) {
    await openProfileStore(host, { folder }).update(edit);
    return;
  }
  const here: Host = { ...host, env: (variable) => variable === "ATLCLI_CONFIG_DIR" ? folder : undefined };
  const library = openLibrary({ host: here, secretStore: memorySecretStore() });
  await repair(here, await diagnose(library, { offline: true }));
}

/** What lies on the disk before. */
export interface Before {
  /** Makes it. */
  readonly prepare: (folder: string) => Promise<void>;
  /** Where the file really is. */
  readonly file: (folder: string) => string;
}

const PLAIN = (folder: string): string => `${folder}/credentials.json`;

async function write(folder: string, files: Readonly<Record<string, string>>, mode = 0o600): Promise<void> {
  await Deno.mkdir(folder, { mode: 0o700 });
  for (const [name, text] of Object.entries(files)) {
    await Deno.writeTextFile(`${folder}/${name}`, text);
    await Deno.chmod(`${folder}/${name}`, mode);
  }
}

/** The disks by name. */
export const DISKS: Readonly<Record<string, Before>> = {
  "a file and its backup": {
    prepare: (folder) => write(folder, { "credentials.json": OLD_TEXT, "credentials.json.bak": OLDER_TEXT }),
    file: PLAIN,
  },
  "leftovers of dead writers": {
    prepare: (folder) =>
      write(folder, {
        "credentials.json": OLD_TEXT,
        "credentials.json.lock": "",
        "credentials.json.tmp-0123abcd": OLD_TEXT.slice(0, 50),
        "credentials.json.bak.tmp-zzzzzzzz": "",
      }),
    file: PLAIN,
  },
  "files that are open to others": {
    prepare: async (folder) => {
      await write(folder, { "credentials.json": OLD_TEXT }, 0o644);
      await Deno.chmod(folder, 0o755);
    },
    file: PLAIN,
  },
  "a link": {
    prepare: async (folder) => {
      await write(folder, {});
      await write(`${folder}-dotfiles`, { "atlcli.json": OLD_TEXT });
      await Deno.symlink(`${folder}-dotfiles/atlcli.json`, PLAIN(folder));
    },
    file: (folder) => `${folder}-dotfiles/atlcli.json`,
  },
  "a damaged file": {
    prepare: async (folder) => {
      await write(folder, { "credentials.json": DAMAGED_TEXT, "credentials.json.bak": OLD_TEXT }, 0o644);
      await Deno.chmod(folder, 0o755);
    },
    file: PLAIN,
  },
};
