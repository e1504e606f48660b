"""Prints each program, configuration file and log that root uses although the agent's user can change it or a folder above it.

Looks at what systemd's units, cron's tables and the configurations of the CloudWatch agent, rsyslog and logrotate name. Runs
as root or as the agent's user.
"""

import glob
import os
import pwd
import re
import stat

USER = "semaphore"
# These belong to the agent's user. Links cannot mislead root when it appends to or reads them, because their folder is root's.
WRITTEN_BY_THE_AGENT = [f"/opt/semaphore/agent/{name}" for name in ("agent.log", "config.yaml", "shutdown-reason")]
UNITS = ["/etc/systemd", "/run/systemd", "/usr/local/lib/systemd", "/usr/lib/systemd", "/lib/systemd"]
# Directives whose values name what the unit runs, reads or writes.
DIRECTIVE = re.compile(r"(Exec\w+|EnvironmentFile|Standard(?:Input|Output|Error)|WorkingDirectory|RootDirectory|PIDFile)\s*=(.*)")
# A path, up to its first specifier, variable or pattern.
PATH = re.compile(r"""(?:^|[\s"'=:,+!@|<>({-])(/[\w.@+~/-]*)""")


def read(file):
    try:
        with open(file, encoding="utf-8", errors="replace") as text:
            return text.read().replace("\\\n", " ").splitlines()
    except (PermissionError, FileNotFoundError, IsADirectoryError):
        return []


def unit_paths():
    """Yields (source, path) for each file of a unit, and for each path in it that the agent's user does not use itself."""
    units = {}
    for folder in UNITS:
        for kind in ("system", "user", "generator", "generator.late", "transient"):
            for file in glob.glob(f"{folder}/{kind}/**/*", recursive=True):
                parent = os.path.basename(os.path.dirname(file))
                name = parent[:-2] if parent.endswith(".d") else os.path.basename(file)
                units.setdefault(name, []).append(file)
    for files in units.values():
        lines = [(file, line.strip()) for file in files for line in read(file)]
        is_the_users = any(line == f"User={USER}" for _, line in lines)
        for file in files:
            yield file, file
        for file, line in lines:
            directive = DIRECTIVE.fullmatch(line)
            if directive and (not is_the_users or re.match(r"[@:-]*[+!]", directive[2].strip())):
                yield from ((file, path) for path in PATH.findall(directive[2]))


def cron_paths():
    for folder in ("hourly", "daily", "weekly", "monthly"):
        for file in glob.glob(f"/etc/cron.{folder}/*"):
            yield file, file
    tables = ["/etc/crontab", "/etc/anacrontab", *glob.glob("/etc/cron.d/*"), "/var/spool/cron/crontabs/root"]
    for file in tables:
        yield file, file
        for line in read(file):
            if not line.startswith("#") and f" {USER} " not in line.replace("\t", " "):
                yield from ((file, path) for path in PATH.findall(line))


def log_paths():
    patterns = ["/opt/aws/amazon-cloudwatch-agent/etc/**/*", "/etc/rsyslog.conf", "/etc/rsyslog.d/*", "/etc/logrotate.conf"]
    for pattern in [*patterns, "/etc/logrotate.d/*"]:
        for file in glob.glob(pattern, recursive=True):
            yield file, file
            for line in read(file):
                if not line.lstrip().startswith("#"):
                    yield from ((file, path) for path in PATH.findall(line))


def changeable(path, links=0):
    """Returns the first file or folder on the way to the path that the user can change, or None."""
    current = "/"
    names = [name for name in path.split("/") if name not in ("", ".")]
    for index, name in enumerate(names):
        if os.access(current, os.W_OK, effective_ids=True):
            return current
        current = os.path.normpath(os.path.join(current, name))
        try:
            mode = os.lstat(current).st_mode
        except OSError:
            return None
        if stat.S_ISLNK(mode):
            target = os.path.join(os.path.dirname(current), os.readlink(current), *names[index + 1 :])
            return changeable(target, links + 1) if links < 40 else None
    is_checked = stat.S_ISREG(os.lstat(current).st_mode) or stat.S_ISDIR(os.lstat(current).st_mode)
    is_known = current in WRITTEN_BY_THE_AGENT
    return current if is_checked and not is_known and os.access(current, os.W_OK, effective_ids=True) else None


def main():
    found = sorted({*unit_paths(), *cron_paths(), *log_paths()})
    if os.geteuid() == 0:
        user = pwd.getpwnam(USER)
        os.initgroups(USER, user.pw_gid)
        os.setegid(user.pw_gid)
        os.seteuid(user.pw_uid)
    for source, path in found:
        place = changeable(path)
        if place is not None:
            print(f"{source}: {path}: {USER} can change {place}")


main()
