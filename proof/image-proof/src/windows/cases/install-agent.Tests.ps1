# The build script that installs the agent, the toolbox's archive and this project's scripts.

Describe 'install-agent' {
  BeforeEach { Reset-Machine build }

  It 'installs all files that the first boot needs' {
    $result = Invoke-Script 'C:\packer\scripts\install-agent.ps1'
    $result.Thrown | Should -BeNullOrEmpty
    $result.ExitCode | Should -Be 0
    foreach ($file in 'agent.exe', 'install.ps1', 'start.ps1', 'common.ps1', 'agent-config.ps1', 'agent-service.ps1', 'agent-user.ps1',
      'health-check.ps1', 'configure-github-ssh-keys.ps1', 'gen-pre-signed-url.py', 'hooks\shutdown.ps1', 'verified-toolbox.tar', 'toolbox_version') {
      Test-Path "C:\semaphore-agent\$file" | Should -BeTrue -Because "$file is needed"
    }
    Get-ChildItem -LiteralPath (Join-Path $Machine.Root 'semaphore-agent') -Filter '*.Tests.ps1' | Should -BeNullOrEmpty
  }

  It 'gives access to SYSTEM and administrators only, before it writes any file' {
    Invoke-Script 'C:\packer\scripts\install-agent.ps1' | Out-Null
    Get-Call | Select-Object -First 1 | Should -Be 'icacls C:\semaphore-agent /inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F'
  }

  It 'installs the versions in versions.json' {
    Invoke-Script 'C:\packer\scripts\install-agent.ps1' | Out-Null
    $versions = Get-MachineFile 'packer/versions.json' | ConvertFrom-Json
    Get-Call 'download *agent_Windows*' | Should -BeLike "*/$($versions.agent.version)/*"
    Get-MachineFile 'semaphore-agent/toolbox_version' | Should -Be $versions.toolbox.version
    Get-Call 'agent.exe*' | Should -Be 'agent.exe version'
  }

  It 'installs the versions in AGENT_VERSION and TOOLBOX_VERSION' {
    $env:AGENT_VERSION = 'v9.9.9'
    $env:TOOLBOX_VERSION = 'v8.8.8'
    Invoke-Script 'C:\packer\scripts\install-agent.ps1' | Out-Null
    Get-Call 'download *agent_Windows*' | Should -BeLike '*/v9.9.9/*'
    Get-Call 'download *self-hosted-windows.tar' | Should -BeLike '*/v8.8.8/*'
    Get-MachineFile 'semaphore-agent/toolbox_version' | Should -Be 'v8.8.8'
  }

  It 'refuses an archive without an agent' {
    $Machine.EmptyArchive = $true
    (Invoke-Script 'C:\packer\scripts\install-agent.ps1').Thrown | Should -Match "archive has no agent\.exe"
  }

  It 'runs each program of the toolbox' {
    Invoke-Script 'C:\packer\scripts\install-agent.ps1' | Out-Null
    Get-Call '*.exe --help' | Should -Be 'cache.exe --help', 'sem-context.exe --help', 'artifact.exe --help', 'test-results.exe --help'
  }

  It 'refuses a toolbox whose <Program> <What>' -ForEach @(
    foreach ($program in 'cache', 'sem-context', 'artifact', 'test-results') {
      @{ Program = $program; What = 'is missing'; Change = { $Machine.Toolbox.MissingProgram = $Program }; Message = "Cannot run .*$program\.exe" }
    }
    @{ Program = 'cache'; What = 'does not run'; Change = { $Machine.Toolbox.cache = 3 }; Message = 'cache\.exe ended with exit code 3' }
  ) {
    & $Change
    (Invoke-Script 'C:\packer\scripts\install-agent.ps1').Thrown | Should -Match $Message
  }

  It 'throws if <Call> fails' -ForEach @{ Call = 'icacls' }, @{ Call = 'tar.exe -xzf' } {
    $Machine.ExitCodes[$Call] = 5
    (Invoke-Script 'C:\packer\scripts\install-agent.ps1').Thrown | Should -Match "^$($Call.Split(' ')[0]) ended with exit code 5"
  }
}
