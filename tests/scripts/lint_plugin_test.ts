import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { isBelow } from "../../scripts/lint/layer_rules.ts";
import { LAYERS } from "../../scripts/lint/layers.ts";
import plugin from "../../scripts/lint/plugin.ts";
import { MAX_LINES } from "../../scripts/lint/size.ts";

/** What the plugin says about a file of this project, as `rule: message` lines. */
function lint(path: string, source: string): string[] {
  const filename = fileURLToPath(new URL(`../../${path}`, import.meta.url));
  return Deno.lint.runPlugin(plugin, filename, source).map(({ id, message }) => `${id}: ${message}`);
}

const allowed: readonly (readonly [path: string, source: string])[] = [
  ["src/core/errors.ts", `import { Secret } from "./secret.ts";`],
  ["src/core/nearest.ts", `import { distance } from "fastest-levenshtein";`],
  ["src/profile/profile.ts", `import { UsageError } from "../core/errors.ts";`],
  ["src/profile/store/store.ts", `import type { Host } from "../../core/host.ts";`],
  ["src/keychain/adapters.ts", `import { macosKeychain } from "./macos.ts";`],
  ["src/keychain/macos.ts", `import { KeychainError } from "../core/errors.ts";`],
  ["src/resolver/resolve.ts", `import { load } from "../profile/store/store.ts"; import "../site/site.ts";`],
  ["src/client/client.ts", `import { authorizationOf } from "../core/credential.ts";`],
  ["src/jira/search.ts", `import type { Client } from "../client/client.ts";`],
  ["src/jira/search.ts", `import * as z from "zod/mini";`],
  ["src/connect.ts", `import { chooseKeychain } from "./keychain/adapters.ts";`],
  ["mod.ts", `export { denoHost } from "./src/host/deno/host.ts";`],
  [
    "src/cli/commands/auth/login.ts",
    `import { parseSite } from "../../../../mod.ts"; import "./login_site.ts";`,
  ],
  ["src/cli/app.ts", `import { Command } from "@commander-js/extra-typings";`],
  ["src/cli/commands/sandbox.ts", `const { startSandbox } = await import("../../sandbox/mod.ts");`],
  ["src/cli/commands/sandbox.ts", `import type { Sandbox } from "../../sandbox/mod.ts";`],
  ["src/cli/command_table.ts", `await import("./commands/auth/login.ts");`],
  ["cli.ts", `import { runCli } from "./src/cli/app.ts"; import { denoHost } from "./mod.ts";`],
  ["src/testing/mod.ts", `import type { Host } from "../core/host.ts";`],
  ["scripts/release/compile.ts", `import { rmSync } from "node:fs"; import "../../src/keychain/macos.ts";`],
  ["tests/site/site_test.ts", `import { parseSite } from "../../src/site/site.ts";`],
  ["src/profile/profile.ts", `import { styleText } from "node:util";`],
];

for (const [path, source] of allowed) {
  Deno.test(`layers allow ${path} to contain ${source}`, () => {
    assert.deepEqual(lint(path, source), []);
  });
}

const refused: readonly (readonly [path: string, source: string, message: string])[] = [
  ["src/core/secret.ts", `import "../site/site.ts";`, `"src/core" may not import "src/site/site.ts"`],
  ["src/core/errors.ts", `import * as z from "zod/mini";`, `"src/core" may not import "zod/mini"`],
  [
    "src/profile/store/store.ts",
    `import { resolve } from "../../resolver/resolve.ts";`,
    `"src/profile" may not import "src/resolver/resolve.ts"`,
  ],
  [
    "src/keychain/macos.ts",
    `import { run } from "./linux.ts";`,
    `Only "src/keychain/adapters.ts" may import "src/keychain/linux.ts"`,
  ],
  [
    "src/connect.ts",
    `import { linuxKeychain } from "./keychain/linux.ts";`,
    `Only "src/keychain/adapters.ts" may import "src/keychain/linux.ts"`,
  ],
  [
    "src/resolver/resolve.ts",
    `export { chooseKeychain } from "../keychain/adapters.ts";`,
    `"src/resolver" may not import "src/keychain/adapters.ts"`,
  ],
  [
    "src/client/client.ts",
    `export * from "../profile/store/store.ts";`,
    `"src/client" may not import "src/profile/store/store.ts"`,
  ],
  [
    "src/jira/search.ts",
    `type Store = import("../profile/store/store.ts").Store;`,
    `"src/jira" may not import "src/profile/store/store.ts"`,
  ],
  [
    "src/cli/commands/jira/search.ts",
    `import { addLogin } from "../auth/login.ts";`,
    `"src/cli/commands/jira" may not import "src/cli/commands/auth/login.ts"`,
  ],
  [
    "src/cli/commands/auth/login.ts",
    `import { parseSite } from "../../../site/site.ts";`,
    `"src/cli/commands/auth" may not import "src/site/site.ts"`,
  ],
  [
    "src/cli/output/output.ts",
    `import type { Context } from "../context.ts";`,
    `"src/cli/output" may not import "src/cli/context.ts"`,
  ],
  [
    "src/cli/command_table.ts",
    `import { addLogin } from "./commands/auth/login.ts";`,
    `"src/cli/commands/auth/login.ts" is heavy: load it with import()`,
  ],
  [
    "src/cli/commands/sandbox.ts",
    `import { startSandbox } from "../../sandbox/mod.ts";`,
    `"src/sandbox/mod.ts" is heavy: load it with import()`,
  ],
  ["src/connect.ts", `import { Command } from "commander";`, `"src/connect.ts" may not import "commander"`],
  ["cli.ts", `import "./src/site/site.ts";`, `"cli.ts" may not import "src/site/site.ts"`],
  ["mod.ts", `export * from "./src/testing/mod.ts";`, `"mod.ts" may not import "src/testing/mod.ts"`],
  ["src/cli/app.ts", `await import("../testing/mod.ts");`, `"src/cli" may not import "src/testing/mod.ts"`],
  ["src/elsewhere.ts", "export {};", `"src/elsewhere.ts" belongs to no layer`],
  ["src/site/site.ts", `import "left-pad";`, `"src/site" may not import "left-pad"`],
  ["mod.ts", `import "jsr:@std/path";`, `"mod.ts" may not import "jsr:@std/path"`],
  ["src/site/site.ts", `import "@atlcli/atlcli";`, `"src/site" may not import "@atlcli/atlcli"`],
  ["src/cli/app.ts", "await import(`./${name}.ts`);", "An import with a computed name cannot be checked"],
];

