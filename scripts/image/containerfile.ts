/**
 * The Containerfile of the image.
 *
 * @module
 */

/** The user ID in the container, which no user of the host has. */
export const USER = 10001;

/** The home folder of the program. All users can write to it, because a container may run as any user. */
export const HOME = "/home/atlcli";

/** The working folder, for mounts. */
export const WORK = "/work";

/** The path of the program. */
export const PROGRAM = "/usr/bin/atlcli";

/** Information about the sources. */
interface Source {
  readonly version: string;
  /** The commit; `undefined` without a checkout. */
  readonly revision: string | undefined;
}

/**
 * The labels of the image.
 *
 * @see https://github.com/opencontainers/image-spec/blob/main/annotations.md
 */
function labelsOf({ version, revision }: Source): Readonly<Record<string, string>> {
  return {
    "org.opencontainers.image.title": "atlcli",
    "org.opencontainers.image.description":
      "Sign in to Jira and Confluence from a terminal, a script or a CI job",
    "org.opencontainers.image.version": version,
    ...(revision !== undefined && { "org.opencontainers.image.revision": revision }),
    "org.opencontainers.image.source": "https://github.com/atlcli/atlcli",
    "org.opencontainers.image.documentation": "https://github.com/atlcli/atlcli/blob/main/docs/ci.md",
    // Licences of the program, the C library, GCC's library, and the list of authorities.
    "org.opencontainers.image.licenses":
      "Apache-2.0 AND LGPL-2.1-or-later AND GPL-3.0-or-later WITH GCC-exception-3.1 AND MPL-2.0",
  };
}

/** The Containerfile, for a context with the image's files in `rootfs`. */
export function containerfile(source: Source): string {
  const labels = Object.entries(labelsOf(source)).map(([name, value]) =>
    `LABEL ${name}=${JSON.stringify(value)}`
  );
  return [
    "FROM scratch",
    "COPY rootfs/ /",
    ...labels,
    `ENV HOME=${HOME} PATH=/usr/bin`,
    `WORKDIR ${WORK}`,
    `USER ${USER}:${USER}`,
    `ENTRYPOINT [${JSON.stringify(PROGRAM)}]`,
    "",
  ].join("\n");
}
