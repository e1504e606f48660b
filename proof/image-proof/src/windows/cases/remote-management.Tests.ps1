# WinRM, by which the build came in and semaphore's session goes: closed before the agent starts, for good.

Describe 'start: remote management' {
  It 'is closed before the agent starts' {
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

  It 'that does not close keeps the agent from starting: <Command>' -ForEach @(
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

  It "takes the build's way in away" {
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

  It "leaves WinRM's settings alone while it is stopped: they are out of reach, and so is its door" {
    Reset-Instance
    $Machine.Services.WinRM.Status = 'Stopped'
    $Machine.Failing['Get-ChildItem WSMan:'] = 'The client cannot connect to the destination'
    (Start-Agent).ExitCode | Should -Be 0
    Get-Call 'Set-Item*' | Should -BeNullOrEmpty
  }

  It 'cannot be opened for semaphore, so no agent starts' {
    Reset-Instance
    $Machine.Failing['Invoke-Command'] = 'Connecting to remote server localhost failed'
    (Start-Agent).ExitCode | Should -Be 1
    Get-Call 'aws autoscaling*' | Should -Be $MarksUnhealthy
  }

  It 'keeps the port that it opens for that session closed to the network' {
    Reset-Instance
    Start-Agent | Out-Null
    $calls = @(Get-Call)
    [array]::IndexOf($calls, 'Disable-NetFirewallRule WINRM-HTTP-In-TCP') |
      Should -BeLessThan ([array]::IndexOf($calls, 'Invoke-Command localhost as .\semaphore'))
  }
}

Describe "start: the agent's installation" {
  It 'without a toolbox no agent starts' {
    Reset-Instance
    $Machine.Toolbox.Missing = $true
    $result = Start-Agent
    $result.ExitCode | Should -Be 1
    $result.Output | Should -Match 'toolbox has not been installed'
  }

  It 'downloads nothing but the toolbox, which the build has checked' {
    Reset-Instance
    $script = "Invoke-WebRequest 'https://example.com/agent.zip' -OutFile x"
    Set-MachineFile 'semaphore-agent/install.ps1' $script
    (Start-Agent).Output | Should -Match 'Nothing has checked https://example.com/agent.zip'
  }

  It 'tells the installer the endpoint and the hook, and never the token' {
    Reset-Instance
    Set-MachineFile 'semaphore-agent/install.ps1' @'
Add-Call "install $env:SemaphoreEndpoint $env:SemaphoreRegistrationToken $env:SemaphoreAgentShutdownHook $env:SemaphoreToolboxVersion"
New-Item -ItemType Directory -Path "$HOME/.toolbox" | Out-Null
'@
    (Start-Agent).ExitCode | Should -Be 0
    Get-Call 'install*' | Should -Be 'install acme.semaphoreci.com replaced-by-start C:\\semaphore-agent\\hooks\\shutdown.ps1 v1.2.3'
  }
}
