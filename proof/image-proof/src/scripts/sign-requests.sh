#!/bin/bash
# Signs requests with the functions of the images' start script, for compare-with-botocore.py.
# sign-requests.sh <folder of the scripts> <platform.sh of an image>
# Reads requests from standard input. The fields of a request end in a NUL each: region, domain from the metadata service, access key, secret key,
# session token, operation, document, time. For each request, prints the endpoint and the headers, each with a NUL at the end.
set -euo pipefail

for library in sigv4 ssm; do
  # shellcheck source=/dev/null
  source "$1/lib/$library.sh"
done
# shellcheck source=/dev/null
source "$2"

# shellcheck disable=SC2034 # The libraries use them.
while IFS= read -rd '' REGION && IFS= read -rd '' AWS_DOMAIN && IFS= read -rd '' ACCESS_KEY_ID && IFS= read -rd '' SECRET_ACCESS_KEY &&
  IFS= read -rd '' SESSION_TOKEN && IFS= read -rd '' operation && IFS= read -rd '' document && IFS= read -rd '' now; do
  endpoint=$(ssm_endpoint)
  sign_headers ssm "${endpoint#https://}" "AmazonSSM.$operation" "$document" "$now"
  printf '%s\0%s\0' "$endpoint" "$SIGNED_HEADERS"
done
