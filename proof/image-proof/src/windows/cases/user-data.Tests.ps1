# The user data of the build instance, which opens WinRM for Packer over TLS.

Describe 'user data' {
  BeforeEach {
    Reset-Machine build
    $Machine.Listeners.Add([pscustomobject] @{ Keys = @('Transport=HTTP', 'Address=*'); Listener = $true })
    $result = Invoke-Script 'C:\packer\scripts\winrm.ps1'
  }

  It 'sets up WinRM although EC2Launch overrides the execution policy' {
    $result.Thrown | Should -BeNullOrEmpty
    $result.ExitCode | Should -Be 0
    Get-Call 'Restart-Service*' | Should -Be 'Restart-Service WinRM'
    $Machine.Services.WinRM.StartType | Should -Be 'Automatic'
  }

  It 'listens on HTTPS only, and refuses unencrypted messages' {
    $Machine.Listeners.Count | Should -Be 1
    $Machine.Listeners[0].Keys | Should -Contain 'Transport=HTTPS'
    Get-Call 'New-Item*' | Should -BeLike '*-Transport HTTPS -Address * -CertificateThumbPrint ABCD -Force'
    $Machine.WSMan['WSMan:\localhost\Service\AllowUnencrypted'] | Should -BeFalse
    $Machine.WSMan['WSMan:\localhost\Service\Auth\Basic'] | Should -BeTrue
  }

  It 'opens one port, with the firewall rule that start.ps1 removes by its name' {
    Get-Call 'New-NetFirewallRule*' | Should -Be 'New-NetFirewallRule packer-winrm TCP 5986 Allow'
  }

  It 'has the tags that EC2Launch requires' {
    $text = Get-Content (Join-Path $env:SOURCES 'images/packer/windows/scripts/winrm.ps1') -Raw
    $text | Should -Match '^<powershell>\r?\n'
    $text | Should -Match '\n</powershell>\r?\n$'
  }
}
