# The rollout of the fleet, as in images/packer/common/agent/lib/rollout.sh. retirement-watch.ps1 dot-sources this.

$ErrorActionPreference = 'Stop'

$RolloutSeconds = 300
# The same time as OLD_LAUNCHES_MS in libs/contract/src/rollout.ts.
$OldLaunchSeconds = 300

# Returns what the user data says about the rollout of this instance's fleet; Parameter is empty if the fleet has none. Returns nothing
# if the metadata service does not answer.
function Get-InstanceRollout {
  param([Parameter(Mandatory = $true)] [string] $InstanceId)

  try { $userData = Read-Metadata 'user-data' } catch { return }
  # Invoke-RestMethod parses user data in <powershell> as XML, so this makes it text again.
  if ($userData -is [xml]) { $userData = $userData.OuterXml }
  if ([string]::IsNullOrEmpty("$userData")) { return }
  $found = [regex]::Match("$userData", '(?m)^# rollout ([A-Za-z0-9_.-]+) ([A-Za-z0-9_-]+)\r?$')
  $bucket = Get-RolloutBucket $InstanceId
  return [pscustomobject] @{
    Parameter = $found.Groups[1].Value
    Revision = $found.Groups[2].Value
    Bucket = $bucket
    LaunchedAt = Get-LaunchTime
    # The first read is at a time of the instance's own, so that the instances of a fleet do not all read at once.
    ReadAt = (Get-MonotonicTime) + [math]::Floor($bucket * $RolloutSeconds / 100)
    Rollout = $null
  }
}

# Returns when this instance was launched, in seconds since 1970 by AWS's clock. If the metadata service does not return that, returns
# when the instance booted.
# https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-identity-documents.html
function Get-LaunchTime {
  try {
    $identity = Read-Metadata 'dynamic/instance-identity/document'
    if ($identity -is [string]) { $identity = $identity | ConvertFrom-Json }
    return (ConvertTo-UnixTime $identity.pendingTime)
  } catch {
    return (Get-UnixTime) - (Get-MonotonicTime)
  }
}

# Returns a number from 0 to 99, always the same for an instance.
function Get-RolloutBucket {
  param([Parameter(Mandatory = $true)] [string] $InstanceId)

  $hash = 0
  foreach ($character in $InstanceId.ToCharArray()) { $hash = ($hash * 31 + [int] $character) % 1000003 }
  return $hash % 100
}

# Returns the rollout that makes this instance leave, with Start, SpreadSeconds and SharePercent. Returns nothing if this instance need not
# leave: it has the rollout's revision, the rollout is paused, the group launches another revision than the rollout names, or the parameter cannot be
# read or is invalid.
function Read-Rollout {
  param([Parameter(Mandatory = $true)] $InstanceRollout, [Parameter(Mandatory = $true)] [string] $Region)

  try {
    $reply = Invoke-Native 'aws' @(
      'ssm', 'get-parameter', '--region', $Region, '--name', $InstanceRollout.Parameter, '--output', 'json',
      '--cli-connect-timeout', '5', '--cli-read-timeout', '10'
    )
    $parameter = ($reply | ConvertFrom-Json).Parameter
    $found = $parameter.Value | ConvertFrom-Json
    if ("$($found.revision)" -notmatch '^[A-Za-z0-9_-]+$' -or $found.revision -ceq $InstanceRollout.Revision) { return }
    if ($null -ne $found.PSObject.Properties['pausedAt']) { return }
    # A later instance has the revision that the group launches now. If it left, its successor would have the same revision.
    if ($InstanceRollout.LaunchedAt -gt (ConvertTo-UnixTime $parameter.LastModifiedDate) + $OldLaunchSeconds) { return }
    $spread = ConvertTo-RolloutNumber $found.spreadMinutes 0 10080
    $share = ConvertTo-RolloutNumber $found.sharePercent 1 100
    $start = $parameter.LastModifiedDate
    if ($null -ne $found.PSObject.Properties['startedAt']) { $start = $found.startedAt }
    return [pscustomobject] @{ Start = ConvertTo-UnixTime $start; SpreadSeconds = 60 * $spread; SharePercent = $share }
  } catch {
    Add-LogLine $Log "Cannot read the rollout: $_"
  }
}

function ConvertTo-RolloutNumber {
  param($Value, [int] $Least, [int] $Most)

  if (($Value -isnot [int] -and $Value -isnot [long]) -or $Value -lt $Least -or $Value -gt $Most) { throw "$Value is not a number from $Least to $Most" }
  return [int] $Value
}

# Converts a time from JSON to seconds since 1970. The time is text, or a [datetime] in PowerShell 7, whose ConvertFrom-Json converts it.
function ConvertTo-UnixTime {
  param($Time)

  if ($Time -is [datetime]) { $utc = $Time.ToUniversalTime() } else {
    $styles = [System.Globalization.DateTimeStyles]::AssumeUniversal -bor [System.Globalization.DateTimeStyles]::AdjustToUniversal
    $utc = [datetime]::Parse("$Time", [System.Globalization.CultureInfo]::InvariantCulture, $styles)
  }
  return ($utc - (New-Object System.DateTime -ArgumentList 1970, 1, 1, 0, 0, 0, ([System.DateTimeKind]::Utc))).TotalSeconds
}

# Returns the percentage of the instances that must have been asked to leave by now.
function Get-RolloutShare {
  param([Parameter(Mandatory = $true)] $Rollout)

  $elapsed = [math]::Max(0, [math]::Floor((Get-UnixTime) - $Rollout.Start))
  if ($elapsed -ge $Rollout.SpreadSeconds) { return 100 }
  return $Rollout.SharePercent + [math]::Floor((100 - $Rollout.SharePercent) * $elapsed / $Rollout.SpreadSeconds)
}

$InstanceRollout = $null

# Returns whether the launch template has changed and it is this instance's turn to leave.
function Test-Outdated {
  param([Parameter(Mandatory = $true)] $Instance)

  if ($null -eq $InstanceRollout) { $script:InstanceRollout = Get-InstanceRollout $Instance.instanceId }
  if ($null -eq $InstanceRollout -or $InstanceRollout.Parameter -eq '') { return $false }
  if ((Get-MonotonicTime) -ge $InstanceRollout.ReadAt) {
    $InstanceRollout.ReadAt = (Get-MonotonicTime) + $RolloutSeconds
    $InstanceRollout.Rollout = Read-Rollout $InstanceRollout $Instance.region
  }
  if ($null -eq $InstanceRollout.Rollout) { return $false }
  return ($InstanceRollout.Bucket -lt (Get-RolloutShare $InstanceRollout.Rollout))
}
