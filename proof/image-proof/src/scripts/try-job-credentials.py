"""Runs the credentials endpoint of isolated jobs against a stand-in for STS, and asks it as SDKs do.

Usage: try-job-credentials.py <the installed job-credentials.py> <path of node>. Prints what fails, and exits with 1.
Run it in the repository, whose packages contain AWS's SDK for JavaScript.
"""

import contextlib
import datetime
import http.client
import http.server
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

import botocore.auth
import botocore.awsrequest
import botocore.credentials
import botocore.session

UTC = datetime.timezone.utc
TOKEN = "0123456789abcdef"
ROLE = "arn:aws:iam::111111111111:role/jobs"
INSTANCE = {"AccessKeyId": "ASIAINSTANCE", "SecretAccessKey": "a/b+c=d", "Token": "IQoJb3Jp/Z2lu+X2VjE~-_.=="}
EXPECTED = {
    "Action": "AssumeRole",
    "Version": "2011-06-15",
    "RoleArn": ROLE,
    "RoleSessionName": "i-0123456789abcdef0",
    "DurationSeconds": "3600",
}
PRINT_CREDENTIALS = """
import { STSClient } from '@aws-sdk/client-sts';
const found = await new STSClient({ region: 'eu-west-1' }).config.credentials();
console.log(JSON.stringify([found.accessKeyId, found.secretAccessKey, found.sessionToken, found.expiration]));
"""


