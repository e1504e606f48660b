# The log streams of an instance.

Describe 'log streams' {
  BeforeEach {
    Reset-Instance @{ logStreamPrefix = 'ci-fleet/' }
    Set-LogAgent
  }

  It 'are named after the stack in all log groups of the instance, and each log is sent from its beginning' {
    (Start-Agent).ExitCode | Should -Be 0
    $logs = (Get-MachineFile $LogAgentFile | ConvertFrom-Json).logs.logs_collected
    $all = @($logs.files.collect_list) + @($logs.windows_events.collect_list)
    $all.Count | Should -Be 9
    $all.log_stream_name | Sort-Object -Unique | Should -Be 'ci-fleet/{instance_id}'
    $all[0].PSObject.Properties.Name | Should -Not -Contain 'retention_in_days'
    $logs.windows_events.collect_list[0].event_levels | Should -Be 'INFORMATION', 'WARNING', 'ERROR', 'CRITICAL'
    Get-Call 'amazon-cloudwatch-agent-ctl*' | Should -Be @(
      'amazon-cloudwatch-agent-ctl -a stop -m ec2'
      'amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -c file:C:\ProgramData\Amazon\AmazonCloudWatchAgent\semaphore.json -s'
    )
    Test-Path 'C:\ProgramData\Amazon\AmazonCloudWatchAgent\Logs\state\offset' | Should -BeFalse
  }

  It 'are named only once' {
    Start-Agent | Out-Null
    $before = Get-MachineFile $LogAgentFile
    $Machine.Services.Clear()
    Start-Agent | Out-Null
    Get-MachineFile $LogAgentFile | Should -BeExactly $before
    @(Get-Call 'amazon-cloudwatch-agent-ctl*').Count | Should -Be 2
  }

  It 'keep their names if the fleet has no prefix for them' {
    Reset-Instance
    Set-LogAgent
    (Start-Agent).ExitCode | Should -Be 0
    Get-MachineFile $LogAgentFile | Should -Match '"log_stream_name": "{instance_id}"'
    Get-Call 'amazon-cloudwatch-agent-ctl*' | Should -BeNullOrEmpty
  }

  It 'do not keep the agent from starting if they cannot be named, because <Case>' -ForEach @(
    @{ Case = 'the CloudWatch agent does not stop'; Codes = @{ 'amazon-cloudwatch-agent-ctl -a stop' = 1 } }
    @{ Case = 'the CloudWatch agent refuses its configuration'; Codes = @{ 'amazon-cloudwatch-agent-ctl -a fetch-config' = 2 } }
  ) {
    foreach ($call in $Codes.Keys) { $Machine.ExitCodes[$call] = $Codes[$call] }
    $result = Start-Agent
    $result.ExitCode | Should -Be 0
    $result.Output | Should -Match "Cannot name the instance's log streams: .*exit code"
  }

  It 'do not keep the agent from starting in an image without the CloudWatch agent' {
    Reset-Instance @{ logStreamPrefix = 'ci-fleet/' }
    (Start-Agent).ExitCode | Should -Be 0
  }

  It 'cannot have the prefix <Prefix>' -ForEach @{ Prefix = '*' }, @{ Prefix = 'a/b/' }, @{ Prefix = 'ci' }, @{ Prefix = "ci/`n" } {
    Reset-Instance @{ logStreamPrefix = $Prefix }
    $result = Start-Agent
    $result.ExitCode | Should -Be 1
    $result.Output | Should -Match 'logStreamPrefix: expected a name that ends in a slash'
  }
}
