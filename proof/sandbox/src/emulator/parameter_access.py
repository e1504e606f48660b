"""Authorizes GetParameters on each parameter that it names, as AWS does. MiniStack authorizes it on `*`.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html (GetParameters requires a parameter)
"""

import json

from ministack.core import iam_actions, iam_evaluator

_original_extract_resource_arn = iam_actions.extract_resource_arn
_original_enforce = iam_evaluator.enforce


def _extract_resource_arn(service, method, path, headers, body, query_params, region, account_id):
    """For GetParameters, returns the ARNs of all parameters, with spaces between them."""
    target = {name.lower(): value for name, value in headers.items()}.get("x-amz-target", "")
    if service == "ssm" and target.endswith(".GetParameters"):
        names = json.loads(body).get("Names", [])
        return " ".join(f"arn:aws:ssm:{region}:{account_id}:parameter/{name.removeprefix('/')}" for name in names)
    return _original_extract_resource_arn(service, method, path, headers, body, query_params, region, account_id)


def _enforce(access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
    if iam_action != "ssm:GetParameters":
        return _original_enforce(access_key_id, iam_action, service, region, resource_arn, service_context)
    for arn in resource_arn.split(" "):
        denied = _original_enforce(access_key_id, iam_action, service, region, arn, service_context)
        if denied:
            return denied
    return None


def add_to_emulator():
    iam_actions.extract_resource_arn = _extract_resource_arn
    iam_evaluator.enforce = _enforce
