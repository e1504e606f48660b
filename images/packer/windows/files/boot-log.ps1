# The boot log: when each step of this instance's start ended. libs/contract/src/boot-line.ts describes its lines and steps. start.ps1
# dot-sources this.

$ErrorActionPreference = 'Stop'

$BootLog = "$AgentDirectory\boot.log"
# How long to wait for the agent's registration. An agent that needs longer is in trouble, so its boot is not measured.
$RegistrationSeconds = 60
# Milliseconds since boot, by step.
$BootMarks = @{}

# Returns the milliseconds since boot.
function Get-BootClock {
  # TickCount is a signed number, which is negative after 24.9 days. As an unsigned number, it stays right for 49.7 days.
  return [System.BitConverter]::ToUInt32([System.BitConverter]::GetBytes([System.Environment]::TickCount), 0)
}

# Records that the step has ended now.
function Add-BootMark {
  param([Parameter(Mandatory = $true)] [string] $Step)

  $BootMarks[$Step] = Get-BootClock
}

# Waits until the agent has registered. Before this start, its log already had $ReadyBefore lines about a registration.
function Wait-Registration {
  param([Parameter(Mandatory = $true)] [int] $ReadyBefore)

  for ($waits = 0; (Get-ReadyCount) -le $ReadyBefore; $waits++) {
    if ($waits -ge 4 * $RegistrationSeconds) { return }
    Start-Sleep -Milliseconds 250
  }
  Add-BootMark 'registered'
}

# Writes the boot line. Never throws, because the agent may run a job.
function Write-BootLine {
  param([Parameter(Mandatory = $true)] [string] $ConfigParameter, [Parameter(Mandatory = $true)] [int] $SsmCalls)

  if (-not $BootMarks.ContainsKey('registered')) {
    Write-Log 'The agent has not registered within a minute; the boot log gets no line.'
    return
  }
  try {
    $identity = Invoke-WithRetry -ForSeconds 10 { Read-Metadata 'dynamic/instance-identity/document' }
    $sinceMs = (Get-BootClock) - $BootMarks.registered
    $line = [ordered] @{
      event = 'boot'
      instanceId = $identity.instanceId
      instanceType = $identity.instanceType
      imageId = $identity.imageId
      configParameter = $ConfigParameter
      # Windows PowerShell returns text, and PowerShell 7 a time.
      launchedAt = '{0:yyyy-MM-ddTHH:mm:ssZ}' -f $identity.pendingTime
      at = '{0:yyyy-MM-ddTHH:mm:ss.fffZ}' -f (Get-Date).ToUniversalTime().AddMilliseconds(-$sinceMs)
      startedBy = 'user-data'
      parametersBy = 'aws-cli'
      ssmCalls = $SsmCalls
      marks = $BootMarks
    }
    Add-Line $BootLog (ConvertTo-Json $line -Compress)
  } catch {
    Write-Log "Cannot write the boot log: $_"
  }
}
