"""MiniStack, with the CloudFormation types that this project's template has and MiniStack does not know."""

from ministack.app import main
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

main()
