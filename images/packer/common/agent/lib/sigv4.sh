# shellcheck shell=bash
# AWS's Signature Version 4 for requests in its JSON protocol: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
# Needs no program but one for SHA-256 (sha256 in platform.sh). openssl takes the key of an HMAC only as an argument, which other
# processes can see, and the curl of Ubuntu 20.04 and 22.04 cannot sign all headers. printf is built into bash, so that what it
# prints is not an argument of any process.

# hmac <key, in hex> <message>: prints HMAC-SHA256 (RFC 2104) in hex. The key has at most 64 bytes.
hmac() {
  local key=$1 inner='' outer='' index byte digest
  while ((${#key} < 128)); do key=${key}00; done
  for ((index = 0; index < 128; index += 2)); do
    printf -v byte '\\x%02x' "$((16#${key:index:2} ^ 0x36))"
    inner=$inner$byte
    printf -v byte '\\x%02x' "$((16#${key:index:2} ^ 0x5c))"
    outer=$outer$byte
  done
  digest=$({ printf '%b' "$inner" && printf '%s' "$2"; } | sha256) || return
  for ((index = 0; index < 64; index += 2)); do outer="$outer\\x${digest:index:2}"; done
  printf '%b' "$outer" | sha256
}

# hex <text>: prints the bytes of a text in ASCII, in hex.
hex() {
  local index byte bytes=''
  for ((index = 0; index < ${#1}; index++)); do
    printf -v byte '%02x' "'${1:index:1}"
    bytes=$bytes$byte
  done
  printf '%s' "$bytes"
}

# signed_headers <service> <host> <target> <body> <time, as 20260102T030405Z>: prints the headers of a signed request, one a line.
# Uses REGION, ACCESS_KEY_ID, SECRET_ACCESS_KEY and, if it is not empty, SESSION_TOKEN. Fails if a program is missing.
signed_headers() {
  local names scope headers body_digest digest key part signature
  scope="${5%T*}/$REGION/$1/aws4_request"
  names="content-type;host;x-amz-date;${SESSION_TOKEN:+x-amz-security-token;}x-amz-target"
  headers="content-type:application/x-amz-json-1.1
host:$2
x-amz-date:$5
${SESSION_TOKEN:+x-amz-security-token:$SESSION_TOKEN
}x-amz-target:$3"
  body_digest=$(printf '%s' "$4" | sha256) || return
  digest=$(printf 'POST\n/\n\n%s\n\n%s\n%s' "$headers" "$names" "$body_digest" | sha256) || return
  key=$(hex "AWS4$SECRET_ACCESS_KEY")
  for part in "${5%T*}" "$REGION" "$1" aws4_request; do key=$(hmac "$key" "$part") || return; done
  signature=$(hmac "$key" "AWS4-HMAC-SHA256
$5
$scope
$digest") || return
  [[ $signature =~ ^[0-9a-f]{64}$ ]] || return
  printf '%s\n' "$headers" \
    "authorization:AWS4-HMAC-SHA256 Credential=$ACCESS_KEY_ID/$scope, SignedHeaders=$names, Signature=$signature"
}
