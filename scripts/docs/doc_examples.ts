/**
 * Runs the examples in doc comments, README and docs/, as tests.
 *
 * They run as a reader would run them: they import the package by name, and are signed in. A sandbox is the
 * site; the environment contains its URL, an email and a token; the configuration folder is empty.
 *
 *     deno task test:docs
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import config from "../../deno.json" with { type: "json" };
import { denoHost } from "../../src/host/deno/host.ts";
import { startSandbox } from "../../src/sandbox/mod.ts";

const ROOT = new URL("../../", import.meta.url);
const DOCUMENTED = ["mod.ts", "src/", "README.md", "docs/"];

/**
 * The configuration, with the package's entries as imports. Deno adds an import of all other exports of the
 * file to each example, so two options that would reject this are off.
 */
function exampleConfig(): string {
  const { imports, exports, compilerOptions } = config;
  const entries = Object.entries(exports)
    .map(([entry, path]) => [config.name + entry.slice(1), new URL(path, ROOT).href]);
  return JSON.stringify({
    imports: { ...imports, ...Object.fromEntries(entries) },
    compilerOptions: { ...compilerOptions, noUnusedLocals: false, verbatimModuleSyntax: false },
  });
}

async function runExamples(folder: string): Promise<number> {
  await Deno.writeTextFile(`${folder}/deno.json`, exampleConfig());
  // A copy, because Deno would add this package to it.
  await Deno.copyFile(new URL("deno.lock", ROOT), `${folder}/deno.lock`);
  const sandbox = await startSandbox(denoHost(), { directDownloads: true });
  try {
    const { email = "", token } = sandbox.account("cloud-valid");
    const { code } = await new Deno.Command(Deno.execPath(), {
      args: [
        "test",
        "-A",
        "--doc",
        `--config=${folder}/deno.json`,
        `--lock=${folder}/deno.lock`,
        "--preload=scripts/checks/strict_assert.ts",
        ...DOCUMENTED,
      ],
      cwd: fileURLToPath(ROOT),
      env: {
        ATLCLI_CONFIG_DIR: `${folder}/config`,
        ATLCLI_SITE: sandbox.urls.cloud,
        ATLCLI_EMAIL: email,
        ATLCLI_API_TOKEN: token,
      },
    }).spawn().status;
    return code;
  } finally {
    await sandbox.close();
  }
}

const folder = await Deno.makeTempDir({ prefix: "atlcli-examples-" });
try {
  Deno.exitCode = await runExamples(folder);
} finally {
  await Deno.remove(folder, { recursive: true });
}
