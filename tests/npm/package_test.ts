import assert from "node:assert/strict";
import { delimiter } from "node:path";
import config from "../../deno.json" with { type: "json" };
import { denoHost } from "../../src/host/deno/host.ts";
import { type Interfere, type RunningSandbox, startSandbox } from "../../src/sandbox/mod.ts";
import { FOLDER, runIn, runProgram, RUNTIMES, withFile } from "./runtimes.ts";

const CANARY = "canary-of-the-package";

async function withSandbox(
  use: (sandbox: RunningSandbox) => Promise<void>,
  interfere?: Interfere,
): Promise<void> {
  const sandbox = await startSandbox(denoHost(), interfere && { interfere });
  try {
    await use(sandbox);
  } finally {
    await sandbox.close();
  }
}

for (const runtime of RUNTIMES) {
  const { name } = runtime;

  Deno.test(`connect() in ${name} signs in by the environment, and tries again when told to wait`, () => {
    let busy = 1;
    const interfere: Interfere = ({ url }) =>
      url.endsWith("/myself") && busy-- > 0
        ? new Response(null, { status: 429, headers: { "retry-after": "0" } })
        : undefined;
    return withSandbox(async (sandbox) => {
      const { email = "", token } = sandbox.account("cloud-valid");
      const env = { ATLCLI_SITE: sandbox.urls.cloud, ATLCLI_EMAIL: email, ATLCLI_API_TOKEN: token };
      const { from, credential, displayName, waits } = await runProgram(runtime, "sign_in.mjs", { env });
      assert.equal(from, "env ATLCLI_API_TOKEN");
      assert.ok(typeof displayName === "string" && displayName !== "");
      assert.ok(typeof waits === "number" && waits > 0, `${waits} waits`);
      assert.ok(!JSON.stringify(credential).includes(token));
    }, interfere);
  });

  Deno.test(`connect() in ${name} signs in by the credentials file`, () =>
    withSandbox(async (sandbox) => {
      const { token } = sandbox.account("jira-valid");
      const profile = { baseUrl: sandbox.urls.jira, authType: "bearer", apiToken: token };
      await withFile(profile, async (folder) => {
        const env = { ATLCLI_CONFIG_DIR: folder };
        const { from } = await runProgram(runtime, "sign_in.mjs", { env, args: ["work"] });
        assert.equal(from, "file credentials.json");
      });
    }));

  Deno.test(`connect() in ${name} asks the program of a profile for its token`, () =>
    withSandbox(async (sandbox) => {
      const { email = "", token } = sandbox.account("cloud-valid");
      await withFile({
        baseUrl: sandbox.urls.cloud,
        email,
        tokenStore: "command",
        tokenCommand: ["sh", "-c", "cat $ATLCLI_CONFIG_DIR/token"],
      }, async (folder) => {
        await Deno.writeTextFile(`${folder}/token`, `${token}\n`);
        const { from } = await runProgram(runtime, "sign_in.mjs", { env: { ATLCLI_CONFIG_DIR: folder } });
        assert.match(String(from), /^command sh/);
      });
    }));

  Deno.test(`connect() in ${name} asks the Secret Service by secret-tool`, () =>
    withSandbox(async (sandbox) => {
      const { token } = sandbox.account("jira-valid");
      const profile = { baseUrl: sandbox.urls.jira, authType: "bearer", username: "me" };
      await withFile(profile, async (folder) => {
        const lines = [
          "#!/bin/sh",
          `case $1 in lookup) printf %s '${token}';; search) printf "attribute.account = me\\nattribute.site = ${sandbox.urls.jira}\\n" >&2;; esac`,
        ];
        await Deno.writeTextFile(`${folder}/secret-tool`, lines.join("\n"), { mode: 0o755 });
        const PATH = [folder, Deno.env.get("PATH")].join(delimiter);
        const env = { ATLCLI_CONFIG_DIR: folder, PATH, DBUS_SESSION_BUS_ADDRESS: "unix:path=/nowhere" };
        const { from } = await runProgram(runtime, "sign_in.mjs", { env });
        assert.equal(from, "keychain atlcli/me");
      });
    }));

  Deno.test(`the credentials file is not written in ${name}, and a SOCKS proxy is not ignored`, () =>
    withFile({
      baseUrl: "https://company.atlassian.net",
      email: "me@company.com",
      apiToken: CANARY,
      proxy: "socks5://127.0.0.1:9",
    }, async (folder) => {
      const before = await Deno.readTextFile(`${folder}/credentials.json`);
      const options = { env: { ATLCLI_CONFIG_DIR: folder }, args: ["work"] };
      const { write, socks, file } = await runProgram(runtime, "refused.mjs", options);
      assert.deepEqual(write, {
        name: "StorageError",
        code: "credentials-file",
        message: `Cannot change the credentials file "${folder}/credentials.json": ` +
          `file locks are unavailable in Node and Bun, and without one a change could be lost: ` +
          `"${folder}/credentials.json.lock"`,
        hint: "Change it with the executable, or run this with Deno; " +
          "or give the credentials by ATLCLI_SITE, ATLCLI_EMAIL and ATLCLI_API_TOKEN",
      });
      assert.deepEqual(socks, {
        name: "UsageError",
        code: "usage",
        message: "SOCKS proxies are not supported in Node and Bun",
        hint: "Use an http:// proxy, or run this with Deno, which supports SOCKS",
      });
      assert.equal(file, before);
      assert.deepEqual([...Deno.readDirSync(folder)].map((entry) => entry.name), ["credentials.json"]);
    }));

  Deno.test(`a sandbox in ${name} takes a page and a file`, async () => {
    assert.deepEqual(await runProgram(runtime, "own_sandbox.mjs"), {
      title: "From elsewhere",
      size: 300_000,
      same: true,
    });
  });

  Deno.test(`every entry can be imported by CommonJS in ${name}, and gives the same`, async () => {
    const { names, required } = await runProgram(runtime, "common.cjs");
    assert.ok(Array.isArray(names) && names.length === Object.keys(config.exports).length);
    assert.ok(names.every((count) => count > 0), String(names));
    assert.deepEqual(required, names);
  });

  Deno.test(`importing the entries does nothing in ${name}`, async () => {
    assert.deepEqual(await runProgram(runtime, "silent.mjs"), { touched: [] });
  });
}

