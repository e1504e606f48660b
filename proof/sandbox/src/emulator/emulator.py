"""MiniStack, with what this project needs of AWS and MiniStack does not know."""

import json
import re

from ministack.app import main
from ministack.services import cloudwatch, ec2, lambda_svc
from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS


def _check(props):
    for required in ("Name", "QueryString"):
        if not props.get(required):
            raise ValueError(f"AWS::Logs::QueryDefinition requires {required}")


def _create_query(logical_id, props, stack_name):
    _check(props)
    query_id = f"{stack_name}-{logical_id}"
    return query_id, {"QueryDefinitionId": query_id}


def _update_query(physical_id, old_props, new_props, stack_name):
    _check(new_props)
    return physical_id, {"QueryDefinitionId": physical_id}


# Only CloudFormation knows of a saved query here: nobody runs one.
_RESOURCE_HANDLERS["AWS::Logs::QueryDefinition"] = {
    "create": _create_query,
    "update": _update_query,
    "delete": lambda physical_id, props: None,
}

# When an image was made, for those that are to be older than the emulator.
CREATED_AT = "sandbox:created-at"


def _creation_date(image):
    tags = ec2._tags.get(image["ImageId"], [])
    return next((tag["Value"] for tag in tags if tag["Key"] == CREATED_AT), image["CreationDate"])


def _describe_images(request):
    """MiniStack keeps an image's date to itself; what prunes images goes by it."""

    def dated(found):
        image = ec2._images.get(found[1].decode())
        return found[0] + (f"<creationDate>{_creation_date(image)}</creationDate>".encode() if image else b"")

    status, headers, body = _described(request)
    return status, headers, re.sub(rb"<imageId>(ami-[0-9a-f]+)</imageId>", dated, body)


_described = ec2._ACTION_MAP["DescribeImages"]
ec2._ACTION_MAP["DescribeImages"] = _describe_images


def _container_image(image_id):
    """An image of snapshots boots nothing; MiniStack would refuse its instances, here they are records like others."""
    image = _registered(image_id)
    return image if image and image.get("ImageLocation") else None


_registered = ec2._registered_image
ec2._registered_image = _container_image


def _embedded_metrics(line):
    """The data points of a line in CloudWatch's embedded metric format; none of any other line."""
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
    """MiniStack keeps what a function logs; CloudWatch also takes metrics from it."""
    _emitted(func, request_id, log_text, *rest, **options)
    for line in (log_text or "").splitlines():
        for datum in _embedded_metrics(line):
            cloudwatch._store_datum(**datum)
    cloudwatch._evaluate_all_alarms()


_emitted = lambda_svc._emit_lambda_logs
lambda_svc._emit_lambda_logs = _emit_lambda_logs

main()
