# Runs beside the agent, as images/packer/common/agent/retirement-watch.sh does on Linux. When this instance is about to end, or
# should, stops the agent before it takes another job. Also notes the first job: see first-job.ps1.
. "$PSScriptRoot\common.ps1"
. "$PSScriptRoot\agent-service.ps1"
. "$PSScriptRoot\agent-log.ps1"
. "$PSScriptRoot\rollout.ps1"
. "$PSScriptRoot\launch.ps1"
. "$PSScriptRoot\retirement-reasons.ps1"
. "$PSScriptRoot\boot-log.ps1"
. "$PSScriptRoot\first-job.ps1"

$Log = "$AgentDirectory\health-check.log"
# After this time without a new line about a sync, the agent's log does not show what the agent does.
$LogSilenceSeconds = 30
# An idle agent gets this time to reach its safe moment after the deadline of a spot notice.
$IdleExtraSeconds = 10

# Returns whether the agent must be interrupted now. An interruption costs no job only while the agent waits for its next sync: in that
# sync, the agent tells Semaphore of the interruption, and Semaphore then gives it no job.
function Test-Interruption {
  param($Reason, $Look)

  if ($Look.IsNew -and $Look.Phase -eq 'waiting') { return $true }
  # An agent that has not registered has no job.
  if ($Reason.Name -in 'spot', 'terminated' -and $Look.Phase -eq 'registering') { return $true }
  if ($Reason.Name -ne 'spot') { return $false }
  $deadline = $Reason.Deadline
  if ($Look.IsIdle -and -not (Test-LogSilent $Look)) { $deadline += $IdleExtraSeconds }
  return ($Look.At -ge $deadline)
}

function Test-LogSilent {
  param($Look)

  return ($Look.At - $Look.ChangedAt -ge $LogSilenceSeconds)
}

$instance = Get-Content -LiteralPath "$AgentDirectory\instance.json" -Raw | ConvertFrom-Json
$reason = $null
$look = $null
$reported = ''
$isSilenceReported = $false
$isFirstJobNoted = $false
while ($true) {
  $reason = Find-RetirementReason $instance $reason
  if ($null -eq $reason) {
    if (-not $isFirstJobNoted) { $isFirstJobNoted = Write-FirstJobLine $instance.instanceId }
    Start-Sleep -Seconds 5
    continue
  }
  if ($reason.Name -ne $reported) { Add-LogLine $Log "The agent retires: $($reason.Text)" }
  $reported = $reason.Name
  # With this file, the shutdown hook asks for a replacement after a job, even in a fleet that shrinks after jobs.
  Write-TextFile $InterruptedFile ''
  for ($i = 0; $i -lt 10; $i++) {
    $look = Get-AgentLook $look
    $isSilent = Test-LogSilent $look
    if ($isSilent -and -not $isSilenceReported) {
      Add-LogLine $Log "$AgentLog shows no sync, so nothing shows when the agent can be stopped safely."
    }
    $isSilenceReported = $isSilent
    if (Test-Interruption $reason $look) {
      Add-LogLine $Log 'Stopping the agent.'
      # nssm sends Ctrl-C to the agent. If the agent still runs when nssm's own wait ends, nssm exits with 1.
      Invoke-Native 'nssm' @('stop', $ServiceName) -AcceptedExitCodes 0, 1 | Out-Null
      exit 0
    }
    Start-Sleep -Milliseconds 500
  }
}