class Sts(http.server.BaseHTTPRequestHandler):
    """Returns credentials whose access key counts the calls. `refuse`, `seconds` and `problems` are class variables."""

    refuse = False
    seconds = 3600
    calls = 0
    problems = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.check(body)
        if Sts.refuse:
            return self.reply(403, "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>")
        Sts.calls += 1
        end = datetime.datetime.now(UTC) + datetime.timedelta(seconds=Sts.seconds)
        fields = {
            "AccessKeyId": f"ASIAJOB{Sts.calls}",
            "SecretAccessKey": "job/secret",
            "SessionToken": "job/token==",
            "Expiration": end.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        xml = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
        namespace = "https://sts.amazonaws.com/doc/2011-06-15/"
        start = f'<AssumeRoleResponse xmlns="{namespace}"><AssumeRoleResult><Credentials>'
        self.reply(200, f"{start}{xml}</Credentials></AssumeRoleResult></AssumeRoleResponse>")

    def check(self, body):
        parameters = dict(urllib.parse.parse_qsl(body.decode()))
        if parameters != EXPECTED:
            Sts.problems.append(f"STS received {parameters}")
        signed = ["content-type", "host", "x-amz-date", "x-amz-security-token"]
        headers = {name: self.headers[name] for name in signed if name != "x-amz-security-token" and name != "x-amz-date"}
        request = botocore.awsrequest.AWSRequest("POST", f"http://{self.headers['host']}/", headers, body)
        now = datetime.datetime.strptime(self.headers["x-amz-date"], "%Y%m%dT%H%M%SZ")
        botocore.auth.get_current_datetime = lambda *_args, **_options: now
        credentials = botocore.credentials.Credentials(*INSTANCE.values())
        botocore.auth.SigV4Auth(credentials, "sts", "eu-west-1").add_auth(request)
        if request.headers["Authorization"] != self.headers["Authorization"]:
            Sts.problems.append(f"{self.headers['Authorization']}\n  botocore: {request.headers['Authorization']}")

    def reply(self, status, text):
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def endpoint(script, folder, refuse=False, seconds=3600):
    """Starts STS and the endpoint. Yields the endpoint's port, its process, and the socket that systemd listens to."""
    Sts.refuse, Sts.seconds, Sts.calls = refuse, seconds, 0
    sts = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Sts)
    threading.Thread(target=sts.serve_forever, daemon=True).start()
    port, file, notify = free_port(), os.path.join(folder, "config"), os.path.join(folder, "notify")
    with open(file, "w", encoding="utf-8") as config:
        session = EXPECTED["RoleSessionName"]
        json.dump({"roleArn": ROLE, "region": "eu-west-1", "sessionName": session, "token": TOKEN, "port": port}, config)
    environment = {
        "PATH": os.environ["PATH"],
        "AWS_ACCESS_KEY_ID": INSTANCE["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": INSTANCE["SecretAccessKey"],
        "AWS_SESSION_TOKEN": INSTANCE["Token"],
        "AWS_ENDPOINT_URL_STS": f"http://127.0.0.1:{sts.server_address[1]}",
        "NOTIFY_SOCKET": notify,
    }
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(notify)
        systemd.settimeout(20)
        process = subprocess.Popen([sys.executable, script, file], env=environment, stderr=subprocess.PIPE, text=True)
        try:
            yield port, process, systemd
        finally:
            process.kill()
            process.communicate()
            sts.shutdown()
            os.unlink(notify)


def ready(systemd):
    return systemd.recv(64) == b"READY=1"


def job_environment(port, token=TOKEN):
    return {
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": f"http://127.0.0.1:{port}/credentials",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN": token,
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def botocore_credentials(port, token=TOKEN):
    return botocore.credentials.ContainerProvider(environ=job_environment(port, token)).load()


def javascript_credentials(node, port, token=TOKEN):
    home = {"HOME": "/nonexistent", "PATH": os.environ["PATH"]}
    program = [node, "--input-type=module", "--eval", PRINT_CREDENTIALS]
    return subprocess.run(program, env={**home, **job_environment(port, token)}, capture_output=True, text=True, check=False)


def get(port, path="/credentials", token=TOKEN):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", path, headers={} if token is None else {"Authorization": token})
    response = connection.getresponse()
    return response.status, json.loads(response.read())


def error_of(call):
    try:
        return f"no error, but {call()}"
    except Exception as error:  # pylint: disable=broad-except
        return str(error)


def gives_credentials(script, node, folder):
    with endpoint(script, folder) as (port, _, systemd):
        yield "tells systemd that it is ready", ready(systemd)
        found = botocore_credentials(port).get_frozen_credentials()
        yield "botocore takes the credentials", found[:3] == ("ASIAJOB1", "job/secret", "job/token==")
        output = javascript_credentials(node, port)
        yield "the SDK for JavaScript takes the credentials", output.stdout.startswith('["ASIAJOB1","job/secret","job/token==","20')
        yield "answers from memory", get(port)[1]["AccessKeyId"] == "ASIAJOB1" and Sts.calls == 1
        yield "botocore shows why it gets none", "AccessDenied" in error_of(lambda: botocore_credentials(port, "wrong"))
        yield "the SDK for JavaScript gets none without the token", javascript_credentials(node, port, "wrong").returncode != 0
        yield "needs the token", get(port, token=None)[0] == 401 and get(port, token="")[0] == 401
        yield "has no other path", get(port, "/")[0] == 404
        with socket.create_connection(("127.0.0.1", port)):
            yield "answers while another client sends nothing", get(port)[0] == 200


def outlives_faults(script, _node, folder):
    with endpoint(script, folder, seconds=2) as (port, process, systemd):
        ready(systemd)
        Sts.refuse = True
        yield "keeps credentials that STS does not renew", get(port)[0] == 200
        time.sleep(3)
        status, document = get(port)
        yield "does not give credentials that have expired", status == 503 and document["Code"] == "Unavailable"
        Sts.refuse, Sts.seconds = False, 3600
        time.sleep(4)
        yield "gives credentials as soon as STS does", get(port)[0] == 200 and process.poll() is None


def waits(script, _node, folder):
    with endpoint(script, folder, refuse=True) as (port, process, systemd):
        time.sleep(2)
        yield "is not ready before it has credentials", process.poll() is None and "refused" in error_of(lambda: get(port))
        Sts.refuse = False
        yield "waits for the permissions of a new role", ready(systemd) and get(port)[0] == 200
        process.kill()
        log = process.stderr.read()
        yield "logs why it has none, without a secret", "AccessDenied" in log and not re.search(r"IQoJ|a/b\+c|job/", log)


def main(script, node):
    failed = 0
    for scenario in [gives_credentials, outlives_faults, waits]:
        with tempfile.TemporaryDirectory() as folder:
            for name, passed in scenario(script, node, folder):
                failed += not passed
                if not passed:
                    print(f"failed: {name}")
    for problem in Sts.problems:
        print(problem)
    return 1 if failed or Sts.problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
