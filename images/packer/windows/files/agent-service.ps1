# The agent's service and its health check. Dot-sourced by start.ps1 and health-check.ps1.

# Whether the service's own agent runs: that executable as the service's child. A job may run one of the same name.
function Test-AgentRunning {
  $service = Get-CimInstance -ClassName Win32_Service -Filter "Name = '$ServiceName'"
  if ($null -eq $service -or $service.ProcessId -eq 0) { return $false }
  $agents = Get-CimInstance -ClassName Win32_Process -Filter "ParentProcessId = $($service.ProcessId)" |
    Where-Object { $_.ExecutablePath -eq "$AgentDirectory\agent.exe" }
  return ($null -ne $agents)
}

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
  # An interrupted job may go on for the grace period; then the agent still has to say goodbye.
  $stopMs = ($GraceSeconds + 30) * 1000
  $settings = @(
    @('ObjectName', '.\semaphore', $Credential.GetNetworkCredential().Password),
    @('AppDirectory', $AgentDirectory),
    @('AppStdout', "$AgentDirectory\agent.log"),
    @('AppStderr', "$AgentDirectory\agent.log"),
    # An agent that ended has ended: the health check powers the instance off.
    @('AppExit', 'Default', 'Exit'),
    @('AppStopMethodConsole', "$stopMs"),
    @('Start', 'SERVICE_DEMAND_START')
  )
  foreach ($setting in $settings) { Invoke-Native 'nssm' (@('set', $ServiceName) + $setting) | Out-Null }

  # nssm gives up after some two seconds, with 1 and SERVICE_START_PENDING, while the service still comes up.
  Invoke-Native 'nssm' @('start', $ServiceName) -AcceptedExitCodes 0, 1 | Out-Null
  Wait-Agent -Seconds 60
}

# Until the service runs, which it does once its agent has lived for 1.5 seconds, and the agent still does.
function Wait-Agent {
  param([Parameter(Mandatory = $true)] [int] $Seconds)

  for ($waited = 0; -not (Test-ServiceRunning) -or -not (Test-AgentRunning); $waited++) {
    if ($waited -ge $Seconds) {
      throw "The agent has not come up within $Seconds seconds: $(Get-LogEnd "$AgentDirectory\agent.log")"
    }
    Start-Sleep -Seconds 1
  }
}

function Test-ServiceRunning {
  return ((Get-CimInstance -ClassName Win32_Service -Filter "Name = '$ServiceName'").State -eq 'Running')
}

# Whether the agent was told to stop, as at the end of a spot instance: nssm says so from then on (service.cpp,
# service_control_handler), while the service of an agent that ends by itself still runs.
function Test-AgentInterrupted {
  try {
    return (-not (Test-ServiceRunning))
  } catch {
    # While the machine shuts down nobody may answer. A successor too many is better than one too few.
    Write-Warning "The service's state cannot be read: $_"
    return $true
  }
}

# Every minute, as SYSTEM, also after a reboot.
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
