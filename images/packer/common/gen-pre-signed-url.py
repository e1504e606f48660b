#!/usr/bin/env python3
"""Prints a URL that proves the instance's role to Semaphore: a pre-signed sts:GetCallerIdentity, valid for 15 minutes.

Usage: gen-pre-signed-url.py
"""

import sys

import boto3
from botocore.exceptions import BotoCoreError, ClientError

EXPIRES_IN_SECONDS = 15 * 60

# Semaphore follows the URL itself and refuses every other host, regional ones included (IsSTSURL in the hub's
# pkg/aws/aws.go). The global endpoint takes signatures for us-east-1. Signing makes no request, so this works in a
# VPC without internet access too.
STS_ENDPOINT = "https://sts.amazonaws.com"
STS_REGION = "us-east-1"


def main(arguments):
    if arguments:
        print("usage: gen-pre-signed-url.py", file=sys.stderr)
        return 64
    try:
        sts = boto3.client("sts", region_name=STS_REGION, endpoint_url=STS_ENDPOINT)
        url = sts.generate_presigned_url(
            "get_caller_identity", Params={}, ExpiresIn=EXPIRES_IN_SECONDS, HttpMethod="GET"
        )
    except (BotoCoreError, ClientError, ValueError) as error:
        print(f"gen-pre-signed-url.py: {error}", file=sys.stderr)
        return 1
    print(url)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
