# The last scripts of the image's build, which run Goss and generalize the machine.

Describe 'check' {
  BeforeEach { Reset-Machine build }

  It 'runs one Goss test at a time' {
    $result = Invoke-Script 'C:\packer\scripts\check.ps1'
    $result.Thrown | Should -BeNullOrEmpty
    $result.ExitCode | Should -Be 0
    $call = Get-Call 'goss-windows*'
    $call | Should -BeLike '*--gossfile C:\semaphore-agent\goss\build.yaml validate *--max-concurrent 1 *'
    $env:GOSS_USE_ALPHA | Should -Be '1'
  }

  It 'installs Goss and its files in the image' {
    Invoke-Script 'C:\packer\scripts\check.ps1' | Out-Null
    foreach ($file in 'goss.exe', 'build.yaml', 'image.yaml', 'live.yaml') { Test-Path "C:\semaphore-agent\goss\$file" | Should -BeTrue }
  }

  It 'fails if a Goss test fails' {
    $env:GOSS_EXIT = '1'
    try { (Invoke-Script 'C:\packer\scripts\check.ps1').Thrown | Should -Match 'goss\.exe ended with exit code 1' } finally { $env:GOSS_EXIT = $null }
  }
}

Describe 'finish' {
  BeforeEach { Reset-Machine build }

  It 'resets EC2Launch, then makes it generalize and shut down the machine' {
    $result = Invoke-Script 'C:\packer\scripts\finish.ps1'
    $result.Thrown | Should -BeNullOrEmpty
    $result.ExitCode | Should -Be 0
    Get-Call 'EC2Launch*' | Should -Be 'EC2Launch.exe reset --clean --block', 'EC2Launch.exe sysprep --clean --shutdown --block'
  }

  It 'removes traces of the build' {
    Invoke-Script 'C:\packer\scripts\finish.ps1' | Out-Null
    Test-Path 'C:\packer' | Should -BeFalse
    Get-ChildItem -LiteralPath (Join-Path $Machine.Root 'ProgramData/Amazon/AmazonCloudWatchAgent/Logs') | Should -BeNullOrEmpty
    $Machine.Services.AmazonCloudWatchAgent.Status | Should -Be 'Stopped'
  }

  It 'fails if the machine cannot be generalized' {
    $env:EC2LAUNCH_EXIT = '1'
    try { (Invoke-Script 'C:\packer\scripts\finish.ps1').Thrown | Should -Match 'EC2Launch\.exe ended with exit code 1' } finally { $env:EC2LAUNCH_EXIT = $null }
  }
}