for (
  const types of [{ lib: ["ES2023"], types: ["node"] }, { lib: ["ES2023", "DOM", "DOM.Iterable"], types: [] }]
) {
  Deno.test(`its declarations are whole for TypeScript, with ${types.lib.at(-1)}`, async () => {
    const use = Object.keys(config.exports)
      .map((entry, index) => `export * as a${index} from "@atlcli/atlcli${entry.slice(1)}";`);
    const example = [
      'import { type Client, connect, HttpError } from "@atlcli/atlcli";',
      "const { client }: { client: Client } = await connect();",
      'const me: unknown = await client.json({ path: "/rest/api/2/myself" });',
      "// @ts-expect-error: a number is no path",
      "await client.json({ path: 1 });",
      "export const status = (error: unknown) => error instanceof HttpError ? error.status : me;",
    ];
    await Deno.writeTextFile(`${FOLDER}/types.mts`, [...use, ...example].join("\n"));
    const compilerOptions = {
      ...types,
      target: "ES2023",
      module: "nodenext",
      strict: true,
      noEmit: true,
      skipLibCheck: false,
    };
    await Deno.writeTextFile(
      `${FOLDER}/tsconfig.json`,
      JSON.stringify({ compilerOptions, files: ["types.mts"] }),
    );
    const [node] = RUNTIMES;
    assert.ok(node);
    const { code, stdout } = await runIn(node, "node_modules/typescript/bin/tsc", { args: ["-p", FOLDER] });
    assert.equal(code, 0, stdout);
  });
}
