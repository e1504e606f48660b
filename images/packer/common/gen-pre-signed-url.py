#!/usr/bin/env python3
"""Prints a URL that proves the instance's role to Semaphore: a pre-signed sts:GetCallerIdentity, good for 15 minutes.

Usage: gen-pre-signed-url.py [region], by default that of AWS_REGION or AWS_DEFAULT_REGION.
"""

import os
import sys

import boto3
from botocore.exceptions import BotoCoreError, ClientError

EXPIRES_IN_SECONDS = 15 * 60

# Older releases sign for the global endpoint unless told so, and that is out of reach from a VPC without internet.
os.environ["AWS_STS_REGIONAL_ENDPOINTS"] = "regional"


def main(arguments):
    region = arguments[0] if arguments else os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
    if len(arguments) > 1 or not region:
        print("usage: gen-pre-signed-url.py <region>", file=sys.stderr)
        return 64
    try:
        sts = boto3.client("sts", region_name=region)
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
