/**
 * Checks files for secrets while they are written unchanged.
 *
 * @module
 */
import type { Files, Host } from "../../core/host.ts";
import { SecretWatch } from "./stream_redactor.ts";

/** A host that checks new files, and the result. */
interface WatchedFiles {
  readonly host: Host;
  /** Whether a secret was written. */
  readonly found: () => boolean;
}

/** Checks the content of new files, without changing it. */
export function watchedFiles(host: Host): WatchedFiles {
  let found = false;
  const create: Files["create"] = async (path, content, options) => {
    const watch = new SecretWatch();
    const see = (bytes: Uint8Array): void => {
      watch.see(bytes);
      found ||= watch.found;
    };
    if (content instanceof Uint8Array) see(content);
    await host.files.create(path, content instanceof Uint8Array ? content : seenBy(see, content), options);
  };
  return { host: withMember(host, "files", withMember(host.files, "create", create)), found: () => found };
}

function seenBy(
  see: (bytes: Uint8Array) => void,
  stream: ReadableStream<Uint8Array>,
): ReadableStream<Uint8Array> {
  const transform = (bytes: Uint8Array, controller: TransformStreamDefaultController<Uint8Array>): void => {
    see(bytes);
    controller.enqueue(bytes);
  };
  return stream.pipeThrough(new TransformStream({ transform }));
}

/** A copy of an object with one member replaced. Methods stay bound, because the object may be a class instance. */
function withMember<T extends object, K extends keyof T>(thing: T, member: K, value: T[K]): T {
  return new Proxy(thing, {
    get: (target, name) => {
      if (name === member) return value;
      const own: unknown = Reflect.get(target, name);
      return typeof own === "function" ? own.bind(target) : own;
    },
  });
}
