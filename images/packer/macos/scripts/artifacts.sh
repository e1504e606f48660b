# shellcheck shell=bash
# Downloads and verifies artifacts. The build's scripts source this; they run in bash 3.2.

readonly BUILD_FOLDER=${BUILD_FOLDER:-/tmp/packer}
# shellcheck disable=SC2034 # Scripts that source this use it.
readonly AGENT_HOME=/opt/semaphore/agent
export PATH="/opt/homebrew/bin:/opt/homebrew/sbin:/usr/local/bin:$PATH"
export HOMEBREW_NO_AUTO_UPDATE=1 HOMEBREW_NO_ANALYTICS=1 HOMEBREW_NO_ENV_HINTS=1

say() {
  printf '==> %s\n' "$*"
}

die() {
  printf '%s\n' "$*" >&2
  exit 1
}

# version_of <artifact>: prints its version in versions.json.
version_of() {
  jq --exit-status --raw-output --arg artifact "$1" '.[$artifact].version' "$BUILD_FOLDER/versions.json"
}

# expand <address> <version>: prints the address with its placeholders replaced by the version and this architecture.
expand() {
  local arch go_arch arm_suffix=''
  arch=$(uname -m)
  go_arch=$arch
  if [[ $arch == x86_64 ]]; then go_arch=amd64; else arm_suffix=-arm; fi
  local text=${1//\{version\}/$2}
  text=${text//\{arch\}/$arch}
  text=${text//\{armSuffix\}/$arm_suffix}
  printf '%s\n' "${text//\{goArch\}/$go_arch}"
}

download() {
  curl --fail --silent --show-error --location --proto '=https' --proto-redir '=https' --tlsv1.2 \
    --retry 5 --retry-delay 2 --connect-timeout 10 --output "$2" "$1"
}

# fetch <artifact> [version]: downloads an artifact of versions.json, verifies it, and prints its path.
fetch() (
  # Bash does not inherit -e in $(...).
  set -euo pipefail
  local artifact=$1 version=${2:-} description verify url path
  description=$(jq --exit-status --compact-output --arg artifact "$artifact" '.[$artifact]' "$BUILD_FOLDER/versions.json")
  if [[ -z $version ]]; then version=$(version_of "$artifact"); fi
  # A checksum in versions.json is valid only for the version in the same entry.
  verify=$(jq --compact-output --arg version "$version" '
    if .verify.by == "sha256" and .version != $version then .verify.otherVersions // {by: "sha256"} else .verify end
    ' <<<"$description")
  url=$(jq --exit-status --raw-output .url <<<"$description")
  url=$(expand "$url" "$version")
  path="$BUILD_FOLDER/${url##*/}"
  download "$url" "$path.unverified"
  case $(jq --raw-output .by <<<"$verify") in
    sha256) verify_pinned "$verify" "$version" "$path" ;;
    checksum-file) verify_listed "$verify" "$version" "$path" ;;
    gpg) verify_gpg "$verify" "$version" "$path" ;;
    *) die "$artifact: versions.json does not say how to verify it" ;;
  esac
  # Only a verified file gets its final name.
  mv "$path.unverified" "$path"
  printf '%s\n' "$path"
)

# Verifies with a checksum in versions.json, which has one per architecture.
verify_pinned() {
  local expected
  expected=$(jq --raw-output --arg arch "$(uname -m)" '.sha256[$arch] // ""' <<<"$1")
  require_checksum "$expected" "$3" "$2" versions.json
}

# Verifies with the vendor's list of lines '<sha256>  <name>'.
verify_listed() {
  local url expected
  url=$(jq --exit-status --raw-output .url <<<"$1")
  url=$(expand "$url" "$2")
  download "$url" "$BUILD_FOLDER/checksums"
  expected=$(awk -v name="${3##*/}" '{ sub(/^.*[\/*]/, "", $2) } $2 == name { print $1 }' "$BUILD_FOLDER/checksums")
  require_checksum "$expected" "$3" "$2" "$url"
}

# require_checksum <expected checksum> <path> <version> <source of the checksum>
require_checksum() {
  local actual
  [[ $1 =~ ^[0-9a-f]{64}$ ]] || die "$4 has no SHA-256 of ${2##*/} $3"
  actual=$(shasum -a 256 "$2.unverified" | cut -d' ' -f1)
  [[ $actual == "$1" ]] || die "${2##*/} $3: its checksum is $actual, but $4 has $1"
}

# Verifies a signature. The fingerprint comes from the vendor's documentation, so the server that sends the key need not be
# trusted.
verify_gpg() {
  local signature key fingerprint status
  signature=$(jq --exit-status --raw-output .signature <<<"$1")
  key=$(jq --exit-status --raw-output .key <<<"$1")
  fingerprint=$(jq --exit-status --raw-output .fingerprint <<<"$1")
  signature=$(expand "$signature" "$2")
  mkdir -p "$BUILD_FOLDER/gnupg"
  chmod 700 "$BUILD_FOLDER/gnupg"
  download "$key" "$BUILD_FOLDER/vendor.gpg"
  download "$signature" "$3.sig"
  gpg --homedir "$BUILD_FOLDER/gnupg" --batch --quiet --import "$BUILD_FOLDER/vendor.gpg"
  status=$(gpg --homedir "$BUILD_FOLDER/gnupg" --batch --status-fd 1 --verify "$3.sig" "$3.unverified") ||
    die "${3##*/}: its signature is invalid"
  grep -q "VALIDSIG .*$fingerprint" <<<"$status" || die "${3##*/}: not signed by $fingerprint"
}
