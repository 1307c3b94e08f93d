import assert from "node:assert/strict";
import { UsageError } from "../../src/core/errors.ts";
import { readVariable, refusePlaceholder } from "../../src/core/variable.ts";

const UNEXPANDED = [
  "$JIRA_BASE_URL",
  "$token",
  "  $TOKEN  ",
  "$env:TOKEN",
  "${TOKEN}",
  "${TOKEN:-none}",
  "${{ secrets.TOKEN }}",
  "$(cat token)",
  "%TOKEN%",
  "https://$HOST/jira",
  "https://${HOST}/jira",
  "https://%HOST%/jira",
  "you@$DOMAIN",
  "$HOME/.atlcli",
  "C:\\%USERNAME%\\atlcli",
  "/etc/$NAME/ca.pem",
  "a${B}c",
];

const QUOTED = [
  '"token"',
  "'token'",
  "`token`",
  "“token”",
  "„token“",
  "‘token’",
  "«token»",
  '"token',
  "token'",
  '"',
];

const PLAIN = [
  "",
  "token",
  "a$b",
  "100%",
  "50%25",
  "%",
  "$",
  "$1",
  "a%20b%20c",
  "https://company.test/a%C3%A4b",
  "ATATT3xFfGF0_-=ABCD",
  "o'brien@company.com",
  "C:\\Users\\me",
  "\\\\server\\C$\\ca.pem",
];

for (const value of UNEXPANDED) {
  Deno.test(`refusePlaceholder() refuses the unexpanded ${JSON.stringify(value)}, and does not quote it`, () => {
    refused(value, "The value contains an unexpanded variable");
  });
}

for (const value of QUOTED) {
  Deno.test(`refusePlaceholder() refuses the quoted ${JSON.stringify(value)}, and does not quote it`, () => {
    refused(value, "The value has quotation marks around it");
  });
}

for (const value of PLAIN) {
  Deno.test(`refusePlaceholder() takes ${JSON.stringify(value)}`, () => {
    refusePlaceholder(value);
    assert.equal(readVariable({ env: () => value }, "ATLCLI_SITE"), value);
  });
}

function refused(value: string, message: string): void {
  const isMessage = (prefix: string) => (error: unknown): boolean => {
    assert.ok(error instanceof UsageError);
    assert.equal(error.message, `${prefix}${message}`);
    assert.ok(error.hint !== undefined && (value.length < 2 || !error.hint.includes(value)));
    return true;
  };
  assert.throws(() => refusePlaceholder(value), isMessage(""));
  assert.throws(() => readVariable({ env: () => value }, "ATLCLI_SITE"), isMessage("ATLCLI_SITE: "));
}
