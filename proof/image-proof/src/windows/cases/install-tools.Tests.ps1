# The build script that installs Chocolatey and its packages.

Describe 'install-tools' {
  BeforeEach { Reset-Machine build }

  It 'installs the pinned version of Chocolatey with its signed installer' {
    $result = Invoke-Script 'C:\packer\scripts\install-tools.ps1'
    $result.Thrown | Should -BeNullOrEmpty
    $result.ExitCode | Should -Be 0
    $calls = @(Get-Call)
    $calls[0..1] | Should -Be 'download https://community.chocolatey.org/install.ps1', 'run install.ps1'
    $env:chocolateyVersion | Should -Be (Get-MachineFile 'packer/versions.json' | ConvertFrom-Json).chocolatey.version
  }

  It 'installs the pinned version of every package' {
    Invoke-Script 'C:\packer\scripts\install-tools.ps1' | Out-Null
    $packages = (Get-MachineFile 'packer/versions.json' | ConvertFrom-Json).chocolateyPackages.PSObject.Properties
    Get-Call 'choco*' | Should -Be @($packages | ForEach-Object { "choco install --yes --no-progress --limit-output $($_.Name) --version $($_.Value)" })
  }

  It 'configures git to keep line endings, and installs boto3 with its checksums' {
    Invoke-Script 'C:\packer\scripts\install-tools.ps1' | Out-Null
    Get-Call 'git*' | Should -Be 'git config --system core.autocrlf false'
    Get-Call 'python*' | Should -BeLike '*-m pip install * --require-hashes --requirement C:\packer\boto3.txt'
    Test-Path 'C:\packer\boto3.txt' | Should -BeTrue
  }

  It 'accepts a package that requires a restart: exit code <Code>' -ForEach @{ Code = 1641 }, @{ Code = 3010 } {
    $Machine.ExitCodes['choco'] = $Code
    (Invoke-Script 'C:\packer\scripts\install-tools.ps1').ExitCode | Should -Be 0
  }

  It 'throws if <Call> fails' -ForEach @{ Call = 'choco' }, @{ Call = 'git' }, @{ Call = 'python' } {
    $Machine.ExitCodes[$Call] = 1
    (Invoke-Script 'C:\packer\scripts\install-tools.ps1').Thrown | Should -Match "^$Call ended with exit code 1"
  }

  It 'does not run an installer with a signature by <Signer>, status <Status>' -ForEach @(
    @{ Signer = 'Mallory Ltd'; Status = 'Valid' }, @{ Signer = 'Chocolatey Software, Inc'; Status = 'HashMismatch' }
  ) {
    $Machine.Signature = @{ Signer = $Signer; Status = $Status }
    (Invoke-Script 'C:\packer\scripts\install-tools.ps1').Thrown | Should -Match 'sign'
    Get-Call 'run*' | Should -BeNullOrEmpty
    Get-Call 'choco*' | Should -BeNullOrEmpty
  }
}
