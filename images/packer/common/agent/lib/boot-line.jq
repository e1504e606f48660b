# Prints a BootLine (libs/contract/src/boot-line.ts) from the instance identity document. $marks are those of boot-log.sh, on a clock
# that was $boot_ms at boot and is $now_ms now.

def three_digits: tostring | "000"[length:] + .;
def iso: (. / 1000 | floor | todate[:-1]) + ".\(. % 1000 | three_digits)Z";

($marks | split(" ") | map(select(. != "") | split("=") | {(.[0]): (.[1] | tonumber)}) | add) as $clock
| {
    event: "boot",
    instanceId,
    instanceType,
    imageId,
    configParameter: $config,
    launchedAt: .pendingTime,
    at: ((now * 1000 | floor) - $now_ms + $clock.registered | iso),
    startedBy: $started_by,
    parametersBy: $parameters_by,
    ssmCalls: $ssm_calls,
    marks: ($clock | map_values(. - $boot_ms))
  }
