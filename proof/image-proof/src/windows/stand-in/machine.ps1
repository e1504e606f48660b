# A stand-in for a Windows instance: its drive C:, its clock, what it was asked to do. Run once, before all cases;
# Reset-Machine makes a new instance for each. What it assumes about Windows has its source in docs/images.md.

$global:Machine = $null

# A new machine: what was called, slept and written is forgotten, and everything works.
function global:Reset-Machine {
  param([ValidateSet('instance', 'build')] [string] $As = 'instance')

  Set-StrictMode -Off
  $root = $env:STAND_IN_ROOT
  $global:Machine = @{
    Root = $root
    CallsFile = "$root.calls"
    SleptMs = 0
    Sleeps = New-Object System.Collections.Generic.List[int]
    Aws = @{}
    Metadata = @{ Failures = 0; 'placement/region' = 'eu-west-1'; 'instance-id' = 'i-0123456789abcdef0' }
    Agent = @{ UpAfterMs = 0; DiesAfterMs = -1; Path = 'C:\semaphore-agent\agent.exe' }
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
    # Commands that fail, by their name, with what they say.
    Failing = @{}
    # Exit codes of programs, by the beginning of the call.
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

# Whose home is $HOME; below C:.
function global:Set-MachineHome {
  param([string] $Path)

  $folder = Join-Path $Machine.Root $Path
  New-Item -ItemType Directory -Path $folder -Force | Out-Null
  Set-Variable -Name HOME -Value $folder -Scope Global -Force
}

# Notes that something was called, in the order of the calls, whether by a function or by a program.
function global:Add-Call {
  param([string] $Call)

  [System.IO.File]::AppendAllText($Machine.CallsFile, "$Call`n")
}

# What was called, without what every call of AWS has.
function global:Get-Call {
  param([string] $Like = '*')

  @(Get-Content -LiteralPath $Machine.CallsFile) -like $Like -replace ' --cli-(connect|read)-timeout \d+| --output json', ''
}

# Whether a command was told to fail: then it throws, as a cmdlet under $ErrorActionPreference Stop does.
function global:Assert-Working {
  param([string] $Command)

  if ($Machine.Failing.ContainsKey($Command)) { throw $Machine.Failing[$Command] }
}

# Runs a script as a process would: what it printed, whether and how it ended.
function global:Invoke-Script {
  param([string] $Path, [object[]] $Arguments = @())

  Set-StrictMode -Off
  $global:LASTEXITCODE = 0
  $thrown = $null
  try {
    $output = @(& $Path @Arguments 2>&1)
    # A script that runs through leaves $? true and the exit code of its last program.
    $exitCode = if ($?) { 0 } else { $LASTEXITCODE }
  } catch {
    $thrown = $_
    $exitCode = 1
  }

  [pscustomobject] @{ ExitCode = $exitCode; Output = ($output -join "`n"); Thrown = "$thrown" }
}

# A file of drive C:, as text.
function global:Get-MachineFile {
  param([string] $Path)

  [System.IO.File]::ReadAllText((Join-Path $Machine.Root $Path))
}

# Time that passes without anybody waiting in truth.
function global:Start-Sleep {
  param([int] $Seconds = 0, [int] $Milliseconds = 0)

  Set-StrictMode -Off
  $ms = 1000 * $Seconds + $Milliseconds
  $Machine.SleptMs += $ms
  $Machine.Sleeps.Add($ms)
}
