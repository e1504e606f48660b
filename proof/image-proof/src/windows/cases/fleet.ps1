# The fleet of the cases, and functions that they share. Runs once, before all cases.

$global:Config = '/ci/fleet-config'
$global:Token = 'registration-token-0123'
$global:HostKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl'
$global:Document = @{
  endpoint = 'acme.semaphoreci.com'
  agentTokenParameterName = '/ci/token'
  sshKeysParameterName = 'ci-fleet-ssh-public-keys'
  disconnectAfterJob = 'true'
  disconnectAfterIdleTimeout = '300'
  envVars = @('A=1', 'B=x y')
  usePreSignedURL = 'false'
}

# Returns the configuration document with a case's changes; $null removes a key.
function global:New-Document {
  param([hashtable] $Changes = @{})

  Set-StrictMode -Off
  $changed = $Document.Clone()
  foreach ($key in $Changes.Keys) {
    if ($null -eq $Changes[$key]) { $changed.Remove($key) } else { $changed[$key] = $Changes[$key] }
  }
  ConvertTo-Json $changed -Compress
}

# Resets the machine to an instance of the fleet, with all parameters in SSM.
function global:Reset-Instance {
  param([hashtable] $Changes = @{})

  Reset-Machine instance
  $Machine.Aws["get-parameter $Config"] = @(New-Document $Changes)
  $Machine.Aws['get-parameter /ci/token'] = @($Token)
  $Machine.Aws['get-parameter ci-fleet-ssh-public-keys'] = @((ConvertTo-Json @($HostKey) -Compress))
  $Machine.Aws['set-instance-health'] = @('')
  $Machine.Aws['complete-lifecycle-action'] = @('')
  $Machine.Aws['terminate-instance-in-auto-scaling-group'] = @('{}')
}

$global:LogAgentFile = 'ProgramData/Amazon/AmazonCloudWatchAgent/semaphore.json'

# Installs the CloudWatch agent with the image's configuration, and its saved state as if it had already read logs.
function global:Set-LogAgent {
  New-LogAgentControl
  Set-MachineFile $LogAgentFile ([System.IO.File]::ReadAllText("$env:SOURCES/images/packer/windows/files/amazon-cloudwatch-agent.json"))
  Set-MachineFile 'ProgramData/Amazon/AmazonCloudWatchAgent/Logs/state/offset' '17'
}

function global:Start-Agent { Invoke-Script 'C:\semaphore-agent\start.ps1' @($Config) }

# Returns the agent's configuration as a table. Its YAML values are also valid JSON.
function global:Get-AgentConfig {
  $table = @{ 'env-vars' = @() }
  foreach ($line in (Get-MachineFile 'semaphore-agent/config.yaml') -split "`n") {
    if ($line -match '^  - (.*)$') { $table['env-vars'] += ConvertFrom-Json $Matches[1] }
    elseif ($line -match '^([a-z-]+): (.+)$' -and $Matches[1] -ne 'env-vars') {
      $key, $value = $Matches[1], $Matches[2]
      $table[$key] = if ($value -match '^("|\[)') { ConvertFrom-Json $value -NoEnumerate } else { $value }
    }
  }
  $table
}

$global:MarksUnhealthy = 'aws autoscaling set-instance-health --region eu-west-1 --instance-id i-0123456789abcdef0 --health-status Unhealthy --no-should-respect-grace-period'
$global:Terminates = 'aws autoscaling terminate-instance-in-auto-scaling-group --region eu-west-1 --instance-id i-0123456789abcdef0'
$global:Shrinks = "$Terminates --should-decrement-desired-capacity"
$global:Replaces = "$Terminates --no-should-decrement-desired-capacity"
$global:Reports = 'aws autoscaling complete-lifecycle-action --region eu-west-1 --lifecycle-hook-name agent-up --auto-scaling-group-name ci-fleet-autoScalingGroup-1A2B3C --instance-id i-0123456789abcdef0 --lifecycle-action-result'
$global:PowersOff = 'shutdown.exe /s /f /t 0 /d p:4:1'
$global:Denied = New-Refusal 'AccessDeniedException' 'User is not authorized to perform: ssm:GetParameter'
$global:Throttled = New-Refusal 'ThrottlingException' 'Rate exceeded'
$global:Unreachable = New-Refusal '' 'Could not connect to the endpoint URL: "https://ssm.eu-west-1.amazonaws.com/"' 255
$global:NoCredentials = New-Refusal '' 'Unable to locate credentials. You can configure credentials by running "aws configure".' 253
$global:Slow = New-Refusal '' 'Read timeout on endpoint URL: "https://ssm.eu-west-1.amazonaws.com/"' 255
