# Powers off the instance if its agent is gone or stuck; the group then replaces it. Uses neither the metadata service nor the Auto
# Scaling API, because a job may have broken the access to either.
. "$PSScriptRoot\common.ps1"
. "$PSScriptRoot\agent-service.ps1"
. "$PSScriptRoot\stuck-agent.ps1"

$log = "$AgentDirectory\health-check.log"
try {
  $running = Test-AgentRunning
} catch {
  # The agent may be running a job. The next check is a minute later.
  Add-LogLine $log "Cannot read the processes: $_"
  exit 1
}
if ($running -and (Test-AgentStuck)) {
  Add-LogLine $log "The agent has done nothing for $StuckMinutes minutes; powering off."
  Stop-Instance
} elseif ($running) {
  Add-LogLine $log 'The agent runs.'
} else {
  Add-LogLine $log 'The agent is gone; powering off.'
  Stop-Instance
}
