# Checks the rollout in the fleet's parameter. Prints `<start> <spread> <share>` if instances of $revision must leave, else nothing.
# $written is when the parameter was last written, as the AWS CLI prints it in UTC.
def seconds: sub("\\.[0-9]+"; "") | sub("\\+00:00$"; "Z") | fromdateiso8601;
def whole($least; $most): type == "number" and . == floor and . >= $least and . <= $most;

select(
  (.revision | type == "string" and test("^[A-Za-z0-9_-]+$") and . != $revision)
  and (.spreadMinutes | whole(0; 10080))
  and (.sharePercent | whole(1; 100))
  and (.pausedAt == null)
)
| "\(.startedAt // $written | seconds) \(.spreadMinutes * 60) \(.sharePercent)"
