/** The container image: what is in it, who it runs as, and that the program can do its work there. */
import assert from "node:assert/strict";
import { AUTHORITIES } from "../../scripts/image/rootfs.ts";
import { MAX_BYTES } from "../../scripts/image/image.ts";
import { withCertificates } from "./certificates.ts";
import { type Container, imageTest, type RunOptions, sandbox, variables } from "./container.ts";
import { withNameServer } from "./dns_server.ts";
import config from "../../deno.json" with { type: "json" };

/** The documented line, as its own words. */
const LINE = "docker run -e ATLCLI_SITE -e ATLCLI_EMAIL -e ATLCLI_API_TOKEN atlcli jira search";

imageTest("runs as documented, with three variables", (image) =>
  image.container(async (container) => {
    const docs = await Deno.readTextFile(new URL("../../docs/ci.md", import.meta.url));
    assert.ok(docs.includes(`\n${LINE}\n`));
    const [, flags = "", args = ""] = /^docker run ((?:-e \w+ )+)atlcli (.*)$/.exec(LINE) ?? [];
    const names = [...flags.matchAll(/-e (\w+)/g)].map(([, name = ""]) => name);
    const env = Object.fromEntries(names.map((name) => [name, variables()[name] ?? ""]));
    const { exit, out, err } = await container.run(args.split(" "), { env });
    assert.equal(exit, 0, err);
    assert.match(out, /^PROJ-\d+ /m);
    assert.deepEqual(await Array.fromAsync(Deno.readDir(`${container.root}/home/atlcli`)), []);
  }));

imageTest("is the same when it is built again", async (image) => {
  const ids = async (): Promise<string> => (await image.buildah(["images", "--quiet", "--no-trunc"])).out;
  const before = await ids();
  assert.match(before, /^sha256:[0-9a-f]{64}\s/);
  await image.build();
  assert.equal(await ids(), before);
});

imageTest("says what it is, and where it comes from", async (image) => {
  const { OCIv1: { config: { Labels, Env, ...rest }, rootfs } } = await image.inspect();
  assert.deepEqual(Env.toSorted(), ["HOME=/home/atlcli", "PATH=/usr/bin"]);
  assert.deepEqual(rest, {
    User: "10001:10001",
    Entrypoint: ["/usr/bin/atlcli"],
    WorkingDir: "/work",
  });
  assert.equal(rootfs.diff_ids.length, 1);
  const named = (name: string): string | undefined => Labels[`org.opencontainers.image.${name}`];
  assert.equal(named("version"), config.version);
  assert.match(named("revision") ?? "", /^[0-9a-f]{40}(\+changes)?$/);
  assert.match(named("source") ?? "", /^https:/);
  assert.match(named("licenses") ?? "", /^Apache-2\.0 AND /);
});

imageTest(
  "holds the program, its libraries and their licences, and nothing else",
  (image) =>
    image.container(async ({ root }) => {
      const files = await filesIn(root);
      const others = files.filter((file) => !/^\/lib(64|\/[\w-]+)\/[\w.-]+\.so(\.\d+)?$/.test(file));
      assert.deepEqual(others.toSorted(), [
        "/etc/group",
        "/etc/nsswitch.conf",
        "/etc/passwd",
        "/etc/ssl/certs/ca-certificates.crt",
        "/usr/bin/atlcli",
        "/usr/share/doc/ca-certificates/copyright",
        "/usr/share/doc/libc6/copyright",
        "/usr/share/doc/libgcc-s1/copyright",
      ]);
      const sizes = await Promise.all(files.map(async (file) => (await Deno.stat(`${root}${file}`)).size));
      const size = sizes.reduce((sum, each) => sum + each, 0);
      console.log(`image: ${size} bytes, at most ${MAX_BYTES}`);
      assert.ok(size <= MAX_BYTES, `${size} bytes`);
    }),
);

async function filesIn(root: string, folder = ""): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(`${root}${folder}`)) {
    const path = `${folder}/${name}`;
    found.push(...isDirectory ? await filesIn(root, path) : [path]);
  }
  return found;
}

for (const user of [undefined, 4711]) {
  imageTest(
    `keeps a profile in its home, as ${user ?? "the user of the image"}`,
    (image) =>
      image.container(async (container) => {
        const { ATLCLI_SITE = "", ATLCLI_EMAIL = "", ATLCLI_API_TOKEN } = variables();
        const options = { stdin: `${ATLCLI_API_TOKEN}\n`, ...(user !== undefined && { user }) };
        const account = ["--site", ATLCLI_SITE, "--email", ATLCLI_EMAIL, "--token", "-"];
        const signedIn = await container.run(["auth", "login", "--no-verify", ...account], options);
        assert.equal(signedIn.exit, 0, signedIn.err);
        const { uid, gid, mode } = await Deno.stat(`${container.root}/home/atlcli/.atlcli/credentials.json`);
        assert.deepEqual([uid, gid, (mode ?? 0) & 0o777], [user ?? 10001, user ?? 10001, 0o600]);
        assert.match((await container.run(["auth", "status"], options)).out, /^Status: Authenticated ✓$/m);
      }),
  );
}

/** A site that speaks https, with a certificate that an authority of its own signed. */
async function withSecureSite(
  use: (
    site: { readonly env: Record<string, string>; readonly ca: string; readonly folder: string },
  ) => Promise<void>,
): Promise<void> {
  await withCertificates(async ({ good, ca, folder }) => {
    const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {}, ...good }, forward);
    try {
      await use({
        env: { ...variables(), ATLCLI_SITE: `https://localhost:${server.addr.port}` },
        ca,
        folder,
      });
    } finally {
      await server.shutdown();
    }
  });
}

