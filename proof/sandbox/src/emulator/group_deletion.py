"""Lets CloudFormation delete an Auto Scaling group as on AWS: it ends the instances first, and waits for them.

MiniStack deletes a group at once, although instances of it still run.
"""

import os
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request

from ministack.services.cloudformation import stacks
from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS

_TYPE = "AWS::AutoScaling::AutoScalingGroup"
_LOOK_AGAIN_AFTER_SECONDS = 0.5


def _call(action, name, **parameters):
    """Calls the fleet simulator, which serves the Auto Scaling API, as the root user."""
    query = {"Action": action, "Version": "2011-01-01", **name, **parameters}
    request = urllib.request.Request(
        os.environ["AWS_ENDPOINT_URL_AUTO_SCALING"],
        urllib.parse.urlencode(query).encode(),
        {"Authorization": "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/autoscaling/aws4_request"},
    )
    context = ssl.create_default_context(cafile=os.environ["NODE_EXTRA_CA_CERTS"])
    with urllib.request.urlopen(request, timeout=30, context=context) as response:
        return response.read().decode()


def _end_instances(name):
    """Lowers the limits to 0, waits until no instance is left, and deletes the group without force.

    https://github.com/aws/aws-cdk/issues/14732: CloudFormation waits for instances that are protected from scale-in.
    """
    group = {"AutoScalingGroupName": name}
    _call("UpdateAutoScalingGroup", group, MinSize=0, MaxSize=0, DesiredCapacity=0)
    while "<InstanceId>" in _call("DescribeAutoScalingGroups", {"AutoScalingGroupNames.member.1": name}):
        time.sleep(_LOOK_AGAIN_AFTER_SECONDS)
    _call("DeleteAutoScalingGroup", group)


def _delete(physical_id, props):
    try:
        _end_instances(physical_id)
    except urllib.error.HTTPError as error:
        if "not found" not in error.read().decode():
            raise
    _original_delete(physical_id, props)


def _runs_on_worker_thread(resource_type):
    """The deletion blocks, so it must not run on the thread that answers the simulator."""
    return resource_type == _TYPE or _original_runs_on_worker_thread(resource_type)


_original_delete = _RESOURCE_HANDLERS[_TYPE]["delete"]
_original_runs_on_worker_thread = stacks._runs_on_worker_thread


def add_to_emulator():
    _RESOURCE_HANDLERS[_TYPE] = {**_RESOURCE_HANDLERS[_TYPE], "delete": _delete}
    stacks._runs_on_worker_thread = _runs_on_worker_thread
