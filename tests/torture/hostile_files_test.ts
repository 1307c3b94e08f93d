import { testHostileFiles } from "../helpers/hostile_files_cases.ts";

testHostileFiles(13_000);
