/**
 * The files of the container image: the program, the libraries that it links to, the certificates that this
 * machine trusts, and the few files that the C library reads.
 *
 * @module
 */
import { dirname } from "node:path";
import { HOME, PROGRAM, USER, WORK } from "./containerfile.ts";

/** The trusted certificates: their path on Debian and its derivatives, and in the image. */
export const AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt";

/** The licences of the copied libraries, on Debian and its derivatives. */
const LICENCES = ["libc6", "libgcc-s1", "ca-certificates"].map((name) => `/usr/share/doc/${name}/copyright`);

const TEXTS: Readonly<Record<string, string>> = {
  "/etc/passwd": `atlcli:x:${USER}:${USER}:atlcli:${HOME}:/nowhere\n`,
  "/etc/group": `atlcli:x:${USER}:\n`,
  "/etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\n",
};

/** The folders that all users can write to. */
const OPEN = [HOME, WORK, "/tmp"];

/**
 * Creates the files of the image in a new folder.
 *
 * @param folder The folder, which becomes the root.
 * @param program The executable, for this machine.
 * @throws {Error} if a required file is missing on this machine.
 */
export async function makeRootfs(folder: string, program: string): Promise<void> {
  const copies = [AUTHORITIES, ...LICENCES, ...await librariesOf(program)].map((path) =>
    [path, path] as const
  );
  for (const [from, to] of [[program, PROGRAM] as const, ...copies]) {
    await Deno.mkdir(`${folder}${dirname(to)}`, { recursive: true });
    await Deno.copyFile(from, `${folder}${to}`);
  }
  for (const [path, text] of Object.entries(TEXTS)) await Deno.writeTextFile(`${folder}${path}`, text);
  for (const path of OPEN) {
    await Deno.mkdir(`${folder}${path}`, { recursive: true });
    await Deno.chmod(`${folder}${path}`, 0o1777);
  }
  await Deno.chmod(`${folder}${PROGRAM}`, 0o755);
}

/** The paths of the libraries that a program is linked to, including the loader. */
async function librariesOf(program: string): Promise<readonly string[]> {
  const { success, stdout, stderr } = await new Deno.Command("ldd", { args: [program] }).output();
  const decoder = new TextDecoder();
  const text = decoder.decode(stdout);
  const paths = [...text.matchAll(/(?:^|\s)(\/\S+) \(0x/g)].flatMap(([, path]) => path ?? []);
  if (!success || paths.length === 0 || text.includes("not found")) {
    throw new Error(`Failed to find the libraries of ${program}: ${text}${decoder.decode(stderr)}`);
  }
  return paths;
}
