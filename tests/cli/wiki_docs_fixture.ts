/** Folders of pages in memory: pulled from a sandbox, edited here and there, looked into. */
import assert from "node:assert/strict";
import {
  type Machine,
  machine,
  type MachineOptions,
  type Ran,
  type RunOptions,
  WIKI_PROFILES,
} from "./fixture.ts";

/** Both deployments: a name, and the profile. */
export const BOTH = [["Cloud", "work"], ["Data Center", "wiki"]] as const;
/** The folder that the tests pull into. */
export const FOLDER = "/home/me/docs";

/** A machine with a folder of pages. */
export interface DocsMachine extends Machine {
  /** `wiki docs …` with this profile; the folder is added. */
  docs(command: string, options?: RunOptions): Promise<Ran>;
  /** Edits a page at the site: the text in storage format, and the title. */
  editThere(id: number, change: { readonly storage?: string; readonly title?: string }): Promise<void>;
  /** A file's text in the folder; it has to be there. */
  text(path: string): string;
  /** Replaces a part of a file, which has to be there. */
  editHere(path: string, part: string, by: string): void;
  /** Writes a file. */
  write(path: string, text: string): void;
  /** The paths of all files in the folder, ours that are hidden left out. */
  tree(): readonly string[];
  /** How many requests were made since the last time this was asked. */
  asked(): number;
}

/** Makes a machine with a folder. */
export function docsMachine(profile: string, options: MachineOptions = {}): DocsMachine {
  const made = machine({ profiles: WIKI_PROFILES, ...options });
  const { host } = made;
  let counted = 0;
  const text = (path: string): string => {
    const found = host.disk.text(`${FOLDER}/${path}`);
    assert.ok(found !== undefined, `There is no "${path}"`);
    return found;
  };
  const write = (path: string, content: string): void => host.disk.write(`${FOLDER}/${path}`, content);
  return {
    ...made,
    text,
    write,
    docs: (command, runOptions) => {
      const [name = "", ...words] = command.split(" ");
      return made.run(["wiki", "docs", name, FOLDER, "--profile", profile, ...words], runOptions);
    },
    editThere: async (id, { storage, title }) => {
      const line = ["wiki", "page", "edit", String(id), "--profile", profile];
      const change = [
        ...(title === undefined ? [] : ["--title", title]),
        ...(storage === undefined ? [] : ["--body", "-", "--storage"]),
      ];
      const { exit, err } = await made.run([...line, ...change], { stdin: storage ?? "" });
      assert.equal(exit, 0, err);
    },
    editHere: (path, part, by) => {
      const before = text(path);
      assert.ok(before.includes(part), before);
      write(path, before.replace(part, () => by));
    },
    tree: () =>
      filesIn(host.disk, FOLDER).map((path) => path.slice(FOLDER.length + 1))
        .filter((path) => !path.startsWith(".")),
    asked: () => {
      const count = made.sandbox.requests.length;
      const since = count - counted;
      counted = count;
      return since;
    },
  };
}

function filesIn(disk: Machine["host"]["disk"], folder: string): readonly string[] {
  return disk.names(folder).toSorted().flatMap((name) => {
    const path = `${folder}/${name}`;
    return disk.text(path) === undefined ? filesIn(disk, path) : [path];
  });
}
