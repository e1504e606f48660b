#!/usr/bin/env python3
"""Prints a URL that proves the instance's role to Semaphore: a pre-signed sts:GetCallerIdentity, valid for 15 minutes.

Usage: gen-pre-signed-url.py

Needs Python 3.8 or newer, but no package. Uses the credentials in the environment, or those of the instance's role.
Exit code 75 (EX_TEMPFAIL) means that the metadata service does not return credentials yet.
"""

import datetime
import hashlib
import hmac
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request

EXPIRES_IN_SECONDS = 15 * 60

# Semaphore requests the URL itself. It accepts only this host, not even STS's regional ones (IsSTSURL in pkg/aws/aws.go
# of Semaphore's self_hosted_hub). The global endpoint expects signatures for us-east-1. Signing sends no request, so this
# also works in a VPC without internet access.
STS_HOST = "sts.amazonaws.com"
STS_REGION = "us-east-1"

METADATA_ENDPOINTS = ["http://169.254.169.254", "http://[fd00:ec2::254]"]
METADATA_TIMEOUT_SECONDS = 2

EX_USAGE = 64
EX_TEMPFAIL = 75


class NoCredentials(Exception):
    """Neither the environment nor the metadata service has credentials."""


class NotYet(NoCredentials):
    """The metadata service may return credentials later."""


def pre_signed_url(credentials, now):
    """Signs as described in AWS's "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)"."""
    date, time = now.strftime("%Y%m%d"), now.strftime("%Y%m%dT%H%M%SZ")
    scope = f"{date}/{STS_REGION}/sts/aws4_request"
    parameters = {
        "Action": "GetCallerIdentity",
        "Version": "2011-06-15",
        "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
        "X-Amz-Credential": f"{credentials['AccessKeyId']}/{scope}",
        "X-Amz-Date": time,
        "X-Amz-Expires": str(EXPIRES_IN_SECONDS),
        "X-Amz-SignedHeaders": "host",
    }
    if credentials.get("Token"):
        parameters["X-Amz-Security-Token"] = credentials["Token"]
    query = urllib.parse.urlencode(sorted(parameters.items()), quote_via=urllib.parse.quote, safe="-_.~")
    request = "\n".join(["GET", "/", query, f"host:{STS_HOST}", "", "host", sha256(b"")])
    return f"https://{STS_HOST}/?{query}&X-Amz-Signature={signature(request, scope, time, credentials)}"


def signed_headers(url, body, region, credentials, now):
    """The headers of a signed POST to STS. Signs as described in AWS's "Create a signed AWS API request"."""
    date, time = now.strftime("%Y%m%d"), now.strftime("%Y%m%dT%H%M%SZ")
    scope = f"{date}/{region}/sts/aws4_request"
    headers = {
        "content-type": "application/x-www-form-urlencoded; charset=utf-8",
        "host": urllib.parse.urlsplit(url).netloc,
        "x-amz-date": time,
    }
    if credentials.get("Token"):
        headers["x-amz-security-token"] = credentials["Token"]
    names = ";".join(headers)
    request = "\n".join(["POST", "/", "", *(f"{name}:{value}" for name, value in headers.items()), "", names, sha256(body)])
    signed = signature(request, scope, time, credentials)
    key = f"{credentials['AccessKeyId']}/{scope}"
    headers["authorization"] = f"AWS4-HMAC-SHA256 Credential={key}, SignedHeaders={names}, Signature={signed}"
    return headers


def signature(request, scope, time, credentials):
    to_sign = "\n".join(["AWS4-HMAC-SHA256", time, scope, sha256(request.encode())])
    key = f"AWS4{credentials['SecretAccessKey']}".encode()
    for part in scope.split("/"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def find_credentials(environment):
    if environment.get("AWS_ACCESS_KEY_ID") and environment.get("AWS_SECRET_ACCESS_KEY"):
        return {
            "AccessKeyId": environment["AWS_ACCESS_KEY_ID"],
            "SecretAccessKey": environment["AWS_SECRET_ACCESS_KEY"],
            "Token": environment.get("AWS_SESSION_TOKEN"),
        }
    if environment.get("AWS_EC2_METADATA_DISABLED", "").lower() == "true":
        raise NoCredentials("the environment has no credentials, and AWS_EC2_METADATA_DISABLED is true")
    endpoint = environment.get("AWS_EC2_METADATA_SERVICE_ENDPOINT")
    problems = []
    for each in [endpoint] if endpoint else METADATA_ENDPOINTS:
        try:
            return role_credentials(each.rstrip("/"))
        except (OSError, ValueError, KeyError) as error:
            problems.append(f"{each}: {error!r}")
    raise NotYet("; ".join(problems))


def role_credentials(endpoint):
    lifetime = {"X-aws-ec2-metadata-token-ttl-seconds": "60"}
    session = {"X-aws-ec2-metadata-token": fetch(f"{endpoint}/latest/api/token", lifetime, "PUT")}
    folder = f"{endpoint}/latest/meta-data/iam/security-credentials/"
    role = fetch(folder, session)
    credentials = json.loads(fetch(folder + role, session))
    return {name: credentials[name] for name in ("AccessKeyId", "SecretAccessKey", "Token")}


def fetch(url, headers, method="GET"):
    # Without a proxy, which could not reach this instance's metadata.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    request = urllib.request.Request(url, headers=headers, method=method)
    with opener.open(request, timeout=METADATA_TIMEOUT_SECONDS) as response:
        return response.read().decode()


def main(arguments):
    if arguments:
        print("usage: gen-pre-signed-url.py", file=sys.stderr)
        return EX_USAGE
    try:
        credentials = find_credentials(os.environ)
    except NoCredentials as error:
        print(f"gen-pre-signed-url.py: no credentials: {error}", file=sys.stderr)
        return EX_TEMPFAIL if isinstance(error, NotYet) else 1
    print(pre_signed_url(credentials, datetime.datetime.now(datetime.timezone.utc)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
