/**
 * Generates the manifests of a release for package managers: a formula for Homebrew, a manifest for Scoop,
 * three for winget. They are generated only from the version and the checksums.
 *
 *     deno run -A scripts/release/manifests.ts dist     # reads dist/SHA256SUMS, writes dist/manifests/
 *
 * @module
 */
import { RELEASES_URL } from "../../src/cli/commands/upgrade/release_address.ts";
import { parseSums, type ReleaseSums } from "../../src/cli/commands/upgrade/release_sums.ts";
import { RELEASE_TARGETS, type ReleaseTarget } from "../../src/cli/commands/upgrade/release_targets.ts";
import { SUMS_FILE } from "./sums.ts";

const SUMMARY = "Sign in to Atlassian, Jira and Confluence, from a terminal, a script or CI";
const HOMEPAGE = RELEASES_URL.replace(/\/releases$/, "");
const LICENSE = "Apache-2.0";
const WINGET_ID = "atlcli.atlcli";
/** https://github.com/microsoft/winget-cli/tree/master/schemas/JSON/manifests */
const WINGET_VERSION = "1.6.0";

/** A file of a release: its URL and checksum. */
interface ReleaseFile {
  readonly url: string;
  readonly sum: string;
}

/** @throws {Error} if the release has no file for that system. */
function fileOf({ version, files }: ReleaseSums, name: ReleaseTarget["name"]): ReleaseFile {
  const file = RELEASE_TARGETS.find((target) => target.name === name)?.file ?? "";
  const sum = files.get(file);
  if (sum === undefined) throw new Error(`The checksums have no entry for ${name}`);
  return { url: `${RELEASES_URL}/download/v${version}/${file}`, sum };
}

/** The manifests of a release, by path. */
export function manifestsOf(sums: ReleaseSums): Readonly<Record<string, string>> {
  return {
    "homebrew/atlcli.rb": homebrew(sums),
    "scoop/atlcli.json": `${JSON.stringify(scoop(sums), undefined, 2)}\n`,
    [`winget/${WINGET_ID}.yaml`]: yaml(sums, "version", {
      DefaultLocale: "en-US",
    }),
    [`winget/${WINGET_ID}.installer.yaml`]: yaml(sums, "installer", wingetInstaller(sums)),
    [`winget/${WINGET_ID}.locale.en-US.yaml`]: yaml(sums, "defaultLocale", {
      PackageLocale: "en-US",
      Publisher: "atlcli",
      PublisherUrl: HOMEPAGE,
      PackageName: "atlcli",
      PackageUrl: HOMEPAGE,
      License: LICENSE,
      ShortDescription: SUMMARY,
    }),
  };
}

function homebrew(sums: ReleaseSums): string {
  const source = (name: string): string => {
    const { url, sum } = fileOf(sums, name);
    return `      url "${url}"\n      sha256 "${sum}"`;
  };
  const system = (on: string, name: string): string =>
    `  ${on} do
    on_arm do
${source(`${name}-arm64`)}
    end
    on_intel do
${source(`${name}-x64`)}
    end
  end`;
  return `class Atlcli < Formula
  desc "${SUMMARY}"
  homepage "${HOMEPAGE}"
  version "${sums.version}"
  license "${LICENSE}"

${system("on_macos", "macos")}

${system("on_linux", "linux")}

  def install
    bin.install Dir["atlcli-*"].first => "atlcli"
  end

  test do
    assert_equal version.to_s, shell_output("#{bin}/atlcli --version").strip
  end
end
`;
}

/** https://github.com/ScoopInstaller/Scoop/blob/master/schema.json */
function scoop(sums: ReleaseSums): Readonly<Record<string, unknown>> {
  const { url, sum } = fileOf(sums, "windows-x64");
  // The part after # is the name of the downloaded file.
  return {
    version: sums.version,
    description: SUMMARY,
    homepage: HOMEPAGE,
    license: LICENSE,
    architecture: { "64bit": { url: `${url}#/atlcli.exe`, hash: sum } },
    bin: "atlcli.exe",
    checkver: { github: HOMEPAGE },
    autoupdate: {
      architecture: { "64bit": { url: url.replaceAll(sums.version, "$version").concat("#/atlcli.exe") } },
      hash: { url: "$baseurl/SHA256SUMS" },
    },
  };
}

function wingetInstaller(sums: ReleaseSums): Readonly<Record<string, unknown>> {
  const { url, sum } = fileOf(sums, "windows-x64");
  return {
    InstallerType: "portable",
    Commands: ["atlcli"],
    Installers: [{ Architecture: "x64", InstallerUrl: url, InstallerSha256: sum.toUpperCase() }],
  };
}

/** A winget manifest. Its values are JSON, which is valid YAML: the version must be a string. */
function yaml(
  { version }: ReleaseSums,
  type: "version" | "installer" | "defaultLocale",
  members: Readonly<Record<string, unknown>>,
): string {
  const all = {
    PackageIdentifier: WINGET_ID,
    PackageVersion: version,
    ...members,
    ManifestType: type,
    ManifestVersion: WINGET_VERSION,
  };
  const schema = `https://aka.ms/winget-manifest.${type}.${WINGET_VERSION}.schema.json`;
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return [`# yaml-language-server: $schema=${schema}`, ...lines, ""].join("\n");
}

async function main([folder = "dist"]: readonly string[]): Promise<void> {
  const sums = parseSums(await Deno.readTextFile(`${folder}/${SUMS_FILE}`));
  for (const [path, text] of Object.entries(manifestsOf(sums))) {
    const target = `${folder}/manifests/${path}`;
    await Deno.mkdir(target.slice(0, target.lastIndexOf("/")), { recursive: true });
    await Deno.writeTextFile(target, text);
    console.log(target);
  }
}

if (import.meta.main) await main(Deno.args);
