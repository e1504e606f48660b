# Detects an agent that is alive but does nothing any more. health-check.ps1 dot-sources this.

$ErrorActionPreference = 'Stop'

# Contains the number of checks in a row that saw no change, and what they saw. Every health check must write this file, so on a full
# disk, where the agent may be unable to log, there is no verdict.
$ActivityFile = "$AgentDirectory\agent-activity"
# A healthy agent syncs at least every 12 seconds (pkg/agentsync/protocol.go of semaphoreio/semaphore), and logs each sync. After
# 15 minutes without one, Semaphore fails its job anyway (pkg/workers/agentcleaner/worker.go).
$StuckMinutes = 15

# Returns what changes whenever the agent does something: its log, and how often its processes have read and written. The time and
# length of a log that the agent keeps open may be out of date.
function Get-AgentActivity {
  $log = Get-Item -LiteralPath "$AgentDirectory\agent.log"
  $processes = @(Get-AgentProcess | ForEach-Object {
      "$($_.ProcessId) $($_.ReadOperationCount) $($_.WriteOperationCount) $($_.OtherOperationCount)"
    })
  return (@("$($log.LastWriteTimeUtc.Ticks) $($log.Length)") + $processes) -join ', '
}

# Returns whether this check and those of the last 15 minutes have seen the same.
function Test-AgentStuck {
  try {
    $seen = Get-AgentActivity
    $count = 0
    if (Test-Path -LiteralPath $ActivityFile) {
      $number, $last = (Get-Content -LiteralPath $ActivityFile -Raw) -split '\|', 2
      if ($last -eq $seen -and $number -match '^\d{1,3}$') { $count = [int] $number + 1 }
    }
    Write-TextFile $ActivityFile "$count|$seen"
    return ($count -ge $StuckMinutes)
  } catch {
    # What cannot be read says nothing about the agent, so the count starts again.
    Remove-Item -LiteralPath $ActivityFile -Force -ErrorAction SilentlyContinue
    return $false
  }
}
