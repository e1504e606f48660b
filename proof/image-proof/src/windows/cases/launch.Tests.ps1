# Fleets with a launch timeout: the instance reports to its group when the agent is ready for jobs.

BeforeAll {
  $NoAction = New-Refusal 'ValidationError' 'No active Lifecycle Action found with instance ID i-0123456789abcdef0'
  $Reported = 'semaphore-agent/launch-reported'

  function Reset-LaunchInstance {
    param([object[]] $Answers = @(''), [hashtable] $Changes = @{ launchTimeout = '300' })

    Reset-Instance $Changes
    $Machine.Agent.IsReady = $true
    $Machine.Metadata['tags/instance/aws:autoscaling:groupName'] = 'ci-fleet-autoScalingGroup-1A2B3C'
    $Machine.Aws['complete-lifecycle-action'] = $Answers
  }

  function Start-LaunchHook {
    param([string] $Group = 'ci-fleet-autoScalingGroup-1A2B3C', [object[]] $Answers = @(''), [switch] $HasReported)

    Reset-LaunchInstance $Answers
    Set-MachineHome 'Users/semaphore'
    $Machine.Metadata.Failures = 1000
    $Machine.Services['semaphore-agent'] = @{ Status = 'Running'; StartedAt = -5000 }
    Set-MachineFile 'semaphore-agent/instance.json' "{""region"":""eu-west-1"",""instanceId"":""i-0123456789abcdef0"",""afterJob"":""shrink"",""launchGroup"":""$Group""}"
    if ($HasReported) { Set-MachineFile $Reported "i-0123456789abcdef0`r`n" }
    $env:SEMAPHORE_AGENT_SHUTDOWN_REASON = 'JOB_FINISHED'
    Invoke-Script 'C:\semaphore-agent\hooks\shutdown.ps1'
  }

  function Test-Reported { Test-Path (Join-Path $Machine.Root $Reported) }
}

Describe 'launch' {
  It 'reports once that the agent is ready for jobs, although the image has the report of another instance' {
    Reset-LaunchInstance
    Set-MachineFile $Reported 'i-0aaaaaaaaaaaaaaaa'
    (Start-Agent).ExitCode | Should -Be 0
    Get-Call 'aws autoscaling*' | Should -Be "$Reports CONTINUE"
    Test-Reported | Should -BeTrue
    (Get-MachineFile 'semaphore-agent/instance.json' | ConvertFrom-Json).launchGroup | Should -Be 'ci-fleet-autoScalingGroup-1A2B3C'
  }

  It 'ignores what the log of the image says, and lets the group replace an instance whose agent is never ready' {
    Reset-LaunchInstance -Changes @{ launchTimeout = '30' }
    $Machine.Agent.IsReady = $false
    Set-MachineFile 'semaphore-agent/agent.log' "old: Starting to poll for jobs`n"
    $result = Start-Agent
    $result.ExitCode | Should -Be 0
    $result.Output | Should -Match 'not ready for jobs; the group replaces'
    Get-Call 'aws autoscaling*' | Should -BeNullOrEmpty
    Test-Reported | Should -BeFalse
  }

  It 'reports nothing in a fleet without a launch timeout' {
    Reset-LaunchInstance -Changes @{}
    (Start-Agent).ExitCode | Should -Be 0
    Get-Call 'aws autoscaling*' | Should -BeNullOrEmpty
  }

  It 'keeps trying <What>' -ForEach @(
    @{ What = 'while AWS throttles the report'; Answers = @($Throttled, $Throttled, $Throttled, $Throttled, $Throttled, $Throttled, '') }
    @{ What = 'if the instance is not in Pending:Wait yet'; Answers = @((New-Refusal 'ValidationError' 'No active Lifecycle Action found'), '') }
  ) {
    Reset-LaunchInstance $Answers
    (Start-Agent).ExitCode | Should -Be 0
    Get-Call 'aws autoscaling*' | Select-Object -Unique | Should -Be "$Reports CONTINUE"
    @(Get-Call 'aws autoscaling*').Count | Should -Be $Answers.Count
    Test-Reported | Should -BeTrue
  }

  It 'leaves the agent alone if the instance was launched without the hook' {
    Reset-LaunchInstance $NoAction
    $result = Start-Agent
    $result.ExitCode | Should -Be 0
    $result.Output | Should -Match 'Cannot report that the agent is ready'
    Get-Call 'aws autoscaling*' | Select-Object -Unique | Should -Be "$Reports CONTINUE"
    # A minute of retries, after two seconds until the service runs.
    $Machine.SleptMs | Should -BeGreaterOrEqual 60000
    $Machine.SleptMs | Should -BeLessOrEqual 85000
    Test-Reported | Should -BeTrue
  }

  It 'if AWS refuses the report, leaves the instance to the retirement watch' {
    Reset-LaunchInstance $Denied
    $result = Start-Agent
    $result.ExitCode | Should -Be 0
    $result.Output | Should -Match 'Cannot report that the agent is ready'
    Test-Reported | Should -BeFalse
    (Get-MachineFile 'semaphore-agent/launch-unaccepted').Trim() | Should -Be 'i-0123456789abcdef0'
    $retireAt = (Get-MachineFile 'semaphore-agent/instance.json' | ConvertFrom-Json).launchRetireAt
    # The machine has run for 1,000 seconds. A third of the launch timeout of 300 seconds is added.
    $retireAt | Should -Be 1100
  }

  It 'leaves the agent alone if it cannot read the name of its group' {
    Reset-LaunchInstance
    $Machine.Metadata.Remove('tags/instance/aws:autoscaling:groupName')
    (Start-Agent).ExitCode | Should -Be 0
    Get-Call 'aws autoscaling*' | Should -BeNullOrEmpty
  }

  It 'abandons an instance whose start fails' {
    Reset-LaunchInstance
    $Machine.Aws["get-parameter $Config"] = @('{}')
    (Start-Agent).ExitCode | Should -Be 1
    Get-Call 'aws autoscaling*' | Should -Be "$Reports ABANDON"
  }

  It 'marks the instance unhealthy if it cannot abandon the launch' {
    Reset-LaunchInstance $NoAction
    $Machine.Aws["get-parameter $Config"] = @('{}')
    (Start-Agent).ExitCode | Should -Be 1
    Get-Call 'aws autoscaling*' | Select-Object -Unique | Should -Be "$Reports ABANDON", $MarksUnhealthy
  }

  It 'after a very short job, reports before the instance leaves' {
    Start-LaunchHook | Out-Null
    Get-Call | Should -Be "$Reports CONTINUE", $Shrinks
  }

  It 'lets the instance leave even if it cannot report' {
    Start-LaunchHook -Answers $Denied | Out-Null
    Get-Call | Select-Object -Unique | Should -Be "$Reports CONTINUE", $Shrinks
  }

  It 'when the instance ends, reports only <What>' -ForEach @(
    @{ What = 'if it has not reported before'; Group = 'ci-fleet-autoScalingGroup-1A2B3C'; HasReported = $true }
    @{ What = 'in a fleet with a launch timeout'; Group = ''; HasReported = $false }
  ) {
    Start-LaunchHook -Group $Group -HasReported:$HasReported | Out-Null
    Get-Call | Should -Be $Shrinks
  }
}
