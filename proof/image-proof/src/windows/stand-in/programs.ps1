# Programs that the scripts call by name. Each records its call and sets an exit code. Write-Error stands in for standard error,
# because 2>&1 turns both into an ErrorRecord.

# Records the call, and sets the exit code that the test case has chosen for calls that begin like this one.
function global:Complete-Program {
  param([string] $Call, [switch] $Silent)

  Set-StrictMode -Off
  Add-Call $Call
  $global:LASTEXITCODE = 0
  foreach ($start in $Machine.ExitCodes.Keys) {
    if ("$Call ".StartsWith("$start ")) { $global:LASTEXITCODE = $Machine.ExitCodes[$start] }
  }
  if (-not $Silent -and $LASTEXITCODE -notin 0, 1641, 3010) { Write-Error "$($Call.Split(' ')[0]): failed" }
}

foreach ($name in 'icacls', 'sc.exe', 'git', 'choco', 'shutdown.exe') {
  Set-Item -Path "function:global:$name" -Value ([scriptblock]::Create("Complete-Program ""$name `$args"""))
}

function global:whoami.exe {
  Complete-Program "whoami.exe $args"
  """Mandatory Label\X"",""Label"",""$($Machine.ElevationLabel)"""
}

# nssm polls the service's state with waits of 50, 100, 150 ... ms until they add up to more than 1.5 seconds, which takes 1.8
# seconds. Then it prints SERVICE_START_PENDING and exits with 1. As the service is running 1.5 seconds after its program has
# started, nssm gives up on a program that takes more than 0.3 seconds to start. Source: nssm, service.cpp (control_service,
# await_service_control_response) and nssm.h (NSSM_RESET_THROTTLE_RESTART).
function global:nssm {
  Set-StrictMode -Off
  Complete-Program "nssm $args"
  if ($LASTEXITCODE -ne 0) { return }
  $name = $args[1]
  switch ($args[0]) {
    'install' { $Machine.Services[$name] = @{ Status = 'Stopped'; StartType = 'Automatic' } }
    'set' { if ($name -eq 'semaphore-agent') { $Machine.ServiceSettings["$($args[2])"] = $args[3..($args.Count - 1)] -join ' ' } }
    'remove' { $Machine.Services.Remove($name) }
    'stop' { $Machine.Services[$name].StartedAt = $null }
    'start' {
      $Machine.Services[$name].StartedAt = $Machine.SleptMs
      # What a real agent logs when it is ready for jobs (pkg/listener/listener.go of semaphoreci/agent).
      if ($Machine.Agent.IsReady) {
        [System.IO.File]::AppendAllText("$($Machine.Root)/semaphore-agent/agent.log", "May  1 12:00:01.000 : Starting to poll for jobs`n")
      }
      if ($name -eq 'semaphore-agent' -and $Machine.Agent.UpAfterMs -gt 300) {
        Write-Error 'semaphore-agent: Unexpected status SERVICE_START_PENDING in response to START control.'
        $global:LASTEXITCODE = 1
      }
    }
  }
}

function global:python {
  Set-StrictMode -Off
  Complete-Program "python $args"
  if ($args[0] -like '*gen-pre-signed-url.py') { $Machine.PreSignedUrl }
}

# Extracts the agent's release or the toolbox, depending on the archive's name (semaphoreci/toolbox, release/create.sh).
function global:tar.exe {
  Set-StrictMode -Off
  Complete-Program "tar.exe $args"
  if ($LASTEXITCODE -ne 0) { return }
  $folder = "$($args[3])".Replace('C:\', "$($Machine.Root)/").Replace('\', '/').Replace($Machine.Root + '/', '')
  if ($args[1] -like '*agent_Windows*') {
    if ($Machine.EmptyArchive) { return }
    New-MachineProgram "$folder/agent.exe" 'agent.exe'
    Set-MachineFile "$folder/install.ps1" 'exit 0'
    return
  }
  foreach ($program in 'cache', 'sem-context', 'test-results', 'artifact') {
    if ($program -eq $Machine.Toolbox.MissingProgram) { continue }
    New-MachineProgram "$folder/toolbox/bin/$program.exe" "$program.exe" "exit $([int] $Machine.Toolbox[$program])"
  }
}

# Start-Process, which the scripts use for msiexec only.
function global:Start-Process {
  param([string] $FilePath, [string[]] $ArgumentList, [switch] $Wait, [switch] $PassThru)

  Set-StrictMode -Off
  Complete-Program "$FilePath $($ArgumentList -join ' ')" -Silent
  Set-MachineFile ($ArgumentList[-1] -replace '^C:\\', '' -replace '\\', '/') "MSI (s): a line`nMSI (s): return value 3"
  if ($Wait -and $PassThru) { [pscustomobject] @{ ExitCode = $LASTEXITCODE } }
}
