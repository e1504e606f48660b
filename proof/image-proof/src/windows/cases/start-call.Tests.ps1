# The caller and the arguments of start.ps1.

Describe 'start: caller and arguments' {
  It 'refuses a caller who is not an administrator, and keeps the instance healthy' {
    Reset-Instance
    $Machine.ElevationLabel = 'S-1-16-8192'
    $result = Start-Agent
    $result.ExitCode | Should -Be 77
    $result.Output | Should -Match 'as an administrator'
    Get-Call | Should -BeLike 'whoami.exe*'
  }

  It 'starts the agent for <What>' -ForEach @(
    @{ What = 'an elevated administrator'; Change = { $Machine.ElevationLabel = 'S-1-16-12288' } }
    @{ What = 'a caller of unknown integrity level'; Change = { $Machine.ExitCodes['whoami.exe'] = 1 } }
  ) {
    Reset-Instance
    & $Change
    (Start-Agent).ExitCode | Should -Be 0
    Get-Call 'nssm start semaphore-agent' | Should -Not -BeNullOrEmpty
  }

  It 'makes the group replace the instance if there is no argument' {
    Reset-Instance
    $result = Invoke-Script 'C:\semaphore-agent\start.ps1'
    $result.ExitCode | Should -Be 1
    $result.Output | Should -Match 'start\.ps1 <config parameter>'
    Get-Call 'aws*' | Should -Be $MarksUnhealthy
  }
}
