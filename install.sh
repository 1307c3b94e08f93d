#!/bin/sh
# Installs atlcli: the executable of a release, in a folder of yours. It needs no root, and nothing runs before its
# SHA-256 sum was found to be the one that the release says. Where there is OpenSSL 3, the signature over the sums is
# verified as well.
#
#   curl -fsSL https://github.com/atlcli/atlcli/releases/latest/download/install.sh | sh
#   curl -fsSL https://github.com/atlcli/atlcli/releases/latest/download/install.sh | sh -s -- --version 1.2.3 --dir ~/bin
#
# ATLCLI_RELEASES_URL names another place where releases are: a mirror.
set -eu

usage='Usage: install.sh [--version VERSION] [--dir FOLDER]'
releases=${ATLCLI_RELEASES_URL:-https://github.com/atlcli/atlcli/releases}
releases=${releases%/}
temporary=
# The keys that releases are signed with, as src/cli/process/release_keys.ts has them, with spaces between them.
release_keys=''

say() { printf '%s\n' "$*" >&2; }

# fail MESSAGE HINT: ends here.
fail() {
  say "Error: $1"
  say "  - $2"
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

clean_up() { if [ -n "$temporary" ]; then rm -rf "$temporary"; fi; }

# system: prints which system this is, as releases name it: linux-x64.
system() {
  case $(uname -s) in
    Linux) os=linux ;;
    Darwin) os=macos ;;
    MINGW* | MSYS* | CYGWIN* | Windows_NT)
      fail 'This script is not for Windows' "In PowerShell: irm $releases/latest/download/install.ps1 | iex"
      ;;
    *) fail "There is no executable for $(uname -s)" 'Use the package of npm, or run the sources with Deno' ;;
  esac
  case $(uname -m) in
    x86_64 | amd64) arch=x64 ;;
    aarch64 | arm64) arch=arm64 ;;
    *) fail "There is no executable for $(uname -m)" 'Use the package of npm, or run the sources with Deno' ;;
  esac
  # A shell that Rosetta translates takes an Apple processor for one of Intel.
  if [ "$os-$arch" = macos-x64 ] && [ "$(sysctl -n sysctl.proc_translated 2>/dev/null)" = 1 ]; then arch=arm64; fi
  if [ "$os" = linux ] && has ldd; then
    case $(ldd --version 2>&1) in
      *musl*)
        fail 'This Linux has musl, and the executable needs glibc' 'Use the container image, or the package of npm'
        ;;
    esac
  fi
  printf '%s' "$os-$arch"
}

# fetch ADDRESS FILE: follows redirects, but never from https to plain http.
fetch() {
  only=http,https
  case $1 in https://*) only=https ;; esac
  if has curl; then
    curl --fail --silent --show-error --location --proto "=$only" --retry 2 --connect-timeout 30 --output "$2" "$1"
  elif has wget; then
    fetch_by_wget "$1" "$2"
  else
    fail 'There is neither curl nor wget' 'Install one of them, or download the release with a browser'
  fi || fail "Cannot fetch $1" 'Check the network, HTTPS_PROXY, and whether there is such a version'
}

