import assert from "node:assert/strict";
import { manifestsOf } from "../../scripts/release/manifests.ts";
import { RELEASES_URL } from "../../src/cli/commands/upgrade/release_address.ts";
import { RELEASE_TARGETS } from "../../src/cli/commands/upgrade/release_targets.ts";

const VERSION = "1.2.3";
/** A sum for each file, that tells which. */
const FILES = new Map(RELEASE_TARGETS.map(({ file }, index) => [file, String(index + 1).repeat(64)]));
const MANIFESTS = manifestsOf({ version: VERSION, files: FILES });
const url = (file: string): string => `${RELEASES_URL}/download/v${VERSION}/${file}`;

function manifest(path: string): string {
  const text = MANIFESTS[path];
  assert.ok(text !== undefined, `There is no ${path}`);
  return text;
}

Deno.test("the formula of Homebrew has each system's file with its sum, and no other", () => {
  const text = manifest("homebrew/atlcli.rb");
  const found = [...text.matchAll(/url "([^"]*)"\n\s*sha256 "([^"]*)"/g)].map(([, at, sum]) => [at, sum]);
  const expected = RELEASE_TARGETS.filter(({ os }) => os !== "windows")
    .map(({ file }) => [url(file), FILES.get(file)]);
  assert.deepEqual(found.toSorted(), expected.toSorted());
  for (const [on, name] of [["macos", "macos"], ["linux", "linux"]]) {
    const block = text.split(`on_${on} do`)[1]?.split("\n  end")[0] ?? "";
    assert.match(
      block,
      new RegExp(`on_arm do\\n.*atlcli-${name}-arm64"[^]*on_intel do\\n.*atlcli-${name}-x64"`),
    );
  }
  assert.equal(text.match(/\bdo$|^class |^ +def /gm)?.length, text.match(/^ *end$/gm)?.length);
});

Deno.test("the manifest of Scoop has the file for Windows, its sum, and how the next version is found", () => {
  const { version, architecture, autoupdate, bin } = JSON.parse(manifest("scoop/atlcli.json"));
  assert.deepEqual({ version, bin }, { version: VERSION, bin: "atlcli.exe" });
  assert.deepEqual(architecture, {
    "64bit": {
      url: `${url("atlcli-windows-x64.exe")}#/atlcli.exe`,
      hash: FILES.get("atlcli-windows-x64.exe"),
    },
  });
  assert.equal(
    autoupdate.architecture["64bit"].url,
    `${RELEASES_URL}/download/v$version/atlcli-windows-x64.exe#/atlcli.exe`,
  );
});

Deno.test("the manifests of winget are of one package, one version and one form", () => {
  const parsed = ["", ".installer", ".locale.en-US"].map((part) => {
    const lines = manifest(`winget/atlcli.atlcli${part}.yaml`).trimEnd().split("\n").slice(1);
    return Object.fromEntries(lines.map((line) => {
      const at = line.indexOf(": ");
      return [line.slice(0, at), JSON.parse(line.slice(at + 2))];
    }));
  });
  for (const { PackageIdentifier, PackageVersion, ManifestVersion } of parsed) {
    assert.deepEqual([PackageIdentifier, PackageVersion, ManifestVersion], [
      "atlcli.atlcli",
      VERSION,
      "1.6.0",
    ]);
  }
  assert.deepEqual(parsed.map(({ ManifestType }) => ManifestType), ["version", "installer", "defaultLocale"]);
  assert.deepEqual(parsed[1]?.["Installers"], [{
    Architecture: "x64",
    InstallerUrl: url("atlcli-windows-x64.exe"),
    InstallerSha256: FILES.get("atlcli-windows-x64.exe")?.toUpperCase(),
  }]);
});

Deno.test("sums that lack a system make no manifest", () => {
  const files = new Map([...FILES].slice(1));
  assert.throws(() => manifestsOf({ version: VERSION, files }), /have no entry for linux-x64/);
});
