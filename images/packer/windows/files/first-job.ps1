# The line about this instance's first job in the boot log, as images/packer/common/agent/lib/first-job.sh writes it.
# retirement-watch.ps1 dot-sources this.

$ErrorActionPreference = 'Stop'

# This much of the agent's log covers at least ten minutes of syncs.
$FirstJobLogBytes = 65536

# Writes the line as soon as the boot log has a line about this instance's start and the agent's log shows a job. Returns whether there
# is nothing left to do. Never throws.
function Write-FirstJobLine {
  param([Parameter(Mandatory = $true)] [string] $InstanceId)

  try {
    if (-not (Test-Path -LiteralPath $BootLog)) { return $false }
    # boot-log.ps1 and this function write these fields first.
    $lines = @(Get-Content -LiteralPath $BootLog)
    $boot = @($lines | Where-Object { $_.StartsWith("{""event"":""boot"",""instanceId"":""$InstanceId"",") })
    if ($boot.Count -eq 0) { return $false }
    if (@($lines | Where-Object { $_.StartsWith("{""event"":""first-job"",""instanceId"":""$InstanceId"",") }).Count -gt 0) { return $true }
    $start = $boot[-1] | ConvertFrom-Json
    $job = Find-FirstJob $start.marks.registered
    if ($null -ne $job) {
      $line = [ordered] @{
        event = 'first-job'
        instanceId = $InstanceId
        configParameter = $start.configParameter
        at = '{0:yyyy-MM-ddTHH:mm:ss.fffZ}' -f $job.At
        sinceBootMs = $job.SinceBootMs
      }
      # The next call finds the line.
      Add-Line $BootLog (ConvertTo-Json $line -Compress)
    }
    return $false
  } catch {
    return $false
  }
}

# Returns when this instance's agent got its first job, or nothing. Ignores jobs from before the registration: the log may have lines of
# the instance from which the image was made. Allows two seconds, because the start only looks for the registration four times a second.
function Find-FirstJob {
  param([Parameter(Mandatory = $true)] [long] $RegisteredMs)

  foreach ($line in Get-AgentLogLine -Bytes $FirstJobLogBytes) {
    if ($line -cnotmatch ' : SYNC response \(action: run-job, ') { continue }
    $now = (Get-Date).ToUniversalTime()
    $at = Read-LogTime $line $now
    if ($null -eq $at) { continue }
    $sinceBootMs = [long] ((Get-BootClock) - ($now - $at).TotalMilliseconds)
    if ($sinceBootMs -ge $RegisteredMs - 2000) { return [pscustomobject] @{ At = $at; SinceBootMs = $sinceBootMs } }
  }
}

# Returns the time at the start of a line, which has no year, such as "May  1 12:00:01.234", UTC (pkg/eventlogger/formatter.go of
# semaphoreci/agent). The year is this one or the last, so that the time is at most a day in the future: the clock may have been set back.
function Read-LogTime {
  param([string] $Line, [Parameter(Mandatory = $true)] [datetime] $Now)

  if ($Line -cnotmatch '^([A-Z][a-z]{2}) +(\d{1,2}) (\d{2}:\d{2}:\d{2}\.\d{3}) ') { return }
  $culture = [System.Globalization.CultureInfo]::InvariantCulture
  $style = [System.Globalization.DateTimeStyles] 'AssumeUniversal, AdjustToUniversal'
  foreach ($year in $Now.Year, ($Now.Year - 1)) {
    $at = [datetime]::MinValue
    $text = "$year $($Matches[1]) $($Matches[2]) $($Matches[3])"
    $isTime = [datetime]::TryParseExact($text, 'yyyy MMM d HH:mm:ss.fff', $culture, $style, [ref] $at)
    if ($isTime -and $at -lt $Now.AddDays(1)) { return $at }
  }
}