# fetch_by_wget ADDRESS FILE: left to itself, wget follows a redirect to plain http, so it takes one step at a time.
fetch_by_wget() {
  case $(wget --version 2>/dev/null) in
    'GNU Wget 1.'*) ;;
    *) fail 'This wget cannot be kept from following a redirect to plain http' 'Install curl or GNU Wget 1' ;;
  esac
  address=$1
  for _ in 1 2 3 4 5 6; do
    if said=$(LC_ALL=C wget --quiet --server-response --max-redirect=0 --tries=3 --timeout=30 \
      --output-document="$2" "$address" 2>&1); then return 0; fi
    next=$(printf '%s\n' "$said" | awk '
      $1 ~ /^HTTP\// { status = $2; location = "" }
      tolower($1) == "location:" { location = $2 }
      END { sub(/\r$/, "", location); if (status ~ /^30[12378]$/) print location }')
    case $next in
      '') return 1 ;;
      //*) next=${address%%:*}:$next ;;
      /*)
        host=${address#*://}
        next=${address%%:*}://${host%%/*}$next
        ;;
    esac
    case $next in
      https://*) ;;
      http://*)
        case $address in https://*) fail "$1 redirects to plain http" 'Nothing was installed. Use another network or mirror' ;; esac
        ;;
      *) return 1 ;;
    esac
    address=$next
  done
  return 1
}

# is_signed FILE SIGNATURE KEY: whether the key signed the file. SIGNATURE is a file in base64, KEY is in base64.
is_signed() {
  # The bytes before the key say what it is (RFC 8410).
  printf -- '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA%s\n-----END PUBLIC KEY-----\n' "$3" >"$temporary/key.pem"
  openssl base64 -d -A <"$2" >"$temporary/signature" 2>/dev/null || return 1
  openssl pkeyutl -verify -pubin -inkey "$temporary/key.pem" -rawin -in "$1" -sigfile "$temporary/signature" >/dev/null 2>&1
}

# can_verify: whether there is an openssl that knows Ed25519, by test 2 of RFC 8032, section 7.1.
can_verify() {
  has openssl || return 1
  printf r >"$temporary/test"
  printf %s 'kqAJqfDUyrhyDoILX2QlQKKye1QWUD+Ps3YiI+vbadoIWsHkPhWZbkWPNhPQ8R2MOHsurrQwKu6wDSkWErsMAA==' >"$temporary/test.sig"
  is_signed "$temporary/test" "$temporary/test.sig" 'PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw='
}

# verify SUMS ADDRESS: ends here unless one of our keys signed the sums, whose signature is at the address.
verify() {
  if [ -z "$release_keys" ]; then return 0; fi
  if ! can_verify; then
    say 'The signature of the release was not verified: that needs OpenSSL 3'
    return 0
  fi
  fetch "$2" "$1.sig"
  for key in $release_keys; do
    if is_signed "$1" "$1.sig" "$key"; then return 0; fi
  done
  fail 'The release is not signed with a key that this script knows' 'Nothing was installed. Tell whoever looks after the releases'
}

# sum FILE: prints its SHA-256.
sum() {
  if has sha256sum; then
    sha256sum <"$1"
  elif has shasum; then
    shasum -a 256 <"$1"
  else
    openssl dgst -sha256 -r <"$1"
  fi | cut -d ' ' -f 1
}

# version_of SUMS: prints the version that the sums are about.
version_of() {
  version=$(sed -n '1s/^# atlcli \([0-9A-Za-z.-]*\)$/\1/p' "$1")
  case $version in
    [0-9]*.[0-9]*.[0-9]*) printf '%s' "$version" ;;
    *) fail 'What came is not the SHA256SUMS of a release' 'Check ATLCLI_RELEASES_URL, and whether a proxy answers' ;;
  esac
}

# install SYSTEM FOLDER VERSION
install() {
  file=atlcli-$1 folder=$2 wanted=${3#v}
  has sha256sum || has shasum || has openssl ||
    fail 'There is no program that makes SHA-256 sums' 'Install sha256sum, shasum or openssl'
  mkdir -p "$folder" 2>/dev/null || fail "Cannot make the folder $folder" 'Name another one: --dir FOLDER'
  folder=$(cd "$folder" && pwd)
  if [ -d "$folder/atlcli" ]; then fail "$folder/atlcli is a folder" 'Name another one: --dir FOLDER'; fi
  temporary=$(mktemp -d "$folder/.atlcli-install.XXXXXX" 2>/dev/null) ||
    fail "Cannot write to $folder" 'Name another folder: --dir FOLDER'
  trap clean_up EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP

  if [ -z "$wanted" ]; then
    fetch "$releases/latest/download/SHA256SUMS" "$temporary/latest"
    wanted=$(version_of "$temporary/latest")
  fi
  from=$releases/download/v$wanted
  fetch "$from/SHA256SUMS" "$temporary/SHA256SUMS"
  verify "$temporary/SHA256SUMS" "$from/SHA256SUMS.sig"
  version=$(version_of "$temporary/SHA256SUMS")
  if [ "$version" != "$wanted" ]; then
    fail "The release $wanted has the sums of $version" 'Nothing was installed. Tell whoever looks after the releases'
  fi
  expected=$(awk -v file="$file" '$2 == file { print $1 }' "$temporary/SHA256SUMS")
  if [ -z "$expected" ]; then fail "Version $version has no $file" 'Name another version: --version VERSION'; fi

  say "Fetching atlcli $version for $1"
  fetch "$from/$file" "$temporary/atlcli"
  if [ "$(sum "$temporary/atlcli")" != "$expected" ]; then
    fail "What came is not what $version should be: another SHA-256 sum" 'Nothing was installed. Try again'
  fi
  chmod 755 "$temporary/atlcli"
  "$temporary/atlcli" --version >/dev/null || fail "atlcli $version does not start here" 'Nothing was installed'
  mv -f "$temporary/atlcli" "$folder/atlcli"

  say "Installed atlcli $version: $folder/atlcli"
  say "To remove it: rm '$folder/atlcli' (profiles and tokens are in ~/.atlcli)"
  case $1 in
    macos-*) say "If macOS says that it cannot be opened: xattr -d com.apple.quarantine '$folder/atlcli'" ;;
  esac
  case :$PATH: in
    *":$folder:"*) ;;
    *) say "It is not on your PATH yet. Put this into your shell's profile: export PATH=\"$folder:\$PATH\"" ;;
  esac
}

main() {
  folder='' wanted=''
  while [ $# -gt 0 ]; do
    case $1 in
      --dir | --version)
        if [ -z "${2:-}" ]; then fail "Nothing follows $1" "$usage"; fi
        if [ "$1" = --dir ]; then folder=$2; else wanted=$2; fi
        shift 2
        ;;
      -h | --help)
        say "$usage"
        exit 0
        ;;
      *) fail "Unknown word: $1" "$usage" ;;
    esac
  done
  case $wanted in *[!0-9A-Za-z.-]*) fail "Not a version: $wanted" "$usage" ;; esac
  case $releases in
    https://* | http://127.0.0.1:* | http://localhost:*) ;;
    *) fail 'ATLCLI_RELEASES_URL is no https address' 'Plain http is for this machine alone' ;;
  esac
  # What stands before an @ is no host; and it would be shown when something fails.
  host=${releases#*://}
  case ${host%%/*} in
    *@*) fail 'ATLCLI_RELEASES_URL has a user in it' 'Name the host alone: https://mirror.company.com/atlcli' ;;
  esac
  if [ -z "$folder" ]; then
    if [ -z "${HOME:-}" ]; then fail 'HOME is not set' 'Name a folder: --dir FOLDER'; fi
    folder=$HOME/.local/bin
  fi
  system=$(system)
  install "$system" "$folder" "$wanted"
}

# The last line: what was cut off on its way does nothing.
main "$@"
