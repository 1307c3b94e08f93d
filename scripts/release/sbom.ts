/**
 * The bill of materials of the executables, in CycloneDX 1.6 JSON (https://cyclonedx.org/docs/1.6/json/): the
 * included packages, as pinned in deno.lock, and the runtime. It depends only on the lock file, so it is
 * reproducible.
 *
 *     deno run -A scripts/release/sbom.ts dist/atlcli.cdx.json
 *
 * @module
 */
import config from "../../deno.json" with { type: "json" };
import { LAYERS } from "../lint/layers.ts";
import { matches } from "../lint/layer_rules.ts";

/** The used parts of a lock file, version 5. */
export interface Lock {
  /** `npm:diff@9.0.0` → `9.0.0`, followed by `_peer@1.0.0` if there are peers. */
  readonly specifiers: Readonly<Record<string, string>>;
  /** Packages by `name@version`, with peers as above. */
  readonly npm: Readonly<Record<string, LockedPackage>>;
}

/** A package in a lock file. */
interface LockedPackage {
  /** `sha512-…` in base64. */
  readonly integrity: string;
  /** Names, with a version if there are several. */
  readonly dependencies?: readonly string[];
}

/** The subject of a bill of materials. */
interface BillOptions {
  readonly version: string;
  /** The included version of Deno. */
  readonly deno: string;
  readonly lock: Lock;
  /** The imports of the program, by name. */
  readonly imports: Readonly<Record<string, string>>;
}

const ROOT_REF = "atlcli";

/** Creates the bill of materials. */
export function billOfMaterials({ version, deno, lock, imports }: BillOptions): object {
  const direct = Object.entries(imports).filter(([name, specifier]) => isInside(name, specifier))
    .map(([, specifier]) => lockedKey(specifier, lock));
  const keys = reachable(direct, lock);
  const runtime = { type: "platform", "bom-ref": "deno", name: "deno", version: deno };
  const components = [...keys].toSorted().map((key) => component(key, lock));
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: {
        type: "application",
        "bom-ref": ROOT_REF,
        name: "atlcli",
        version,
        licenses: [{ license: { id: "Apache-2.0" } }],
      },
    },
    components: [runtime, ...components],
    dependencies: [
      { ref: ROOT_REF, dependsOn: ["deno", ...new Set(direct.map(purl))].toSorted() },
      { ref: "deno" },
      ...[...keys].toSorted().map((key) => ({
        ref: purl(key),
        dependsOn: [...new Set(dependenciesOf(key, lock).map(purl))].toSorted(),
      })),
    ],
  };
}

/** Whether a layer of the program may import the package. Type packages are not in the executable. */
function isInside(name: string, specifier: string): boolean {
  if (specifier.startsWith("npm:@types/")) return false;
  return LAYERS.some(({ packages }) => matches(name, packages ?? []));
}

/** `npm:zod@4.6.7/mini` → its key among the packages. */
function lockedKey(specifier: string, { specifiers, npm }: Lock): string {
  const [exact = "", name = ""] = /^npm:(@?[^@]+)@[^/]+/.exec(specifier) ?? [];
  const key = `${name}@${specifiers[exact]}`;
  if (npm[key] === undefined) throw new Error(`deno.lock does not have ${specifier}`);
  return key;
}

function reachable(direct: readonly string[], lock: Lock): ReadonlySet<string> {
  const keys = new Set(direct);
  for (const key of keys) for (const next of dependenciesOf(key, lock)) keys.add(next);
  return keys;
}

function dependenciesOf(key: string, { npm }: Lock): readonly string[] {
  const names = npm[key]?.dependencies ?? [];
  return names.filter((name) => !name.startsWith("@types/")).map((name) => {
    const found = Object.keys(npm).filter((other) =>
      other === name || other.startsWith(`${name}@`) || other.startsWith(`${name}_`)
    );
    const [only] = found;
    if (only === undefined || found.length > 1) {
      throw new Error(`deno.lock: ${key} needs ${name}, of which there are ${found.length}`);
    }
    return only;
  });
}

/** `@clack/core@1.6.0` → its name and version, without peers. */
function nameAndVersion(key: string): readonly [name: string, version: string] {
  const [, name = "", version = ""] = /^(@?[^@]+)@([^_]+)/.exec(key) ?? [];
  return [name, version];
}

/** https://github.com/package-url/purl-spec */
function purl(key: string): string {
  const [name, version] = nameAndVersion(key);
  return `pkg:npm/${name.replace("@", "%40")}@${version}`;
}

function component(key: string, { npm }: Lock): object {
  const [name, version] = nameAndVersion(key);
  const [, digest] = /^sha512-(.+)$/.exec(npm[key]?.integrity ?? "") ?? [];
  if (digest === undefined) throw new Error(`deno.lock has no SHA-512 sum of ${key}`);
  const content = Array.from(atob(digest), (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join(
    "",
  );
  return {
    type: "library",
    "bom-ref": purl(key),
    name,
    version,
    purl: purl(key),
    hashes: [{ alg: "SHA-512", content }],
  };
}

/** The bill of materials of this source tree. */
export async function billOfThisTree(): Promise<object> {
  const { version, imports } = config;
  const lock: Lock = JSON.parse(await Deno.readTextFile(new URL("../../deno.lock", import.meta.url)));
  return billOfMaterials({ version, imports, deno: Deno.version.deno, lock });
}

async function main([path = "dist/atlcli.cdx.json"]: readonly string[]): Promise<void> {
  await Deno.writeTextFile(path, `${JSON.stringify(await billOfThisTree(), undefined, 2)}\n`);
  console.log(path);
}

if (import.meta.main) await main(Deno.args);
