# The build script that installs the AWS CLI and the CloudWatch agent.

Describe 'install-aws' {
  BeforeEach {
    Reset-Machine build
    $Machine.Signature.Signer = 'Amazon Web Services, Inc.'
    $fingerprint = (Get-MachineFile 'packer/versions.json' | ConvertFrom-Json).cloudwatchAgent.verify.fingerprint
    $env:GPG_STATUS = "[GNUPG:] GOODSIG x`n[GNUPG:] VALIDSIG $fingerprint 2026-01-01 0 0 4 0 1 8 00 $fingerprint"
  }

  It 'waits for both installers, and runs the CLI' {
    $result = Invoke-Script 'C:\packer\scripts\install-aws.ps1'
    $result.Thrown | Should -BeNullOrEmpty
    $result.ExitCode | Should -Be 0
    Get-Call 'msiexec*' | Should -BeLike 'msiexec.exe /i C:\packer\*.msi /qn /norestart /l`*v C:\packer\*.msi.log'
    @(Get-Call 'msiexec*').Count | Should -Be 2
    Get-Call 'aws*' | Should -Be 'aws --version'
  }

  It 'configures the CloudWatch agent to start after each boot, without starting it now' {
    Invoke-Script 'C:\packer\scripts\install-aws.ps1' | Out-Null
    $configuration = 'C:\ProgramData\Amazon\AmazonCloudWatchAgent\semaphore.json'
    Get-Call 'amazon-cloudwatch-agent-ctl*' | Should -Be "amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -c file:$configuration"
    Get-Call 'sc.exe*' | Should -Be 'sc.exe config AmazonCloudWatchAgent start= delayed-auto'
    Get-MachineFile 'ProgramData/Amazon/AmazonCloudWatchAgent/semaphore.json' | Should -Match '/semaphore/agent/health'
    $Machine.Services.AmazonSSMAgent.StartType | Should -Be 'Automatic'
  }

  It 'accepts an installer that requires a restart' {
    $Machine.ExitCodes['msiexec.exe'] = 3010
    (Invoke-Script 'C:\packer\scripts\install-aws.ps1').ExitCode | Should -Be 0
  }

  It "throws with the end of the installer's log if the installer fails" {
    $Machine.ExitCodes['msiexec.exe'] = 1603
    (Invoke-Script 'C:\packer\scripts\install-aws.ps1').Thrown | Should -Match 'AWSCLIV2.*ended with exit code 1603: .*return value 3'
  }

  It 'throws if <Call> fails' -ForEach @(
    @{ Call = 'amazon-cloudwatch-agent-ctl'; Message = 'refused its configuration: exit code 2' }
    @{ Call = 'sc.exe'; Message = 'sc.exe ended with exit code 2' }
  ) {
    $Machine.ExitCodes[$Call] = 2
    (Invoke-Script 'C:\packer\scripts\install-aws.ps1').Thrown | Should -Match $Message
  }

  It 'does not install a CloudWatch agent with <What>' -ForEach @(
    @{ What = 'no signature'; Status = '' }
    @{ What = 'a signature by another key'; Status = '[GNUPG:] VALIDSIG 0000000000000000000000000000000000000000 2026-01-01' }
    @{ What = 'an invalid signature'; Status = '[GNUPG:] BADSIG x' }
  ) {
    $env:GPG_STATUS = $Status
    (Invoke-Script 'C:\packer\scripts\install-aws.ps1').Thrown | Should -Match 'not signed by'
    @(Get-Call 'msiexec*').Count | Should -Be 1
  }

  It 'passes gpg an MSYS2 path as its home folder' {
    Invoke-Script 'C:\packer\scripts\install-aws.ps1' | Out-Null
    Get-Call 'gpg.exe*' | Should -BeLike 'gpg.exe --homedir /c/packer/gnupg --batch *'
    @(Get-Call 'gpg.exe*').Count | Should -Be 2
  }
}

Describe 'the configuration of the CloudWatch agent' {
  It "sends EC2Launch's log <Name> to log group <Group>" -ForEach @(
    @{ Group = 'agent'; Name = 'C:\ProgramData\Amazon\EC2Launch\log\agent.log' }
    @{ Group = 'error'; Name = 'C:\ProgramData\Amazon\EC2Launch\log\err.log' }
    @{ Group = 'console'; Name = 'C:\ProgramData\Amazon\EC2Launch\log\console.log' }
    @{ Group = 'output'; Name = 'C:\Windows\System32\config\systemprofile\AppData\Local\Temp\EC2Launch*\*.tmp' }
  ) {
    $file = Join-Path $env:SOURCES 'images/packer/windows/files/amazon-cloudwatch-agent.json'
    $logs = (Get-Content $file -Raw | ConvertFrom-Json).logs.logs_collected.files.collect_list
    ($logs | Where-Object { $_.log_group_name -eq "/semaphore/EC2Launch/$Group" }).file_path | Should -Be $Name
  }
}
