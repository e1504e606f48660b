# Checks the rollout in the fleet's parameter. Prints `<start> <spread> <share>` if instances of $revision must leave, else nothing.
# $written is when the parameter was last written, as the AWS CLI prints it in UTC. $launched is when this instance was launched, in
# seconds since 1970.
def seconds: sub("\\.[0-9]+"; "") | sub("\\+00:00$"; "Z") | fromdateiso8601;
def whole($least; $most): type == "number" and . == floor and . >= $least and . <= $most;

select(
  (.revision | type == "string" and test("^[A-Za-z0-9_-]+$") and . != $revision)
  and (.spreadMinutes | whole(0; 10080))
  and (.sharePercent | whole(1; 100))
  and (.pausedAt == null)
  # As OLD_LAUNCHES_MS of libs/contract/src/rollout.ts says. A successor of an instance that was launched so long afterwards would
  # have its revision.
  and $launched <= ($written | seconds) + 300
)
| "\(.startedAt // $written | seconds) \(.spreadMinutes * 60) \(.sharePercent)"
