/* Stands in for an atlcli executable: `version` prints a version and ends, anything else runs for a minute. */
#include <stdio.h>
#include <string.h>
#include <windows.h>

int main(int argc, char **argv) {
  if (argc > 1 && strcmp(argv[1], "version") == 0) {
    puts("{\"version\":\"9.1.0\"}");
    return 0;
  }
  puts("running");
  fflush(stdout);
  Sleep(60000);
  return 0;
}
