# The agent's service and its health check. start.ps1, health-check.ps1 and hooks/shutdown.ps1 dot-source this.

$ErrorActionPreference = 'Stop'

# Returns whether the agent's executable runs as a child of the service. The name alone is not enough, because a job may run a
# program of the same name.
function Test-AgentRunning {
  return (@(Get-AgentProcess).Count -gt 0)
}

# Returns the agent's processes: the child of the service, and the child of that, which does the work (panicwrap in main.go of
# semaphoreci/agent).
function Get-AgentProcess {
  $service = Get-CimInstance -ClassName Win32_Service -Filter "Name = '$ServiceName'"
  if ($null -eq $service -or $service.ProcessId -eq 0) { return }
  foreach ($agent in @(Get-AgentChild $service.ProcessId)) {
    $agent
    Get-AgentChild $agent.ProcessId
  }
}

function Get-AgentChild {
  param([Parameter(Mandatory = $true)] [int] $ParentId)

  Get-CimInstance -ClassName Win32_Process -Filter "ParentProcessId = $ParentId" |
    Where-Object { $_.ExecutablePath -eq "$AgentDirectory\agent.exe" }
}

# The retirement watch creates this file when the instance retires. The shutdown hook then asks for a replacement.
$InterruptedFile = "$AgentDirectory\interrupted"
$RetirementWatchName = 'semaphore-agent-retirement-watch'

function Register-AgentService {
  param(
    [Parameter(Mandatory = $true)] [System.Management.Automation.PSCredential] $Credential,
    [Parameter(Mandatory = $true)] [int] $GraceSeconds
  )

  if (Get-Service -Name $ServiceName -ErrorAction SilentlyContinue) {
    Invoke-Native 'nssm' @('stop', $ServiceName) -AcceptedExitCodes 0, 1 | Out-Null
    Invoke-Native 'nssm' @('remove', $ServiceName, 'confirm') | Out-Null
  }
  Invoke-Native 'nssm' @(
    'install', $ServiceName, "$AgentDirectory\agent.exe", 'start', '--config-file', "$AgentDirectory\config.yaml"
  ) | Out-Null
  # After the grace period of an interrupted job, the agent needs time to disconnect.
  $stopMs = ($GraceSeconds + 30) * 1000
  $settings = @(
    @('ObjectName', '.\semaphore', $Credential.GetNetworkCredential().Password),
    @('AppDirectory', $AgentDirectory),
    @('AppStdout', "$AgentDirectory\agent.log"),
    @('AppStderr', "$AgentDirectory\agent.log"),
    # Do not restart an agent that has exited; the health check powers off the instance.
    @('AppExit', 'Default', 'Exit'),
    @('AppStopMethodConsole', "$stopMs"),
    @('Start', 'SERVICE_DEMAND_START')
  )
  foreach ($setting in $settings) { Invoke-Native 'nssm' (@('set', $ServiceName) + $setting) | Out-Null }

  if (Test-Path -LiteralPath $InterruptedFile) { Remove-Item -LiteralPath $InterruptedFile -Force }
  # If the service is not running after about two seconds, nssm prints SERVICE_START_PENDING and exits with 1.
  Invoke-Native 'nssm' @('start', $ServiceName) -AcceptedExitCodes 0, 1 | Out-Null
  Wait-Agent -Seconds 60
}

# Waits until the service and the agent run. nssm reports the service as running once the agent has run for 1.5 seconds.
function Wait-Agent {
  param([Parameter(Mandatory = $true)] [int] $Seconds)

  for ($waited = 0; -not (Test-ServiceRunning) -or -not (Test-AgentRunning); $waited++) {
    if ($waited -ge $Seconds) {
      throw "The agent did not start within $Seconds seconds: $(Get-LogEnd "$AgentDirectory\agent.log")"
    }
    Start-Sleep -Seconds 1
  }
}

function Test-ServiceRunning {
  return ((Get-CimInstance -ClassName Win32_Service -Filter "Name = '$ServiceName'").State -eq 'Running')
}

# Returns whether the instance retires, or whether Windows or a user stopped the service, for example because of a spot
# interruption. After such a stop, nssm reports a state other than Running (service.cpp, service_control_handler). If the agent exits
# by itself, the service is still Running while the shutdown hook calls this function.
function Test-AgentInterrupted {
  try {
    return ((Test-Path -LiteralPath $InterruptedFile) -or -not (Test-ServiceRunning))
  } catch {
    # The query may fail while the machine shuts down. One replacement too many is better than one too few.
    Write-Warning "Cannot read the state of the service: $_"
    return $true
  }
}

# Runs the retirement watch beside the agent, as SYSTEM. nssm restarts it if it fails. A failure here must not cost the instance,
# whose agent already runs.
function Register-RetirementWatch {
  try {
    if (Get-Service -Name $RetirementWatchName -ErrorAction SilentlyContinue) {
      Invoke-Native 'nssm' @('stop', $RetirementWatchName) -AcceptedExitCodes 0, 1 | Out-Null
      Invoke-Native 'nssm' @('remove', $RetirementWatchName, 'confirm') | Out-Null
    }
    Invoke-Native 'nssm' @(
      'install', $RetirementWatchName, "$PSHOME\powershell.exe", '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass',
      '-File', "$AgentDirectory\retirement-watch.ps1"
    ) | Out-Null
    foreach ($setting in @(@('AppExit', 'Default', 'Restart'), @('AppExit', '0', 'Exit'), @('Start', 'SERVICE_DEMAND_START'))) {
      Invoke-Native 'nssm' (@('set', $RetirementWatchName) + $setting) | Out-Null
    }
    Invoke-Native 'nssm' @('start', $RetirementWatchName) -AcceptedExitCodes 0, 1 | Out-Null
  } catch {
    Write-Log "Cannot start the retirement watch: $_"
  }
}

# Registers a task that runs the health check every minute, as SYSTEM, also after a reboot.
function Register-HealthCheck {
  $action = New-ScheduledTaskAction -Execute 'powershell.exe' `
    -Argument "-NoProfile -NonInteractive -ExecutionPolicy Bypass -File $AgentDirectory\health-check.ps1"
  $trigger = New-ScheduledTaskTrigger -Once -At (Get-Date) -RepetitionInterval (New-TimeSpan -Minutes 1)
  $principal = New-ScheduledTaskPrincipal -UserId 'S-1-5-18' -LogonType ServiceAccount -RunLevel Highest
  $settings = New-ScheduledTaskSettingsSet -StartWhenAvailable -MultipleInstances IgnoreNew `
    -ExecutionTimeLimit (New-TimeSpan -Seconds 50)
  Register-ScheduledTask -TaskName 'semaphore-agent-health-check' -Force -Action $action -Trigger $trigger `
    -Principal $principal -Settings $settings | Out-Null
}
