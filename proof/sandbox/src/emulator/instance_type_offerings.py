"""EC2's DescribeInstanceTypeOfferings, which MiniStack does not have.

Parameters and the names of the XML elements are those in botocore's model `ec2`, version 2016-11-15.
"""

from ministack.core.responses import get_region
from ministack.services import ec2


def _describe(request):
    # Every zone offers every type, as MiniStack launches any.
    types = ec2._parse_filters(request).get("instance-type", ["t3.micro", "m5.large", "c5.large"])
    kind = ec2._p(request, "LocationType") or "region"
    region = get_region()
    places = {"region": [region], "availability-zone": [f"{region}{letter}" for letter in "abc"]}
    if kind not in places:
        return ec2._error("InvalidParameterValue", f"LocationType {kind} is not emulated", 400)
    items = "".join(
        f"<item><instanceType>{name}</instanceType><locationType>{kind}</locationType><location>{place}</location></item>"
        for name in types
        for place in places[kind]
    )
    return ec2._xml(
        200,
        "DescribeInstanceTypeOfferingsResponse",
        f"<instanceTypeOfferingSet>{items}</instanceTypeOfferingSet>",
    )


def add_to_emulator():
    ec2._ACTION_MAP["DescribeInstanceTypeOfferings"] = _describe
