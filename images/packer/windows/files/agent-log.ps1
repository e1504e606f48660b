# Reads from the agent's log what the agent does, as images/packer/common/agent/lib/agent-log.sh does. retirement-watch.ps1
# dot-sources this. The log belongs to the agent's user, so a job can write to it. The worst that such lines do is to interrupt the
# agent, which a job can also do itself.

$ErrorActionPreference = 'Stop'

$AgentLog = "$AgentDirectory\agent.log"

# Returns the lines in the last $Bytes of the log, or none if it cannot be read.
function Get-AgentLogLine {
  param([int] $Bytes = 8192)

  try {
    $stream = New-Object System.IO.FileStream -ArgumentList (Get-FullPath $AgentLog), ([System.IO.FileMode]::Open),
      ([System.IO.FileAccess]::Read), ([System.IO.FileShare]::ReadWrite -bor [System.IO.FileShare]::Delete)
    try {
      if ($stream.Length -gt $Bytes) { [void] $stream.Seek(-$Bytes, [System.IO.SeekOrigin]::End) }
      $reader = New-Object System.IO.StreamReader -ArgumentList $stream
      return @($reader.ReadToEnd() -split "`r?`n")
    } finally {
      $stream.Dispose()
    }
  } catch {
    return @()
  }
}

# Returns what the agent does: its phase (registering, polling, syncing, waiting for its next sync without a job, busy, leaving, or
# unknown), the state in its last request, and the last line about a sync.
function Read-AgentLog {
  $phase = 'unknown'
  $state = ''
  $syncLine = ''
  foreach ($line in Get-AgentLogLine) {
    if ($line -cmatch ' : Registering Agent$') {
      $phase = 'registering'
      $state = ''
    } elseif ($line -cmatch ' : Starting to poll for jobs$') {
      $phase = 'polling'
    } elseif ($line -cmatch ' : SYNC ') {
      $syncLine = $line
      if ($line -cmatch ' : SYNC request \(state: ([a-z-]+)[,)]') {
        $state = $Matches[1]
        $phase = 'syncing'
      } elseif ($line -cmatch ' : SYNC response \(action: continue\)$') {
        $phase = if ($state -eq 'waiting-for-jobs') { 'waiting' } else { 'busy' }
      } elseif ($line -cmatch ' : SYNC response \(action: wait-for-jobs\)$') {
        $phase = 'waiting'
      } elseif ($line -cmatch ' : SYNC response \(action: (run|stop)-job, ') {
        $phase = 'busy'
      } elseif ($line -cmatch ' : SYNC response \(action: shutdown, ') {
        $phase = 'leaving'
      } else {
        $phase = 'unknown'
      }
    }
  }
  return [pscustomobject] @{
    Phase = $phase
    SyncLine = $syncLine
    IsIdle = ($phase -eq 'waiting' -or ($phase -eq 'syncing' -and $state -eq 'waiting-for-jobs'))
  }
}

# Reads the log again. In addition to what Read-AgentLog returns, returns the time of this look, when a look first found the current
# line, and whether that line is new: written after the previous look, at most two seconds ago. Semaphore makes agents wait at least
# four seconds between syncs, so an agent whose new line shows that it waits does not sync in the next moment.
function Get-AgentLook {
  param($Previous)

  $look = Read-AgentLog
  $now = Get-MonotonicTime
  $isNew = ($null -ne $Previous -and $look.SyncLine -ne $Previous.SyncLine)
  $changedAt = if ($null -eq $Previous -or $isNew) { $now } else { $Previous.ChangedAt }
  $isRecent = ($isNew -and $now - $Previous.At -ge 0 -and $now - $Previous.At -le 2)
  $look | Add-Member -NotePropertyMembers @{ At = $now; ChangedAt = $changedAt; IsNew = $isRecent }
  return $look
}

# Returns the seconds since 1970.
function Get-UnixTime {
  $start = New-Object System.DateTime -ArgumentList 1970, 1, 1, 0, 0, 0, ([System.DateTimeKind]::Utc)
  return ((Get-Date).ToUniversalTime() - $start).TotalSeconds
}
