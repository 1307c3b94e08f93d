import assert from "node:assert/strict";
import { commandNames } from "../../src/cli/command_table.ts";
import { TOPICS } from "../../src/cli/help/topics.ts";
import { shellCommands } from "../helpers/shell_words.ts";
import { machine, PAT, PROFILES, TOKEN } from "./fixture.ts";

const COMMANDS = commandNames();

for (const command of COMMANDS) {
  Deno.test(`${command} --help shows its usage, an example and the options of every command`, async () => {
    const { run, received } = machine();
    const { exit, out, err } = await run(`${command} --help`);
    assert.deepEqual([exit, err], [0, ""]);
    assert.ok(/^Usage: atlcli (.*)/.exec(out)?.[1]?.replace(/\|\w+/, "").startsWith(`${command} `), out);
    assert.match(out, new RegExp(`^Examples:\n {2}\\$ (?:.* \\| )?atlcli ${command}`, "m"));
    assert.match(out, /^ +--profile <name> /m);
    assert.deepEqual(received(), []);
    assert.equal((await run(`help ${command}`)).out, out);
    assert.equal((await run(`${command} -h`)).out, out);
  });
}

Deno.test("the examples of every command are commands", async () => {
  for (const command of COMMANDS) {
    const { out } = await machine().run(`${command} --help`);
    const examples = [...out.matchAll(/^ {2}\$ (.*)$/gm)].map(([, line = ""]) => line);
    assert.ok(examples.length > 0);
    for (const line of examples) {
      const [program, ...words] = shellCommands(line).at(-1)?.words ?? [];
      assert.equal(program, "atlcli");
      const { err, terminal } = await machine().run([...words, "--no-such-option"]);
      assert.match(err.replaceAll("\\", ""), /Unknown option "--no-such-option"/, line);
      assert.equal(terminal.opened, false);
    }
  }
});

for (const line of ["", "help", "--help", "-h"]) {
  Deno.test(`"${line}" shows the commands on stdout`, async () => {
    const { exit, out, err } = await machine().run(line);
    assert.deepEqual([exit, err], [0, ""]);
    for (const name of ["auth", "jira", "sandbox"]) assert.match(out, new RegExp(`^ {2}${name} `, "m"));
  });
}

Deno.test("--version prints only the version", async () => {
  const { default: config } = await import("../../deno.json", { with: { type: "json" } });
  const { exit, out } = await machine().run("--version");
  assert.deepEqual([exit, out], [0, `${config.version}\n`]);
});

for (const columns of [40, 80, 200]) {
  Deno.test(`no help is wider than a terminal of ${columns} columns, but for lines to copy`, async () => {
    for (const line of [...COMMANDS, "auth", "jira issue", "", ...Object.keys(TOPICS)]) {
      const { exit, out } = await machine().run(`help ${line}`, { isTerminal: true, columns });
      assert.equal(exit, 0, line);
      const own = out.split("\n").filter((text) => !/^ {2}\$ |^Usage: /.test(text));
      const longest = own.toSorted((one, other) => other.length - one.length)[0] ?? "";
      assert.ok(longest.length <= Math.min(columns, 100), `${line}: ${longest}`);
      assert.ok(own.length > 5, line);
    }
  });
}

for (const [name, { summary }] of Object.entries(TOPICS)) {
  Deno.test(`help ${name} is a topic, which help lists`, async () => {
    const { run } = machine();
    const { exit, out, err } = await run(`help ${name}`);
    assert.deepEqual([exit, err], [0, ""]);
    assert.doesNotMatch(out, /^Usage|^Options:$/m);
    assert.equal((await run(name)).out, out);
    assert.match((await run("help")).out, new RegExp(`^ {2}${name} +${summary}$`, "m"));
    const wrong = await run(`help ${name.slice(0, -1)}`);
    assert.equal(wrong.exit, 2);
    assert.match(wrong.err, new RegExp(`Did you mean ${name}\\?`));
  });
}

Deno.test("the help of the program, and of a group, fits a small terminal", async () => {
  for (const line of ["", "help", "jira", "jira issue", "wiki"]) {
    const { out } = await machine().run(`${line} --help`, { isTerminal: true, columns: 80 });
    assert.ok(out.split("\n").length <= 36, out);
  }
});

