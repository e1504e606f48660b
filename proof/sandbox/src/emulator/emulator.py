"""Runs MiniStack, with additional features of AWS that this project needs."""

import json
import re

import group_deletion
import instance_type_offerings
import instance_types
import parameter_access
import service_quotas
import stack_parameters
from ministack.app import main
from ministack.services import cloudwatch, cloudwatch_logs, ec2, lambda_svc
from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS


def _check_required(props):
    for required in ("Name", "QueryString"):
        if not props.get(required):
            raise ValueError(f"AWS::Logs::QueryDefinition requires {required}")


def _create_query(logical_id, props, stack_name):
    _check_required(props)
    query_id = f"{stack_name}-{logical_id}"
    return query_id, {"QueryDefinitionId": query_id}


def _update_query(physical_id, old_props, new_props, stack_name):
    _check_required(new_props)
    return physical_id, {"QueryDefinitionId": physical_id}


# Lets CloudFormation create saved queries. They are not stored, because nothing runs them here.
_RESOURCE_HANDLERS["AWS::Logs::QueryDefinition"] = {
    "create": _create_query,
    "update": _update_query,
    "delete": lambda physical_id, props: None,
}

# A tag that overrides an image's creation date, so that tests can have old images.
CREATED_AT = "sandbox:created-at"


def _creation_date(image):
    tags = ec2._tags.get(image["ImageId"], [])
    return next((tag["Value"] for tag in tags if tag["Key"] == CREATED_AT), image["CreationDate"])


def _describe_images(request):
    """Adds creation dates, which MiniStack leaves out. `fleet images prune` needs them."""

    def with_date(match):
        image = ec2._images.get(match[1].decode())
        return match[0] + (f"<creationDate>{_creation_date(image)}</creationDate>".encode() if image else b"")

    status, headers, body = _original_describe_images(request)
    return status, headers, re.sub(rb"<imageId>(ami-[0-9a-f]+)</imageId>", with_date, body)


_original_describe_images = ec2._ACTION_MAP["DescribeImages"]
ec2._ACTION_MAP["DescribeImages"] = _describe_images


def _container_image(image_id):
    """At a launch, hides an image that was made from a snapshot.

    MiniStack would refuse the launch. Without the image, it only records the instance.
    """
    image = _original_registered_image(image_id)
    return image if image and image.get("ImageLocation") else None


_original_registered_image = ec2._registered_image
ec2._registered_image = _container_image


def _embedded_metrics(line):
    """Yields the data points of a log line in CloudWatch's embedded metric format. Other lines have none."""
    try:
        document = json.loads(line)
        metadata = document["_aws"]
        directives = metadata["CloudWatchMetrics"]
    except (ValueError, TypeError, KeyError):
        return
    for directive in directives:
        for names in directive["Dimensions"]:
            dimensions = {name: document[name] for name in names}
            for metric in directive["Metrics"]:
                values = document[metric["Name"]]
                yield {
                    "namespace": directive["Namespace"],
                    "name": metric["Name"],
                    "dims": dimensions,
                    "ts": metadata["Timestamp"] / 1000,
                    "unit": metric.get("Unit", "None"),
                    "value": None,
                    "values": values if isinstance(values, list) else [values],
                    "counts": None,
                    "stat_values": None,
                }


def _emit_lambda_logs(func, request_id, log_text, *rest, **options):
    """Stores a function's log, as MiniStack does, and then extracts embedded metrics from it, as CloudWatch does."""
    _original_emit_lambda_logs(func, request_id, log_text, *rest, **options)
    for line in (log_text or "").splitlines():
        for datum in _embedded_metrics(line):
            cloudwatch._store_datum(**datum)
    cloudwatch._evaluate_all_alarms()


_original_emit_lambda_logs = lambda_svc._emit_lambda_logs
lambda_svc._emit_lambda_logs = _emit_lambda_logs


def _filter_log_events(data):
    """Searches only the streams whose names start with logStreamNamePrefix. MiniStack ignores this parameter."""
    prefix = data.get("logStreamNamePrefix")
    group = cloudwatch_logs._log_groups.get(cloudwatch_logs._resolve_log_group_name(data))
    if prefix and group:
        names = [name for name in group["streams"] if name.startswith(prefix)]
        # Without any name, MiniStack searches all streams.
        data = {**data, "logStreamNames": names or [prefix]}
    return _original_filter_log_events(data)


_original_filter_log_events = cloudwatch_logs._filter_log_events
cloudwatch_logs._filter_log_events = _filter_log_events

group_deletion.add_to_emulator()
instance_type_offerings.add_to_emulator()
instance_types.add_to_emulator()
parameter_access.add_to_emulator()
service_quotas.add_to_emulator()
stack_parameters.add_to_emulator()

main()
