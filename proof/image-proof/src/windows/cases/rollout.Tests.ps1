# The rollout: when an instance of an older launch template leaves. proof/image-proof/src/scripts/cases/rollout.ts has the same cases
# for Linux.

BeforeAll {
  $global:ClockStart = [datetime]::new(2026, 5, 1, 12, 0, 0, [System.DateTimeKind]::Utc)
  function global:Get-Date { Set-StrictMode -Off; $ClockStart.AddMilliseconds($Machine.SleptMs) }

  $UserData = "<powershell>`n# rollout ci-rollout ami-1-0af1`nC:\semaphore-agent\start.ps1 ci-config</powershell>"
  $StopsAgent = 'nssm stop semaphore-agent'
  # When the parameter was written: 73 s before the watch starts. Shares are whole percents, rounded down. The first share above the
  # instance's bucket, 38, is 39 %. It is reached 194 s after this time (10 % + 90 % x 194 s / 600 s), so 121 s after the start.
  $Written = '2026-05-01T11:58:47+00:00'
  $LongAgo = '2026-05-01T09:00:00+00:00'

  # Runs the watch beside an idle agent. Returns after how many seconds it stopped the agent, or $null if it did not.
  function Start-Watch {
    param($Answer, [string] $WrittenAt = $LongAgo, [string] $UserData = $UserData, $Identity = '{"pendingTime":"2026-05-01T08:00:00Z"}')

    Reset-Machine instance
    $Machine.Services['semaphore-agent'] = @{ Status = 'Running'; StartType = 'Manual'; StartedAt = -5000 }
    $instance = @{ region = 'eu-west-1'; instanceId = 'i-0123456789abcdef0'; afterJob = 'replace'; gracePeriod = 0; retireOnRebalance = $false; retireAt = 0; launchRetireAt = 0 }
    Set-MachineFile 'semaphore-agent/instance.json' (ConvertTo-Json $instance)
    $Machine.Metadata['instance-life-cycle'] = 'on-demand'
    $Machine.Metadata['user-data'] = $UserData
    $Machine.Metadata['dynamic/instance-identity/document'] = $Identity
    $Machine.ParametersWrittenAt = $WrittenAt
    $Machine.Aws['get-parameter ci-rollout'] = @(, $Answer)
    $Machine.OnSleep = {
      $lines = for ($at = 3.2; 1000 * ($at + 0.4) -le $Machine.SleptMs; $at += 5) {
        'May  1 12:00:00.000 agent : SYNC request (state: waiting-for-jobs)'
        "May  1 12:00:00.000 at $at : SYNC response (action: continue)"
        "May  1 12:00:00.000 at $at : Waiting 4.8s for next sync..."
      }
      # Each line about a sync differs, as its time does in a real log.
      $lines = @($lines) -replace 'agent : SYNC', "$($Machine.SleptMs - $Machine.SleptMs % 5000) : SYNC"
      Set-MachineFile 'semaphore-agent/agent.log' (($lines -join "`n") + "`n")
      if ($Machine.SleptMs -ge 150000) { throw 'the case ends' }
    }
    & $Machine.OnSleep
    $result = Invoke-Script 'C:\semaphore-agent\retirement-watch.ps1'
    $Machine.OnSleep = $null
    $Machine.ParametersWrittenAt = $null
    if ($result.Thrown -notin '', 'the case ends') { throw $result.Thrown }
    if (@(Get-Call) -contains $StopsAgent) { $Machine.SleptMs / 1000 } else { $null }
  }

  function New-Rollout {
    param([hashtable] $Change = @{})

    $document = @{ revision = 'ami-2-0af1'; spreadMinutes = 10; sharePercent = 10 }
    foreach ($key in $Change.Keys) { $document[$key] = $Change[$key] }
    ConvertTo-Json $document -Compress
  }
}

AfterAll {
  Remove-Item -Path function:global:Get-Date
}

