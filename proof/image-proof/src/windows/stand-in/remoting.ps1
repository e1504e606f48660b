# WinRM: its listeners and settings (drive WSMan:), certificates, firewall rules, registry settings, and sessions of other users.
# The commands for items handle the drives that do not exist on Linux, and pass other paths on to PowerShell's own commands.

function global:Enable-PSRemoting {
  param([switch] $Force, [switch] $SkipNetworkProfileCheck)

  Set-StrictMode -Off
  Assert-Working 'Enable-PSRemoting'
  Add-Call 'Enable-PSRemoting'
  $Machine.Services.WinRM.Status = 'Running'
  $Machine.FirewallRules.Add('WINRM-HTTP-In-TCP')
}

function global:Disable-PSRemoting {
  [CmdletBinding()] param([switch] $Force)

  Set-StrictMode -Off
  Assert-Working 'Disable-PSRemoting'
  Add-Call 'Disable-PSRemoting'
}

# Runs the script block with the other user's home as $HOME.
function global:Invoke-Command {
  param([string] $ComputerName, [pscredential] $Credential, [object[]] $ArgumentList, [scriptblock] $ScriptBlock)

  Set-StrictMode -Off
  Assert-Working 'Invoke-Command'
  Add-Call "Invoke-Command $ComputerName as $($Credential.UserName)"
  if ($Machine.Services.WinRM.Status -ne 'Running') { throw 'The client cannot connect to the destination: WinRM is not running.' }
  $own = $HOME
  Set-MachineHome 'Users/semaphore'
  try { & $ScriptBlock @ArgumentList } finally {
    Set-Variable -Name HOME -Value $own -Scope Global -Force
    Set-Location -LiteralPath $Machine.Root
  }
}

function global:Get-NetFirewallRule {
  [CmdletBinding()] param([string] $Name)
  $Machine.FirewallRules | Where-Object { $_ -like $Name }
}
function global:New-NetFirewallRule {
  param([string] $Name, [string] $DisplayName, [string] $Direction, [string] $Protocol, [int] $LocalPort, [string] $Action)
  Add-Call "New-NetFirewallRule $Name $Protocol $LocalPort $Action"
  $Machine.FirewallRules.Add($Name)
}
function global:Remove-NetFirewallRule {
  [CmdletBinding()] param([string] $Name)
  Add-Call "Remove-NetFirewallRule $Name"
  [void] $Machine.FirewallRules.Remove($Name)
}
function global:Disable-NetFirewallRule {
  foreach ($name in @($input)) {
    Add-Call "Disable-NetFirewallRule $name"
    [void] $Machine.FirewallRules.Remove($name)
  }
}

function global:New-SelfSignedCertificate {
  param([string] $CertStoreLocation, [string] $DnsName)
  Add-Call "New-SelfSignedCertificate $CertStoreLocation $DnsName"
  [pscustomobject] @{ Thumbprint = 'ABCD' }
}

# EC2Launch v2 runs user data with -ExecutionPolicy, which sets the policy of scope Process. A change in a wider scope then
# throws a terminating error, even with -ErrorAction (Microsoft, about_Execution_Policies).
function global:Set-ExecutionPolicy {
  [CmdletBinding()] param([string] $ExecutionPolicy, [string] $Scope, [switch] $Force)
  throw 'Windows PowerShell updated your execution policy successfully, but the setting is overridden by a policy defined at a more specific scope.'
}

$global:ForeignDrive = '^(WSMan|HKLM|Cert):'

function global:Set-Item {
  if ("$($args[1])" -notmatch $ForeignDrive) { return Microsoft.PowerShell.Management\Set-Item @args }
  $Machine.WSMan[$args[1]] = $args[3]
  Add-Call "Set-Item $($args[1]) $($args[3])"
}
function global:New-Item {
  Set-StrictMode -Off
  if ("$($args[1])" -notmatch $ForeignDrive) { return Microsoft.PowerShell.Management\New-Item @args }
  Add-Call "New-Item $($args -join ' ')"
  $Machine.Listeners.Add([pscustomobject] @{ Keys = @('Transport=HTTPS', 'Address=*'); Listener = $true })
}
function global:Get-ChildItem {
  Set-StrictMode -Off
  if ("$($args[1])" -notmatch $ForeignDrive) { return Microsoft.PowerShell.Management\Get-ChildItem @args }
  Assert-Working 'Get-ChildItem WSMan:'
  $Machine.Listeners.ToArray()
}
function global:Remove-Item {
  Set-StrictMode -Off
  $items = @($input)
  $listeners = @($items | Where-Object { $_.Listener })
  if ($listeners.Count -gt 0) {
    foreach ($listener in $listeners) { Add-Call "Remove-Item listener $($listener.Keys -join ' ')"; [void] $Machine.Listeners.Remove($listener) }
  } elseif ($items.Count -gt 0) {
    $items | Microsoft.PowerShell.Management\Remove-Item @args
  } elseif ($args.Count -gt 0 -and "$($args[0])" -ne '-Recurse') {
    Microsoft.PowerShell.Management\Remove-Item @args
  }
}
function global:Remove-ItemProperty { Add-Call "Remove-ItemProperty $($args[1]) $($args[3])" }
