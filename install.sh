#!/bin/sh
# Installs the atlcli executable of a release into a folder of yours, without root. Nothing is run before its SHA-256
# checksum was verified. With OpenSSL 3, the signature of the checksums is verified too.
#
#   curl -fsSL https://github.com/atlcli/atlcli/releases/latest/download/install.sh | sh
#   curl -fsSL https://github.com/atlcli/atlcli/releases/latest/download/install.sh | sh -s -- --version 1.2.3 --dir ~/bin
#
# ATLCLI_RELEASES_URL names a mirror of the releases.
set -eu

usage='Usage: install.sh [--version VERSION] [--dir FOLDER]'
releases=${ATLCLI_RELEASES_URL:-https://github.com/atlcli/atlcli/releases}
releases=${releases%/}
temporary=
# The public keys of src/cli/process/release_keys.ts, separated by spaces.
release_keys=''

say() { printf '%s\n' "$*" >&2; }

# fail MESSAGE HINT: prints an error and exits.
fail() {
  say "Error: $1"
  say "  - $2"
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

clean_up() { if [ -n "$temporary" ]; then rm -rf "$temporary"; fi; }

# system: prints the name that releases use for this system, such as linux-x64.
system() {
  case $(uname -s) in
    Linux) os=linux ;;
    Darwin) os=macos ;;
    MINGW* | MSYS* | CYGWIN* | Windows_NT)
      fail 'This script does not support Windows' "In PowerShell: irm $releases/latest/download/install.ps1 | iex"
      ;;
    *) fail "There is no executable for $(uname -s)" 'Use the npm package, or run the sources with Deno' ;;
  esac
  case $(uname -m) in
    x86_64 | amd64) arch=x64 ;;
    aarch64 | arm64) arch=arm64 ;;
    *) fail "There is no executable for $(uname -m)" 'Use the npm package, or run the sources with Deno' ;;
  esac
  # In a shell that runs under Rosetta, uname reports an Intel processor on Apple hardware.
  if [ "$os-$arch" = macos-x64 ] && [ "$(sysctl -n sysctl.proc_translated 2>/dev/null)" = 1 ]; then arch=arm64; fi
  if [ "$os" = linux ] && has ldd; then
    case $(ldd --version 2>&1) in
      *musl*)
        fail 'This system uses musl; the executable needs glibc' 'Use the container image or the npm package'
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
    fail 'Neither curl nor wget is installed' 'Install one of them, or download the release with a browser'
  fi || fail "Cannot fetch $1" 'Check the network, HTTPS_PROXY, and that this version exists'
}

# fetch_by_wget ADDRESS FILE: follows redirects one by one, because wget itself would follow one to plain http.
fetch_by_wget() {
  case $(wget --version 2>/dev/null) in
    'GNU Wget 1.'*) ;;
    *) fail 'This wget cannot refuse a redirect to plain http' 'Install curl or GNU Wget 1' ;;
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
  # The DER prefix of an Ed25519 public key (RFC 8410).
  printf -- '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA%s\n-----END PUBLIC KEY-----\n' "$3" >"$temporary/key.pem"
  openssl base64 -d -A <"$2" >"$temporary/signature" 2>/dev/null || return 1
  openssl pkeyutl -verify -pubin -inkey "$temporary/key.pem" -rawin -in "$1" -sigfile "$temporary/signature" >/dev/null 2>&1
}

# can_verify: whether openssl supports Ed25519; verifies test 2 of RFC 8032, section 7.1.
can_verify() {
  has openssl || return 1
  printf r >"$temporary/test"
  printf %s 'kqAJqfDUyrhyDoILX2QlQKKye1QWUD+Ps3YiI+vbadoIWsHkPhWZbkWPNhPQ8R2MOHsurrQwKu6wDSkWErsMAA==' >"$temporary/test.sig"
  is_signed "$temporary/test" "$temporary/test.sig" 'PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw='
}

