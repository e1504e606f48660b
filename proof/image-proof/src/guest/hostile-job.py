"""What a hostile job tries on its instance. Prints a line of JSON for each attempt, with its name and whether it succeeded.

Usage: hostile-job.py <name of the token's parameter> <region>

Each attempt returns whether it succeeded. The second argument of @attempt says whether the attempt succeeds without isolation.
With strict isolation, no attempt may succeed. docs/security.md lists the attempts that succeed without isolation: they take
nothing away from the instance for good. For example, an attempt to kill a process sends signal 0.
"""

import ctypes
import functools
import json
import os
import re
import subprocess
import sys
import urllib.request

AGENT = "/opt/semaphore/agent"
# A pattern that does not match itself, so that a search finds the token, but not this program or its own command.
TOKEN = re.compile(rb"Registration-token-of-th[e]-sandbox")
METADATA = "http://169.254.169.254/latest"
METADATA_IPV6 = "http://[fd00:ec2::254]/latest"
PTRACE_SEIZE, PTRACE_DETACH = 0x4206, 17
ATTEMPTS = []
UNTRIED = None


def attempt(name, without_isolation):
    """Registers an attempt. UNTRIED: it is made with strict isolation only."""

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
    return urllib.request.urlopen(request, timeout=5).read().decode()


@attempt("open a session with the metadata service", True)
def _():
    return session(METADATA) != ""


@attempt("open a session with the metadata service over IPv6", True)
def _():
    return session(METADATA_IPV6) != ""


@attempt("ask the metadata service without a session", False)
def _():
    return urllib.request.urlopen(f"{METADATA}/meta-data/instance-id", timeout=5).status == 200


@attempt("get the credentials of the instance's role", True)
def _():
    def get(path):
        request = urllib.request.Request(f"{METADATA}/meta-data/iam/security-credentials/{path}")
        request.add_header("X-aws-ec2-metadata-token", session(METADATA))
        return urllib.request.urlopen(request, timeout=5).read().decode()

    return "SecretAccessKey" in get(get(""))


@attempt("reach the metadata service as root of a user namespace", True)
def _():
    header = "X-aws-ec2-metadata-token-ttl-seconds: 60"
    return works(f"unshare --user --map-root-user curl -sf -m 5 -X PUT -H '{header}' {METADATA}/api/token")


@attempt("reach the metadata service with sudo", True)
def _():
    return works(f"sudo -n curl -sf -m 5 -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' {METADATA}/api/token")


@attempt("change the packet filter", True)
def _():
    return as_root("nft add table inet hostile && nft delete table inet hostile")


@attempt("get credentials from the credentials service without its secret", False)
def _():
    return urllib.request.urlopen("http://127.0.0.1:7190/credentials", timeout=5).status == 200


def client(service):
    import boto3  # pylint: disable=import-outside-toplevel
    from botocore.config import Config  # pylint: disable=import-outside-toplevel

    config = Config(connect_timeout=5, read_timeout=20, retries={"total_max_attempts": 2})
    return boto3.client(service, region_name=sys.argv[2], config=config)


def is_allowed(call):
    """Whether IAM allows the call. An error of another kind comes from a call that IAM has let through."""
    from botocore.exceptions import ClientError  # pylint: disable=import-outside-toplevel

    try:
        call()
    except ClientError as error:
        return "AccessDenied" not in error.response["Error"]["Code"]
    return True


def instance_id():
    return command(f"sed -n s/^INSTANCE_ID=//p {AGENT}/instance.conf")[1].decode().strip()


@attempt("act in AWS with the instance's role", True)
def _():
    return "ForJobs" not in client("sts").get_caller_identity()["Arn"]


@attempt("read the token in Systems Manager", True)
def _():
    return is_allowed(lambda: client("ssm").get_parameter(Name=sys.argv[1], WithDecryption=True))


@attempt("read the token of another fleet in Systems Manager", False)
def _():
    return is_allowed(lambda: client("ssm").get_parameter(Name="/other/agent-token", WithDecryption=True))


@attempt("read the fleet's configuration in Systems Manager", True)
def _():
    return is_allowed(lambda: client("ssm").get_parameter(Name="guest-fleet-config"))


@attempt("change the fleet's configuration in Systems Manager", False)
def _():
    return is_allowed(lambda: client("ssm").put_parameter(Name="guest-fleet-config", Value="{}", Overwrite=False))


@attempt("mark an instance of the group", True)
def _():
    health = {"InstanceId": instance_id(), "HealthStatus": "Healthy"}
    return is_allowed(lambda: client("autoscaling").set_instance_health(**health))


@attempt("terminate an instance of the group", UNTRIED)
def _():
    end = {"InstanceId": instance_id(), "ShouldDecrementDesiredCapacity": False}
    return is_allowed(lambda: client("autoscaling").terminate_instance_in_auto_scaling_group(**end))


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
    return as_root("loginctl enable-linger semaphore && loginctl disable-linger semaphore")


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
    is_isolated = "AWS_CONTAINER_CREDENTIALS_FULL_URI" in os.environ
    for name, without_isolation, function in ATTEMPTS:
        if without_isolation is UNTRIED and not is_isolated:
            continue
        try:
            succeeded, why = bool(function()), ""
        except Exception as error:  # pylint: disable=broad-except
            succeeded, why = False, repr(error)
        expected = False if is_isolated else without_isolation
        print(json.dumps({"name": name, "succeeded": succeeded, "expected": expected, "why": why}), flush=True)


if __name__ == "__main__":
    main()
