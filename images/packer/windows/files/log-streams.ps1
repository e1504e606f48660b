# Names the streams in CloudWatch to which the instance's logs go. start.ps1 dot-sources this.

$ErrorActionPreference = 'Stop'
$LogAgentData = "$env:ProgramData\Amazon\AmazonCloudWatchAgent"
$LogAgentControl = "$env:ProgramFiles\Amazon\AmazonCloudWatchAgent\amazon-cloudwatch-agent-ctl.ps1"

# Makes the CloudWatch agent write to streams whose names start with the prefix. Until then, the role does not allow it to write
# anything. When the CloudWatch agent stops, it records all lines as sent, even those that it could not send
# (plugins/outputs/cloudwatchlogs/internal/pusher/sender.go of aws/amazon-cloudwatch-agent). So this function deletes the record, and
# the CloudWatch agent starts again at the beginning of each log. A failure must not cost the instance.
function Set-LogStreamPrefix {
  param([Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Prefix)

  $file = "$LogAgentData\semaphore.json"
  # An image of a user may lack the CloudWatch agent.
  if ($Prefix -eq '' -or -not (Test-Path -LiteralPath $file)) { return }
  try {
    $text = Get-Content -LiteralPath $file -Raw
    $configuration = Add-LogStreamPrefix $text $Prefix
    if ($configuration -eq $text) { return }
    & $LogAgentControl -a stop -m ec2 | Out-Null
    if ($LASTEXITCODE -ne 0) { throw "The CloudWatch agent does not stop: exit code $LASTEXITCODE." }
    Write-TextFile $file $configuration
    Remove-Item -Path "$LogAgentData\Logs\state\*" -Recurse -Force -ErrorAction SilentlyContinue
    & $LogAgentControl -a fetch-config -m ec2 -c "file:$file" -s | Out-Null
    if ($LASTEXITCODE -ne 0) { throw "The CloudWatch agent refused its configuration: exit code $LASTEXITCODE." }
  } catch {
    Write-Log "Cannot name the instance's log streams: $_"
  }
}

# Returns the configuration of the CloudWatch agent, changed so that the streams in the log groups of instances have names that
# start with the prefix. Also removes the groups' retention, because the instance's role does not allow the CloudWatch agent to
# set it.
function Add-LogStreamPrefix {
  param([string] $Json, [string] $Prefix)

  $configuration = $Json | ConvertFrom-Json
  foreach ($kind in $configuration.logs.logs_collected.PSObject.Properties) {
    foreach ($log in $kind.Value.collect_list) {
      if (-not (Get-Setting $log 'log_group_name' '').StartsWith('/semaphore/')) { continue }
      $stream = Get-Setting $log 'log_stream_name' '{instance_id}'
      if (-not $stream.StartsWith($Prefix)) { $stream = "$Prefix$stream" }
      $log | Add-Member -NotePropertyName 'log_stream_name' -NotePropertyValue $stream -Force
      $log.PSObject.Properties.Remove('retention_in_days')
    }
  }
  return (ConvertTo-Json $configuration -Depth 10)
}
