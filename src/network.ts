/**
 * The way to a site, as a profile, options and the environment describe it: certificates and proxy.
 *
 * @module
 */
import { StorageError, UsageError } from "./errors.ts";
import { FileFault, type Host, type Transport, type TransportOptions } from "./host.ts";
import type { Profile } from "./profile.ts";
import { Secret } from "./secret.ts";

/** What describes the way to a site. */
export type NetworkSettings = Pick<Profile, "caFile" | "clientCertFile" | "clientKeyFile" | "proxy">;

const CERTIFICATE = /-----BEGIN CERTIFICATE-----([\s\S]*?)-----END CERTIFICATE-----/g;

/**
 * Opens the way to a site.
 *
 * The files are read and looked at here, because Deno passes over what is no certificate in silence.
 *
 * @throws {UsageError} when a file is absent or holds no certificate, or the proxy's address is none.
 */
export async function openTransport(
  host: Pick<Host, "files" | "transport">,
  settings: NetworkSettings,
): Promise<Transport> {
  const { caFile, clientCertFile, clientKeyFile, proxy } = settings;
  const options: TransportOptions = {
    ...(caFile !== undefined && { caCertificates: await readCertificates(host, caFile) }),
    ...(clientCertFile !== undefined && {
      clientCertificate: await readClientCertificate(host, { clientCertFile, clientKeyFile }),
    }),
    ...(proxy !== undefined && { proxy: parseProxy(proxy) }),
  };
  return host.transport(options);
}

async function readCertificates(host: Pick<Host, "files">, path: string): Promise<readonly string[]> {
  const text = await readPem(host, path);
  const blocks = [...text.matchAll(CERTIFICATE)];
  const good = blocks.filter(([, body]) => isCertificate(body ?? ""));
  if (good.length > 0 && good.length === blocks.length) return good.map(([block]) => block);
  const problem = blocks.length === 0 ? "holds no certificate" : "holds a certificate that is damaged";
  throw new UsageError(`The CA file ${problem}: "${path}"`, {
    hint: "It has to be in PEM: text with -----BEGIN CERTIFICATE-----",
  });
}

/** Whether it is base64 of one DER sequence that is as long as it says. */
function isCertificate(body: string): boolean {
  try {
    const der = Uint8Array.from(atob(body.replace(/\s+/g, "")), (character) => character.charCodeAt(0));
    const [tag, form = 0, ...rest] = der;
    if (tag !== 0x30 || form < 0x80) return false;
    const count = form & 0x7f;
    const length = rest.slice(0, count).reduce((sum, byte) => sum * 256 + byte, 0);
    return der.length === 2 + count + length;
  } catch {
    return false;
  }
}

async function readClientCertificate(
  host: Pick<Host, "files">,
  files: { readonly clientCertFile: string; readonly clientKeyFile: string | undefined },
): Promise<{ readonly certificate: string; readonly key: Secret }> {
  const [certificate] = (await readPem(host, files.clientCertFile)).match(CERTIFICATE) ?? [];
  if (certificate === undefined) {
    throw new UsageError(`The client certificate's file holds no certificate: "${files.clientCertFile}"`, {
      hint: "It has to be in PEM: text with -----BEGIN CERTIFICATE-----",
    });
  }
  const keyFile = files.clientKeyFile ?? files.clientCertFile;
  const key = await readPem(host, keyFile);
  if (!/-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/.test(key)) {
    throw new UsageError(`The client key's file holds no private key: "${keyFile}"`, {
      hint: "It has to be in PEM, without a passphrase: text with -----BEGIN PRIVATE KEY-----",
    });
  }
  return { certificate: await readPem(host, files.clientCertFile), key: new Secret(key) };
}

async function readPem(host: Pick<Host, "files">, path: string): Promise<string> {
  try {
    const bytes = await host.files.read(path);
    if (bytes !== undefined) return new TextDecoder().decode(bytes);
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    throw new StorageError("credentials-file", `Cannot read a certificate: ${error.message}`, {
      hint: "Check the path and its permissions",
      cause: error,
    });
  }
  throw new UsageError(`There is no such file: "${path}"`, {
    hint: "Check the path of --ca-file or ATLCLI_CA_FILE",
  });
}

function parseProxy(text: string): NonNullable<TransportOptions["proxy"]> {
  const url = URL.parse(text);
  if (url === null || !/^(?:https?|socks5h?):$/.test(url.protocol)) {
    throw new UsageError("The proxy's address is none", {
      hint: "Give one such as http://proxy.company.com:8080",
    });
  }
  const { username, password } = url;
  url.username = "";
  url.password = "";
  return {
    url: url.href,
    ...(username !== "" && { username: decodeURIComponent(username) }),
    ...(password !== "" && { password: new Secret(decodeURIComponent(password)) }),
  };
}