Describe 'rollout' {
  It "stops an idle agent of an older revision once the share is above the instance's bucket" {
    Start-Watch (New-Rollout) $Written | Should -Be 129
    Get-MachineFile 'semaphore-agent/health-check.log' | Should -Match 'the launch template has changed'
    Test-Path 'C:\semaphore-agent\interrupted' | Should -BeTrue
  }

  It 'stops an idle agent once the watch has read a rollout <What>' -ForEach @(
    @{ What = 'that began long ago'; Change = @{}; Since = 'long ago' }
    @{ What = 'whose document says that it started long ago'; Change = @{ startedAt = '2026-05-01T09:00:00Z' } }
    @{ What = 'without a spread'; Change = @{ spreadMinutes = 0 } }
    @{ What = 'that begins with a share of 39 %'; Change = @{ sharePercent = 39 } }
  ) {
    Start-Watch (New-Rollout $Change) $(if ($Since) { $LongAgo } else { $Written }) | Should -Be 119
  }

  It 'leaves an idle agent alone in a rollout <What>' -ForEach @(
    @{ What = 'of the revision that the instance has'; Change = @{ revision = 'ami-1-0af1' } }
    @{ What = 'that is paused'; Change = @{ pausedAt = '2026-05-01T09:30:00Z' } }
    @{ What = 'whose spread is text'; Change = @{ spreadMinutes = '10' } }
    @{ What = 'without a revision'; Change = @{ revision = '' } }
    @{ What = 'whose share is 0'; Change = @{ sharePercent = 0 } }
  ) {
    Start-Watch (New-Rollout $Change) | Should -BeNullOrEmpty
    Test-Path 'C:\semaphore-agent\interrupted' | Should -BeFalse
  }

  It '<Does> an instance that was launched <When> after the rollout was written<Also>' -ForEach @(
    @{ Does = 'stops'; When = 'five minutes'; Also = ''; Identity = '{"pendingTime":"2026-05-01T09:05:00Z"}'; At = 119 }
    @{ Does = 'leaves alone'; When = 'more than five minutes'; Also = ''; Identity = '{"pendingTime":"2026-05-01T09:05:01Z"}'; At = $null }
    @{ Does = 'leaves alone'; When = 'more than five minutes'; Also = ', also if Invoke-RestMethod has parsed the time'; Identity = [pscustomobject] @{ pendingTime = '2026-05-01T09:05:01Z' }; At = $null }
  ) {
    Start-Watch (New-Rollout @{ startedAt = '2026-05-01T07:00:00Z' }) -Identity $Identity | Should -Be $At
  }

  It 'uses the time of the boot if the metadata service does not tell when the instance was launched' {
    # The instance booted at 11:43:20, 1,000 seconds before the case starts.
    Start-Watch (New-Rollout @{ startedAt = $LongAgo }) '2026-05-01T11:38:20+00:00' -Identity '{}' | Should -Be 119
    Start-Watch (New-Rollout @{ startedAt = $LongAgo }) '2026-05-01T11:38:19+00:00' -Identity '{}' | Should -BeNullOrEmpty
  }

  It 'leaves an idle agent alone if the parameter <What>' -ForEach @(
    @{ What = 'cannot be read'; Answer = $null }
    @{ What = 'is not JSON'; Answer = 'paused' }
  ) {
    Start-Watch $Answer | Should -BeNullOrEmpty
  }

  It 'reads no parameter if the user data names none' {
    Start-Watch (New-Rollout) $LongAgo 'C:\semaphore-agent\start.ps1 ci-config' | Should -BeNullOrEmpty
    @(Get-Call) -match 'get-parameter' | Should -BeNullOrEmpty
  }

  It 'reads a time that is still text, as Windows PowerShell 5.1 leaves it' {
    Reset-Machine instance
    . 'C:\semaphore-agent\rollout.ps1'
    ConvertTo-UnixTime '2026-05-01T14:00:00.500000+02:00' | Should -Be 1777636800.5
  }
}
