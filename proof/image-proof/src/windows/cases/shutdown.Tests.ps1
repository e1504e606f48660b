# The shutdown hook: whether the fleet shrinks or replaces the instance depends on the agent's reason.

BeforeAll {
  $Key = 'terminate-instance-in-auto-scaling-group'
  $AtMinimum = New-Refusal 'ValidationError' "Currently, desiredSize equals minSize (1). Terminating instance without replacement will violate group's min size constraint."

  function Start-Hook {
    param([string] $Reason, [string] $AfterJob = 'replace', [object[]] $Answers = @('{}'), [scriptblock] $Setup = {})

    Reset-Machine instance
    Set-MachineHome 'Users/semaphore'
    # The hook must work without the metadata service, because a job may have made it unreachable.
    $Machine.Metadata.Failures = 1000
    $Machine.Aws[$Key] = $Answers
    $Machine.Services['semaphore-agent'] = @{ Status = 'Running'; StartedAt = -5000 }
    Set-MachineFile 'semaphore-agent/instance.json' "{""region"":""eu-west-1"",""instanceId"":""i-0123456789abcdef0"",""afterJob"":""$AfterJob""}"
    $env:SEMAPHORE_AGENT_SHUTDOWN_REASON = $Reason
    & $Setup
    Invoke-Script 'C:\semaphore-agent\hooks\shutdown.ps1'
  }
}