for (const columns of [40, 80]) {
  Deno.test(`an error on a terminal of ${columns} columns is broken between words`, async () => {
    for (const line of ["jira search", "auth statsu", "jira issue transition PROJ-1", "completion tcsh"]) {
      const { err } = await machine().run(line, { isTerminal: true, columns });
      const whole = (await machine().run(line)).err;
      assert.ok(err.split("\n").every((each) => each.length <= columns || !each.trim().includes(" ")), err);
      assert.deepEqual(err.split(/\s+/), whole.split(/\s+/));
    }
  });
}

interface Case {
  readonly message: string;
  readonly hints: readonly string[];
}

const seeHelp = (command: string): string => `For help: ${command} --help`;

const WRONG: Readonly<Record<string, Case>> = {
  "auht": {
    message: 'Unknown command "auht"',
    hints: ["Did you mean auth?", seeHelp("atlcli")],
  },
  "auth statsu": {
    message: 'Unknown command "statsu"',
    hints: ["Did you mean status?", seeHelp("atlcli auth")],
  },
  "auth statsu --help": {
    message: 'Unknown command "statsu"',
    hints: ["Did you mean status?", seeHelp("atlcli auth")],
  },
  "help auth statsu": {
    message: 'Unknown command "statsu"',
    hints: ["Did you mean status?", seeHelp("atlcli auth")],
  },
  "nothing": { message: 'Unknown command "nothing"', hints: [seeHelp("atlcli")] },
  "auth login --stie x": {
    message: 'Unknown option "--stie"',
    hints: ["Did you mean --site?", seeHelp("atlcli auth login")],
  },
  "auth status --offlin": {
    message: 'Unknown option "--offlin"',
    hints: ["Did you mean --offline?", seeHelp("atlcli auth status")],
  },
  "--profile sandbox auth statsu": {
    message: 'Unknown command "statsu"',
    hints: ["Did you mean status?", seeHelp("atlcli auth")],
  },
  "--profile=jira --verbose auth list surplus": {
    message: 'Too many arguments for "list". Expected 0 arguments but got 1: surplus',
    hints: [seeHelp("atlcli auth list")],
  },
  "auth --verbose statsu login": {
    message: 'Unknown command "statsu"',
    hints: ["Did you mean status?", seeHelp("atlcli auth")],
  },
  "auth list surplus": {
    message: 'Too many arguments for "list". Expected 0 arguments but got 1: surplus',
    hints: [seeHelp("atlcli auth list")],
  },
  "auth login --bearer foo": {
    message: 'Too many arguments for "login". Expected 0 arguments but got 1: foo',
    hints: [seeHelp("atlcli auth login")],
  },
  "auth switch": {
    message: 'Missing required argument "profile"',
    hints: ["Example: atlcli auth switch work", seeHelp("atlcli auth switch")],
  },
  "auth login --site": {
    message: 'Option "--site <url>" argument missing',
    hints: [seeHelp("atlcli auth login")],
  },
  "auth login --storage disk": {
    message: 'Option "--storage <where>" argument "disk" is invalid. Allowed choices are file, keychain',
    hints: [seeHelp("atlcli auth login")],
  },
  "auth list --color red": {
    message: 'Option "--color <when>" argument "red" is invalid. Allowed choices are auto, always, never',
    hints: [seeHelp("atlcli auth list")],
  },
  "auth list --json --ndjson": {
    message: 'Option "--json" cannot be used with option "--ndjson"',
    hints: [seeHelp("atlcli auth list")],
  },
  "auth list --timeout 5x": {
    message: '--timeout: Invalid duration: "5x"',
    hints: ["Give seconds, or a number with a unit: 90s, 2m, 1h"],
  },
  "auth list --max-retries many": {
    message: '--max-retries: Invalid whole number: "many"',
    hints: ["Give 0 or more, such as 50"],
  },
  "auth list --max-size many": {
    message: '--max-size: Invalid size: "many"',
    hints: ["Give bytes, or a number with a unit: 64K, 64M, 4G"],
  },
  "auth list --profile --json": {
    message: 'Invalid profile name "--json"',
    hints: ["Give one after --profile: see `atlcli auth list`"],
  },
};

for (const [line, { message, hints }] of Object.entries(WRONG)) {
  Deno.test(`wrong usage ends with 2, one line and the next step: ${line}`, async () => {
    const { exit, out, error, err } = await machine({ profiles: PROFILES }).run(line);
    assert.deepEqual([exit, out], [2, ""]);
    if (line.includes("--json")) {
      assert.deepEqual(error(), { code: "usage", message, hint: hints.join("\n"), status: null });
    } else {
      assert.equal(err, [`Error: ${message}`, ...hints.map((hint) => `  - ${hint}`), ""].join("\n"));
    }
  });
}

