"""A stand-in for the AWS CLI, for guests whose distribution lacks it. Makes the calls of the images' scripts through boto3."""

import argparse
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError

SERVICE_REFUSED, NO_CREDENTIALS, NO_CONNECTION = 254, 253, 255


def arguments():
    parser = argparse.ArgumentParser(prog="aws", allow_abbrev=False)
    parser.add_argument("--version", action="version", version="aws-cli/2.0.0 (stand-in)")
    parser.add_argument("--region", required=True)
    parser.add_argument("--output", choices=["text"], required=True)
    parser.add_argument("--cli-connect-timeout", type=int, default=60)
    parser.add_argument("--cli-read-timeout", type=int, default=60)
    parser.add_argument("service", choices=["ssm", "autoscaling"])
    operations = parser.add_subparsers(dest="operation", required=True)
    parameter = operations.add_parser("get-parameter", allow_abbrev=False)
    parameter.add_argument("--name", required=True)
    parameter.add_argument("--with-decryption", action="store_true")
    parameter.add_argument("--query", choices=["Parameter.Value"], required=True)
    health = operations.add_parser("set-instance-health", allow_abbrev=False)
    health.add_argument("--instance-id", required=True)
    health.add_argument("--health-status", required=True)
    health.add_argument("--should-respect-grace-period", action=argparse.BooleanOptionalAction, default=True)
    launch = operations.add_parser("complete-lifecycle-action", allow_abbrev=False)
    launch.add_argument("--lifecycle-hook-name", required=True)
    launch.add_argument("--auto-scaling-group-name", required=True)
    launch.add_argument("--instance-id", required=True)
    launch.add_argument("--lifecycle-action-result", choices=["CONTINUE", "ABANDON"], required=True)
    end = operations.add_parser("terminate-instance-in-auto-scaling-group", allow_abbrev=False)
    end.add_argument("--instance-id", required=True)
    end.add_argument("--should-decrement-desired-capacity", action=argparse.BooleanOptionalAction, required=True)
    return parser.parse_args()


def call(options):
    config = Config(
        connect_timeout=options.cli_connect_timeout,
        read_timeout=options.cli_read_timeout,
        retries={"total_max_attempts": 1},
    )
    client = boto3.client(options.service, region_name=options.region, config=config)
    if options.operation == "get-parameter":
        reply = client.get_parameter(Name=options.name, WithDecryption=options.with_decryption)
        return reply["Parameter"]["Value"]
    if options.operation == "set-instance-health":
        client.set_instance_health(
            InstanceId=options.instance_id,
            HealthStatus=options.health_status,
            ShouldRespectGracePeriod=options.should_respect_grace_period,
        )
        return ""
    if options.operation == "complete-lifecycle-action":
        client.complete_lifecycle_action(
            LifecycleHookName=options.lifecycle_hook_name,
            AutoScalingGroupName=options.auto_scaling_group_name,
            InstanceId=options.instance_id,
            LifecycleActionResult=options.lifecycle_action_result,
        )
        return ""
    reply = client.terminate_instance_in_auto_scaling_group(
        InstanceId=options.instance_id,
        ShouldDecrementDesiredCapacity=options.should_decrement_desired_capacity,
    )
    return reply["Activity"]["StatusCode"]


def main():
    try:
        print(call(arguments()))
    except ClientError as error:
        print(f"\n{error}", file=sys.stderr)
        return SERVICE_REFUSED
    except NoCredentialsError as error:
        print(f"\n{error}", file=sys.stderr)
        return NO_CREDENTIALS
    except BotoCoreError as error:
        print(f"\n{error}", file=sys.stderr)
        return NO_CONNECTION
    return 0


if __name__ == "__main__":
    sys.exit(main())
