/**
 * Files that are written as the site has them, and watched for secrets.
 *
 * @module
 */
import type { Files, Host } from "../../core/host.ts";
import { SecretWatch } from "./stream_redactor.ts";

/** A host whose files are watched, and what was seen in those that were made. */
export interface WatchedFiles {
  readonly host: Host;
  /** Whether a secret was written. */
  readonly found: () => boolean;
}

/** Watches what is written into new files. It changes nothing. */
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

/** The same thing but for one member; it may be of a class, so that its methods stay its own. */
function withMember<T extends object, K extends keyof T>(thing: T, member: K, value: T[K]): T {
  return new Proxy(thing, {
    get: (target, name) => {
      if (name === member) return value;
      const own: unknown = Reflect.get(target, name);
      return typeof own === "function" ? own.bind(target) : own;
    },
  });
}
