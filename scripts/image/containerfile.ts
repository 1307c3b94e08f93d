/**
 * What the container image is told to be.
 *
 * @module
 */

/** Who the program is in a container: nobody's number on the machine around it. */
export const USER = 10001;

/** Where the program's home is. Anybody may write there: a container may be run as any user. */
export const HOME = "/home/atlcli";

/** The folder that commands begin in, for what is mounted there. */
export const WORK = "/work";

/** The program's place. */
export const PROGRAM = "/usr/bin/atlcli";

/** What is known of the sources. */
export interface Source {
  readonly version: string;
  /** The commit; `undefined` where there is no checkout. */
  readonly revision: string | undefined;
}

/**
 * The labels of the image.
 *
 * @see https://github.com/opencontainers/image-spec/blob/main/annotations.md
 */
export function labelsOf({ version, revision }: Source): Readonly<Record<string, string>> {
  return {
    "org.opencontainers.image.title": "atlcli",
    "org.opencontainers.image.description":
      "Sign in to Jira and Confluence from a terminal, a script or a CI job",
    "org.opencontainers.image.version": version,
    ...(revision !== undefined && { "org.opencontainers.image.revision": revision }),
    "org.opencontainers.image.source": "https://github.com/atlcli/atlcli",
    "org.opencontainers.image.documentation": "https://github.com/atlcli/atlcli/blob/main/docs/ci.md",
    // The program, the C library, GCC's, and the list of authorities.
    "org.opencontainers.image.licenses":
      "Apache-2.0 AND LGPL-2.1-or-later AND GPL-3.0-or-later WITH GCC-exception-3.1 AND MPL-2.0",
  };
}

/** The Containerfile, for a context that has the image's files in `rootfs`. */
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
