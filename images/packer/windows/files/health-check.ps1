# Powers the instance off once its agent is gone. Deliberately without the metadata service and the Auto Scaling API:
# a job may have broken either, and what powers off is replaced.
. "$PSScriptRoot\common.ps1"
. "$PSScriptRoot\agent-service.ps1"

$log = "$AgentDirectory\health-check.log"
try {
  $running = Test-AgentRunning
} catch {
  # Not knowing is no reason to end a job; the next minute asks again.
  Add-LogLine $log "The processes cannot be read: $_"
  exit 1
}
if ($running) {
  Add-LogLine $log 'The agent runs.'
} else {
  Add-LogLine $log 'The agent is gone, so the instance powers off.'
  Stop-Instance
}