for (const [path, source, message] of refused) {
  Deno.test(`layers refuse ${path} to contain ${source}`, () => {
    assert.deepEqual(lint(path, source), [`atlcli/layers: ${message}`]);
  });
}

Deno.test("layers import only layers that come before them", () => {
  LAYERS.forEach(({ folder, imports }, index) => {
    const before = LAYERS.slice(0, index).map((layer) => layer.folder);
    for (const name of imports) {
      const found = before.some((other) => isBelow(name, other) || isBelow(other, name));
      assert.ok(found, `${folder} imports ${name}, which comes later or does not exist`);
    }
  });
});

const reaching: readonly (readonly [source: string, name: string])[] = [
  [`Deno.env.get("HOME");`, "Deno"],
  [`globalThis.Deno.exit(1);`, "Deno"],
  [`type Options = Deno.CommandOptions;`, "Deno"],
  [`process.exit(1);`, "process"],
  [`globalThis.process;`, "process"],
  [`import process from "node:process";`, `"node:process"`],
  [`import { readFileSync } from "node:fs";`, `"node:fs"`],
  [`import { readFile } from "node:fs/promises";`, `"node:fs/promises"`],
  [`import { spawn } from "node:child_process";`, `"node:child_process"`],
  [`import { connect } from "node:net";`, `"node:net"`],
  [`const { homedir } = await import("node:os");`, `"node:os"`],
  [`export { request } from "node:http";`, `"node:http"`],
];

for (const [source, name] of reaching) {
  Deno.test(`host-only refuses ${source} in the library`, () => {
    assert.deepEqual(lint("src/client/client.ts", source), [
      `atlcli/host-only: Only the host may use ${name}`,
    ]);
  });
  for (
    const path of [
      "cli.ts",
      "src/host/deno/host.ts",
      "src/host/node/files.ts",
      "src/cli/terminal/terminal_deno.ts",
      "scripts/checks/demo.ts",
      "tests/a_test.ts",
    ]
  ) {
    Deno.test(`host-only allows ${source} in ${path}`, () => {
      assert.deepEqual(lint(path, source), []);
    });
  }
}

const harmless = [
  `Symbol.for("Deno.customInspect");`,
  `child.process.id;`,
  `const { process } = work;`,
  `"process.exit";`,
];

for (const source of harmless) {
  Deno.test(`host-only does not mind ${source}`, () => {
    assert.deepEqual(lint("src/client/client.ts", source), []);
  });
}

const newer: readonly (readonly [source: string, name: string])[] = [
  [`Promise.withResolvers();`, "Promise.withResolvers()"],
  [`const url = URL.parse(text);`, "URL.parse()"],
  [`using file = open();`, `"using"`],
  [`await using file = open();`, `"await using"`],
];

for (const [source, name] of newer) {
  Deno.test(`node-20 refuses ${source} in the library`, () => {
    assert.deepEqual(lint("src/client/client.ts", source), [`atlcli/node-20: Node 20 has no ${name}`]);
  });
  for (const path of ["cli.ts", "src/cli/app.ts", "scripts/checks/demo.ts", "tests/a_test.ts"]) {
    Deno.test(`node-20 allows ${source} in ${path}`, () => {
      assert.deepEqual(lint(path, source), []);
    });
  }
}

