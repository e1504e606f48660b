# The retirement watch: when it stops the agent. proof/image-proof/src/scripts/cases/retirement-watch.ts has the same cases for
# Linux, and more.

BeforeAll {
  # The fake clock starts here, and advances while the script sleeps.
  $global:ClockStart = [datetime]::new(2026, 5, 1, 12, 0, 0, [System.DateTimeKind]::Utc)
  function global:Get-Date { Set-StrictMode -Off; $ClockStart.AddMilliseconds($Machine.SleptMs) }

  $Notice = '{"action": "terminate", "time": "2026-05-01T12:02:00Z"}'
  $StopsAgent = 'nssm stop semaphore-agent'
  $Job = 'running-job, job: 7ae5c1d5'

  # Lines of one sync, each with the second at which it appears.
  function New-Sync {
    param([double] $At, [string] $State, [string] $Response = 'action: continue')

    @{ At = $At; Text = "SYNC request (state: $State)" }
    @{ At = $At + 0.4; Text = "SYNC response ($Response)" }
    @{ At = $At + 0.4; Text = 'Waiting 4.8s for next sync...' }
  }

  function New-Syncs {
    param([double] $First, [double] $Step, [string] $State)

    for ($at = $First; $at -lt 120; $at += $Step) { New-Sync $at $State }
  }

  # What agents log, by what they do.
  $Logs = @{
    idle = @(New-Sync -1 'waiting-for-jobs') + @(New-Syncs 3.2 5 'waiting-for-jobs')
    idleMidSync = @(@{ At = -1; Text = 'SYNC request (state: waiting-for-jobs)' }, @{ At = 1.2; Text = 'SYNC response (action: continue)' }) +
      @(New-Syncs 6 5 'waiting-for-jobs')
    getsJob = @(@{ At = -1; Text = 'SYNC request (state: waiting-for-jobs)' }, @{ At = 1.2; Text = 'SYNC response (action: run-job, job: 7ae5c1d5)' }) +
      @(New-Syncs 11 10 $Job)
    registering = @(, @{ At = -1; Text = 'Registering Agent' })
    running = @(New-Syncs -2 10 $Job)
    finishes = @(New-Syncs -2 10 $Job | Where-Object { $_.At -lt 20 }) +
      @(New-Sync 22 'finished-job, job: 7ae5c1d5, result: passed' 'action: wait-for-jobs') + @(New-Syncs 27 5 'waiting-for-jobs')
    silent = @(New-Sync -1 'waiting-for-jobs')
    reworded = @(for ($at = 1; $at -lt 120; $at += 5) {
        @{ At = $at; Text = 'SYNC request (state: waiting-for-jobs)' }
        @{ At = $at + 0.4; Text = 'SYNC response (do: continue)' }
      })
  }

  # Runs the watch. Returns after how many seconds it stopped the agent, or $null if it did not before $EndsAfter.
  function Start-Watch {
    param([string] $Log, [hashtable] $Metadata, [hashtable] $Instance = @{}, [int] $EndsAfter = 35, [scriptblock] $Setup = {})

    Reset-Machine instance
    $Machine.Services['semaphore-agent'] = @{ Status = 'Running'; StartType = 'Manual'; StartedAt = -5000 }
    $all = @{ region = 'eu-west-1'; instanceId = 'i-0123456789abcdef0'; afterJob = 'replace'; gracePeriod = 0; retireOnRebalance = $false; retireAt = 0; launchRetireAt = 0 }
    foreach ($key in $Instance.Keys) { $all[$key] = $Instance[$key] }
    Set-MachineFile 'semaphore-agent/instance.json' (ConvertTo-Json $all)
    if ($all.launchRetireAt -gt 0) { Set-MachineFile 'semaphore-agent/launch-unaccepted' "i-0123456789abcdef0`r`n" }
    $Machine.Metadata['instance-life-cycle'] = 'spot'
    foreach ($path in $Metadata.Keys) { $Machine.Metadata[$path] = $Metadata[$path] }
    $Machine.LogLines = $Logs[$Log]
    $Machine.LogLength = 0
    $Machine.EndsAfterMs = 1000 * $EndsAfter
    $Machine.OnSleep = {
      while ($Machine.LogLength -lt $Machine.LogLines.Count -and 1000 * $Machine.LogLines[$Machine.LogLength].At -le $Machine.SleptMs) {
        $Machine.LogLength++
      }
      # The last lines of the log suffice, and the watch reads them faster than the whole log.
      $due = @($Machine.LogLines | Select-Object -First $Machine.LogLength | Select-Object -Last 6)
      Set-MachineFile 'semaphore-agent/agent.log' ((($due | ForEach-Object { "May  1 12:00:00.000 at $($_.At) : $($_.Text)" }) -join "`n") + "`n")
      if ($Machine.SleptMs -ge $Machine.EndsAfterMs) { throw 'the case ends' }
    }
    & $Machine.OnSleep
    & $Setup
    $result = Invoke-Script 'C:\semaphore-agent\retirement-watch.ps1'
    $Machine.OnSleep = $null
    if ($result.Thrown -notin '', 'the case ends') { throw $result.Thrown }
    if (@(Get-Call) -contains $StopsAgent) { $Machine.SleptMs / 1000 } else { $null }
  }
}

