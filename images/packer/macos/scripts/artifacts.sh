# shellcheck shell=bash
# Downloads that are checked. Sourced by the build's scripts; bash 3.2.

readonly STAGE=${STAGE:-/tmp/packer}
# shellcheck disable=SC2034 # Used by the scripts that source this.
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

# version_of <artifact>
version_of() {
  jq --exit-status --raw-output --arg artifact "$1" '.[$artifact].version' "$STAGE/versions.json"
}

# expand <text> <version>: the text with this machine's architecture and the version in it.
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

# fetch <artifact> [version]: downloads an artifact of versions.json, checks it, and prints its path.
fetch() (
  # What runs in $(...) would not end at its first failure without being told again.
  set -euo pipefail
  local artifact=$1 version=${2:-} description verify url path
  description=$(jq --exit-status --compact-output --arg artifact "$artifact" '.[$artifact]' "$STAGE/versions.json")
  if [[ -z $version ]]; then version=$(version_of "$artifact"); fi
  # A checksum that is written in versions.json is that version's alone.
  verify=$(jq --compact-output --arg version "$version" '
    if .verify.by == "sha256" and .version != $version then .verify.otherVersions // {by: "sha256"} else .verify end
    ' <<<"$description")
  url=$(jq --exit-status --raw-output .url <<<"$description")
  url=$(expand "$url" "$version")
  path="$STAGE/${url##*/}"
  download "$url" "$path.unchecked"
  case $(jq --raw-output .by <<<"$verify") in
    sha256) check_pin "$verify" "$version" "$path" ;;
    checksum-file) check_sum "$verify" "$version" "$path" ;;
    gpg) check_gpg "$verify" "$version" "$path" ;;
    *) die "$artifact: nothing checks it" ;;
  esac
  # One that is not its vendor's never gets a name to be run by.
  mv "$path.unchecked" "$path"
  printf '%s\n' "$path"
)

# A checksum for each architecture, in versions.json itself.
check_pin() {
  local expected
  expected=$(jq --raw-output --arg arch "$(uname -m)" '.sha256[$arch] // ""' <<<"$1")
  require_sum "$expected" "$3" "$2" versions.json
}

# A checksum file has lines '<sha256>  <name>'.
check_sum() {
  local url expected
  url=$(jq --exit-status --raw-output .url <<<"$1")
  url=$(expand "$url" "$2")
  download "$url" "$STAGE/checksums"
  expected=$(awk -v name="${3##*/}" '{ sub(/^.*[\/*]/, "", $2) } $2 == name { print $1 }' "$STAGE/checksums")
  require_sum "$expected" "$3" "$2" "$url"
}

# require_sum <checksum> <path> <version> <where the checksum stands>
require_sum() {
  local actual
  [[ $1 =~ ^[0-9a-f]{64}$ ]] || die "$4 has no checksum of ${2##*/} $3"
  actual=$(shasum -a 256 "$2.unchecked" | cut -d' ' -f1)
  [[ $actual == "$1" ]] || die "${2##*/} $3: its checksum is $actual, $4 says $1"
}

# The key is its vendor's if it has the fingerprint that the vendor's documentation names.
check_gpg() {
  local signature key fingerprint status
  signature=$(jq --exit-status --raw-output .signature <<<"$1")
  key=$(jq --exit-status --raw-output .key <<<"$1")
  fingerprint=$(jq --exit-status --raw-output .fingerprint <<<"$1")
  signature=$(expand "$signature" "$2")
  mkdir -p "$STAGE/gnupg"
  chmod 700 "$STAGE/gnupg"
  download "$key" "$STAGE/vendor.gpg"
  download "$signature" "$3.sig"
  gpg --homedir "$STAGE/gnupg" --batch --quiet --import "$STAGE/vendor.gpg"
  status=$(gpg --homedir "$STAGE/gnupg" --batch --status-fd 1 --verify "$3.sig" "$3.unchecked") ||
    die "${3##*/}: its signature does not fit"
  grep -q "VALIDSIG .*$fingerprint" <<<"$status" || die "${3##*/}: not signed by $fingerprint"
}
