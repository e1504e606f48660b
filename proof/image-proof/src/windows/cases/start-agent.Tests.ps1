# The agent's service, and what a start does apart from the plain way: late, otherwise configured, again.

Describe 'start: the service' {
  It 'waits for an agent that comes up <UpAfterMs> ms after nssm has given up' -ForEach @{ UpAfterMs = 1800 }, @{ UpAfterMs = 12000 }, @{ UpAfterMs = 55000 } {
    Reset-Instance
    $Machine.Agent.UpAfterMs = $UpAfterMs
    $result = Start-Agent
    $result.ExitCode | Should -Be 0
    $result.Output | Should -Match 'The agent runs'
    Get-Call 'aws autoscaling*' | Should -BeNullOrEmpty
  }

  It 'gives up on an agent that does not come up within a minute, with the end of its log' {
    Reset-Instance
    Set-MachineFile 'semaphore-agent/agent.log' "one`nregistering`nerror: no such token`n"
    $Machine.Agent.UpAfterMs = 10000000
    $result = Start-Agent
    $result.ExitCode | Should -Be 1
    $result.Output | Should -Match 'has not come up.*error: no such token'
    $Machine.SleptMs | Should -BeGreaterOrEqual 60000
    $Machine.SleptMs | Should -BeLessOrEqual 65000
    Get-Call 'aws autoscaling*' | Should -Be $MarksUnhealthy
  }

  It 'says so where an agent that never came up has no log' {
    Reset-Instance
    $Machine.Agent.UpAfterMs = 10000000
    $result = Start-Agent
    $result.Output | Should -Match 'has not come up within 60 seconds: there is no C:\\semaphore-agent\\agent.log'
    Get-Call 'aws autoscaling*' | Should -Be $MarksUnhealthy
  }

  It 'does not take an agent that dies within its first second for one that runs' {
    Reset-Instance
    $Machine.Agent.DiesAfterMs = 1000
    (Start-Agent).ExitCode | Should -Be 1
    Get-Call 'aws autoscaling*' | Should -Be $MarksUnhealthy
  }

  It 'cannot be made: nssm <Call> fails' -ForEach @{ Call = 'install' }, @{ Call = 'set' }, @{ Call = 'start' } {
    Reset-Instance
    $Machine.ExitCodes["nssm $Call"] = 5
    (Start-Agent).ExitCode | Should -Be 1
    Get-Call 'aws autoscaling*' | Should -Be $MarksUnhealthy
  }

  It 'says nothing of the password when nssm refuses it' {
    Reset-Instance
    $Machine.ExitCodes['nssm set semaphore-agent ObjectName'] = 5
    (Start-Agent).Output | Should -Not -Match 'Aa1-'
  }

  It 'gives the grace period to the agent, and half a minute more to its service' {
    Reset-Instance @{ interruptionGracePeriod = 90 }
    Start-Agent | Out-Null
    (Get-AgentConfig)['interruption-grace-period'] | Should -Be '90'
    $Machine.ServiceSettings.AppStopMethodConsole | Should -Be '120000'
  }

  It 'is not watched: the health check cannot be registered' {
    Reset-Instance
    $Machine.Failing['Register-ScheduledTask'] = 'Access is denied.'
    (Start-Agent).ExitCode | Should -Be 1
    Get-Call 'aws autoscaling*' | Should -Be $MarksUnhealthy
  }
}

Describe 'start: the document' {
  It 'is read as the JavaScript stack writes it' {
    Reset-Instance @{ usePreSignedURL = $null; envVars = $null; disconnectAfterJob = 'false' }
    (Start-Agent).ExitCode | Should -Be 0
    $config = Get-AgentConfig
    $config['disconnect-after-job'] | Should -Be 'false'
    Get-MachineFile 'semaphore-agent/config.yaml' | Should -Match '(?m)^env-vars: \[\]$'
  }

  It 'has real booleans and numbers too' {
    Reset-Instance @{ disconnectAfterJob = $false; disconnectAfterIdleTimeout = 0 }
    Start-Agent | Out-Null
    (Get-AgentConfig)['disconnect-after-job'] | Should -Be 'false'
    (Get-AgentConfig)['disconnect-after-idle-timeout'] | Should -Be '0'
  }

  It 'has the agent say who it is by a pre-signed URL' {
    Reset-Instance @{ usePreSignedURL = 'true' }
    $Machine.PreSignedUrl = 'https://sts.amazonaws.com/?X-Amz-Signature=00'
    Start-Agent | Out-Null
    (Get-AgentConfig)['name'] | Should -Be 'https://sts.amazonaws.com/?X-Amz-Signature=00'
    Get-Call 'python*' | Should -BeLike 'python C:\semaphore-agent\gen-pre-signed-url.py*'
  }

  It 'has no agent without that URL: <What>' -ForEach @(
    @{ What = 'Python fails'; Change = { $Machine.ExitCodes['python'] = 1 } }
    @{ What = 'it prints something else'; Change = { $Machine.PreSignedUrl = 'Traceback' } }
  ) {
    Reset-Instance @{ usePreSignedURL = 'true' }
    & $Change
    (Start-Agent).ExitCode | Should -Be 1
    Get-Call 'aws autoscaling*' | Should -Be $MarksUnhealthy
    $Machine.SleptMs | Should -Be 0
  }

  It "waits a minute and a half for the role's credentials, by which the URL is signed" {
    Reset-Instance @{ usePreSignedURL = 'true' }
    $Machine.ExitCodes['python'] = 75
    (Start-Agent).ExitCode | Should -Be 1
    $Machine.SleptMs | Should -BeGreaterOrEqual 90000
    $Machine.SleptMs | Should -BeLessOrEqual 110000
    Get-Call 'aws autoscaling*' | Should -Be $MarksUnhealthy
  }
}

Describe 'start: again' {
  It 'does nothing while the agent runs' {
    Reset-Instance
    Start-Agent | Out-Null
    $before = @(Get-Call).Count
    $result = Start-Agent
    $result.ExitCode | Should -Be 0
    $result.Output | Should -Match 'running already'
    @(Get-Call | Select-Object -Skip $before) -notlike 'whoami*' | Should -BeNullOrEmpty
  }

  It 'registers the service anew once the agent has ended, and changes nothing but the name' {
    Reset-Instance
    Start-Agent | Out-Null
    $first = Get-AgentConfig
    $Machine.Services['semaphore-agent'].StartedAt = $null
    (Start-Agent).ExitCode | Should -Be 0
    Get-Call 'nssm remove*' | Should -Be 'nssm remove semaphore-agent confirm'
    Get-Call 'New-LocalUser*' | Should -Be 'New-LocalUser semaphore'
    Get-Call 'Set-LocalUser*' | Should -Be 'Set-LocalUser semaphore'
    $second = Get-AgentConfig
    $second['name'] | Should -Not -Be $first['name']
    $second.Remove('name'); $first.Remove('name')
    ConvertTo-Json $second | Should -Be (ConvertTo-Json $first)
    Get-MachineFile 'Users/semaphore/.ssh/known_hosts' | Should -Be "github.com $HostKey`n"
  }
}
