# The health check powers off an instance whose agent is alive but does nothing.

BeforeAll {
  $Activity = 'semaphore-agent/agent-activity'
  $AgentLog = 'semaphore-agent/agent.log'

  # Runs two health checks. At the second one, the agent has done nothing for $Minutes minutes, unless $Between changes
  # something.
  function Start-TwoChecks {
    param([int] $Minutes = 15, [scriptblock] $Between = {})

    Reset-Machine instance
    $Machine.Services['semaphore-agent'] = @{ Status = 'Running'; StartType = 'Manual'; StartedAt = -5000 }
    Set-MachineFile $AgentLog 'SYNC request'
    Invoke-Script 'C:\semaphore-agent\health-check.ps1' | Out-Null
    Set-MachineFile $Activity ((Get-MachineFile $Activity) -replace '^\d+', "$($Minutes - 1)")
    & $Between
    Invoke-Script 'C:\semaphore-agent\health-check.ps1'
  }
}

Describe 'stuck agent' {
  It 'powers off if the agent has done nothing for 15 minutes' {
    (Start-TwoChecks).ExitCode | Should -Be 0
    Get-Call | Should -Be $PowersOff
    Get-MachineFile 'semaphore-agent/health-check.log' | Should -Match 'has done nothing for 15 minutes'
  }

  It 'leaves the agent alone if <What>' -ForEach @(
    @{ What = 'only 14 minutes have passed'; Minutes = 14; Change = {} }
    @{ What = 'it has logged something'; Minutes = 15; Change = { [System.IO.File]::AppendAllText((Join-Path $Machine.Root $AgentLog), 'SYNC response') } }
    @{ What = 'it works but cannot log, because the disk was full'; Minutes = 15; Change = { $Machine.Agent.Operations = 101 } }
    @{ What = 'there is no log'; Minutes = 15; Change = { Remove-Item 'C:\semaphore-agent\agent.log' } }
    @{ What = "the record of the agent's activity is damaged"; Minutes = 15; Change = { Set-MachineFile $Activity '15 x' } }
    @{ What = 'the disk is full'; Minutes = 15; Change = { Remove-Item "C:\$Activity"; & /bin/ln -s /dev/full (Join-Path $Machine.Root $Activity) } }
  ) {
    (Start-TwoChecks $Minutes $Change).ExitCode | Should -Be 0
    Get-Call | Should -BeNullOrEmpty
    Get-MachineFile 'semaphore-agent/health-check.log' | Should -Match 'The agent runs\.[^.]*The agent runs\.'
  }

  It 'starts counting again after a sign of life' {
    Start-TwoChecks 15 { $Machine.Agent.Operations = 101 } | Out-Null
    Get-MachineFile $Activity | Should -Match '^0\|'
  }

  It "keeps no record of the agent's activity while there is no log" {
    Start-TwoChecks 15 { Remove-Item 'C:\semaphore-agent\agent.log' } | Out-Null
    Test-Path (Join-Path $Machine.Root $Activity) | Should -BeFalse
  }
}
