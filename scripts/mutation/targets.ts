/**
 * What is mutated, and which tests have to notice.
 *
 * @module
 */

/** Files that are mutated alike. A `*` at the end stands for any ending. */
export interface Target {
  readonly files: readonly string[];
  /** The tests, quick ones first: the next are only run when the ones before noticed nothing. */
  readonly tests: readonly (readonly string[])[];
}

/** Where a mistake sends a token to a stranger, loses one, or deletes what nobody agreed to delete. */
export const TARGETS: readonly Target[] = [
  {
    files: ["src/resolver.ts", "src/resolver/*"],
    tests: [
      [
        "tests/credential_table_test.ts",
        "tests/resolver/environment_test.ts",
        "tests/resolver/refusal_test.ts",
        "tests/resolver/resolution_test.ts",
        "tests/resolver/token_command_test.ts",
        "tests/resolver/token_sources_test.ts",
        "tests/resolver/trust_test.ts",
      ],
      ["tests/resolver/", "tests/connect_test.ts"],
    ],
  },
  {
    files: ["src/site.ts", "src/site_plain.ts", "src/site_urls.ts"],
    tests: [["tests/site_test.ts", "tests/site_kept_test.ts", "tests/site_inside_test.ts"]],
  },
  {
    files: ["src/credential.ts"],
    tests: [["tests/credential_test.ts", "tests/client/authorization_test.ts"]],
  },
  {
    files: ["src/profile_store*"],
    tests: [
      [
        "tests/profile_store_test.ts",
        "tests/profile_store_backup_test.ts",
        "tests/profile_store_trust_test.ts",
        "tests/profile_store_faults_test.ts",
      ],
      ["tests/doctor/"],
    ],
  },
  { files: ["src/retry.ts"], tests: [["tests/retry_test.ts"], ["tests/client/"]] },
  {
    files: ["src/client/redirect.ts", "src/client/origin.ts"],
    tests: [["tests/client/redirect_test.ts", "tests/client/origin_test.ts"], ["tests/client/"]],
  },
  {
    files: ["src/cli/confirmation.ts", "src/cli/wiki/page_delete.ts", "src/cli/jira/issue_delete.ts"],
    tests: [
      ["tests/cli/confirmation_test.ts"],
      ["tests/cli/jira_issue_write_test.ts", "tests/cli/wiki_test.ts", "tests/cli/wiki_docs_push_test.ts"],
    ],
  },
];
