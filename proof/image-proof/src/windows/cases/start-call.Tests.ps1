# The caller and the arguments of start.ps1.

Describe 'start: the caller' {
  It 'gets a message if not an administrator, and the instance stays healthy' {
    Reset-Instance
    $Machine.ElevationLabel = 'S-1-16-8192'
    $result = Start-Agent
    $result.ExitCode | Should -Be 77
    $result.Output | Should -Match 'as an administrator'
    Get-Call | Should -BeLike 'whoami.exe*'
  }

  It '<What> starts the agent' -ForEach @(
    @{ What = 'as an elevated administrator'; Change = { $Machine.ElevationLabel = 'S-1-16-12288' } }
    @{ What = 'of unknown integrity level'; Change = { $Machine.ExitCodes['whoami.exe'] = 1 } }
  ) {
    Reset-Instance
    & $Change
    (Start-Agent).ExitCode | Should -Be 0
    Get-Call 'nssm start*' | Should -Be 'nssm start semaphore-agent'
  }

  It 'without an argument makes the group replace the instance' {
    Reset-Instance
    $result = Invoke-Script 'C:\semaphore-agent\start.ps1'
    $result.ExitCode | Should -Be 1
    $result.Output | Should -Match 'start\.ps1 <config parameter>'
    Get-Call 'aws*' | Should -Be $MarksUnhealthy
  }
}
