/** The unit tests that try a sample of their cases, with all of them. */
import { useLongForms } from "../helpers/effort.ts";

useLongForms();
await import("../cli/hostile_answers_test.ts");
await import("../cli/output/boundary_test.ts");
await import("../core/strict_json_test.ts");
await import("../doctor/repair_test.ts");
await import("../e2e/canary_echo_test.ts");
await import("../e2e/canary_test.ts");
await import("../markdown/hostile_test.ts");
await import("../markdown/properties_test.ts");
await import("../resolver/every_combination_test.ts");
await import("../resolver/random_test.ts");
await import("../resolver/trust_laws_test.ts");
await import("../sync/names_test.ts");
await import("../sync/pull_random_test.ts");
await import("../sync/tree_test.ts");
