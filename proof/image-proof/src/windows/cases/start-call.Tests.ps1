# Who calls start.ps1, and with what.

Describe 'start: how it is called' {
  It 'not as an administrator, it says so and condemns nothing' {
    Reset-Instance
    $Machine.ElevationLabel = 'S-1-16-8192'
    $result = Start-Agent
    $result.ExitCode | Should -Be 77
    $result.Output | Should -Match 'as an administrator'
    Get-Call | Should -BeLike 'whoami.exe*'
  }

  It 'by an administrator whose rights are in use, or where nobody can say: it starts' -ForEach @(
    @{ Change = { $Machine.ElevationLabel = 'S-1-16-12288' } }, @{ Change = { $Machine.ExitCodes['whoami.exe'] = 1 } }
  ) {
    Reset-Instance
    & $Change
    (Start-Agent).ExitCode | Should -Be 0
    Get-Call 'nssm start*' | Should -Be 'nssm start semaphore-agent'
  }

  It 'without a parameter, no agent starts, and the group replaces the instance' {
    Reset-Instance
    $result = Invoke-Script 'C:\semaphore-agent\start.ps1'
    $result.ExitCode | Should -Be 1
    $result.Output | Should -Match 'start\.ps1 <config parameter>'
    Get-Call 'aws*' | Should -Be $MarksUnhealthy
  }
}
