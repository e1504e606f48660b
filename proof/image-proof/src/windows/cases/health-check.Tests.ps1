# The health check powers off the instance if its agent is gone, whatever else fails.

BeforeAll {
  $Log = 'semaphore-agent/health-check.log'

  function Start-HealthCheck {
    param([scriptblock] $Setup = {})

    Reset-Machine instance
    $Machine.Services['semaphore-agent'] = @{ Status = 'Running'; StartType = 'Manual'; StartedAt = -5000 }
    & $Setup
    Invoke-Script 'C:\semaphore-agent\health-check.ps1'
  }

  $Gone = { $Machine.Services['semaphore-agent'].StartedAt = $null }
}

Describe 'health check' {
  It 'does nothing but log if the agent runs' {
    (Start-HealthCheck).ExitCode | Should -Be 0
    Get-Call | Should -BeNullOrEmpty
    Get-MachineFile $Log | Should -Match '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ The agent runs\.'
  }

  It 'powers off if <What>' -ForEach @(
    @{ What = 'the service is stopped'; Change = { $Machine.Services['semaphore-agent'].StartedAt = $null } }
    @{ What = 'there is no service'; Change = { $Machine.Services.Remove('semaphore-agent') } }
    @{ What = 'the service has no child'; Change = { $Machine.Agent.UpAfterMs = 10000 } }
    @{ What = "the service's child is another program with the same name"; Change = { $Machine.Agent.Path = 'C:\job\agent.exe' } }
    @{ What = "the path of the service's child cannot be read"; Change = { $Machine.Agent.Path = $null } }
    @{
      What = 'only a job runs the same program'
      Change = {
        $Machine.Services['semaphore-agent'].StartedAt = $null
        $Machine.Processes = @([pscustomobject] @{ ProcessId = 77; ParentProcessId = 55; ExecutablePath = 'C:\semaphore-agent\agent.exe' })
      }
    }
  ) {
    (Start-HealthCheck $Change).ExitCode | Should -Be 0
    Get-Call | Should -Be $PowersOff
    Get-MachineFile $Log | Should -Match 'The agent is gone'
  }

  It 'powers off even if <What>' -ForEach @(
    @{
      What = 'another program locks its log'
      Change = { $script:holder = [System.IO.File]::Open((Join-Path $Machine.Root 'semaphore-agent/health-check.log'), 'OpenOrCreate', 'ReadWrite', 'None') }
    }
    @{
      What = 'the disk is full'
      Change = { & /bin/ln -s /dev/full (Join-Path $Machine.Root 'semaphore-agent/health-check.log') }
    }
    @{
      What = 'its log is a folder'
      Change = { New-Item -ItemType Directory -Path (Join-Path $Machine.Root 'semaphore-agent/health-check.log') | Out-Null }
    }
  ) {
    $script:holder = $null
    try {
      $result = Start-HealthCheck { & $Gone; & $Change }
      Get-Call | Should -Be $PowersOff
      $result.ExitCode | Should -Be 0
    } finally {
      if ($holder) { $holder.Dispose() }
    }
  }

  It 'writes its log while another program reads it' {
    Reset-Machine instance
    $reader = [System.IO.File]::Open((Join-Path $Machine.Root 'semaphore-agent/health-check.log'), 'OpenOrCreate', 'Read', 'ReadWrite')
    try { Invoke-Script 'C:\semaphore-agent\health-check.ps1' | Out-Null } finally { $reader.Dispose() }
    Get-MachineFile $Log | Should -Match 'The agent is gone'
  }

  It 'does not power off if it cannot read the processes' {
    $result = Start-HealthCheck { $Machine.Failing['Get-CimInstance'] = 'The RPC server is unavailable.' }
    $result.ExitCode | Should -Be 1
    Get-Call | Should -BeNullOrEmpty
    Get-MachineFile $Log | Should -Match 'Cannot read the processes: The RPC server is unavailable'
  }

  It 'calls neither the metadata service nor AWS' {
    Start-HealthCheck { & $Gone; $Machine.Metadata.Failures = 5 } | Out-Null
    $Machine.Metadata.Failures | Should -Be 5
    Get-Call 'aws*' | Should -BeNullOrEmpty
  }

  It 'appends to its log' {
    Start-HealthCheck | Out-Null
    Invoke-Script 'C:\semaphore-agent\health-check.ps1' | Out-Null
    @((Get-MachineFile $Log).Trim() -split "`r?`n").Count | Should -Be 2
  }

  It 'throws if the instance does not power off' {
    $result = Start-HealthCheck { & $Gone; $Machine.ExitCodes['shutdown.exe'] = 5 }
    $result.Thrown | Should -Match 'shutdown.exe ended with exit code 5'
  }
}
