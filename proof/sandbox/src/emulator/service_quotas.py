"""Service Quotas, which MiniStack does not have: ListServiceQuotas and GetServiceQuota of EC2's vCPU quotas.

Target prefix, members and errors are those in botocore's model `service-quotas`, version 2019-06-24.
"""

import json

import ministack.app as app
from ministack.core import iam_actions, router
from ministack.core.responses import error_response_json, get_account_id, get_region, json_response

# By default, an account is allowed 5 vCPUs of the standard families, and none of G and VT. This account has had its quotas raised.
VCPUS = 1_152.0

# Codes and names: https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html
QUOTAS = {
    "L-1216C47A": "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances",
    "L-34B43A08": "All Standard (A, C, D, H, I, M, R, T, Z) Spot Instance Requests",
    "L-DB2E81BA": "Running On-Demand G and VT instances",
    "L-3819A6DF": "All G and VT Spot Instance Requests",
}

# MiniStack recognizes a request by the target prefix, and finds the service's handler and IAM namespace by the name.
NAME = "servicequotas"
TARGET = "ServiceQuotasV20190624"


def _quota(code):
    return {
        "ServiceCode": "ec2",
        "ServiceName": "Amazon Elastic Compute Cloud (Amazon EC2)",
        "QuotaArn": f"arn:aws:servicequotas:{get_region()}:{get_account_id()}:ec2/{code}",
        "QuotaCode": code,
        "QuotaName": QUOTAS[code],
        "Value": VCPUS,
        "Unit": "None",
        "Adjustable": True,
        "GlobalQuota": False,
    }


async def _handle(method, path, headers, body, query_params):
    request = json.loads(body or "{}")
    operation = headers.get("x-amz-target", "").removeprefix(f"{TARGET}.")
    code = request.get("QuotaCode")
    if request.get("ServiceCode") != "ec2" or (code is not None and code not in QUOTAS):
        return error_response_json("NoSuchResourceException", "The request failed because the resource does not exist.")
    if operation == "ListServiceQuotas":
        return json_response({"Quotas": [_quota(each) for each in QUOTAS if code in (None, each)]})
    if operation == "GetServiceQuota" and code is not None:
        return json_response({"Quota": _quota(code)})
    return error_response_json("IllegalArgumentException", f"{operation} is not emulated, or lacks a parameter")


def add_to_emulator():
    app.SERVICE_HANDLERS[NAME] = _handle
    router.SERVICE_PATTERNS[NAME] = {"target_prefixes": [TARGET]}
    iam_actions.SERVICE_TO_IAM_NAMESPACE[NAME] = "servicequotas"
