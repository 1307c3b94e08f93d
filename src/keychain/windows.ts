/**
 * The Credential Manager of Windows, through `advapi32.dll` in this process.
 *
 * An item is a generic credential: target `atlcli:` and the account, the account as user name, the site as comment, and
 * the secret in UTF-8. Targets are case-insensitive on Windows.
 *
 * @module
 */
import type { KeychainErrorCode } from "../core/errors.ts";
import type { Ffi } from "../core/ffi.ts";
import type { Host } from "../core/host.ts";
import { Secret } from "../core/secret.ts";
import { KEYCHAIN_SERVICE, type SecretStore } from "../core/secret_store.ts";
import { type Credentials, type Outcome, withCredentials } from "./advapi.ts";
import {
  encodeCredential,
  MAX_BLOB,
  MAX_COMMENT,
  MAX_USER_NAME,
  type ReadCredential,
  wide,
} from "./credential_layout.ts";
import { keychainError, tooLarge } from "./errors.ts";
import { LABELS } from "./labels.ts";
import { fromUtf16, fromUtf8, isSiteUrl, toUtf8 } from "./text.ts";

const LABEL = LABELS.windows;

/**
 * Error codes of Windows and ours.
 *
 * @see https://learn.microsoft.com/windows/win32/debug/system-error-codes
 */
const CODES: Readonly<Partial<Record<number, KeychainErrorCode>>> = {
  5: "keychain-denied", // ERROR_ACCESS_DENIED
  1223: "keychain-denied", // ERROR_CANCELLED
  1312: "keychain-unavailable", // ERROR_NO_SUCH_LOGON_SESSION
  1783: "keychain-too-large", // RPC_X_BAD_STUB_DATA
};

/** The Credential Manager of this user. It has no separate lock: it is open while the user is signed in. */
export function credentialManager(host: Pick<Host, "ffi" | "env">): SecretStore {
  const read = <T>(account: string, use: (credential: ReadCredential) => T): T | undefined =>
    open(host, (credentials) => valueOf(credentials.read(targetOf(account), use)));
  return {
    label: LABEL,
    look: (account) => settle(() => read(account, ({ comment }) => ({ site: comment }))),
    get: (account) =>
      settle(() =>
        read(account, (credential) => {
          const text = secretText(credential);
          if (text === undefined) throw unreadable(account);
          return { secret: new Secret(text), site: credential.comment };
        })
      ),
    set: (account, item) =>
      settle(() => {
        refuseTooLarge(account, item);
        open(host, (credentials) => valueOf(write(credentials, { ...item, account })));
      }),
    delete: (account) =>
      settle(() => open(host, (credentials) => valueOf(credentials.remove(targetOf(account)))) !== undefined),
  };
}

/** Adapts the synchronous calls to the asynchronous interface. */
function settle<T>(call: () => T): Promise<T> {
  return new Promise((resolve) => resolve(call()));
}

function targetOf(account: string): string {
  return `${KEYCHAIN_SERVICE}:${account}`;
}

function open<T>({ ffi, env }: Pick<Host, "ffi" | "env">, use: (credentials: Credentials) => T): T {
  if (ffi === undefined) throw notLoaded(undefined);
  return withCredentials({ env, ffi: loadable(ffi) }, use);
}

function loadable(ffi: Ffi): Ffi {
  return {
    open: (library, functions) => {
      try {
        return ffi.open(library, functions);
      } catch (cause) {
        throw notLoaded(cause);
      }
    },
  };
}

function write(
  { write, pointerTo }: Credentials,
  item: { readonly account: string; readonly site: string; readonly secret: Secret },
): Outcome<true> {
  const target = wide(targetOf(item.account));
  const comment = wide(item.site);
  const userName = wide(item.account);
  const blob = toUtf8(item.secret.reveal());
  try {
    return write(encodeCredential({
      targetName: pointerTo(target),
      comment: pointerTo(comment),
      userName: pointerTo(userName),
      blob: pointerTo(blob),
      blobSize: blob.length,
    }));
  } finally {
    // Overwrites the secret. It also keeps every buffer alive until Windows has read it.
    for (const bytes of [blob, target, comment, userName]) bytes.fill(0);
  }
}

/** Our items are UTF-8. Control Panel and `cmdkey` write UTF-16, where every other byte of an ASCII text is zero. */
function secretText({ blob, comment }: ReadCredential): string | undefined {
  const bytes = blob();
  try {
    const isOurs = comment !== undefined && isSiteUrl(comment);
    return !isOurs && bytes.includes(0) ? fromUtf16(bytes) : fromUtf8(bytes);
  } finally {
    bytes.fill(0);
  }
}

function refuseTooLarge(account: string, item: { readonly site: string; readonly secret: Secret }): void {
  const checks = [
    {
      what: `the token of account "${account}"`,
      size: utf8Length(item.secret.reveal()),
      max: MAX_BLOB,
      unit: "bytes",
    },
    { what: `the site "${item.site}"`, size: item.site.length, max: MAX_COMMENT - 1, unit: "characters" },
    { what: `the account "${account}"`, size: account.length, max: MAX_USER_NAME - 1, unit: "characters" },
  ];
  for (const { what, size, max, unit } of checks) {
    if (size > max) throw tooLarge(LABEL, { what, size: `${size} ${unit}`, limit: `${max}` });
  }
}

function utf8Length(text: string): number {
  const bytes = toUtf8(text);
  bytes.fill(0);
  return bytes.length;
}

function valueOf<T>(outcome: Outcome<T>): T | undefined {
  switch (outcome.kind) {
    case "done":
      return outcome.value;
    case "absent":
      return undefined;
    case "failed":
      throw failure(outcome.error);
  }
}

function failure(error: number): Error {
  const code = CODES[error] ?? "keychain-failed";
  const number = error === 0 ? "" : `: Windows error ${error}`;
  const remedy = code === "keychain-unavailable"
    ? "Services, scheduled tasks and SSH sessions have no credential store: sign in to the desktop"
    : `See "net helpmsg ${error}", and Credential Manager in Control Panel`;
  return keychainError(code, `The ${LABEL} failed${number}`, { remedy });
}

function notLoaded(cause: unknown): Error {
  return keychainError(
    "keychain-unavailable",
    `The ${LABEL} cannot be used: advapi32.dll was not loaded`,
    {
      remedy: "Deno loads it with --allow-ffi, without a list of libraries; Node and Bun cannot load it",
      cause,
    },
  );
}

function unreadable(account: string): Error {
  return keychainError(
    "keychain-failed",
    `The item of account "${account}" in the ${LABEL} is not text`,
    {
      remedy: "Store the token again",
      data: { kind: "unreadable-item", account },
    },
  );
}
