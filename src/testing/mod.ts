/**
 * Helpers for tests: a host in memory with a manual clock, a keychain in memory, and a stubbed network.
 *
 * The library itself never imports it.
 *
 * @example A whole sign-in, without a network and in no time
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { memoryHost, memorySecretStore, stubFetch } from "@atlcli/atlcli/testing";
 *
 * const url = "https://company.atlassian.net/rest/api/2/myself";
 * const network = stubFetch({ url, reply: { json: { displayName: "Ada" } } });
 * const env = { ATLCLI_SITE: "company.atlassian.net", ATLCLI_EMAIL: "ada@company.com", ATLCLI_API_TOKEN: "a" };
 * const host = memoryHost({ env, fetch: network.fetch });
 * const { client } = await connect({ host, secretStore: memorySecretStore() });
 * console.assert((await client.text({ path: "/rest/api/2/myself" })).includes("Ada"));
 * network.verify();
 * ```
 *
 * @module
 */
export { type ManualClock, manualClock } from "./manual_clock.ts";
export {
  MemoryDisk,
  type MemoryLock,
  type MemoryNode,
  type MemoryNodeOptions,
  type MemoryPlace,
} from "./memory_disk.ts";
export { type MemoryStep, ProcessKilled } from "./memory_files.ts";
export { type MemoryHost, memoryHost, type MemoryHostOptions } from "./memory_host.ts";
export {
  type MemorySecretStore,
  memorySecretStore,
  type MemorySecretStoreOptions,
  type SecretStoreCall,
} from "./memory_secret_store.ts";
export {
  type RecordedRequest,
  type Stub,
  StubError,
  type StubFetch,
  stubFetch,
  type StubReply,
} from "./stub_fetch.ts";
export {
  type Clock,
  type Command,
  type CommandEnvironment,
  type CommandResult,
  type Fetch,
  FileFault,
  type FileFaultReason,
  type Files,
  type FileStat,
  type Handler,
  type Host,
  type Listening,
  type Os,
  RunFault,
  type Transport,
  type TransportOptions,
} from "../core/host.ts";
export type { Ffi, FfiLibrary, FfiPointer, FfiSignature, FfiValue } from "../core/ffi.ts";
