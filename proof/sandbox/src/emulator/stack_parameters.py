"""Lets DescribeStacks show an SSM parameter of a template as on AWS: the value is the parameter's name.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Parameter.html: what the name resolves to is in
ResolvedValue. MiniStack shows the resolved value instead of the name, so a client that deploys it again names a
parameter that does not exist. Nothing here reads ResolvedValue.
"""

from ministack.services.cloudformation import _stacks, handlers


def _describe_stacks(params):
    for stack in _stacks.values():
        resolved = stack.get("_resolved_params", {})
        for parameter in stack.get("Parameters", []):
            name = resolved.get(parameter["ParameterKey"], {}).get("SsmName")
            if name:
                parameter["ParameterValue"] = name
    return _original_describe_stacks(params)


_original_describe_stacks = handlers._ACTION_HANDLERS["DescribeStacks"]


def add_to_emulator():
    handlers._ACTION_HANDLERS["DescribeStacks"] = _describe_stacks