# verify SUMS ADDRESS: fails unless one of our keys signed the checksums; ADDRESS is that of the signature.
verify() {
  if [ -z "$release_keys" ]; then return 0; fi
  if ! can_verify; then
    say 'Warning: the signature of the release was not verified (this needs OpenSSL 3)'
    return 0
  fi
  fetch "$2" "$1.sig"
  for key in $release_keys; do
    if is_signed "$1" "$1.sig" "$key"; then return 0; fi
  done
  fail 'The release is not signed with a key that this script trusts' 'Nothing was installed. Report this to the maintainers'
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

# version_of SUMS: prints the version that the checksums belong to.
version_of() {
  version=$(sed -n '1s/^# atlcli \([0-9A-Za-z.-]*\)$/\1/p' "$1")
  case $version in
    [0-9]*.[0-9]*.[0-9]*) printf '%s' "$version" ;;
    *) fail 'The download is not the SHA256SUMS file of a release' 'Check ATLCLI_RELEASES_URL, and whether a proxy replaced the response' ;;
  esac
}

# install SYSTEM FOLDER VERSION
install() {
  file=atlcli-$1 folder=$2 wanted=${3#v}
  has sha256sum || has shasum || has openssl ||
    fail 'No program to compute SHA-256 checksums is installed' 'Install sha256sum, shasum or openssl'
  mkdir -p "$folder" 2>/dev/null || fail "Cannot create the folder $folder" 'Choose another folder: --dir FOLDER'
  folder=$(cd "$folder" && pwd)
  if [ -d "$folder/atlcli" ]; then fail "$folder/atlcli is a folder" 'Choose another folder: --dir FOLDER'; fi
  temporary=$(mktemp -d "$folder/.atlcli-install.XXXXXX" 2>/dev/null) ||
    fail "Cannot write to $folder" 'Choose another folder: --dir FOLDER'
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
    fail "Release $wanted has the checksums of version $version" 'Nothing was installed. Report this to the maintainers'
  fi
  expected=$(awk -v file="$file" '$2 == file { print $1 }' "$temporary/SHA256SUMS")
  if [ -z "$expected" ]; then fail "Version $version has no $file" 'Choose another version: --version VERSION'; fi

  say "Downloading atlcli $version for $1"
  fetch "$from/$file" "$temporary/atlcli"
  if [ "$(sum "$temporary/atlcli")" != "$expected" ]; then
    fail "The SHA-256 checksum of atlcli $version does not match" 'Nothing was installed. Try again'
  fi
  chmod 755 "$temporary/atlcli"
  "$temporary/atlcli" --version >/dev/null || fail "atlcli $version does not start here" 'Nothing was installed'
  mv -f "$temporary/atlcli" "$folder/atlcli"

  say "Installed atlcli $version: $folder/atlcli"
  say "To remove it: rm '$folder/atlcli' (profiles and tokens are in ~/.atlcli)"
  case $1 in
    macos-*) say "If macOS refuses to open it: xattr -d com.apple.quarantine '$folder/atlcli'" ;;
  esac
  case :$PATH: in
    *":$folder:"*) ;;
    *) say "This folder is not on your PATH. Add this line to your shell's profile: export PATH=\"$folder:\$PATH\"" ;;
  esac
}

main() {
  folder='' wanted=''
  while [ $# -gt 0 ]; do
    case $1 in
      --dir | --version)
        if [ -z "${2:-}" ]; then fail "$1 needs a value" "$usage"; fi
        if [ "$1" = --dir ]; then folder=$2; else wanted=$2; fi
        shift 2
        ;;
      -h | --help)
        say "$usage"
        exit 0
        ;;
      *) fail "Unknown argument: $1" "$usage" ;;
    esac
  done
  case $wanted in *[!0-9A-Za-z.-]*) fail "Invalid version: $wanted" "$usage" ;; esac
  case $releases in
    https://* | http://127.0.0.1:* | http://localhost:*) ;;
    *) fail 'ATLCLI_RELEASES_URL is not an https URL' 'Plain http is allowed for this machine only' ;;
  esac
  # The part before an @ is not the host, and errors would show it.
  host=${releases#*://}
  case ${host%%/*} in
    *@*) fail 'ATLCLI_RELEASES_URL contains a user name' 'Give the host only: https://mirror.company.com/atlcli' ;;
  esac
  if [ -z "$folder" ]; then
    if [ -z "${HOME:-}" ]; then fail 'HOME is not set' 'Choose a folder: --dir FOLDER'; fi
    folder=$HOME/.local/bin
  fi
  system=$(system)
  install "$system" "$folder" "$wanted"
}

# The last line, so that a truncated download does nothing.
main "$@"