AfterAll {
  Remove-Item -Path function:global:Get-Date
}

Describe 'retirement watch' {
  It 'after a spot notice, <What>' -ForEach @(
    @{ What = 'stops an idle agent after its next sync'; Log = 'idle'; Grace = 0; At = 4 }
    @{ What = 'never stops an idle agent during a sync'; Log = 'idleMidSync'; Grace = 0; At = 1.5 }
    @{ What = 'lets a job that a sync brings run until the deadline'; Log = 'getsJob'; Grace = 60; At = 35 }
    @{ What = 'stops at once an agent that has not registered'; Log = 'registering'; Grace = 0; At = 0 }
    @{ What = 'leaves a job its grace period'; Log = 'running'; Grace = 70; At = 25 }
    @{ What = 'waits for the next sync of an idle agent although the deadline is over'; Log = 'idle'; Grace = 120; At = 4 }
    @{ What = 'stops an agent that has finished its job'; Log = 'finishes'; Grace = 0; At = 22.5 }
    @{ What = 'stops at the deadline an agent whose log is silent'; Log = 'silent'; Grace = 60; At = 35 }
    @{ What = 'stops at the deadline an agent that words its syncs differently'; Log = 'reworded'; Grace = 60; At = 35 }
  ) {
    Start-Watch $Log @{ 'spot/instance-action' = $Notice } @{ gracePeriod = $Grace } -EndsAfter 120 | Should -Be $At
    Get-MachineFile 'semaphore-agent/health-check.log' | Should -Match 'The agent retires: EC2 interrupts this instance'
    Test-Path 'C:\semaphore-agent\interrupted' | Should -BeTrue
  }

  It 'stops a busy agent at once after a notice with the implausible time ''<Time>''' -ForEach @(
    @{ Time = 'tomorrow' }, @{ Time = '2026-05-01T12:99:00Z' }, @{ Time = '2026-05-01T11:59:00Z' }, @{ Time = '2026-05-01T13:02:00Z' }
  ) {
    Start-Watch 'running' @{ 'spot/instance-action' = "{""action"":""terminate"",""time"":""$Time""}" } | Should -Be 0
  }

  It 'leaves a job its grace period although the clock is a few seconds slow' {
    Start-Watch 'running' @{ 'spot/instance-action' = $Notice.Replace('12:02:00', '12:02:05') } @{ gracePeriod = 80 } | Should -Be 20
  }

  It 'reads a notice that Invoke-RestMethod has parsed' {
    Start-Watch 'running' @{ 'spot/instance-action' = [pscustomobject] @{ action = 'terminate'; time = '2026-05-01T12:02:00Z' } } @{ gracePeriod = 80 } |
      Should -Be 15
  }

  It 'remembers a notice although the metadata service fails afterwards' {
    Start-Watch 'running' @{ 'spot/instance-action' = $Notice } @{ gracePeriod = 60 } -EndsAfter 60 -Setup {
      $write = $Machine.OnSleep
      $Machine.OnSleep = { & $write; $Machine.Metadata.Failures = 1000 }.GetNewClosure()
    } | Should -Be 35
  }

  It 'if <What>, stops an idle agent, and lets a job finish' -ForEach @(
    @{ What = 'Auto Scaling terminates the instance'; Metadata = @{ 'autoscaling/target-lifecycle-state' = 'Terminated' }; Instance = @{} }
    @{ What = 'EC2 recommends to replace the instance'; Metadata = @{ 'events/recommendations/rebalance' = '{"noticeTime": "2026-05-01T12:00:00Z"}' }; Instance = @{ retireOnRebalance = $true } }
    @{ What = 'the instance is too old'; Metadata = @{ 'instance-life-cycle' = 'on-demand' }; Instance = @{ retireAt = 1000 } }
    @{ What = 'the instance cannot report its launch'; Metadata = @{}; Instance = @{ launchRetireAt = 1000 } }
  ) {
    Start-Watch 'idle' $Metadata $Instance | Should -Be 4
    Start-Watch 'finishes' $Metadata $Instance | Should -Be 22.5
    Start-Watch 'running' $Metadata $Instance -EndsAfter 20 | Should -BeNullOrEmpty
    Test-Path 'C:\semaphore-agent\interrupted' | Should -BeTrue
  }

  It 'does not stop an agent whose log does not show its syncs, unless EC2 interrupts the instance' {
    $tooOld = @{ retireAt = 1000 }
    Start-Watch 'silent' @{} $tooOld | Should -BeNullOrEmpty
    Get-MachineFile 'semaphore-agent/health-check.log' | Should -Match 'shows no sync'
    Start-Watch 'reworded' @{} $tooOld -EndsAfter 12 | Should -BeNullOrEmpty
  }

  It 'leaves the instance alone if <What>' -ForEach @(
    @{ What = 'nothing happens'; Metadata = @{}; Instance = @{} }
    @{ What = 'the fleet does not replace instances at risk'; Metadata = @{ 'events/recommendations/rebalance' = '{"noticeTime": "x"}' }; Instance = @{} }
    @{ What = 'it is on demand'; Metadata = @{ 'instance-life-cycle' = 'on-demand'; 'spot/instance-action' = '{"action": "stop"}' }; Instance = @{} }
    @{ What = 'it stays in service'; Metadata = @{ 'autoscaling/target-lifecycle-state' = 'InService' }; Instance = @{} }
    @{ What = 'it is not too old yet'; Metadata = @{}; Instance = @{ retireAt = 101000 } }
    @{ What = 'it can still report its launch'; Metadata = @{}; Instance = @{ launchRetireAt = 1100 } }
  ) {
    Start-Watch 'idle' $Metadata $Instance -EndsAfter 12 | Should -BeNullOrEmpty
    Test-Path 'C:\semaphore-agent\interrupted' | Should -BeFalse
  }
}

