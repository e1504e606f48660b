# Prints a FirstJobLine (libs/contract/src/boot-line.ts) from this instance's boot line and $jobs, lines of the agent's log: the first of
# them that this instance's agent has written. On the clock of read_clock, the instance booted at $boot_ms, and it is $now_ms now. The
# wall clock shows $wall_ms.

def two_digits: tostring | "00"[length:] + .;

# The time at the start of a line, which has no year, such as "May  1 12:00:01.234", UTC (pkg/eventlogger/formatter.go of
# semaphoreci/agent). It is not in the future, except for a clock that was set back a little.
def moment:
  capture("^(?<month>[A-Z][a-z]{2}) +(?<day>[0-9]{1,2}) (?<time>[0-9]{2}:[0-9]{2}:[0-9]{2})\\.(?<ms>[0-9]{3}) ")
  | . as $parts
  | ("JanFebMarAprMayJunJulAugSepOctNovDec" | index($parts.month) / 3 + 1 | two_digits) as $month
  | ($wall_ms / 1000 | floor | todate[:4] | tonumber) as $year
  | [$year, $year - 1][]
  | "\(.)-\($month)-\($parts.day | two_digits)T\($parts.time)" as $second
  | {at: "\($second).\($parts.ms)Z", ms: (("\($second)Z" | fromdate) * 1000 + ($parts.ms | tonumber))}
  | select(.ms < $wall_ms + 86400000);

. as $boot
| first(
    $jobs | split("\n")[]
    | first(try moment catch empty)
    | . + {sinceBootMs: ($now_ms - $boot_ms - ($wall_ms - .ms))}
    # The log may have lines of the instance from which the image was made. The start looks for the registration each second.
    | select(.sinceBootMs >= $boot.marks.registered - 2000)
  )
| {event: "first-job", instanceId: $boot.instanceId, configParameter: $boot.configParameter, at, sinceBootMs}
