# The health check: powers the instance off once its agent is gone, and nothing else keeps it from that.

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
  It 'notes that the agent runs, and does nothing' {
    (Start-HealthCheck).ExitCode | Should -Be 0
    Get-Call | Should -BeNullOrEmpty
    Get-MachineFile $Log | Should -Match '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ The agent runs\.'
  }

  It 'powers off: <What>' -ForEach @(
    @{ What = 'the service is stopped'; Change = { $Machine.Services['semaphore-agent'].StartedAt = $null } }
    @{ What = 'there is no service'; Change = { $Machine.Services.Remove('semaphore-agent') } }
    @{ What = 'the service has no child'; Change = { $Machine.Agent.UpAfterMs = 10000 } }
    @{ What = 'the child is another program of the same name'; Change = { $Machine.Agent.Path = 'C:\job\agent.exe' } }
    @{ What = 'the child is a process whose path nobody may read'; Change = { $Machine.Agent.Path = $null } }
    @{
      What = 'the same program runs elsewhere, started by a job'
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

  It 'powers off though <What>' -ForEach @(
    @{
      What = 'another program holds its log'
      Change = { $script:holder = [System.IO.File]::Open((Join-Path $Machine.Root 'semaphore-agent/health-check.log'), 'OpenOrCreate', 'ReadWrite', 'None') }
    }
    @{
      What = 'the disk is full'
      Change = { & /bin/ln -s /dev/full (Join-Path $Machine.Root 'semaphore-agent/health-check.log') }
    }
    @{
      What = 'its log cannot be a file'
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

  It 'writes beside a program that reads its log' {
    Reset-Machine instance
    $reader = [System.IO.File]::Open((Join-Path $Machine.Root 'semaphore-agent/health-check.log'), 'OpenOrCreate', 'Read', 'ReadWrite')
    try { Invoke-Script 'C:\semaphore-agent\health-check.ps1' | Out-Null } finally { $reader.Dispose() }
    Get-MachineFile $Log | Should -Match 'The agent is gone'
  }

  It 'does not end a job because it cannot see' {
    $result = Start-HealthCheck { $Machine.Failing['Get-CimInstance'] = 'The RPC server is unavailable.' }
    $result.ExitCode | Should -Be 1
    Get-Call | Should -BeNullOrEmpty
    Get-MachineFile $Log | Should -Match 'cannot be read: The RPC server is unavailable'
  }

  It 'asks neither the metadata service nor AWS' {
    Start-HealthCheck { & $Gone; $Machine.Metadata.Failures = 5 } | Out-Null
    $Machine.Metadata.Failures | Should -Be 5
    Get-Call 'aws*' | Should -BeNullOrEmpty
  }

  It 'adds to its log' {
    Start-HealthCheck | Out-Null
    Invoke-Script 'C:\semaphore-agent\health-check.ps1' | Out-Null
    @((Get-MachineFile $Log).Trim() -split "`r?`n").Count | Should -Be 2
  }

  It 'fails aloud when the instance does not power off' {
    $result = Start-HealthCheck { & $Gone; $Machine.ExitCodes['shutdown.exe'] = 5 }
    $result.Thrown | Should -Match 'shutdown.exe ended with exit code 5'
  }
}
