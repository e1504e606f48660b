# Run by the agent as it ends: ends the instance. An idle agent takes its place in the group with it, any other agent
# leaves it to a successor; so does an idle one where the group is at its minimum size.
. "$PSScriptRoot\..\common.ps1"
. "$PSScriptRoot\..\agent-service.ps1"

# Whether the group shrinks with this instance. JOB_FINISHED is also the reason of an agent that was interrupted during
# its job: the fleet loses an instance that it still needs.
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
  Write-Log "The agent ends: $reason."
  $memory = Get-Content -LiteralPath "$AgentDirectory\instance.json" -Raw | ConvertFrom-Json
  if ([string]::IsNullOrWhiteSpace($memory.region) -or [string]::IsNullOrWhiteSpace($memory.instanceId)) {
    throw 'instance.json does not say who the instance is.'
  }
  $decrement = Test-Decrement $reason $memory.afterJob
  try {
    Remove-FromGroup $memory.region $memory.instanceId $decrement
  } catch {
    if (-not $decrement) { throw }
    Write-Log "The group does not shrink, so it stays as large as it is: $_"
    Remove-FromGroup $memory.region $memory.instanceId $false
  }
} catch {
  Write-Log "The group cannot be asked to end the instance, so it powers off: $_"
  Stop-Instance
}