Deno.test("node-20 lets host/deno use what Deno has, but no syntax that Node cannot read", () => {
  assert.deepEqual(lint("src/host/deno/host.ts", "Promise.withResolvers();"), []);
  assert.deepEqual(lint("src/host/deno/files.ts", "using file = open();"), [
    `atlcli/node-20: Node 20 has no "using"`,
  ]);
});

const deletions = [
  ['import { deleteComment } from "../../../../mod.ts";', "deleteComment()"],
  ['import { purgePage as purge } from "../../../../mod.ts";', "purgePage()"],
  ['await client.json({ method: "DELETE", path });', '"DELETE"'],
] as const;

for (const [source, name] of deletions) {
  Deno.test(`confirmation refuses a command that does not ask: ${source}`, () => {
    const message = `atlcli/confirmation: A command with ${name} asks for confirmation first`;
    assert.deepEqual(lint("src/cli/commands/jira/comment_delete.ts", source), [message]);
    const asking = `${source}\nawait confirmationFor(context, options)(question);`;
    assert.deepEqual(lint("src/cli/commands/jira/comment_delete.ts", asking), []);
    assert.deepEqual(lint("tests/cli/jira_test.ts", source), []);
  });
}

Deno.test("confirmation lets a command delete what this machine stores without asking", () => {
  assert.deepEqual(
    lint("src/cli/commands/auth/delete.ts", 'import { deleteProfile } from "../../../../mod.ts";'),
    [],
  );
});

Deno.test("size refuses a file that is too long, wherever it is", () => {
  const long = "export {};\n".repeat(MAX_LINES + 1);
  const message = `atlcli/size: ${MAX_LINES + 1} lines, more than ${MAX_LINES}`;
  assert.deepEqual(lint("src/site/site.ts", long), [message]);
  assert.deepEqual(lint("tests/site/site_test.ts", long), [message]);
});

Deno.test("size allows a file that is just as long as it may be", () => {
  assert.deepEqual(lint("src/site/site.ts", "export {};\n".repeat(MAX_LINES)), []);
});

const PRINTED: readonly (readonly [path: string, source: string, message: string])[] = [
  [
    "src/cli/commands/jira/me.ts",
    `terminal.stdout.write("x");`,
    "A stream is written to around the boundary",
  ],
  ["src/cli/commands/jira/me.ts", `this.stderr.writeBytes(x);`, "A stream is written to around the boundary"],
  ["src/client/client.ts", `console.log(token);`, "Do not print with console"],
  [
    "src/cli/commands/jira/me.ts",
    `context.output.bytes(x);`,
    `"bytes" leaves something in: its use has to be reviewed`,
  ],
  [
    "src/cli/commands/jira/me.ts",
    `const { unredacted } = output; output.unredacted(x);`,
    `"unredacted" leaves something in: its use has to be reviewed`,
  ],
  [
    "src/cli/output/output.ts",
    `sink.write(text as SafeText);`,
    `Only "src/cli/output/safe_text.ts" says that a text is safe`,
  ],
];

for (const [path, source, message] of PRINTED) {
  Deno.test(`output refuses ${path} to say ${source}`, () => {
    assert.deepEqual(lint(path, source), [`atlcli/output: ${message}`]);
  });
}

Deno.test("output allows what prints through the boundary, and what was reviewed", () => {
  assert.deepEqual(
    lint("src/cli/commands/jira/me.ts", `output.say("x"); output.lines(lines); file.write("x");`),
    [],
  );
  assert.deepEqual(lint("src/cli/commands/api/output.ts", `output.bytes(x);`), []);
  assert.deepEqual(lint("src/cli/output/output.ts", `this.#terminal.stderr.write(x);`), []);
  assert.deepEqual(lint("scripts/checks/demo.ts", `console.log("x");`), []);
});

const PATHS: readonly (readonly [source: string, message: string])[] = [
  ["const path = `/issue/${key}`;", "A path is put together without urlPath"],
  ["const path = '/issue/' + encodeURIComponent(key);", "An argument is put into a path unchecked"],
  ["const encode = encodeURIComponent;", "An argument is put into a path unchecked"],
];

for (const [source, message] of PATHS) {
  Deno.test(`paths refuses ${source} in the typed calls`, () => {
    assert.deepEqual(lint("src/jira/issues.ts", source), [`atlcli/paths: ${message}`]);
    assert.deepEqual(lint("src/confluence/pages.ts", source), [`atlcli/paths: ${message}`]);
    assert.deepEqual(lint("src/sandbox/dispatch.ts", source), []);
  });
}

Deno.test("paths allows what urlPath builds, fixed paths and other texts", () => {
  const source = "urlPath`/issue/${{ key }}`; const path = `/issue`; const text = `Space ${key}`;";
  assert.deepEqual(lint("src/jira/issues.ts", source), []);
});
