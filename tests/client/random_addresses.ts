/** Addresses made by chance from what has misled programs before: for redirects and links that lead astray. */
import type { Random } from "../markdown/random.ts";

const SCHEMES = [
  "https://",
  "https://",
  "http://",
  "HTTPS://",
  "//",
  "/\\",
  "\\\\",
  "https:/",
  "https:",
  "",
  "ftp://",
  "blob:https://",
];
const USERS = [
  "",
  "",
  "",
  "",
  "eve@",
  "eve:pw@",
  ":pw@",
  "jira.company.com@",
  "jira.company.com%40",
  "@",
  "jira.company.com:443@",
];
const HOSTS = [
  ...["jira.company.com", "jira.company.com", "jira.company.com", "JIRA.Company.COM", "jira.company.com."],
  ...["jira.company.com.evil.test", "evil.test", "xjira.company.com", "jira-company.com", "company.com"],
  ...[
    "jira\u3002company.com",
    "j\u0456ra.company.com",
    "jira.company.com%00.evil.test",
    "jira.company.com%2eevil.test",
  ],
  ...["127.0.0.1", "[::1]", "api.atlassian.com", "jira.company.com\u00ad", "jira.company.com\t", ""],
];
const PORTS = ["", "", "", ":443", ":8443", ":80", ":0", ":", ":443@evil.test", ":00443"];
const PATHS = [
  ...[
    "/jira/rest/b",
    "/jira/rest/b",
    "/jira/",
    "/jira",
    "/",
    "",
    "/jirax/rest",
    "/other",
    "/jira/../other",
    "/jira/./rest",
  ],
  ...[
    "/jira/%2e%2e/other",
    "/jira/..%2fother",
    "/jira/%2E./other",
    "/jira/..;/other",
    "/jira/.%2e;/x",
    "/jira%2f..%2fother",
  ],
  ...[
    "/jira\\..\\other",
    "/jira/%5c../other",
    "//evil.test/jira/",
    "/jira/rest?next=https://evil.test",
    "/jira#/../x",
  ],
  ...["/JIRA/rest", "/jira/rest/\u202eb", "/jira/%252e%252e/x", "/./jira/rest", "/jira/rest/../../../x"],
];

/** An address, most often a strange one. */
export function randomAddress({ pick }: Random): string {
  return [SCHEMES, USERS, HOSTS, PORTS, PATHS].map((parts) => pick(parts)).join("");
}
