/**
 * The files to mutate, and the tests that should detect the mutants.
 *
 * @module
 */

/** A path; a final `*` matches any suffix. */
export interface Target {
  readonly files: readonly string[];
  /** The tests, fast ones first; the next ones run only if the previous ones detected nothing. */
  readonly tests: readonly (readonly string[])[];
  /**
   * Whether survivors are still unexplained. `deno task mutate FILE` tries such a file; a sample leaves it out.
   *
   * @default {false}
   */
  readonly unfinished?: boolean;
}

const STORE_TESTS = [
  [
    "tests/profile/store/store_test.ts",
    "tests/profile/store/backup_test.ts",
    "tests/profile/store/trust_test.ts",
    "tests/profile/store/permissions_test.ts",
    "tests/profile/store/review_test.ts",
    "tests/profile/store/review_meanwhile_test.ts",
    "tests/profile/store/faults_test.ts",
  ],
  ["tests/doctor/"],
] as const;

/** Without those of the output: the thousand secrets that these register in their process would make them slow. */
const REDACT_TESTS = [["tests/core/redact_test.ts", "tests/core/token_look_test.ts"]] as const;

/** Files in which a mistake could leak or lose a token, or delete data without confirmation. */
export const TARGETS: readonly Target[] = [
  {
    files: [
      "src/resolver/environment.ts",
      "src/resolver/provenance.ts",
      "src/resolver/resolve.ts",
      "src/resolver/target.ts",
      "src/resolver/token_sources.ts",
    ],
    tests: [
      [
        "tests/resolver/credential_table_test.ts",
        "tests/resolver/environment_test.ts",
        "tests/resolver/refusal_test.ts",
        "tests/resolver/resolution_test.ts",
        "tests/resolver/token_command_test.ts",
        "tests/resolver/token_sources_test.ts",
        "tests/resolver/trust_test.ts",
      ],
      ["tests/resolver/", "tests/connect/connect_test.ts"],
    ],
  },
  {
    files: ["src/resolver/explicit.ts", "src/resolver/profile_in_use.ts", "src/resolver/refusal.ts"],
    tests: [
      [
        "tests/resolver/credential_table_test.ts",
        "tests/resolver/environment_test.ts",
        "tests/resolver/refusal_test.ts",
        "tests/resolver/resolution_test.ts",
        "tests/resolver/token_command_test.ts",
        "tests/resolver/token_sources_test.ts",
        "tests/resolver/trust_test.ts",
      ],
      ["tests/resolver/trust_laws_test.ts", "tests/connect/", "tests/core/arguments_test.ts"],
    ],
  },
  {
    files: ["src/site/site.ts", "src/site/urls.ts"],
    tests: [["tests/site/site_test.ts", "tests/site/site_inside_test.ts"]],
  },
  {
    files: ["src/sync/names.ts", "src/sync/taken_paths.ts", "src/sync/tree.ts"],
    tests: [["tests/sync/names_test.ts", "tests/sync/taken_paths_test.ts", "tests/sync/tree_test.ts"]],
  },
  {
    files: [
      "src/sync/attachments.ts",
      "src/sync/folder.ts",
      "src/sync/follow.ts",
      "src/sync/hashing.ts",
      "src/sync/journal.ts",
      "src/sync/open_folder.ts",
      "src/sync/page_writer.ts",
      "src/sync/plan.ts",
      "src/sync/pull*",
      "src/sync/remote.ts",
      "src/sync/scan.ts",
    ],
    unfinished: true,
    tests: [
      [
        "tests/cli/wiki_docs_pull_test.ts",
        "tests/cli/wiki_docs_hostile_test.ts",
        "tests/cli/wiki_docs_files_test.ts",
        "tests/cli/wiki_docs_checkout_test.ts",
      ],
      ["tests/sync/", "tests/cli/wiki_docs_push_test.ts"],
    ],
  },
  {
    files: ["src/core/credential.ts"],
    tests: [
      ["tests/core/credential_test.ts", "tests/client/authorization_test.ts"],
      ["tests/cli/placeholders_test.ts", "tests/cli/errors_test.ts"],
    ],
  },
  {
    files: [
      "src/profile/store/backup.ts",
      "src/profile/store/save.ts",
      "src/profile/store/errors.ts",
      "src/profile/store/lock.ts",
      "src/profile/store/snapshot.ts",
      "src/profile/store/store.ts",
    ],
    tests: STORE_TESTS,
  },
  {
    files: [
      "src/core/replace_file.ts",
      "src/profile/store/refusal.ts",
      "src/profile/store/review.ts",
      "src/core/trust.ts",
    ],
    tests: [...STORE_TESTS, ["tests/core/replace_file_test.ts"]],
  },
  {
    files: ["src/client/sender.ts", "src/client/response.ts"],
    tests: [["tests/client/"]],
  },
  {
    files: ["src/core/proxy.ts", "src/core/no_proxy.ts"],
    tests: [["tests/core/proxy_test.ts", "tests/core/no_proxy_test.ts"]],
  },
  {
    files: ["src/sync/state.ts"],
    tests: [["tests/sync/state_test.ts", "tests/sync/saved_state_test.ts"]],
  },
  {
    files: ["src/sync/push.ts"],
    tests: [
      ["tests/sync/push_report_test.ts"],
      [
        "tests/cli/wiki_docs_push_test.ts",
        "tests/cli/wiki_docs_steps_test.ts",
        "tests/cli/wiki_docs_lost_test.ts",
        "tests/cli/wiki_docs_files_test.ts",
      ],
    ],
  },
  {
    files: ["src/sync/status.ts"],
    tests: [["tests/sync/status_test.ts"], ["tests/cli/wiki_docs_push_test.ts"]],
  },
  {
    files: ["src/sync/settle.ts"],
    tests: [["tests/sync/settle_test.ts"], ["tests/cli/wiki_docs_lost_test.ts"]],
  },
  {
    files: ["src/sync/push_diff.ts", "src/sync/push_record.ts", "src/sync/push_report.ts"],
    tests: [[
      "tests/sync/push_progress_test.ts",
      "tests/sync/push_diff_test.ts",
      "tests/sync/push_record_test.ts",
    ]],
  },
  {
    files: ["src/sync/page_sender.ts", "src/sync/push_files.ts", "src/sync/push_plan.ts"],
    unfinished: true,
    tests: [
      [
        "tests/cli/wiki_docs_push_test.ts",
        "tests/cli/wiki_docs_steps_test.ts",
        "tests/cli/wiki_docs_lost_test.ts",
        "tests/cli/wiki_docs_files_test.ts",
      ],
      ["tests/sync/", "tests/cli/wiki_docs_checkout_test.ts", "tests/cli/wiki_docs_plan_test.ts"],
    ],
  },
  { files: ["src/cli/commands/upgrade/release_body.ts"], tests: [["tests/cli/release_body_test.ts"]] },
  {
    files: ["src/cli/commands/upgrade/upgrade_place.ts", "src/cli/commands/upgrade/upgrade_replace.ts"],
    unfinished: true,
    tests: [[
      "tests/cli/upgrade_test.ts",
      "tests/cli/upgrade_refused_test.ts",
      "tests/cli/upgrade_trust_test.ts",
    ]],
  },
  { files: ["src/client/retry.ts"], tests: [["tests/client/retry_rules_test.ts"], ["tests/client/"]] },
  {
    files: ["src/client/redirect.ts", "src/client/origin.ts"],
    tests: [["tests/client/redirect_test.ts", "tests/client/origin_test.ts"], ["tests/client/"]],
  },
  {
    files: ["src/cli/confirmation.ts"],
    tests: [
      ["tests/cli/confirmation_test.ts"],
      ["tests/cli/jira_issue_write_test.ts", "tests/cli/wiki_test.ts", "tests/cli/wiki_docs_push_test.ts"],
    ],
  },
  {
    files: ["src/core/redact.ts", "src/core/token_look.ts"],
    tests: REDACT_TESTS,
  },
  {
    files: ["src/core/redact_spellings.ts", "src/core/redact_spread.ts"],
    unfinished: true,
    tests: REDACT_TESTS,
  },
  {
    files: [
      "src/cli/output/safe_text.ts",
      "src/cli/output/styled.ts",
      "src/cli/output/json_text.ts",
      "src/cli/output/safe_prompter.ts",
      "src/cli/output/watched_files.ts",
      "src/cli/output/output.ts",
    ],
    tests: [
      ["tests/cli/output/"],
      ["tests/cli/output_test.ts", "tests/cli/progress_test.ts", "tests/cli/hyperlink_test.ts"],
      ["tests/cli/jira_search_test.ts", "tests/cli/api_test.ts"],
    ],
  },
  {
    files: ["src/cli/output/stream_redactor.ts"],
    unfinished: true,
    tests: [["tests/cli/output/"]],
  },
  {
    files: ["src/cli/errors/*"],
    unfinished: true,
    tests: [
      ["tests/cli/errors_test.ts"],
      ["tests/cli/usage_test.ts", "tests/cli/exit_codes_test.ts", "tests/cli/output_test.ts"],
      ["tests/cli/auth_status_test.ts", "tests/cli/jira_search_test.ts", "tests/cli/json_shapes_test.ts"],
      [
        "tests/doctor/",
        "tests/resolver/",
        "tests/keychain/",
        "tests/profile/",
        "tests/site/",
        "tests/client/",
      ],
    ],
  },
];
