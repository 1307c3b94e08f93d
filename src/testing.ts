/**
 * What tests need: a host in memory, whose clock a test moves, a keychain in memory, and a network of stubs.
 *
 * Never imported by the library itself.
 *
 * @module
 */
export { type ManualClock, manualClock } from "./testing/manual_clock.ts";
export {
  MemoryDisk,
  type MemoryLock,
  type MemoryNode,
  type MemoryNodeOptions,
  type MemoryPlace,
} from "./testing/memory_disk.ts";
export { type MemoryStep, ProcessKilled } from "./testing/memory_files.ts";
export { type MemoryHost, memoryHost, type MemoryHostOptions } from "./testing/memory_host.ts";
export {
  type MemorySecretStore,
  memorySecretStore,
  type MemorySecretStoreOptions,
  type SecretStoreCall,
} from "./testing/memory_secret_store.ts";
export {
  type RecordedRequest,
  type Stub,
  StubError,
  type StubFetch,
  stubFetch,
  type StubReply,
} from "./testing/stub_fetch.ts";
