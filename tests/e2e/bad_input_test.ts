/**
 * What people get wrong, through the real process: each gets one clear line, the right exit code and a next step, and
 * nothing is lost.
 */
import assert from "node:assert/strict";
import { type Home, inHome, type Ran, type RunOptions } from "./atlcli_process.ts";

const SITE = "https://company.atlassian.net";
const EMAIL = "you@company.com";
const TOKEN = "ATATT3xFfGF0-of-the-test";

/** A profile that is there before, and has to be there afterwards. */
const BEFORE = {
  currentProfile: "old",
  profiles: { old: { name: "old", baseUrl: SITE, email: "old@company.com", apiToken: "old-token" } },
};

interface Case extends RunOptions {
  /** Replaces parts of the sign-in. */
  readonly site?: string;
  readonly email?: string;
  readonly profile?: string;
  /** Another command line, instead of the sign-in. */
  readonly args?: readonly string[];
  /** The exit code; 0 when it is taken. */
  readonly exit: number;
  /** What is said: of an error, after `Error: `; of something that was taken, anywhere. */
  readonly says?: RegExp;
  /** The next step. */
  readonly hint?: RegExp;
  /** What is saved, when it is taken. */
  readonly saves?: Readonly<Record<string, string>>;
}

function argsOf({ site = SITE, email = EMAIL, profile = "new", args }: Case): readonly string[] {
  return args ??
    ["auth", "login", "--no-verify", "--profile", profile, "--site", site, "--email", email, "--token", "-"];
}

