"""Compares what the images' scripts sign with what botocore signs, for several credentials and times.

Usage: compare-with-botocore.py <images/packer>. Prints the differences, and exits with 1 if there are any.
"""

import datetime
import importlib.util
import json
import os
import subprocess
import sys
import urllib.parse

import botocore.auth
import botocore.awsrequest
import botocore.credentials
import botocore.session

UTC = datetime.timezone.utc
CREDENTIALS = [
    {"AccessKeyId": "AKIDEXAMPLE", "SecretAccessKey": "secret"},
    {"AccessKeyId": "ASIAEXAMPLE", "SecretAccessKey": "a/b+c=d", "Token": "IQoJb3Jp/Z2lu+X2VjE~-_.=="},
    {"AccessKeyId": "ASIAEXAMPLE", "SecretAccessKey": "x" * 40, "Token": "F" * 1200 + "/+="},
]
TIMES = [
    datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    datetime.datetime(2024, 2, 29, 23, 59, 59, tzinfo=UTC),
]
# Regions of several partitions, each with the domain that the metadata service returns. Some get no answer, and one gets HTML.
REGIONS = [
    ("us-east-1", "amazonaws.com"),
    ("ap-southeast-4", ""),
    ("us-gov-west-1", "amazonaws.com"),
    ("cn-north-1", "amazonaws.com.cn"),
    ("cn-northwest-1", ""),
    ("us-iso-east-1", "c2s.ic.gov"),
    ("us-isob-east-1", "sc2s.sgov.gov"),
    ("eu-west-1", "<html>"),
]
NAMES = ["ci-config", "/ci/agent-token", "a.b_c-D/9", 'odd "name\\ with $(id) `id` %s {} é', "x" * 1011]
DOCUMENTS = [
    *(("GetParameter", {"Name": name, "WithDecryption": True}) for name in NAMES),
    ("GetParameters", {"Names": NAMES, "WithDecryption": True}),
]


def load(path):
    spec = importlib.util.spec_from_file_location("gen_pre_signed_url", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def botocore_url(credentials, now):
    botocore.auth.get_current_datetime = lambda *_args, **_options: now.replace(tzinfo=None)
    client = botocore.session.get_session().create_client(
        "sts",
        region_name="us-east-1",
        endpoint_url="https://sts.amazonaws.com",
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials.get("Token"),
    )
    return client.generate_presigned_url("get_caller_identity", Params={}, ExpiresIn=900, HttpMethod="GET")


def parts(url):
    split = urllib.parse.urlsplit(url)
    return split.scheme, split.netloc, split.path, sorted(urllib.parse.parse_qsl(split.query))


def signed_by_bash(packer, system, requests):
    """The endpoint and the headers of each request, as the functions of the start script sign it."""
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "sign-requests.sh")
    table = "".join(f"{field}\0" for request in requests for field in request)
    output = subprocess.run(
        ["bash", script, f"{packer}/common/agent", f"{packer}/{system}/agent/platform.sh"],
        input=table.encode(),
        stdout=subprocess.PIPE,
        check=True,
    ).stdout.decode()
    fields = output.split("\0")[:-1]
    return [
        (endpoint, dict(line.split(":", 1) for line in headers.splitlines()))
        for endpoint, headers in zip(fields[::2], fields[1::2])
    ]


def signed_by_botocore(endpoint, region, access_key, secret_key, token, operation, document, time):
    headers = {
        "content-type": "application/x-amz-json-1.1",
        "host": urllib.parse.urlsplit(endpoint).netloc,
        "x-amz-target": f"AmazonSSM.{operation}",
    }
    request = botocore.awsrequest.AWSRequest(method="POST", url=f"{endpoint}/", data=document.encode(), headers=headers)
    now = datetime.datetime.strptime(time, "%Y%m%dT%H%M%SZ")
    botocore.auth.get_current_datetime = lambda *_args, **_options: now
    credentials = botocore.credentials.Credentials(access_key, secret_key, token or None)
    botocore.auth.SigV4Auth(credentials, "ssm", region).add_auth(request)
    return {name.lower(): value for name, value in request.headers.items()}


def calls():
    """Requests: one for each region, one for each document, and one for each combination of credentials and time."""
    fields = [(keys["AccessKeyId"], keys["SecretAccessKey"], keys.get("Token", "")) for keys in CREDENTIALS]
    times = [now.strftime("%Y%m%dT%H%M%SZ") for now in TIMES]
    documents = [(operation, json.dumps(document, ensure_ascii=False)) for operation, document in DOCUMENTS]
    return [
        *((*region, *fields[-1], *documents[0], times[0]) for region in REGIONS),
        *((*REGIONS[0], *fields[-1], *document, times[0]) for document in documents),
        *((*REGIONS[0], *keys, *documents[0], time) for keys in fields for time in times),
    ]


def compare_calls(packer, system):
    requests = calls()
    session = botocore.session.get_session()
    keys = {"aws_access_key_id": "x", "aws_secret_access_key": "x"}
    endpoints = {
        region: session.create_client("ssm", region_name=region, **keys).meta.endpoint_url for region, _domain in REGIONS
    }
    differences = 0
    ours = signed_by_bash(packer, system, requests)
    if len(ours) != len(requests):
        raise ValueError(f"{len(ours)} of {len(requests)} requests are signed on {system}")
    for (region, _domain, *rest), signed in zip(requests, ours):
        theirs = endpoints[region], signed_by_botocore(endpoints[region], region, *rest)
        if signed != theirs:
            differences += 1
            print(f"{system}: {signed}\n  botocore: {theirs}")
    return differences


def compare_urls(packer):
    script = load(f"{packer}/common/gen-pre-signed-url.py")
    differences = 0
    for credentials in CREDENTIALS:
        for now in TIMES:
            ours, theirs = script.pre_signed_url(credentials, now), botocore_url(credentials, now)
            if parts(ours) != parts(theirs):
                differences += 1
                print(f"{ours}\n  botocore: {theirs}")
    return differences


def main(packer):
    differences = compare_urls(packer) + compare_calls(packer, "linux") + compare_calls(packer, "macos")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
