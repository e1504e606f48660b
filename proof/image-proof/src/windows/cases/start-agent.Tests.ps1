# Less usual starts: a slow or failing service, unusual configuration documents, a second run of start.ps1.

Describe 'start: the service' {
  It 'may take <UpAfterMs> ms to start the agent' -ForEach @{ UpAfterMs = 1800 }, @{ UpAfterMs = 12000 }, @{ UpAfterMs = 55000 } {
    Reset-Instance
    $Machine.Agent.UpAfterMs = $UpAfterMs
    $result = Start-Agent
    $result.ExitCode | Should -Be 0
    $result.Output | Should -Match 'The agent runs'
    Get-Call 'aws autoscaling*' | Should -BeNullOrEmpty
  }

  It "fails the start and prints the end of the agent's log if the agent does not start within a minute" {
    Reset-Instance
    Set-MachineFile 'semaphore-agent/agent.log' "one`nregistering`nerror: no such token`n"
    $Machine.Agent.UpAfterMs = 10000000
    $result = Start-Agent
    $result.ExitCode | Should -Be 1
    $result.Output | Should -Match 'did not start.*error: no such token'
    $Machine.SleptMs | Should -BeGreaterOrEqual 60000
    $Machine.SleptMs | Should -BeLessOrEqual 65000
    Get-Call 'aws autoscaling*' | Should -Be $MarksUnhealthy
  }

  It 'fails the start with a message if the agent did not start and has no log' {
    Reset-Instance
    $Machine.Agent.IsReady = $false
    $Machine.Agent.UpAfterMs = 10000000
    $result = Start-Agent
    $result.Output | Should -Match 'did not start within 60 seconds: there is no C:\\semaphore-agent\\agent.log'
    Get-Call 'aws autoscaling*' | Should -Be $MarksUnhealthy
  }

  It 'fails the start if the agent exits within a second' {
    Reset-Instance
    $Machine.Agent.DiesAfterMs = 1000
    (Start-Agent).ExitCode | Should -Be 1
    Get-Call 'aws autoscaling*' | Should -Be $MarksUnhealthy
  }

  It 'fails the start if nssm <Call> fails' -ForEach @{ Call = 'install' }, @{ Call = 'set' }, @{ Call = 'start' } {
    Reset-Instance
    $Machine.ExitCodes["nssm $Call"] = 5
    (Start-Agent).ExitCode | Should -Be 1
    Get-Call 'aws autoscaling*' | Should -Be $MarksUnhealthy
  }

  It 'does not print the password if nssm refuses it' {
    Reset-Instance
    $Machine.ExitCodes['nssm set semaphore-agent ObjectName'] = 5
    (Start-Agent).Output | Should -Not -Match 'Aa1-'
  }

  It 'may take half a minute longer than the grace period to stop' {
    Reset-Instance @{ interruptionGracePeriod = 90 }
    Start-Agent | Out-Null
    (Get-AgentConfig)['interruption-grace-period'] | Should -Be '90'
    $Machine.ServiceSettings.AppStopMethodConsole | Should -Be '120000'
  }

  It 'fails the start if the health check cannot be registered' {
    Reset-Instance
    $Machine.Failing['Register-ScheduledTask'] = 'Access is denied.'
    (Start-Agent).ExitCode | Should -Be 1
    Get-Call 'aws autoscaling*' | Should -Be $MarksUnhealthy
  }
}

Describe 'start: the configuration document' {
  It 'may come from the JavaScript stack' {
    Reset-Instance @{ usePreSignedURL = $null; envVars = $null; disconnectAfterJob = 'false' }
    (Start-Agent).ExitCode | Should -Be 0
    $config = Get-AgentConfig
    $config['disconnect-after-job'] | Should -Be 'false'
    Get-MachineFile 'semaphore-agent/config.yaml' | Should -Match '(?m)^env-vars: \[\]$'
  }

  It 'may contain real booleans and numbers' {
    Reset-Instance @{ disconnectAfterJob = $false; disconnectAfterIdleTimeout = 0 }
    Start-Agent | Out-Null
    (Get-AgentConfig)['disconnect-after-job'] | Should -Be 'false'
    (Get-AgentConfig)['disconnect-after-idle-timeout'] | Should -Be '0'
  }

  It 'can make a pre-signed URL the name of the agent' {
    Reset-Instance @{ usePreSignedURL = 'true' }
    $Machine.PreSignedUrl = 'https://sts.amazonaws.com/?X-Amz-Signature=00'
    Start-Agent | Out-Null
    (Get-AgentConfig)['name'] | Should -Be 'https://sts.amazonaws.com/?X-Amz-Signature=00'
    Get-Call 'python*' | Should -BeLike 'python C:\semaphore-agent\gen-pre-signed-url.py*'
  }

  It 'fails the start if there is no pre-signed URL, because <What>' -ForEach @(
    @{ What = 'Python fails'; Change = { $Machine.ExitCodes['python'] = 1 } }
    @{ What = 'the script prints something else'; Change = { $Machine.PreSignedUrl = 'Traceback' } }
  ) {
    Reset-Instance @{ usePreSignedURL = 'true' }
    & $Change
    (Start-Agent).ExitCode | Should -Be 1
    Get-Call 'aws autoscaling*' | Should -Be $MarksUnhealthy
    $Machine.SleptMs | Should -Be 0
  }

  It "waits a minute and a half for the role's credentials to sign the URL" {
    Reset-Instance @{ usePreSignedURL = 'true' }
    $Machine.ExitCodes['python'] = 75
    (Start-Agent).ExitCode | Should -Be 1
    $Machine.SleptMs | Should -BeGreaterOrEqual 90000
    $Machine.SleptMs | Should -BeLessOrEqual 110000
    Get-Call 'aws autoscaling*' | Should -Be $MarksUnhealthy
  }
}

Describe 'start: a second run' {
  It 'does nothing if the agent runs' {
    Reset-Instance
    Start-Agent | Out-Null
    $before = @(Get-Call).Count
    $result = Start-Agent
    $result.ExitCode | Should -Be 0
    $result.Output | Should -Match 'already running'
    @(Get-Call | Select-Object -Skip $before) -notlike 'whoami*' | Should -BeNullOrEmpty
  }

  It 'registers the service again if the agent has exited, and changes only the name in its configuration' {
    Reset-Instance
    Start-Agent | Out-Null
    $first = Get-AgentConfig
    $Machine.Services['semaphore-agent'].StartedAt = $null
    (Start-Agent).ExitCode | Should -Be 0
    Get-Call 'nssm remove semaphore-agent *' | Should -Be 'nssm remove semaphore-agent confirm'
    Get-Call 'New-LocalUser*' | Should -Be 'New-LocalUser semaphore'
    Get-Call 'Set-LocalUser*' | Should -Be 'Set-LocalUser semaphore'
    $second = Get-AgentConfig
    $second['name'] | Should -Not -Be $first['name']
    $second.Remove('name'); $first.Remove('name')
    ConvertTo-Json $second | Should -Be (ConvertTo-Json $first)
    Get-MachineFile 'Users/semaphore/.ssh/known_hosts' | Should -Be "github.com $HostKey`n"
  }
}