/** One line that says what is wrong, next steps, and nothing that helps only ourselves. */
function checkError({ err, out }: Ran, { says = /./, hint = /./ }: Case): void {
  const errors = err.split("\n").filter((line) => line.startsWith("Error: "));
  assert.equal(errors.length, 1, err);
  assert.match(errors[0]?.slice("Error: ".length) ?? "", says);
  assert.match(err, /^ {2}- \S/m, "there is no next step");
  assert.match(err.slice(err.indexOf("\n  - ")), hint);
  assert.doesNotMatch(err, /^\s+at |\bundefined\b|\[object|Uncaught|deno/m);
  assert.equal(out, "");
}

function check(name: string, spec: Case): void {
  Deno.test(`bad input: ${name}`, () =>
    inHome(async (home) => {
      await home.write(BEFORE);
      const before = await home.read();
      const ran = await home.run(argsOf(spec), { stdin: TOKEN, ...spec });
      assert.equal(ran.exit, spec.exit, ran.err);
      for (const secret of [spec.stdin?.trim() || TOKEN, "old-token", "s3cret"]) {
        if (secret.length > 4) assert.ok(!`${ran.out}${ran.err}`.includes(secret), "a token was printed");
      }
      if (spec.exit === 0) return await checkTaken(ran, spec, home);
      checkError(ran, spec);
      assert.equal(await home.read(), before, "the file was changed");
    }));
}

async function checkTaken(
  { err }: Ran,
  { says = /./, saves, profile = "new" }: Case,
  home: Home,
): Promise<void> {
  assert.match(err, says);
  const { profiles } = JSON.parse(await home.read());
  assert.deepEqual(profiles.old, BEFORE.profiles.old);
  const wanted = saves ?? {};
  const saved = Object.fromEntries(Object.keys(wanted).map((member) => [member, profiles[profile][member]]));
  assert.deepEqual(saved, wanted);
}

const CLOUD = { baseUrl: SITE };

check("a site without a scheme", {
  site: "company.atlassian.net",
  exit: 0,
  says: /^No scheme given: took https:\/\/company\.atlassian\.net\.$/m,
  saves: CLOUD,
});
check("a site with a slash at its end", {
  site: `${SITE}/`,
  exit: 0,
  says: /^Dropped the trailing slash\.$/m,
  saves: CLOUD,
});
check("a site with /wiki", { site: `${SITE}/wiki`, exit: 0, says: /^Dropped "\/wiki"/m, saves: CLOUD });
check("a site with /browse/X-1", {
  site: `${SITE}/browse/X-1`,
  exit: 0,
  says: /^Dropped "\/browse\/X-1"/m,
  saves: CLOUD,
});
check("a Data Center with /jira/browse/X-1", {
  site: "https://jira.company.com/jira/browse/X-1",
  exit: 0,
  says: /^Dropped "\/browse\/X-1"/m,
  saves: { baseUrl: "https://jira.company.com/jira" },
});
check("a site with a user and a password", {
  site: "https://me:s3cret@company.atlassian.net",
  exit: 2,
  says: /has a user name or a password in it$/,
  hint: /the email goes to --email, the token to --token -/,
});
check("a site with ftp://", {
  site: "ftp://company.atlassian.net",
  exit: 2,
  says: /"ftp:\/\/"/,
  hint: /https:/,
});
check("a site that is an IP", { site: "https://10.1.2.3", exit: 0, saves: { baseUrl: "https://10.1.2.3" } });
check("a site that is an IPv6", {
  site: "https://[fd00::1]",
  exit: 0,
  saves: { baseUrl: "https://[fd00::1]" },
});
check("an IDN", {
  site: "https://bücher.example",
  exit: 0,
  saves: { baseUrl: "https://xn--bcher-kva.example" },
});
check("a port", {
  site: "https://jira.company.com:8443",
  exit: 0,
  saves: { baseUrl: "https://jira.company.com:8443" },
});
check("an invalid port", { site: "https://jira.company.com:99999", exit: 2, says: /Not an address/ });
check("plain http to another machine", {
  site: "http://jira.company.com",
  exit: 2,
  says: /^--site: Plain http to "jira\.company\.com" would expose the token/,
  hint: /--allow-http/,
});
check("a site that is empty", { site: "", exit: 2, says: /^--site: The site is empty$/ });
check("a site with a space", { site: "my site", exit: 2, says: /^--site: Not an address: "my site"$/ });
check("an Atlassian URL that is not a site", {
  site: "https://id.atlassian.com",
  exit: 2,
  says: /is not a site$/,
});

check("an email with a +", {
  email: "you+jira@company.com",
  exit: 0,
  saves: { email: "you+jira@company.com" },
});
check("an email with an umlaut", {
  email: "jörg@bücher.example",
  exit: 0,
  saves: { email: "jörg@bücher.example" },
});
check("an email without an @", { email: "you", exit: 2, says: /^--email: Not an email: "you"$/ });
check("a token in the place of the email", {
  email: TOKEN,
  exit: 2,
  says: /^--email: Not an email: "ATATT3…"$/,
});

check("a token with a newline at its end", { stdin: `${TOKEN}\n`, exit: 0, saves: { apiToken: TOKEN } });
check("a token with a newline of Windows at its end", {
  stdin: `${TOKEN}\r\n`,
  exit: 0,
  saves: { apiToken: TOKEN },
});
check("a token of 1 byte", { stdin: "x", exit: 0, saves: { apiToken: "x" } });
check("a token of 3,000 bytes", { stdin: "x".repeat(3000), exit: 0, saves: { apiToken: "x".repeat(3000) } });
check("a token of nothing", {
  stdin: "",
  exit: 2,
  says: /^--token -: The token is empty$/,
  hint: /--token -/,
});
check("a token in two lines", {
  stdin: `${TOKEN}\nmore`,
  exit: 2,
  says: /contains a space, a line break or/,
});
check("a token with an umlaut", { stdin: `${TOKEN}ü`, exit: 2, says: /another invalid character$/ });

for (const name of ["__proto__", "constructor", "prototype"]) {
  check(`a profile named ${name}`, {
    profile: name,
    exit: 2,
    says: new RegExp(`^--profile: A profile cannot be named "${name}"$`),
    hint: /1 to 64 letters/,
  });
  check(`a profile renamed to ${name}`, { args: ["auth", "rename", "old", name], exit: 2 });
  check(`the profile ${name}, which is not there`, {
    args: ["auth", "status", "--profile", name],
    exit: 4,
    says: new RegExp(`^There is no profile "${name}"$`),
  });
}
check("a profile with an empty name", { profile: "", exit: 2, says: /^Invalid profile name ""$/ });
check("a profile with a name of 200 characters", {
  profile: "x".repeat(200),
  exit: 2,
  says: /^--profile: The profile's name is longer than 64 characters: "x{20}…"$/,
});
check("a profile with a space in its name", {
  profile: "my work",
  exit: 2,
  says: /cannot be named "my work"$/,
});
check("a profile with a slash in its name", {
  profile: "../work",
  exit: 2,
  says: /cannot be named "\.\.\/work"$/,
});
check("a profile that is an option", {
  profile: "--verbose",
  exit: 2,
  says: /^Invalid profile name "--verbose"$/,
});

const EMPTY = Object.fromEntries(
  [
    ...["SITE", "EMAIL", "API_TOKEN", "API_TOKEN_FILE", "PROFILE", "CONFIG_DIR", "TIMEOUT", "MAX_WAIT"],
    ...[
      "MAX_TIME",
      "MAX_SIZE",
      "CLIENT_CERT_FILE",
      "CLIENT_KEY_FILE",
      "MAX_RETRIES",
      "CA_FILE",
      "ALLOW_HTTP",
      "READ_ONLY",
    ],
  ].map((name) => [`ATLCLI_${name}`, ""]),
);

Deno.test("bad input: empty variables count as unset", () =>
  inHome(async (home) => {
    await home.write(BEFORE);
    const { exit, out } = await home.run(["auth", "status", "--offline"], { env: EMPTY });
    assert.equal(exit, 0);
    assert.match(out, /^Profile: old \(active\)$/m);
  }));

const VARIABLES: Readonly<Record<string, Case>> = {
  "ATLCLI_SITE=ftp://x": { exit: 2, says: /^ATLCLI_SITE: The site's address begins with "ftp:\/\/"/ },
  "ATLCLI_EMAIL=you": { exit: 2, says: /^ATLCLI_EMAIL: Not an email: "you"$/ },
  "ATLCLI_API_TOKEN=two words": { exit: 2, says: /^ATLCLI_API_TOKEN: The token contains a space/ },
  "ATLCLI_API_TOKEN_FILE=/nowhere": { exit: 8, says: /^The token file does not exist: "\/nowhere"$/ },
  "ATLCLI_PROFILE=olt": { exit: 4, says: /"olt", which ATLCLI_PROFILE names$/, hint: /Did you mean "old"/ },
  "ATLCLI_TIMEOUT=soon": { exit: 2, says: /^ATLCLI_TIMEOUT: Invalid duration: "soon"$/, hint: /90s, 2m, 1h/ },
  "ATLCLI_CA_FILE=/nowhere": { exit: 2, says: /"\/nowhere"$/, hint: /Check the path/ },
};

for (const [assignment, spec] of Object.entries(VARIABLES)) {
  const [name = "", value = ""] = assignment.split("=");
  check(assignment, { ...spec, args: ["jira", "search"], env: { [name]: value } });
}

check("no HOME", {
  env: { HOME: undefined, USERPROFILE: undefined },
  exit: 8,
  says: /^There is no home folder to keep the credentials file in$/,
  hint: /ATLCLI_CONFIG_DIR/,
});
