# WinRM: the build uses it, and start.ps1 needs it for a session as the user semaphore. start.ps1 turns WinRM off before it starts the agent.

Describe 'start: WinRM' {
  It 'is turned off before the agent starts' {
    Reset-Instance
    Start-Agent | Out-Null
    $calls = @(Get-Call)
    $closed = [array]::IndexOf($calls, 'Set-Service WinRM Disabled')
    $closed | Should -BeGreaterThan 0
    [array]::IndexOf($calls, 'nssm start semaphore-agent') | Should -BeGreaterThan $closed
    $Machine.Services.WinRM.Status, $Machine.Services.WinRM.StartType | Should -Be 'Stopped', 'Disabled'
    Get-Call 'Disable-PSRemoting' | Should -Be 'Disable-PSRemoting'
    Get-Call 'Remove-ItemProperty*' | Should -BeLike '*Policies\System LocalAccountTokenFilterPolicy'
  }

  It 'fails the start if it cannot be turned off, because <Command> fails' -ForEach @(
    @{ Command = 'Disable-PSRemoting' }, @{ Command = 'Stop-Service' }, @{ Command = 'Set-Service' }
  ) {
    Reset-Instance
    $Machine.Failing[$Command] = "Service 'Windows Remote Management (WS-Management) (WinRM)' cannot be stopped."
    $result = Start-Agent
    $result.ExitCode | Should -Be 1
    $result.Output | Should -Match 'cannot be stopped'
    Get-Call 'nssm*' | Should -BeNullOrEmpty
    Get-Call 'aws autoscaling*' | Should -Be $MarksUnhealthy
  }

  It "loses the build's firewall rule, listener and basic authentication" {
    Reset-Instance
    $Machine.FirewallRules.Add('packer-winrm')
    $Machine.WSMan['WSMan:\localhost\Service\Auth\Basic'] = $true
    $Machine.Listeners.Add([pscustomobject] @{ Keys = @('Transport=HTTPS', 'Address=*'); Listener = $true })
    $Machine.Listeners.Add([pscustomobject] @{ Keys = @('Transport=HTTP', 'Address=*'); Listener = $true })
    Start-Agent | Out-Null
    $Machine.FirewallRules | Should -BeNullOrEmpty
    $Machine.WSMan['WSMan:\localhost\Service\Auth\Basic'] | Should -BeFalse
    $Machine.Listeners.Count | Should -Be 1
    $Machine.Listeners[0].Keys | Should -Contain 'Transport=HTTP'
  }

  It 'keeps its settings if it is stopped, because they cannot be read then' {
    Reset-Instance
    $Machine.Services.WinRM.Status = 'Stopped'
    $Machine.Failing['Get-ChildItem WSMan:'] = 'The client cannot connect to the destination'
    (Start-Agent).ExitCode | Should -Be 0
    Get-Call 'Set-Item*' | Should -BeNullOrEmpty
  }

  It 'fails the start if a session as the user semaphore is not possible' {
    Reset-Instance
    $Machine.Failing['Invoke-Command'] = 'Connecting to remote server localhost failed'
    (Start-Agent).ExitCode | Should -Be 1
    Get-Call 'aws autoscaling*' | Should -Be $MarksUnhealthy
  }

  It 'is closed to the network before the session as the user semaphore begins' {
    Reset-Instance
    Start-Agent | Out-Null
    $calls = @(Get-Call)
    [array]::IndexOf($calls, 'Disable-NetFirewallRule WINRM-HTTP-In-TCP') |
      Should -BeLessThan ([array]::IndexOf($calls, 'Invoke-Command localhost as .\semaphore'))
  }
}

Describe "start: the agent's installation" {
  It 'fails the start if install.ps1 does not install the toolbox' {
    Reset-Instance
    $Machine.Toolbox.Missing = $true
    $result = Start-Agent
    $result.ExitCode | Should -Be 1
    $result.Output | Should -Match 'has not installed the toolbox'
  }

  It 'can request only the toolbox, and gets the verified copy without a download' {
    Reset-Instance
    $script = "Invoke-WebRequest 'https://example.com/agent.zip' -OutFile x"
    Set-MachineFile 'semaphore-agent/install.ps1' $script
    (Start-Agent).Output | Should -Match 'Not verified: https://example.com/agent.zip'
  }

  It 'gets the endpoint and the hook, but not the token' {
    Reset-Instance
    Set-MachineFile 'semaphore-agent/install.ps1' @'
Add-Call "install $env:SemaphoreEndpoint $env:SemaphoreRegistrationToken $env:SemaphoreAgentShutdownHook $env:SemaphoreToolboxVersion"
New-Item -ItemType Directory -Path "$HOME/.toolbox" | Out-Null
'@
    (Start-Agent).ExitCode | Should -Be 0
    Get-Call 'install*' | Should -Be 'install acme.semaphoreci.com replaced-by-start C:\\semaphore-agent\\hooks\\shutdown.ps1 v1.2.3'
  }
}
