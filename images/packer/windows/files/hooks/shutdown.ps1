# The agent runs this hook before it exits. Terminates the instance. If the agent was idle, or has finished its job without an
# interruption in a fleet that shrinks after a job, the desired capacity decreases, unless the group is at its minimum size. In
# all other cases the group launches a replacement.
. "$PSScriptRoot\..\common.ps1"
. "$PSScriptRoot\..\agent-service.ps1"
. "$PSScriptRoot\..\launch.ps1"

# Returns whether the desired capacity decreases by one. Agents that are interrupted during a job report JOB_FINISHED too, but
# the fleet still needs their instance.
function Test-Decrement {
  param([string] $Reason, [string] $AfterJob)

  if ($Reason -eq 'IDLE') { return $true }
  return ($Reason -eq 'JOB_FINISHED' -and $AfterJob -eq 'shrink' -and -not (Test-AgentInterrupted))
}

function Remove-FromGroup {
  param([string] $Region, [string] $InstanceId, [bool] $Decrement)

  $option = '--no-should-decrement-desired-capacity'
  if ($Decrement) { $option = '--should-decrement-desired-capacity' }
  Invoke-WithRetry -ForSeconds 30 -Final $Refusal {
    Invoke-Native 'aws' @(
      'autoscaling', 'terminate-instance-in-auto-scaling-group', '--region', $Region, '--instance-id', $InstanceId,
      $option, '--cli-connect-timeout', '3', '--cli-read-timeout', '5'
    )
  } | Out-Null
}

try {
  Clear-AwsCredential
  $reason = "$env:SEMAPHORE_AGENT_SHUTDOWN_REASON"
  Write-Log "The agent exits: $reason."
  $instance = Get-Content -LiteralPath "$AgentDirectory\instance.json" -Raw | ConvertFrom-Json
  if ([string]::IsNullOrWhiteSpace($instance.region) -or [string]::IsNullOrWhiteSpace($instance.instanceId)) {
    throw 'instance.json lacks the region or the instance id.'
  }
  # An instance.json that an older version has written has no launchGroup.
  if ($instance.PSObject.Properties['launchGroup'] -and "$($instance.launchGroup)" -ne '') {
    # start.ps1 may not have reported yet, for example because the job was very short.
    try { Complete-Launch $instance 'CONTINUE' } catch { Write-Log "Cannot report that the agent was ready for jobs: $_" }
  }
  $decrement = Test-Decrement $reason $instance.afterJob
  try {
    Remove-FromGroup $instance.region $instance.instanceId $decrement
  } catch {
    if (-not $decrement) { throw }
    Write-Log "Could not lower the desired capacity; asking for a replacement: $_"
    Remove-FromGroup $instance.region $instance.instanceId $false
  }
} catch {
  Write-Log "Could not terminate the instance; powering off: $_"
  Stop-Instance
}
