# Configures and starts the agent: start.ps1 <config parameter>. The instance's user data runs it as SYSTEM.
# If the agent cannot be started, this script abandons the launch or marks the instance unhealthy, so that its group replaces
# it. If that fails too, the script powers off the instance.
param([string] $ConfigParameter = '')

. "$PSScriptRoot\common.ps1"
. "$PSScriptRoot\agent-log.ps1"
. "$PSScriptRoot\agent-config.ps1"
. "$PSScriptRoot\agent-user.ps1"
. "$PSScriptRoot\agent-service.ps1"
. "$PSScriptRoot\log-streams.ps1"
. "$PSScriptRoot\launch.ps1"
. "$PSScriptRoot\boot-log.ps1"

Add-BootMark 'unit'
# The number of requests to SSM.
$SsmCalls = 0

function Get-Parameter {
  param(
    [Parameter(Mandatory = $true)] [string] $Region,
    [Parameter(Mandatory = $true)] [string] $Name
  )

  # Also retries refusals, because the permissions of a new role take a while to propagate. Retries throttled calls for longer, because
  # many instances may boot at once: see images/packer/common/agent/lib/parameters.sh.
  $reply = Invoke-WithRetry -ThrottledForSeconds 600 {
    $script:SsmCalls++
    Invoke-Native 'aws' @(
      'ssm', 'get-parameter', '--region', $Region, '--name', $Name, '--with-decryption', '--output', 'json',
      '--cli-connect-timeout', '3', '--cli-read-timeout', '5'
    )
  }
  $value = ($reply | ConvertFrom-Json).Parameter.Value
  if ([string]::IsNullOrWhiteSpace($value)) { throw "Parameter $Name is empty." }
  return $value
}

function Start-SemaphoreAgent {
  if ($ConfigParameter -eq '') { throw 'Name the config parameter: start.ps1 <config parameter>' }
  if (Test-AgentRunning) {
    Write-Log 'The agent is already running.'
    return
  }
  Close-BuildListener
  $region = Get-Metadata 'placement/region'
  $instanceId = Get-Metadata 'instance-id'
  Add-BootMark 'identity'

  Write-Log "Reading $ConfigParameter in $region."
  $document = Read-ConfigDocument (Get-Parameter $region $ConfigParameter)
  Set-LogStreamPrefix $document.logStreamPrefix
  $instance = [pscustomobject] @{ region = $region; instanceId = $instanceId; launchGroup = '' }
  if ($document.launchTimeout -gt 0) {
    try {
      $instance.launchGroup = Get-LaunchGroup
    } catch {
      Write-Log "Cannot read the group's name from the instance's tags, so cannot report the launch: $_"
    }
  }
  $hostKeys = Get-Parameter $region $document.sshKeysParameterName
  $token = Get-Parameter $region $document.agentTokenParameterName
  Add-BootMark 'parameters'
  $name = New-AgentName $document $instanceId

  Write-Log "Creating the user 'semaphore' and installing the agent as that user."
  $credential = Set-AgentUser
  Install-ForAgentUser $credential $hostKeys $document.endpoint
  Write-AgentConfig $document $name $token
  Write-InstanceFile $document $instance
  Add-BootMark 'configuration'

  # Before the agent starts, because a failure after that would cost an instance whose agent already runs.
  Disable-RemoteManagement

  $readyBefore = Get-ReadyCount
  Write-Log 'Registering and starting the service.'
  Register-AgentService $credential $document.interruptionGracePeriod
  Add-BootMark 'agent'
  Register-RetirementWatch
  Register-HealthCheck
  Write-Log 'The agent runs.'
  Wait-Registration $readyBefore
  Send-LaunchReport $instance $document.launchTimeout $readyBefore
  Write-BootLine $ConfigParameter $SsmCalls
}

# Returns whether this runs as SYSTEM or as an elevated administrator: integrity level System or High.
# https://learn.microsoft.com/windows/win32/secauthz/well-known-sids
function Test-Elevated {
  try {
    return ((Invoke-Native 'whoami.exe' @('/groups', '/fo', 'csv', '/nh')) -match 'S-1-16-(12288|16384)')
  } catch {
    # Start the agent even if whoami fails.
    Write-Warning "Cannot read the integrity level: $_"
    return $true
  }
}

# Makes the group replace the instance, which has not reported its launch.
function Remove-Instance {
  try {
    Clear-AwsCredential
    $region = Get-Metadata 'placement/region'
    $instanceId = Get-Metadata 'instance-id'
    if (Stop-Launch $region $instanceId) { return }
    Invoke-WithRetry -ForSeconds 30 -Final $Refusal {
      Invoke-Native 'aws' @(
        'autoscaling', 'set-instance-health', '--region', $region, '--instance-id', $instanceId,
        '--health-status', 'Unhealthy', '--no-should-respect-grace-period',
        '--cli-connect-timeout', '3', '--cli-read-timeout', '5'
      )
    } | Out-Null
  } catch {
    Write-Log "Cannot mark the instance unhealthy; powering off: $_"
    Stop-Instance
  }
}

# Abandons the launch. Returns whether this makes the group replace the instance.
function Stop-Launch {
  param([string] $Region, [string] $InstanceId)

  try {
    # Throws without a launch timeout, because the instance then cannot read its tags.
    $group = Get-Metadata 'tags/instance/aws:autoscaling:groupName' -ForSeconds 0
  } catch {
    return $false
  }
  try {
    Complete-Launch ([pscustomobject] @{ region = $Region; instanceId = $InstanceId; launchGroup = $group }) 'ABANDON'
    return $true
  } catch {
    Write-Warning "Cannot abandon the launch: $_"
    return $false
  }
}

if (-not (Test-Elevated)) {
  Write-Log 'Run start.ps1 as an administrator.'
  exit 77
}
try {
  Start-SemaphoreAgent
} catch {
  Write-Log "Cannot start the agent; asking for a replacement: $_"
  Remove-Instance
  exit 1
}
