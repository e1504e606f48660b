# The shutdown hook: how an instance ends, by the agent's reason.

BeforeAll {
  $Key = 'terminate-instance-in-auto-scaling-group'
  $AtMinimum = New-Refusal 'ValidationError' "Currently, desiredSize equals minSize (1). Terminating instance without replacement will violate group's min size constraint."

  function Start-Hook {
    param([string] $Reason, [string] $AfterJob = 'replace', [object[]] $Answers = @('{}'), [scriptblock] $Setup = {})

    Reset-Machine instance
    Set-MachineHome 'Users/semaphore'
    # The hook does without metadata: a job may have cut the instance off.
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
  It '<Reason> in a fleet that does <AfterJob>: <Ends>' -ForEach @(
    @{ Reason = 'IDLE'; AfterJob = 'replace'; Ends = 'Shrinks' }
    @{ Reason = 'IDLE'; AfterJob = 'shrink'; Ends = 'Shrinks' }
    @{ Reason = 'JOB_FINISHED'; AfterJob = 'shrink'; Ends = 'Shrinks' }
    @{ Reason = 'JOB_FINISHED'; AfterJob = 'replace'; Ends = 'Replaces' }
    @{ Reason = 'INTERRUPTED'; AfterJob = 'shrink'; Ends = 'Replaces' }
    @{ Reason = 'REQUESTED'; AfterJob = 'replace'; Ends = 'Replaces' }
    @{ Reason = 'UNABLE_TO_SYNC'; AfterJob = 'replace'; Ends = 'Replaces' }
    @{ Reason = 'UNKNOWN'; AfterJob = 'replace'; Ends = 'Replaces' }
    @{ Reason = 'SOMETHING_NEW'; AfterJob = 'shrink'; Ends = 'Replaces' }
    @{ Reason = ''; AfterJob = 'shrink'; Ends = 'Replaces' }
  ) {
    (Start-Hook $Reason $AfterJob).ExitCode | Should -Be 0
    Get-Call | Should -Be (@{ Shrinks = $Shrinks; Replaces = $Replaces }[$Ends])
    $Machine.SleptMs | Should -Be 0
  }

  It 'an instance that is taken away during its job has a successor: <What>' -ForEach @(
    @{ What = 'its service is being stopped'; Change = { $Machine.Services['semaphore-agent'].Stopping = $true } }
    @{ What = 'its service has been stopped'; Change = { $Machine.Services['semaphore-agent'].StartedAt = $null } }
    @{ What = 'nobody says whether it is'; Change = { $Machine.Failing['Get-CimInstance'] = 'The RPC server is unavailable.' } }
    @{ What = 'there is no service'; Change = { $Machine.Services.Remove('semaphore-agent') } }
  ) {
    (Start-Hook 'JOB_FINISHED' 'shrink' -Setup $Change).ExitCode | Should -Be 0
    Get-Call | Should -Be $Replaces
  }

  It 'an idle agent leaves with its place, whatever its service does' {
    Start-Hook 'IDLE' -Setup { $Machine.Services['semaphore-agent'].Stopping = $true } | Out-Null
    Get-Call | Should -Be $Shrinks
  }

  It 'at the minimum size a successor comes' {
    Start-Hook 'IDLE' -Answers $AtMinimum, '{}' | Out-Null
    Get-Call | Should -Be $Shrinks, $Replaces
    $Machine.SleptMs | Should -Be 0
  }

  It 'waits out <What>' -ForEach @(
    @{ What = 'a scaling activity'; Answers = @((New-Refusal 'ScalingActivityInProgress'), '{}') }
    @{ What = 'throttling'; Answers = @($Throttled, $Throttled, $Throttled, $Throttled, '{}') }
    @{ What = 'a moment without network'; Answers = @($Unreachable, '{}') }
  ) {
    Start-Hook 'IDLE' -Answers $Answers | Out-Null
    @(Get-Call 'aws*').Count | Should -Be $Answers.Count
    Get-Call | Select-Object -Unique | Should -Be $Shrinks
  }

  It 'powers off: <What>' -ForEach @(
    @{ What = 'AWS is out of reach'; Answer = $Unreachable; Reason = 'JOB_FINISHED'; Waits = $true }
    @{ What = 'AWS stays throttled'; Answer = $Throttled; Reason = 'JOB_FINISHED'; Waits = $true }
    @{ What = 'it is denied'; Answer = $Denied; Reason = 'JOB_FINISHED'; Waits = $false }
    @{ What = 'the instance is in no group'; Answer = (New-Refusal 'ValidationError' 'No managed instance found for instance ID'); Reason = 'IDLE'; Waits = $false }
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

  It 'powers off where the instance no longer knows itself: <What>' -ForEach @(
    @{ What = 'nothing is remembered'; Text = $null }
    @{ What = 'the memory is no JSON'; Text = '{' }
    @{ What = 'the memory is empty'; Text = '{}' }
    @{ What = 'the id is none'; Text = '{"region":"eu-west-1","instanceId":"","afterJob":"replace"}' }
  ) {
    Start-Hook 'IDLE' -Setup {
      if ($null -eq $Text) { Remove-Item 'C:\semaphore-agent\instance.json' } else { Set-MachineFile 'semaphore-agent/instance.json' $Text }
    } | Out-Null
    Get-Call | Should -Be $PowersOff
  }

  It "uses the instance's role, whatever a job has left behind" {
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
