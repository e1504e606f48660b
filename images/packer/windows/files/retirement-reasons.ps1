# The reasons for which an instance retires, as in images/packer/common/agent/lib/retirement-reasons.sh. retirement-watch.ps1
# dot-sources this.

$ErrorActionPreference = 'Stop'

# Time between the end of the grace period and the interruption: a busy agent may learn 12 seconds late that its job was stopped,
# and must then send the job's log and result.
$LastSeconds = 25
# EC2's notice comes two minutes before the interruption, and the clock may be ten seconds slow.
$NoticeSeconds = 130

# Returns a document of the instance metadata service as text, or nothing if it does not exist or the service does not answer.
function Get-MetadataDocument {
  param([Parameter(Mandatory = $true)] [string] $Path)

  try {
    $value = Read-Metadata "meta-data/$Path"
  } catch {
    return ''
  }
  # Invoke-RestMethod parses what the service declares as JSON, so this makes it text again.
  if ($value -is [string]) { return $value }
  return (ConvertTo-Json $value -Compress)
}

# Returns the strongest reason that applies, or nothing. $Before is the reason that the previous call returned: a spot notice
# stays valid if the metadata service fails afterwards.
function Find-RetirementReason {
  param([Parameter(Mandatory = $true)] $Instance, $Before)

  if ($null -ne $Before -and $Before.Name -eq 'spot') { return $Before }
  $isSpot = ((Get-MetadataDocument 'instance-life-cycle') -ne 'on-demand')
  if ($isSpot) {
    $notice = Get-MetadataDocument 'spot/instance-action'
    if ($notice -match '"action"') {
      return [pscustomobject] @{
        Name = 'spot'; Text = "EC2 interrupts this instance: $notice"; Deadline = Get-SpotDeadline $notice $Instance.gracePeriod
      }
    }
  }
  if ((Get-MetadataDocument 'autoscaling/target-lifecycle-state') -eq 'Terminated') {
    return [pscustomobject] @{ Name = 'terminated'; Text = 'Auto Scaling terminates this instance' }
  }
  # The instance cannot prevent its end at the launch timeout, even during a job: it would have to call the service that failed to
  # accept the report.
  if ($Instance.launchRetireAt -gt 0 -and (Get-MonotonicTime) -ge $Instance.launchRetireAt -and
    (Test-ReportRefused $Instance.instanceId) -and -not (Test-LaunchReported $Instance.instanceId)) {
    return [pscustomobject] @{
      Name = 'unreported'; Text = 'the instance cannot report its launch, so its group ends it at the launch timeout'
    }
  }
  if ($isSpot -and $Instance.retireOnRebalance -and (Get-MetadataDocument 'events/recommendations/rebalance') -match '"noticeTime"') {
    return [pscustomobject] @{ Name = 'rebalance'; Text = 'EC2 recommends to replace this instance' }
  }
  if (Test-Outdated $Instance) {
    return [pscustomobject] @{ Name = 'outdated'; Text = 'the launch template has changed since this instance was launched' }
  }
  if ($Instance.retireAt -gt 0 -and (Get-MonotonicTime) -ge $Instance.retireAt) {
    return [pscustomobject] @{ Name = 'too old'; Text = 'this instance has reached its maximum lifetime' }
  }
}

# Returns when the grace period of a job must begin, in seconds of Get-MonotonicTime. That is now if the time has passed, or if the
# notice has no valid time.
function Get-SpotDeadline {
  param([string] $Notice, [int] $GraceSeconds)

  $now = Get-MonotonicTime
  if ($Notice -notmatch '"time":\s*"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)"') { return $now }
  $end = [datetime]::MinValue
  $culture = [System.Globalization.CultureInfo]::InvariantCulture
  $styles = [System.Globalization.DateTimeStyles]::AssumeUniversal -bor [System.Globalization.DateTimeStyles]::AdjustToUniversal
  if (-not [datetime]::TryParseExact($Matches[1], "yyyy-MM-dd'T'HH:mm:ss'Z'", $culture, $styles, [ref] $end)) { return $now }
  $remaining = ($end - (Get-Date).ToUniversalTime()).TotalSeconds
  # If more than $NoticeSeconds remain, a clock is wrong.
  if ($remaining -gt $NoticeSeconds) { return $now }
  return $now + [math]::Max(0, $remaining - $LastSeconds - $GraceSeconds)
}