const EMPTY: readonly (readonly [line: string, option: string])[] = [
  ["jira issue create --type Task --summary x --project", "--project"],
  ["jira issue create --project A --summary x --type", "--type"],
  ["jira issue create --project A --type Task --summary x --assignee", "--assignee"],
  ["jira issue edit A-1 --type", "--type"],
  ["jira issue edit A-1 --assignee", "--assignee"],
  ["jira issue link A-1 --to A-2 --type", "--type"],
  ["jira issue assign A-1 --to", "--to"],
  ["jira issue transition A-1 --to", "--to"],
  ["jira search --project", "--project"],
  ["jira search --assignee", "--assignee"],
  ["wiki page list --space", "--space"],
  ["wiki page list --space A --title", "--title"],
  ["wiki page view --title x --space", "--space"],
  ["wiki page view --space A --title", "--title"],
  ["wiki page create --title x --space", "--space"],
  ["wiki page create --space A --title", "--title"],
  ["wiki page edit 1 --title", "--title"],
  ["wiki docs pull --space", "--space"],
  ["wiki search --space", "--space"],
];

for (const [line, option] of EMPTY) {
  Deno.test(`an option that needs a value is refused when it is empty, before anything is sent: ${line} ""`, async () => {
    for (const value of ["", " "]) {
      const { run, received } = machine({ profiles: PROFILES });
      const { exit, out, err } = await run([...line.split(" "), value]);
      assert.deepEqual([exit, out, err.split("\n")[0]], [2, "", `Error: ${option} is empty`]);
      assert.deepEqual(received(), []);
    }
  });
}

for (const line of ["jira issue create --type Task --summary x --project ..", "wiki page list --space .."]) {
  Deno.test(`a key that would lead to another resource is wrong usage: ${line}`, async () => {
    const { run, received } = machine({ profiles: PROFILES });
    const { exit, err } = await run(line);
    assert.equal(exit, 2);
    assert.match(err, /^Error: Invalid key for --(?:project|space): "\.\."\n/);
    assert.deepEqual(received(), []);
  });
}

Deno.test("wrong usage with --json is one JSON object on stderr, and nothing else", async () => {
  for (const line of ["auth statsu --json", "auth --json", "--json", "auth switch --ndjson"]) {
    const { exit, out, err } = await machine().run(line);
    assert.deepEqual([exit, out], [2, ""], line);
    assert.equal(JSON.parse(err).error.code, "usage", line);
  }
});

Deno.test("a group without a command names its help, and ends with 2", async () => {
  const { exit, out, err } = await machine().run("auth");
  assert.deepEqual([exit, out], [2, ""]);
  assert.match(err, /^Usage: atlcli auth/m);
  assert.match(err, /^Error: Missing command after atlcli auth\n {2}- For help: atlcli auth --help\n$/m);
});

const MISPLACED = [
  ["auth", "login", TOKEN],
  ["auth", TOKEN],
  ["auth", "login", `--toke=${TOKEN}`],
  ["auth", "login", "--color", TOKEN],
  ["jira", "search", "--limit", TOKEN],
  ["jira", "search", "--timeout", TOKEN],
  ["auth", "login", "--profile", TOKEN],
  ["auth", "switch", TOKEN],
  ["auth", "login", "--site", "https://demo.atlassian.net", "--email", TOKEN, "--token", "-"],
  ["auth", "login", "--site", `https://${TOKEN}@demo.atlassian.net`],
  ["auth", "login", "--site", TOKEN],
  ["auth", "switch", PAT],
  ["auth", "login", "--profile", PAT],
  ["auth", "login", "--profile", PAT, "--json"],
];

for (const words of MISPLACED) {
  const line = words.join(" ").replace(TOKEN, "TOKEN").replace(PAT, "PAT");
  Deno.test(`a token in the wrong place is not repeated: ${line}`, async () => {
    // The run itself fails when a token is printed.
    const { exit, err } = await machine({ profiles: PROFILES }).run(words);
    assert.ok([2, 4, 7].includes(exit), err);
    assert.doesNotMatch(err, /m1aT0ken/i);
  });
}
