#!/bin/sh
# The three variables are set around this: the container is told their names, and takes their values from here.
set -eu

docker run --rm -e ATLCLI_SITE -e ATLCLI_EMAIL -e ATLCLI_API_TOKEN atlcli auth status

# Nothing is written, and nothing can be changed on the site.
docker run --rm --read-only -e ATLCLI_READ_ONLY=1 -e ATLCLI_SITE -e ATLCLI_EMAIL -e ATLCLI_API_TOKEN \
  atlcli jira search --jql "project = PROJ"
