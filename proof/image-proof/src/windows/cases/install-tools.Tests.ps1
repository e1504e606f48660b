# Chocolatey and what it installs, in the image's build.

Describe 'install-tools' {
  BeforeEach { Reset-Machine build }

  It 'runs the installer of Chocolatey, signed by Chocolatey, with the pinned version' {
    $result = Invoke-Script 'C:\packer\scripts\install-tools.ps1'
    $result.Thrown | Should -BeNullOrEmpty
    $result.ExitCode | Should -Be 0
    $calls = @(Get-Call)
    $calls[0..1] | Should -Be 'download https://community.chocolatey.org/install.ps1', 'run install.ps1'
    $env:chocolateyVersion | Should -Be (Get-MachineFile 'packer/versions.json' | ConvertFrom-Json).chocolatey.version
  }

  It 'installs every pinned package in its version' {
    Invoke-Script 'C:\packer\scripts\install-tools.ps1' | Out-Null
    $packages = (Get-MachineFile 'packer/versions.json' | ConvertFrom-Json).chocolateyPackages.PSObject.Properties
    Get-Call 'choco*' | Should -Be @($packages | ForEach-Object { "choco install --yes --no-progress --limit-output $($_.Name) --version $($_.Value)" })
  }

  It 'keeps line endings as committed, and installs boto3 in its version' {
    Invoke-Script 'C:\packer\scripts\install-tools.ps1' | Out-Null
    Get-Call 'git*' | Should -Be 'git config --system core.autocrlf false'
    Get-Call 'python*' | Should -Match '-m pip install --disable-pip-version-check boto3==\d'
  }

  It 'takes a package that wants a restart for installed: exit code <Code>' -ForEach @{ Code = 1641 }, @{ Code = 3010 } {
    $Machine.ExitCodes['choco'] = $Code
    (Invoke-Script 'C:\packer\scripts\install-tools.ps1').ExitCode | Should -Be 0
  }

  It 'ends when <Call> fails' -ForEach @{ Call = 'choco' }, @{ Call = 'git' }, @{ Call = 'python' } {
    $Machine.ExitCodes[$Call] = 1
    (Invoke-Script 'C:\packer\scripts\install-tools.ps1').Thrown | Should -Match "^$Call ended with exit code 1"
  }

  It 'does not run an installer that is signed by <Signer>, status <Status>' -ForEach @(
    @{ Signer = 'Mallory Ltd'; Status = 'Valid' }, @{ Signer = 'Chocolatey Software, Inc'; Status = 'HashMismatch' }
  ) {
    $Machine.Signature = @{ Signer = $Signer; Status = $Status }
    (Invoke-Script 'C:\packer\scripts\install-tools.ps1').Thrown | Should -Match 'sign'
    Get-Call 'run*' | Should -BeNullOrEmpty
    Get-Call 'choco*' | Should -BeNullOrEmpty
  }
}
