# A start that succeeds.

Describe 'start' {
  It 'configures and starts the agent' {
    Reset-Instance
    $result = Start-Agent
    $result.Thrown | Should -BeNullOrEmpty
    $result.ExitCode | Should -Be 0
    $config = Get-AgentConfig
    $config['name'] | Should -MatchExactly '^i-0123456789abcdef0__[A-Za-z0-9]{13}$'
    $config['endpoint'] | Should -Be 'acme.semaphoreci.com'
    $config['token'] | Should -Be $Token
    $config['no-https'] | Should -Be 'false'
    $config['shutdown-hook-path'] | Should -Be 'C:\semaphore-agent\hooks\shutdown.ps1'
    $config['disconnect-after-job'] | Should -Be 'true'
    $config['disconnect-after-idle-timeout'] | Should -Be '300'
    $config['upload-job-logs'] | Should -Be 'when-trimmed'
    $config['env-vars'] | Should -Be 'A=1', 'B=x y'
    $config.Keys | Should -Not -Contain 'interruption-grace-period'
  }

  It 'writes only keys that the agent knows' {
    Reset-Instance
    Start-Agent | Out-Null
    # The agent exits if it finds an unknown key: semaphoreci/agent, pkg/config/config.go.
    (Get-AgentConfig).Keys | Should -BeIn @(
      'name', 'endpoint', 'token', 'no-https', 'shutdown-hook-path', 'disconnect-after-job', 'disconnect-after-idle-timeout',
      'upload-job-logs', 'env-vars', 'files', 'fail-on-missing-files', 'interruption-grace-period'
    )
  }

  It 'reads three parameters, and makes no other call to AWS' {
    Reset-Instance
    Start-Agent | Out-Null
    Get-Call 'aws*' | Should -Be @(
      "aws ssm get-parameter --region eu-west-1 --name $Config --with-decryption"
      'aws ssm get-parameter --region eu-west-1 --name ci-fleet-ssh-public-keys --with-decryption'
      'aws ssm get-parameter --region eu-west-1 --name /ci/token --with-decryption'
    )
  }

  It 'creates the administrator semaphore with a random password' {
    Reset-Instance
    Start-Agent | Out-Null
    $Machine.Users.Keys | Should -Be 'semaphore'
    $Machine.Administrators | Should -Be 'semaphore'
    $Machine.Users.semaphore.NeverExpires | Should -BeTrue
    $Machine.Users.semaphore.Password | Should -MatchExactly '^Aa1-[A-Za-z0-9]{32}$'
    Get-Call 'Add-LocalGroupMember*' | Should -Be 'Add-LocalGroupMember S-1-5-32-544 semaphore'
  }

  It 'registers a service that does not start at boot, and does not restart the agent' {
    Reset-Instance
    Start-Agent | Out-Null
    Get-Call 'nssm install semaphore-agent *' | Should -Be 'nssm install semaphore-agent C:\semaphore-agent\agent.exe start --config-file C:\semaphore-agent\config.yaml'
    $settings = $Machine.ServiceSettings
    $settings.ObjectName | Should -Be ".\semaphore $($Machine.Users.semaphore.Password)"
    $settings.AppDirectory | Should -Be 'C:\semaphore-agent'
    $settings.AppStdout, $settings.AppStderr | Should -Be 'C:\semaphore-agent\agent.log', 'C:\semaphore-agent\agent.log'
    $settings.AppExit | Should -Be 'Default Exit'
    $settings.Start | Should -Be 'SERVICE_DEMAND_START'
    $settings.AppStopMethodConsole | Should -Be '30000'
  }

  It 'registers the health check to run every minute as SYSTEM' {
    Reset-Instance
    Start-Agent | Out-Null
    $task = $Machine.Tasks['semaphore-agent-health-check']
    $task.Action | Should -Be 'powershell.exe -NoProfile -NonInteractive -ExecutionPolicy Bypass -File C:\semaphore-agent\health-check.ps1'
    $task.Every.TotalSeconds, $task.AtMost.TotalSeconds | Should -Be 60, 50
    $task.As | Should -Be 'S-1-5-18'
  }

  It 'installs the verified toolbox and the host keys in the home of semaphore' {
    Reset-Instance
    Start-Agent | Out-Null
    Get-Call 'Invoke-Command*' | Should -Be 'Invoke-Command localhost as .\semaphore'
    Get-Call 'download*' | Should -BeNullOrEmpty
    Test-Path 'C:\Users\semaphore\.toolbox\bin\cache.exe' | Should -BeTrue
    Get-MachineFile 'Users/semaphore/.ssh/known_hosts' | Should -Be "github.com $HostKey`n"
  }

  It 'prints neither the token nor the password, and passes the token to no program' {
    Reset-Instance
    $result = Start-Agent
    $result.Output | Should -Not -Match "$Token|Aa1-"
    Get-Call | Where-Object { $_ -like "*$Token*" } | Should -BeNullOrEmpty
    Get-Call '*Aa1-*' | Should -BeLike 'nssm set semaphore-agent ObjectName *'
  }

  It 'keeps special characters in the token: <Token>' -ForEach @(
    @{ Token = 'a"b''c\d $HOME #e: {f} %g `id` &' }
    @{ Token = "tab`tand backslash \ and <angle> & amp" }
    @{ Token = ([char] 0xe4) + ' umlaut' }
  ) {
    Reset-Instance
    $Machine.Aws['get-parameter /ci/token'] = @($Token)
    (Start-Agent).ExitCode | Should -Be 0
    (Get-AgentConfig)['token'] | Should -BeExactly $Token
  }

  It 'writes the configuration without a byte order mark' {
    Reset-Instance
    Start-Agent | Out-Null
    [System.IO.File]::ReadAllBytes((Join-Path $Machine.Root 'semaphore-agent/config.yaml'))[0] | Should -Be ([byte][char] 'n')
  }

  It 'saves the identity and afterJob for the shutdown hook: <AfterJob>' -ForEach @{ AfterJob = 'replace' }, @{ AfterJob = 'shrink' } {
    Reset-Instance @{ afterJob = $AfterJob }
    Start-Agent | Out-Null
    $instance = Get-MachineFile 'semaphore-agent/instance.json' | ConvertFrom-Json
    $instance.region, $instance.instanceId, $instance.afterJob | Should -Be 'eu-west-1', 'i-0123456789abcdef0', $AfterJob
  }

  It 'with shrinkOnDemand, on an instance of life cycle <LifeCycle>, saves afterJob <AfterJob> for the shutdown hook' -ForEach @(
    @{ LifeCycle = 'on-demand'; AfterJob = 'shrink' }
    @{ LifeCycle = 'spot'; AfterJob = 'replace' }
    @{ LifeCycle = $null; AfterJob = 'replace' }
  ) {
    Reset-Instance @{ shrinkOnDemand = $true }
    if ($LifeCycle) { $Machine.Metadata['instance-life-cycle'] = $LifeCycle }
    (Start-Agent).ExitCode | Should -Be 0
    (Get-MachineFile 'semaphore-agent/instance.json' | ConvertFrom-Json).afterJob | Should -Be $AfterJob
  }
}
