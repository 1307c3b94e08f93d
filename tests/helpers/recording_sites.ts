/**
 * Four sites that answer just enough for a search, and record every credential that reaches them.
 */
import type { SiteName } from "./credential_table.ts";

/** Answers as one of the sites, and records who came. */
export function recordingSites(): {
  readonly answer: (site: SiteName, request: Request) => Response;
  readonly received: string[];
} {
  const received: string[] = [];
  return {
    received,
    answer: (site, request) => {
      const authorization = request.headers.get("authorization");
      if (authorization !== null) received.push(`${site} as ${shown(authorization)}`);
      const leaked = [...request.headers].find(([name, value]) =>
        name !== "authorization" && /token|stored-/.test(value) && name !== "x-atlassian-token"
      );
      if (leaked !== undefined || /env-token|stored-/.test(request.url)) {
        received.push(`${site} by another way`);
      }
      return answerOf(site, new URL(request.url).pathname);
    },
  };
}

function answerOf(site: SiteName, path: string): Response {
  const cloud = site !== "d";
  if (path.endsWith("/serverInfo")) {
    return Response.json({
      deploymentType: cloud ? "Cloud" : "Server",
      version: cloud ? "1001.0.0" : "10.3.24",
    });
  }
  if (cloud && path.endsWith("/rest/api/3/search/jql")) return Response.json({ issues: [], isLast: true });
  if (!cloud && path.endsWith("/rest/api/2/search")) {
    return Response.json({ issues: [], startAt: 0, maxResults: 50, total: 0 });
  }
  return Response.json({ errorMessages: ["Nothing here"], errors: {} }, { status: 404 });
}

function shown(authorization: string): string {
  const [, encoded] = /^Basic (.*)$/.exec(authorization) ?? [];
  return encoded === undefined ? authorization : `Basic ${atob(encoded)}`;
}
