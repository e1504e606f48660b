"""The vCPUs of EC2's usual instance types. MiniStack derives them from parts of the name, and gives a t3.medium 8.

Here, each medium type has two. That is too many for most of Graviton's medium types, such as m7g.medium, which have
one.
"""

import re

from ministack.services import ec2

# https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-type-specifications.html
_SMALL_SIZES = {"nano", "micro", "small", "medium", "large"}
_ONE_VCPU = {"t2.nano", "t2.micro", "t2.small"}


def _vcpus(name):
    """The default vCPUs of a type; None for sizes whose name does not show them, such as metal."""
    size = name.partition(".")[2]
    if name in _ONE_VCPU:
        return 1
    if size in _SMALL_SIZES:
        return 2
    match = re.fullmatch(r"(\d*)xlarge", size)
    return 4 * int(match[1] or 1) if match else None


def _describe(request):
    def with_vcpus(match):
        count = _vcpus(match[1].decode())
        if count is None:
            return match[0]
        return re.sub(rb"<default(VCpus|Cores)>\d+<", rb"<default\g<1>>%d<" % count, match[0])

    status, headers, body = _original(request)
    return status, headers, re.sub(rb"<instanceType>([\w.-]+)</instanceType>.*?</vCpuInfo>", with_vcpus, body, flags=re.S)


_original = ec2._ACTION_MAP["DescribeInstanceTypes"]


def add_to_emulator():
    ec2._ACTION_MAP["DescribeInstanceTypes"] = _describe
