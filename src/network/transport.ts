/**
 * Opens the transport described by profile, options and environment: certificates and proxy.
 *
 * @module
 */
import { StorageError, UsageError } from "../core/errors.ts";
import { FileFault, type Host, type Transport, type TransportOptions } from "../core/host.ts";
import { absolutePath } from "../core/paths.ts";
import type { Profile } from "../profile/profile.ts";
import { parseProxy } from "../core/proxy.ts";
import { Secret } from "../core/secret.ts";

/** The settings of a transport. A relative path is resolved against the working directory. */
export type NetworkSettings = Pick<Profile, "caFile" | "clientCertFile" | "clientKeyFile" | "proxy">;

const BEGIN_CERTIFICATE = "-----BEGIN CERTIFICATE-----";
const CERTIFICATE = /-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----/g;
const PRIVATE_KEY = /-----BEGIN ((?:[A-Z]+ )?PRIVATE KEY)-----[^-]*-----END \1-----/;
const ENCRYPTED_KEY = /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type:.*ENCRYPTED/m;

/** A PEM file, and its name for messages. */
interface PemFile {
  /** The name, such as `The CA file`. */
  readonly what: string;
  readonly path: string;
}

/**
 * Opens the transport.
 *
 * It reads and validates the files first. Deno silently ignores blocks that are not certificates, and aborts the
 * process if a client certificate and its key do not match.
 *
 * @throws {UsageError} if a file is missing or has invalid content, or the proxy's URL is invalid.
 * @throws {StorageError} if a file cannot be read.
 */
export async function openTransport(
  host: Pick<Host, "files" | "transport" | "cwd">,
  settings: NetworkSettings,
): Promise<Transport> {
  const { caFile, clientCertFile, clientKeyFile = clientCertFile, proxy } = settings;
  const options: TransportOptions = {
    ...(caFile !== undefined && {
      caCertificates: await readCertificates(host, { what: "The CA file", path: caFile }),
    }),
    ...(clientCertFile !== undefined && clientKeyFile !== undefined && {
      clientCertificate: await readClientCertificate(host, { clientCertFile, clientKeyFile }),
    }),
    ...(proxy !== undefined && { proxy: parseProxy(proxy) }),
  };
  return host.transport(options);
}

async function readCertificates(
  host: Pick<Host, "files" | "cwd">,
  file: PemFile,
): Promise<readonly string[]> {
  const text = await readPem(host, file);
  const count = text.split(BEGIN_CERTIFICATE).length - 1;
  const good = [...text.matchAll(CERTIFICATE)].filter(([, body]) => isCertificate(body ?? ""));
  if (good.length > 0 && good.length === count) return good.map(([block]) => block);
  const problem = count === 0 ? "contains no certificate" : "contains a damaged certificate";
  throw new UsageError(`${file.what} ${problem}: "${file.path}"`, {
    hint: "It must be in PEM format: text with -----BEGIN CERTIFICATE-----",
  });
}

/** Whether it is Base64 of one DER sequence with the right length. */
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
  host: Pick<Host, "files" | "cwd">,
  files: { readonly clientCertFile: string; readonly clientKeyFile: string },
): Promise<{ readonly certificate: string; readonly key: Secret }> {
  const { clientCertFile, clientKeyFile } = files;
  const chain = await readCertificates(host, {
    what: "The client certificate's file",
    path: clientCertFile,
  });
  const certificate = chain.join("\n");
  const text = await readPem(host, { what: "The client key's file", path: clientKeyFile });
  if (ENCRYPTED_KEY.test(text)) {
    throw new UsageError(`The client key is encrypted: "${clientKeyFile}"`, {
      hint: "It must not have a passphrase: openssl pkey -in KEY -out NEW_KEY",
    });
  }
  const [key] = PRIVATE_KEY.exec(text) ?? [];
  if (key === undefined) {
    throw new UsageError(`The client key's file contains no private key: "${clientKeyFile}"`, {
      hint: "It must be in PEM format: text with -----BEGIN PRIVATE KEY-----",
    });
  }
  if (await isPair(certificate, key)) return { certificate, key: new Secret(key) };
  throw new UsageError(
    `The client certificate "${clientCertFile}" does not match the key "${clientKeyFile}"`,
    {
      hint: "Give the key of the certificate, which must be the first one in its file",
    },
  );
}

/** Whether both have the same public key; `false` if one cannot be parsed. */
async function isPair(certificate: string, key: string): Promise<boolean> {
  const { createPrivateKey, createPublicKey, X509Certificate } = await import("node:crypto");
  try {
    const [own, certified] = [
      createPublicKey(createPrivateKey(key)),
      new X509Certificate(certificate).publicKey,
    ];
    const form = { type: "spki", format: "der" } as const;
    return own.export(form).equals(certified.export(form));
  } catch {
    return false;
  }
}

async function readPem(host: Pick<Host, "files" | "cwd">, { what, path }: PemFile): Promise<string> {
  try {
    const bytes = await host.files.read(absolutePath(host.cwd(), path));
    if (bytes !== undefined) return new TextDecoder().decode(bytes);
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    throw new StorageError("credentials-file", `${what} cannot be read: ${error.message}`, {
      hint: "Check the path and its permissions",
      cause: error,
    });
  }
  throw new UsageError(`${what} does not exist: "${path}"`, {
    hint: "Check the path: a relative one is resolved against the working directory",
  });
}