Describe 'retirement watch: the launch' {
  It 'leaves alone an instance whose agent has registered late and whose report has no answer yet' {
    Start-Watch 'idle' @{} @{ launchRetireAt = 1000 } -EndsAfter 12 -Setup {
      Set-MachineFile 'semaphore-agent/launch-unaccepted' "i-0aaaaaaaaaaaaaaaa`r`n"
    } | Should -BeNullOrEmpty
  }

  It 'leaves alone an instance that has reported its launch' {
    Start-Watch 'idle' @{} @{ launchRetireAt = 1000 } -EndsAfter 12 -Setup {
      Set-MachineFile 'semaphore-agent/launch-reported' "i-0123456789abcdef0`r`n"
    } | Should -BeNullOrEmpty
  }
}

Describe 'retirement watch: the clock' {
  BeforeEach { $start = $ClockStart }
  AfterEach { $global:ClockStart = $start }

  It 'may jump by <Days> days: no instance retires early, and one that is too old retires on time' -ForEach @{ Days = 30 }, @{ Days = -30 } {
    $jumps = {
      $write = $Machine.OnSleep
      $later = $ClockStart.AddDays($Days)
      $Machine.OnSleep = { & $write; if ($Machine.SleptMs -ge 7000) { $global:ClockStart = $later } }.GetNewClosure()
    }
    Start-Watch 'idle' @{} @{ retireAt = 1100 } -Setup $jumps | Should -BeNullOrEmpty
    Start-Watch 'idle' @{} @{ retireAt = 1012 } -Setup $jumps | Should -Be 19
  }
}

Describe 'start: the retirement watch' {
  It 'runs beside the agent, and reads its settings from instance.json' {
    Reset-Instance @{ retireOnRebalance = 'true'; retireAfter = '86400'; interruptionGracePeriod = '90' }
    Set-MachineFile 'semaphore-agent/interrupted' ''
    (Start-Agent).ExitCode | Should -Be 0
    Get-Call 'nssm*retirement-watch*' | Should -Contain 'nssm start semaphore-agent-retirement-watch'
    $instance = Get-MachineFile 'semaphore-agent/instance.json' | ConvertFrom-Json
    $instance.gracePeriod, $instance.retireOnRebalance | Should -Be 90, $true
    $instance.retireAt - 1000 | Should -BeIn (82080..90730)
    Test-Path 'C:\semaphore-agent\interrupted' | Should -BeFalse
  }

  It 'does not fail the start if it cannot be started' {
    Reset-Instance
    $Machine.ExitCodes['nssm install semaphore-agent-retirement-watch'] = 5
    $result = Start-Agent
    $result.ExitCode | Should -Be 0
    $result.Output | Should -Match 'Cannot start the retirement watch'
    Get-Call 'aws autoscaling*' | Should -BeNullOrEmpty
  }
}