Describe 'shutdown' {
  It '<Result> after reason ''<Reason>'' with afterJob <AfterJob>' -ForEach @(
    @{ Reason = 'IDLE'; AfterJob = 'replace'; Result = 'shrinks the fleet' }
    @{ Reason = 'IDLE'; AfterJob = 'shrink'; Result = 'shrinks the fleet' }
    @{ Reason = 'JOB_FINISHED'; AfterJob = 'shrink'; Result = 'shrinks the fleet' }
    @{ Reason = 'JOB_FINISHED'; AfterJob = 'replace'; Result = 'asks for a replacement' }
    @{ Reason = 'INTERRUPTED'; AfterJob = 'shrink'; Result = 'asks for a replacement' }
    @{ Reason = 'REQUESTED'; AfterJob = 'replace'; Result = 'asks for a replacement' }
    @{ Reason = 'UNABLE_TO_SYNC'; AfterJob = 'replace'; Result = 'asks for a replacement' }
    @{ Reason = 'UNKNOWN'; AfterJob = 'replace'; Result = 'asks for a replacement' }
    @{ Reason = 'SOMETHING_NEW'; AfterJob = 'shrink'; Result = 'asks for a replacement' }
    @{ Reason = ''; AfterJob = 'shrink'; Result = 'asks for a replacement' }
  ) {
    (Start-Hook $Reason $AfterJob).ExitCode | Should -Be 0
    Get-Call | Should -Be (@{ 'shrinks the fleet' = $Shrinks; 'asks for a replacement' = $Replaces }[$Result])
    $Machine.SleptMs | Should -Be 0
  }

  It 'asks for a replacement after a job that may have been interrupted: <What>' -ForEach @(
    @{ What = 'the service is being stopped'; Change = { $Machine.Services['semaphore-agent'].Stopping = $true } }
    @{ What = 'the service is stopped'; Change = { $Machine.Services['semaphore-agent'].StartedAt = $null } }
    @{ What = 'the state of the service cannot be read'; Change = { $Machine.Failing['Get-CimInstance'] = 'The RPC server is unavailable.' } }
    @{ What = 'there is no service'; Change = { $Machine.Services.Remove('semaphore-agent') } }
    @{ What = 'the instance retires'; Change = { Set-MachineFile 'semaphore-agent/interrupted' '' } }
  ) {
    (Start-Hook 'JOB_FINISHED' 'shrink' -Setup $Change).ExitCode | Should -Be 0
    Get-Call | Should -Be $Replaces
  }

  It 'shrinks the fleet if the agent was idle, even while its service is being stopped' {
    Start-Hook 'IDLE' -Setup { $Machine.Services['semaphore-agent'].Stopping = $true } | Out-Null
    Get-Call | Should -Be $Shrinks
  }

  It 'asks for a replacement if the group is at its minimum size' {
    Start-Hook 'IDLE' -Answers $AtMinimum, '{}' | Out-Null
    Get-Call | Should -Be $Shrinks, $Replaces
    $Machine.SleptMs | Should -Be 0
  }

  It 'retries after <What>' -ForEach @(
    @{ What = 'a scaling activity'; Answers = @((New-Refusal 'ScalingActivityInProgress'), '{}') }
    @{ What = 'throttling'; Answers = @($Throttled, $Throttled, $Throttled, $Throttled, '{}') }
    @{ What = 'a failed connection'; Answers = @($Unreachable, '{}') }
  ) {
    Start-Hook 'IDLE' -Answers $Answers | Out-Null
    @(Get-Call 'aws*').Count | Should -Be $Answers.Count
    Get-Call | Select-Object -Unique | Should -Be $Shrinks
  }

  It 'powers off if <What>' -ForEach @(
    @{ What = 'AWS is unreachable'; Answer = $Unreachable; Reason = 'JOB_FINISHED'; Waits = $true }
    @{ What = 'AWS keeps throttling'; Answer = $Throttled; Reason = 'JOB_FINISHED'; Waits = $true }
    @{ What = 'access is denied'; Answer = $Denied; Reason = 'JOB_FINISHED'; Waits = $false }
    @{ What = 'the instance is not in a group'; Answer = (New-Refusal 'ValidationError' 'No managed instance found for instance ID'); Reason = 'IDLE'; Waits = $false }
  ) {
    Start-Hook $Reason -Answers $Answer | Out-Null
    Get-Call | Select-Object -Last 1 | Should -Be $PowersOff
    if ($Waits) {
      $Machine.SleptMs | Should -BeGreaterOrEqual 30000
      $Machine.SleptMs | Should -BeLessOrEqual 50000
    } else {
      $Machine.SleptMs | Should -Be 0
    }
  }

  It 'powers off if instance.json <What>' -ForEach @(
    @{ What = 'is missing'; Text = $null }
    @{ What = 'is not JSON'; Text = '{' }
    @{ What = 'is empty'; Text = '{}' }
    @{ What = 'has an empty id'; Text = '{"region":"eu-west-1","instanceId":"","afterJob":"replace"}' }
  ) {
    Start-Hook 'IDLE' -Setup {
      if ($null -eq $Text) { Remove-Item 'C:\semaphore-agent\instance.json' } else { Set-MachineFile 'semaphore-agent/instance.json' $Text }
    } | Out-Null
    Get-Call | Should -Be $PowersOff
  }

  It "uses the instance's role, and not a job's credentials" {
    $result = Start-Hook 'JOB_FINISHED' -Setup {
      $env:AWS_ACCESS_KEY_ID = 'AKIDJOB'
      $env:AWS_PROFILE = 'job'
      $env:AWS_ENDPOINT_URL = 'http://job'
      Set-MachineFile 'Users/semaphore/.aws/credentials' '[default]'
      Set-MachineFile 'Users/semaphore/.aws/config' "[default]`nregion = us-east-1"
    }
    $result.ExitCode | Should -Be 0
    Get-Call | Should -Be $Replaces
    Test-Path Env:AWS_PROFILE, Env:AWS_ENDPOINT_URL, Env:AWS_ACCESS_KEY_ID | Should -Be $false, $false, $false
    Test-Path (Join-Path $HOME '.aws/credentials') | Should -BeFalse
    Get-Content (Join-Path $HOME '.aws/config') -Raw | Should -Match 'us-east-1'
    $env:AWS_CONFIG_FILE, $env:AWS_SHARED_CREDENTIALS_FILE | ForEach-Object { Test-Path $_ | Should -BeFalse }
  }
}
