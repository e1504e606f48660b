"""Compares the pre-signed URLs of the image's script with those of botocore, for several credentials and times.

Usage: compare-with-botocore.py <gen-pre-signed-url.py>. If URLs differ, prints them and exits with 1.
"""

import datetime
import importlib.util
import sys
import urllib.parse

import botocore.auth
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


def main(path):
    script = load(path)
    differences = 0
    for credentials in CREDENTIALS:
        for now in TIMES:
            ours, theirs = script.pre_signed_url(credentials, now), botocore_url(credentials, now)
            if parts(ours) != parts(theirs):
                differences += 1
                print(f"{ours}\n  botocore: {theirs}")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
