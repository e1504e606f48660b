#!/usr/bin/env python3
"""Gives isolated jobs the credentials of their own role, as AWS's SDKs expect them from AWS_CONTAINER_CREDENTIALS_FULL_URI.

Usage: job-credentials.py <file>. The file is JSON: roleArn, region, sessionName, token, port. Jobs must not be able to read it.

Runs as root, because only root can reach the metadata service. Needs Python 3.8 or newer, but no package, and not the AWS
CLI, which takes a second to start: some SDKs wait for an answer for one second only (that for JavaScript, in
@aws-sdk/credential-provider-http) or for two (botocore, in ContainerMetadataFetcher). Assumes the role as soon as it starts, and
again before the credentials expire, so that every answer comes from memory. As soon as it can answer, tells systemd so.
"""

import datetime
import hmac
import http.server
import importlib.util
import json
import os
import socket
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree

# The longest session of a role that another role assumes:
# https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage-assume.html
DURATION_SECONDS = 60 * 60
# botocore asks for new credentials with every call once they expire in less than 15 minutes (RefreshableCredentials).
RENEW_BEFORE_SECONDS = 20 * 60
# How long a start waits for credentials. The permissions of a new role take a while to propagate.
START_SECONDS = 90
RETRY_SECONDS = 5
STS_TIMEOUT_SECONDS = 10
# A client that sends nothing must not keep its thread.
CLIENT_TIMEOUT_SECONDS = 5


class NoRole(Exception):
    """STS did not return credentials of the role."""


def load(name):
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
    spec = importlib.util.spec_from_file_location("signing", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


signing = load("gen-pre-signed-url.py")


def sts_endpoint(region, environment):
    suffix = "amazonaws.com.cn" if region.startswith("cn-") else "amazonaws.com"
    return environment.get("AWS_ENDPOINT_URL_STS") or f"https://sts.{region}.{suffix}"


def assume_role(config, environment):
    """Returns credentials in the format of the SDKs' container credentials. Raises NoRole."""
    now = datetime.datetime.now(datetime.timezone.utc)
    parameters = {
        "Action": "AssumeRole",
        "Version": "2011-06-15",
        "RoleArn": config["roleArn"],
        "RoleSessionName": config["sessionName"],
        "DurationSeconds": str(DURATION_SECONDS),
    }
    try:
        credentials = signing.find_credentials(environment)
        url = sts_endpoint(config["region"], environment)
        body = urllib.parse.urlencode(sorted(parameters.items())).encode()
        headers = signing.signed_headers(url, body, config["region"], credentials, now)
        with urllib.request.urlopen(
            urllib.request.Request(url + "/", data=body, headers=headers, method="POST"), timeout=STS_TIMEOUT_SECONDS
        ) as response:
            return container_credentials(response.read())
    except urllib.error.HTTPError as error:
        raise NoRole(f"STS refused with status {error.code}: {error_code(error.read())}") from error
    except (OSError, ValueError, xml.etree.ElementTree.ParseError, signing.NoCredentials) as error:
        raise NoRole(repr(error)) from error


def container_credentials(document):
    answer = xml.etree.ElementTree.fromstring(document)
    names = {"Token": "SessionToken", **{name: name for name in ["AccessKeyId", "SecretAccessKey", "Expiration"]}}
    values = {name: answer.findtext(f".//{{*}}Credentials/{{*}}{tag}") for name, tag in names.items()}
    if not all(values.values()):
        raise ValueError("the answer of STS has no credentials")
    expires_at(values)
    return values


def error_code(document):
    try:
        return xml.etree.ElementTree.fromstring(document).findtext(".//{*}Code") or "no code"
    except xml.etree.ElementTree.ParseError:
        return "not XML"


def expires_at(credentials):
    """Raises ValueError if the time has another form."""
    text = credentials["Expiration"].split(".")[0].rstrip("Z")
    parsed = datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S")
    return parsed.replace(tzinfo=datetime.timezone.utc).timestamp()


class Credentials:
    """The newest credentials of the role."""

    def __init__(self, assume, clock):
        self._assume = assume
        self._clock = clock
        self._current = None

    def renew(self):
        """Assumes the role. Returns after how many seconds to do it again. Keeps the old credentials if it fails."""
        try:
            self._current = self._assume()
        except NoRole as error:
            log(f"cannot assume the role: {error}")
            return RETRY_SECONDS
        return max(RETRY_SECONDS, expires_at(self._current) - self._clock() - RENEW_BEFORE_SECONDS)

    @property
    def current(self):
        """None until the role is first assumed, and once the credentials have expired."""
        if self._current is None or expires_at(self._current) <= self._clock():
            return None
        return self._current


def answer(path, authorization, token, credentials):
    """The status and document for a request.

    Errors have the keys that the SDK for JavaScript reads (Code, Message), and those that the SDK for Go is assumed to read.
    botocore shows the whole document.
    """
    if path != "/credentials":
        return 404, failure("NotFound", "the path is /credentials")
    if not hmac.compare_digest((authorization or "").encode(), token.encode()):
        return 401, failure("AccessDenied", "the header Authorization does not have the token")
    if credentials.current is None:
        return 503, failure("Unavailable", "the role of the jobs cannot be assumed at the moment")
    return 200, credentials.current


def failure(code, message):
    return {"code": code, "message": message, "Code": code, "Message": message}


def make_handler(token, credentials):
    class Handler(http.server.BaseHTTPRequestHandler):
        timeout = CLIENT_TIMEOUT_SECONDS

        def do_GET(self):
            status, document = answer(self.path, self.headers.get("Authorization"), token, credentials)
            body = json.dumps(document).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """A request is not worth a line, and a job must not be able to fill the log."""

    return Handler


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """Usually the client has gone away, which is not worth a line."""


def log(text):
    print(f"job-credentials: {text}", file=sys.stderr, flush=True)


def tell_systemd(environment):
    """Says that the service is ready, as described in sd_notify(3)."""
    path = environment.get("NOTIFY_SOCKET")
    if path:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
            notify.connect("\0" + path[1:] if path.startswith("@") else path)
            notify.send(b"READY=1")


def main(arguments):
    if len(arguments) != 1:
        print("usage: job-credentials.py <file>", file=sys.stderr)
        return signing.EX_USAGE
    with open(arguments[0], encoding="utf-8") as file:
        config = json.load(file)
    credentials = Credentials(lambda: assume_role(config, os.environ), time.time)
    give_up_at = time.monotonic() + START_SECONDS
    wait = credentials.renew()
    while credentials.current is None:
        if time.monotonic() > give_up_at:
            return 1
        time.sleep(wait)
        wait = credentials.renew()
    with Server(("127.0.0.1", config["port"]), make_handler(config["token"], credentials)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        tell_systemd(os.environ)
        while True:
            time.sleep(wait)
            wait = credentials.renew()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
