# Windows commands that PowerShell on Linux lacks, for processes, services, users and tasks. They keep the machine's state, and
# fail if the case says so.

Add-Type -TypeDefinition 'namespace Microsoft.PowerShell.Commands { public class MemberExistsException : System.Exception { public MemberExistsException(string m) : base(m) {} } }'

# Returns the state of the agent and its service.
function global:Get-AgentState {
  Set-StrictMode -Off
  $service = $Machine.Services['semaphore-agent']
  if ($null -eq $service -or $null -eq $service.StartedAt) { return 'Stopped' }
  $age = $Machine.SleptMs - $service.StartedAt
  if ($Machine.Agent.DiesAfterMs -ge 0 -and $age -ge $Machine.Agent.DiesAfterMs) { return 'Stopped' }
  if ($age -lt $Machine.Agent.UpAfterMs) { return 'Starting' }
  # nssm reports the service as running once its program has run for 1.5 seconds (AppThrottle).
  if ($age -lt $Machine.Agent.UpAfterMs + 1500) { return 'Throttled' }
  return 'Running'
}

function global:Get-CimInstance {
  param([string] $ClassName, [string] $Filter)

  Set-StrictMode -Off
  Assert-Working 'Get-CimInstance'
  $state = Get-AgentState
  if ($ClassName -eq 'Win32_Service') {
    if (-not $Machine.Services.ContainsKey('semaphore-agent')) { return }
    $processId = if ($state -eq 'Stopped') { 0 } else { 1000 }
    $name = @{ Stopped = 'Stopped'; Starting = 'Start Pending'; Throttled = 'Start Pending'; Running = 'Running' }[$state]
    if ($Machine.Services['semaphore-agent'].Stopping) { $name = 'Stop Pending' }
    return [pscustomobject] @{ Name = 'semaphore-agent'; ProcessId = $processId; State = $name }
  }
  $processes = @($Machine.Processes)
  if ($state -in 'Throttled', 'Running') {
    # Like a real agent, the child of the service only waits for a child of its own, which does the work.
    foreach ($processId in 1001, 1002) {
      $processes += [pscustomobject] @{
        ProcessId = $processId; ParentProcessId = $processId - 1; ExecutablePath = $Machine.Agent.Path
        ReadOperationCount = 7; WriteOperationCount = 0; OtherOperationCount = if ($processId -eq 1002) { $Machine.Agent.Operations } else { 9 }
      }
    }
  }
  $parent = [int] ($Filter -replace '\D', '')
  return $processes | Where-Object { $_.ParentProcessId -eq $parent }
}

function global:Get-Service {
  [CmdletBinding()] param([string] $Name)

  Set-StrictMode -Off
  if (-not $Machine.Services.ContainsKey($Name)) { Write-Error "Cannot find any service with service name '$Name'."; return }
  [pscustomobject] @{ Name = $Name; Status = $Machine.Services[$Name].Status }
}

function global:Set-Service {
  param([string] $Name, [string] $StartupType)

  Set-StrictMode -Off
  Assert-Working 'Set-Service'
  Add-Call "Set-Service $Name $StartupType"
  $Machine.Services[$Name].StartType = $StartupType
}

function global:Stop-Service {
  param([string] $Name, [switch] $Force)

  Set-StrictMode -Off
  Assert-Working 'Stop-Service'
  Add-Call "Stop-Service $Name"
  $Machine.Services[$Name].Status = 'Stopped'
}

function global:Restart-Service {
  param([string] $Name)

  Set-StrictMode -Off
  Add-Call "Restart-Service $Name"
  $Machine.Services[$Name].Status = 'Running'
}

function global:Get-LocalUser {
  [CmdletBinding()] param([string] $Name)

  Set-StrictMode -Off
  if ($Machine.Users.ContainsKey($Name)) { [pscustomobject] @{ Name = $Name } } else { Write-Error "User $Name was not found." }
}

function global:New-LocalUser {
  param([string] $Name, [securestring] $Password, [switch] $PasswordNeverExpires)

  Set-StrictMode -Off
  Assert-Working 'New-LocalUser'
  Add-Call "New-LocalUser $Name"
  $Machine.Users[$Name] = @{ Password = ConvertFrom-SecureString $Password -AsPlainText; NeverExpires = [bool] $PasswordNeverExpires }
}

function global:Set-LocalUser {
  param([string] $Name, [securestring] $Password)

  Set-StrictMode -Off
  Add-Call "Set-LocalUser $Name"
  $Machine.Users[$Name].Password = ConvertFrom-SecureString $Password -AsPlainText
}

function global:Add-LocalGroupMember {
  param([string] $SID, [string] $Member)

  Set-StrictMode -Off
  if ($Machine.Administrators -contains $Member) { throw [Microsoft.PowerShell.Commands.MemberExistsException]::new("$Member is a member already.") }
  Add-Call "Add-LocalGroupMember $SID $Member"
  $Machine.Administrators.Add($Member)
}

function global:New-ScheduledTaskAction { param([string] $Execute, [string] $Argument) "$Execute $Argument" }
function global:New-ScheduledTaskTrigger { param([switch] $Once, $At, [timespan] $RepetitionInterval) $RepetitionInterval }
function global:New-ScheduledTaskPrincipal { param([string] $UserId, [string] $LogonType, [string] $RunLevel) $UserId }
function global:New-ScheduledTaskSettingsSet {
  param([switch] $StartWhenAvailable, [string] $MultipleInstances, [timespan] $ExecutionTimeLimit)
  $ExecutionTimeLimit
}
function global:Register-ScheduledTask {
  param([string] $TaskName, [switch] $Force, $Action, $Trigger, $Principal, $Settings)

  Set-StrictMode -Off
  Assert-Working 'Register-ScheduledTask'
  Add-Call "Register-ScheduledTask $TaskName"
  $Machine.Tasks[$TaskName] = @{ Action = $Action; Every = $Trigger; As = $Principal; AtMost = $Settings }
}
