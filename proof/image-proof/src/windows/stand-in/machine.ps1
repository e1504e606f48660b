# A stand-in for a Windows instance: its drive C:, its clock and its recorded calls. Runs once, before all cases;
# Reset-Machine resets it for each case. docs/images.md has the sources of its assumptions about Windows.

$global:Machine = $null

# Resets calls, sleeps, files and faults.
function global:Reset-Machine {
  param([ValidateSet('instance', 'build')] [string] $As = 'instance')

  Set-StrictMode -Off
  $root = $env:STAND_IN_ROOT
  $global:Machine = @{
    Root = $root
    CallsFile = "$root.calls"
    SleptMs = 0
    # A script block that runs after each sleep.
    OnSleep = $null
    Sleeps = New-Object System.Collections.Generic.List[int]
    Aws = @{}
    Metadata = @{
      Failures = 0
      'placement/region' = 'eu-west-1'
      'instance-id' = 'i-0123456789abcdef0'
      'dynamic/instance-identity/document' = '{ "instanceId": "i-0123456789abcdef0", "instanceType": "m7i.large", "imageId": "ami-0123456789abcdef0", "pendingTime": "2026-05-01T11:59:50Z" }'
    }
    Agent = @{ UpAfterMs = 0; DiesAfterMs = -1; IsReady = $true; Operations = 100; Path = 'C:\semaphore-agent\agent.exe' }
    Services = @{
      WinRM = @{ Status = 'Running'; StartType = 'Automatic' }
      AmazonCloudWatchAgent = @{ Status = 'Running'; StartType = 'Manual' }
      AmazonSSMAgent = @{ Status = 'Running'; StartType = 'Manual' }
    }
    Processes = @()
    Users = @{}
    Administrators = New-Object System.Collections.Generic.List[string]
    ServiceSettings = @{}
    FirewallRules = New-Object System.Collections.Generic.List[string]
    Listeners = New-Object System.Collections.Generic.List[object]
    WSMan = @{}
    Tasks = @{}
    # Error messages of commands that fail, by command.
    Failing = @{}
    # Exit codes of programs, by the start of the call.
    ExitCodes = @{}
    ElevationLabel = 'S-1-16-16384'
    Downloads = @{}
    Toolbox = @{}
    Signature = @{ Status = 'Valid'; Signer = 'Chocolatey Software, Inc' }
  }
  if ([System.IO.Directory]::Exists($root)) { [System.IO.Directory]::Delete($root, $true) }
  [System.IO.File]::WriteAllText($Machine.CallsFile, '')
  if ($As -eq 'instance') { New-InstanceFiles } else { New-BuildFiles }
  Reset-MachineEnvironment
}

function global:Reset-MachineEnvironment {
  Set-StrictMode -Off
  Get-ChildItem Env: |
    Where-Object { $_.Name -like 'AWS_*' -or $_.Name -like 'Semaphore*' -or $_.Name -in 'AGENT_VERSION', 'TOOLBOX_VERSION' } |
    ForEach-Object { Remove-Item "Env:$($_.Name)" }
  $env:CALLS = $Machine.CallsFile
  $env:ProgramData = 'C:\ProgramData'
  $env:ProgramFiles = 'C:\Program Files'
  $env:USERPROFILE = 'C:\Users\Administrator'
  Set-MachineHome 'Windows/System32/config/systemprofile'
  Set-Location -LiteralPath $Machine.Root

}

# Sets $HOME to a folder below C:.
function global:Set-MachineHome {
  param([string] $Path)

  $folder = Join-Path $Machine.Root $Path
  New-Item -ItemType Directory -Path $folder -Force | Out-Null
  Set-Variable -Name HOME -Value $folder -Scope Global -Force
}

# Records a call. Functions and programs use the same file, so the calls are in order.
function global:Add-Call {
  param([string] $Call)

  [System.IO.File]::AppendAllText($Machine.CallsFile, "$Call`n")
}

# Returns the recorded calls, without the options that all calls of AWS have.
function global:Get-Call {
  param([string] $Like = '*')

  @(Get-Content -LiteralPath $Machine.CallsFile) -like $Like -replace ' --cli-(connect|read)-timeout \d+| --output json', ''
}

# Throws if the case makes the command fail, as a cmdlet does if $ErrorActionPreference is Stop.
function global:Assert-Working {
  param([string] $Command)

  if ($Machine.Failing.ContainsKey($Command)) { throw $Machine.Failing[$Command] }
}

# Runs a script and returns its output, the exit code that its process would have, and the error that it threw.
function global:Invoke-Script {
  param([string] $Path, [object[]] $Arguments = @())

  Set-StrictMode -Off
  $global:LASTEXITCODE = 0
  $thrown = $null
  try {
    $output = @(& $Path @Arguments 2>&1)
    # $? is true if the script ran to its end; $LASTEXITCODE is then that of its last program.
    $exitCode = if ($?) { 0 } else { $LASTEXITCODE }
  } catch {
    $thrown = $_
    $exitCode = 1
  }

  [pscustomobject] @{ ExitCode = $exitCode; Output = ($output -join "`n"); Thrown = "$thrown" }
}

# Returns the text of a file on drive C:.
function global:Get-MachineFile {
  param([string] $Path)

  [System.IO.File]::ReadAllText((Join-Path $Machine.Root $Path))
}

# The machine has run for 1,000 seconds when a case begins. The alias takes precedence over the function of the scripts.
function global:Get-FakeMonotonicTime {
  Set-StrictMode -Off
  1000 + $Machine.SleptMs / 1000
}
Set-Alias -Name Get-MonotonicTime -Value Get-FakeMonotonicTime -Scope Global

# Advances the fake clock without waiting.
function global:Start-Sleep {
  param([int] $Seconds = 0, [int] $Milliseconds = 0)

  Set-StrictMode -Off
  $ms = 1000 * $Seconds + $Milliseconds
  $Machine.SleptMs += $ms
  $Machine.Sleeps.Add($ms)
  if ($Machine.OnSleep) { & $Machine.OnSleep }
}
