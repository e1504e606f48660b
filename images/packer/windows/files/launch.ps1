# The launch of this instance, in fleets with a launch timeout. The group keeps the instance in Pending:Wait until the instance
# reports that its agent is ready for jobs, and replaces it after the timeout. Meanwhile the group ignores the instance's
# health. start.ps1, retirement-watch.ps1 and hooks/shutdown.ps1 dot-source this.

$ErrorActionPreference = 'Stop'

$LaunchHook = 'agent-up'
# Contains the id of the instance once the instance has nothing more to report. An image may contain this file, with the id of the
# instance from which the image was made.
$LaunchReported = "$AgentDirectory\launch-reported"
# Contains the id of the instance once AWS has failed to accept one of its reports.
$LaunchUnaccepted = "$AgentDirectory\launch-unaccepted"
# After this line, the agent asks for jobs (pkg/listener/listener.go of semaphoreci/agent).
$AgentReady = 'Starting to poll for jobs'

# Returns the name of the instance's group. The launch template lets instances read their tags if there is a launch timeout.
function Get-LaunchGroup {
  return (Get-Metadata 'tags/instance/aws:autoscaling:groupName' -ForSeconds 30)
}

# Returns whether the instance has nothing more to report.
function Test-LaunchReported {
  param([Parameter(Mandatory = $true)] [string] $InstanceId)

  return ("$(Get-Content -LiteralPath $LaunchReported -ErrorAction SilentlyContinue)" -eq $InstanceId)
}

# Returns whether AWS has failed to accept a report of this instance. It may have accepted a later one.
function Test-ReportRefused {
  param([Parameter(Mandatory = $true)] [string] $InstanceId)

  return ("$(Get-Content -LiteralPath $LaunchUnaccepted -ErrorAction SilentlyContinue)" -eq $InstanceId)
}

# Makes the group put the instance into service (CONTINUE) or replace it (ABANDON). Retries refusals for a minute: AWS refuses to
# complete a launch that has not reached Pending:Wait yet, and one without a hook.
function Complete-Launch {
  param($Instance, [Parameter(Mandatory = $true)] [string] $Result, [int] $ForSeconds = 30)

  Invoke-WithRetry -ForSeconds $ForSeconds -Final $Refusal -FinalForSeconds 60 {
    if (Test-LaunchReported $Instance.instanceId) { return }
    try {
      Invoke-Native 'aws' @(
        'autoscaling', 'complete-lifecycle-action', '--region', $Instance.region, '--lifecycle-hook-name', $LaunchHook,
        '--auto-scaling-group-name', $Instance.launchGroup, '--instance-id', $Instance.instanceId,
        '--lifecycle-action-result', $Result, '--cli-connect-timeout', '3', '--cli-read-timeout', '5'
      )
    } catch {
      if ($Result -eq 'CONTINUE') { Set-Content -LiteralPath $LaunchUnaccepted -Value $Instance.instanceId -ErrorAction SilentlyContinue }
      throw
    }
  } | Out-Null
}

# Returns how often the agent's log says that the agent is ready.
function Get-ReadyCount {
  $log = "$AgentDirectory\agent.log"
  if (-not (Test-Path -LiteralPath $log)) { return 0 }
  return @(Get-Content -LiteralPath $log | Where-Object { $_ -match $AgentReady }).Count
}

# Completes the launch once the agent is ready for jobs. Never throws, because the agent may run a job.
function Send-LaunchReport {
  param($Instance, [int] $TimeoutSeconds, [int] $ReadyBefore)

  if ("$($Instance.launchGroup)" -eq '') { return }
  try {
    for ($waited = 0; (Get-ReadyCount) -le $ReadyBefore; $waited++) {
      if ($waited -ge $TimeoutSeconds) {
        Write-Log 'The agent is not ready for jobs; the group replaces the instance at the launch timeout.'
        return
      }
      Start-Sleep -Seconds 1
    }
    Complete-Launch $Instance 'CONTINUE' $TimeoutSeconds
    Write-Log 'Reported that the agent is ready for jobs.'
  } catch {
    Write-Log "Cannot report that the agent is ready for jobs: $_"
    # A ValidationError is taken to mean that the instance was launched before its group had the hook, so it has nothing to report.
    # After any other error, the group ends the instance at the launch timeout. Before that, the retirement watch stops the agent from
    # taking new jobs.
    if ("$_" -notmatch '\(ValidationError\)') { return }
  }
  Set-Content -LiteralPath $LaunchReported -Value $Instance.instanceId -ErrorAction SilentlyContinue
}
