# The user data of the instance that an image is made of: lets Packer in, over TLS alone.

Describe 'user data' {
  BeforeEach {
    Reset-Machine build
    $Machine.Listeners.Add([pscustomobject] @{ Keys = @('Transport=HTTP', 'Address=*'); Listener = $true })
    $result = Invoke-Script 'C:\packer\scripts\winrm.ps1'
  }

  It 'sets WinRM up though EC2Launch overrides the execution policy' {
    $result.Thrown | Should -BeNullOrEmpty
    $result.ExitCode | Should -Be 0
    Get-Call 'Restart-Service*' | Should -Be 'Restart-Service WinRM'
    $Machine.Services.WinRM.StartType | Should -Be 'Automatic'
  }

  It 'listens by HTTPS alone, and takes no unencrypted messages' {
    $Machine.Listeners.Count | Should -Be 1
    $Machine.Listeners[0].Keys | Should -Contain 'Transport=HTTPS'
    Get-Call 'New-Item*' | Should -BeLike '*-Transport HTTPS -Address * -CertificateThumbPrint ABCD -Force'
    $Machine.WSMan['WSMan:\localhost\Service\AllowUnencrypted'] | Should -BeFalse
    $Machine.WSMan['WSMan:\localhost\Service\Auth\Basic'] | Should -BeTrue
  }

  It 'opens one port, under the name by which the first boot closes it' {
    Get-Call 'New-NetFirewallRule*' | Should -Be 'New-NetFirewallRule packer-winrm TCP 5986 Allow'
  }

  It 'has tags around it, as EC2Launch wants them' {
    $text = Get-Content (Join-Path $env:SOURCES 'images/packer/windows/scripts/winrm.ps1') -Raw
    $text | Should -Match '^<powershell>\r?\n'
    $text | Should -Match '\n</powershell>\r?\n$'
  }
}
