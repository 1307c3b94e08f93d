#!/bin/sh
# Set the three variables before you run this: `-e NAME` passes each value on without writing it here.
set -eu

docker run --rm -e ATLCLI_SITE -e ATLCLI_EMAIL -e ATLCLI_API_TOKEN atlcli auth status

# The container writes no files, and cannot change anything on the site.
docker run --rm --read-only -e ATLCLI_READ_ONLY=1 -e ATLCLI_SITE -e ATLCLI_EMAIL -e ATLCLI_API_TOKEN \
  atlcli jira search --jql "project = PROJ"
