/** A stand-in of `secret-tool`: a shell script, with one item, that writes down how it was started. */

/** A keyring, and who looked into it. */
export interface Keyring {
  /** The folder to put first on PATH. */
  readonly path: string;
  /** Where the item is, which may hold the token. */
  readonly items: string;
  /** Every command line and environment of a program of this folder, as `/proc` showed it. */
  seen(): Promise<string>;
}

/** How the keyring is. */
interface KeyringOptions {
  readonly folder: string;
  /** What is in it, and for which site. */
  readonly item?: { readonly secret: string; readonly site: string; readonly account: string };
  readonly locked?: boolean;
  /** How long each program stays, in seconds: so that whoever watches sees it. */
  readonly lingers?: number;
}

/** Makes the programs: `secret-tool`, `xdg-open`, and `token`, which prints what the file `token` holds. */
export async function makeKeyring(options: KeyringOptions): Promise<Keyring> {
  const { folder, item, locked = false, lingers = 0 } = options;
  const [path, items, log] = [`${folder}/programs`, `${folder}/items`, `${folder}/seen`];
  await Deno.mkdir(path, { recursive: true });
  await Deno.mkdir(items, { recursive: true });
  await Deno.writeTextFile(log, "");
  if (item !== undefined) {
    for (const [name, text] of Object.entries(item)) await Deno.writeTextFile(`${items}/${name}`, text);
  }
  const head = `#!/bin/sh
cat /proc/$$/cmdline /proc/$$/environ >> '${log}' 2>/dev/null
PATH=/usr/bin:/bin
[ ${lingers} = 0 ] || sleep ${lingers}
`;
  const script = (name: string, body: string): Promise<void> =>
    Deno.writeTextFile(`${path}/${name}`, head + body, { mode: 0o755 });
  await script("secret-tool", `cd '${items}'\nlocked=${locked ? 1 : ""}\n${SECRET_TOOL}`);
  await script("xdg-open", "exit 0\n");
  await script("token", `cat '${items}/token'\n`);
  return { path, items, seen: () => Deno.readTextFile(log) };
}

/** As `secret-tool` 0.20.5 does it: secrets go to standard output, attributes to standard error. */
const SECRET_TOOL = `
command=$1
if [ "$locked" ]; then
  echo "secret-tool: Cannot get secret of a locked object" >&2
  [ "$command" = search ] || exit 1
  exit 0
fi
case $command in
  search)
    [ -e secret ] || exit 0
    printf '[/0]\\nlabel = x\\nsecret = %s\\n' "$(cat secret)"
    printf 'attribute.account = %s\\nattribute.site = %s\\n' "$(cat account)" "$(cat site)" >&2 ;;
  lookup) cat secret ;;
  clear) rm -f secret account site ;;
  store)
    while [ $# -gt 0 ]; do
      case $1 in
        account) printf %s "$2" > account; shift ;;
        site) printf %s "$2" > site; shift ;;
      esac
      shift
    done
    cat > secret ;;
esac
`;