/** Passes a request on to the sandbox, which answers at its own address only. */
function forward({ url, method, headers, body }: Request): Promise<Response> {
  const { pathname, search } = new URL(url);
  return fetch(`${sandbox?.urls.cloud}${pathname}${search}`, { method, headers, body });
}

/** Who the site says that this is. */
async function whoIs({ run }: Container, options: RunOptions): Promise<string> {
  const { exit, out, err } = await run(["api", "/rest/api/3/myself", "--jq", ".emailAddress"], options);
  return exit === 0 ? out.trim() : `exit ${exit}: ${err}`;
}

imageTest(
  "trusts a given authority, and no other",
  (image) =>
    withSecureSite(({ env, folder }) =>
      image.container(async (container) => {
        const mounts = { "/ca.pem": `${folder}/ca.pem` };
        const named = await whoIs(container, { env: { ...env, ATLCLI_CA_FILE: "/ca.pem" }, mounts });
        assert.equal(named, env["ATLCLI_EMAIL"]);
        assert.match(await whoIs(container, { env, mounts }), /^exit 7: .*certificate/);
      })
    ),
);

imageTest(
  "trusts the authorities that are put in the place of the system's",
  (image) =>
    withSecureSite(({ env, ca, folder }) =>
      image.container(async (container) => {
        const bundle = `${await Deno.readTextFile(`${container.root}${AUTHORITIES}`)}${ca}`;
        await Deno.writeTextFile(`${folder}/bundle.crt`, bundle);
        assert.equal(
          await whoIs(container, { env, mounts: { [AUTHORITIES]: `${folder}/bundle.crt` } }),
          env["ATLCLI_EMAIL"],
        );
      })
    ),
);

imageTest(
  "asks the name server for a site's address",
  (image) =>
    withNameServer("jira.company.test", (address) =>
      image.container(async (container) => {
        await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, forward);
        const { port } = server.addr;
        const folder = await Deno.makeTempDir();
        await Deno.writeTextFile(`${folder}/resolv.conf`, `nameserver ${address}\n`);
        const mounts = { "/etc/resolv.conf": `${folder}/resolv.conf` };
        const at = (host: string): Promise<string> => {
          const env = { ...variables(), ATLCLI_SITE: `http://${host}:${port}`, ATLCLI_ALLOW_HTTP: "1" };
          return whoIs(container, { env, mounts });
        };
        assert.equal(await at("jira.company.test"), variables()["ATLCLI_EMAIL"]);
        assert.match(await at("other.company.test"), /^exit 7: .*Cannot find the host/);
        await Deno.remove(folder, { recursive: true });
      })),
);

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function ended(child: Deno.ChildProcess): Promise<Ended> {
  const { code, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}

imageTest("needs no place to write to", (image) =>
  image.container(async (container) => {
    const { code, out, err } = await ended(container.start(["jira", "search"], { env: variables() }));
    assert.deepEqual([code, /^PROJ-\d+ /m.test(out)], [0, true], err);
  }));

imageTest(
  "says so where it has to write and cannot, and writes where it can",
  (image) =>
    image.container(async (container) => {
      const { ATLCLI_API_TOKEN = "", ATLCLI_EMAIL = "", ATLCLI_SITE = "" } = variables();
      const login = ["auth", "login", "--no-verify", "--site", ATLCLI_SITE, "--email", ATLCLI_EMAIL];
      const env = { ATLCLI_API_TOKEN };
      const refused = await ended(container.start(login, { env }));
      assert.deepEqual(
        [refused.code, /^Error: .*\/home\/atlcli\/\.atlcli/m.test(refused.err)],
        [8, true],
        refused.err,
      );
      const saved = await ended(container.start(login, { env, files: true }));
      assert.equal(saved.code, 0, saved.err);
    }),
);

/** A site that takes requests and never answers. */
async function withSilentSite(use: (url: string, asked: Promise<void>) => Promise<void>): Promise<void> {
  const asked = Promise.withResolvers<void>();
  const never = Promise.withResolvers<Response>();
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, () => {
    asked.resolve();
    return never.promise;
  });
  try {
    await use(`http://127.0.0.1:${server.addr.port}`, asked.promise);
  } finally {
    never.resolve(new Response());
    await server.shutdown();
  }
}

for (const [signal, code] of [["SIGTERM", 143], ["SIGINT", 130]] as const) {
  imageTest(
    `ends on ${signal}, as process 1`,
    (image) =>
      withSilentSite((url, asked) =>
        image.container(async (container) => {
          const child = container.start(["jira", "search"], { env: { ...variables(), ATLCLI_SITE: url } });
          const end = ended(child);
          await Promise.race([asked, end]);
          const inside = await insideOf(child.pid);
          Deno.kill(inside, signal);
          const stuck = setTimeout(() => Deno.kill(inside, "SIGKILL"), 20_000);
          const { code: got, err } = await end;
          clearTimeout(stuck);
          assert.equal(got, code, err);
        })
      ),
  );
}

/** The child of `unshare`, which is process 1 in there: its number on this machine. */
async function insideOf(pid: number): Promise<number> {
  const inner = Number((await Deno.readTextFile(`/proc/${pid}/task/${pid}/children`)).trim());
  const status = await Deno.readTextFile(`/proc/${inner}/status`);
  assert.match(status, /^Uid:\s+10001\s/m);
  assert.match(status, /^NSpid:\s+\d+\s+1$/m);
  return inner;
}
