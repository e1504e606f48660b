# The line about the first job in the boot log, which the retirement watch writes.

BeforeAll {
  # The fake clocks start here, and advance while the script sleeps. Aliases take precedence over the functions of the scripts.
  function global:Get-Date { Set-StrictMode -Off; [datetime]::new(2026, 5, 1, 12, 0, 0, [System.DateTimeKind]::Utc).AddMilliseconds($Machine.SleptMs) }
  function global:Get-FakeBootClock { Set-StrictMode -Off; 1000000 + $Machine.SleptMs }
  Set-Alias -Name Get-BootClock -Value Get-FakeBootClock -Scope Global

  $BootLog = 'semaphore-agent/boot.log'
  $Boot = '{"event":"boot","instanceId":"i-0123456789abcdef0","instanceType":"m7i.large","imageId":"ami-0123456789abcdef0","configParameter":"/ci/fleet-config","launchedAt":"2026-05-01T11:43:00Z","at":"2026-05-01T11:59:58.000Z","startedBy":"user-data","parametersBy":"aws-cli","ssmCalls":3,"marks":{"registered":998000}}'
  $Job = 'May  1 12:00:01.200 i-0123456789abcdef0__7d5f : SYNC response (action: run-job, job: 7ae5c1d5)'

  # Runs the watch for 20 seconds. The watch first sees the agent's lines five seconds after the start.
  function Start-FirstJobWatch {
    param([string[]] $BootLines, [string[]] $LogLines)

    Reset-Machine instance
    Set-MachineFile 'semaphore-agent/instance.json' (ConvertTo-Json @{
        region = 'eu-west-1'; instanceId = 'i-0123456789abcdef0'; afterJob = 'replace'; gracePeriod = 0
        retireOnRebalance = $false; retireAt = 0; launchRetireAt = 0
      })
    $Machine.Metadata['instance-life-cycle'] = 'on-demand'
    if ($BootLines.Count -gt 0) { Set-MachineFile $BootLog "$($BootLines -join "`r`n")`r`n" }
    $Machine.LogLines = $LogLines
    $Machine.OnSleep = {
      Set-MachineFile 'semaphore-agent/agent.log' "$($Machine.LogLines -join "`n")`n"
      if ($Machine.SleptMs -ge 20000) { throw 'the case ends' }
    }
    $result = Invoke-Script 'C:\semaphore-agent\retirement-watch.ps1'
    $Machine.OnSleep = $null
    $result.Thrown | Should -Be 'the case ends'
    # Returns what the watch has added.
    if ($BootLines.Count -gt 0) { @((Get-MachineFile $BootLog) -split "`r`n" | Where-Object { $_ } | Select-Object -Skip $BootLines.Count) }
  }

  # Returns the line as the fleet's programs read it.
  function Read-FirstJobLine {
    param([string] $Line)

    $file = Join-Path $Machine.Root 'line'
    [System.IO.File]::WriteAllText($file, $Line)
    & $env:NODE "$env:SOURCES/proof/image-proof/src/windows/read-boot-line.ts" $file | ConvertFrom-Json -DateKind String
  }
}

AfterAll {
  Remove-Item -Path function:global:Get-Date, function:global:Get-FakeBootClock, alias:Get-BootClock
}

Describe 'first job' {
  It 'is noted once, at the time that the agent has logged, whatever <What>' -ForEach @(
    @{ What = 'follows'; Before = @(); After = @('May  1 12:00:04.000 a : SYNC response (action: run-job, job: 2)') }
    @{ What = 'the instance from which the image was made has logged'; Before = @('Dec 31 23:59:59.000 a : SYNC response (action: run-job, job: 0)'); After = @() }
    @{ What = 'a job has written'; Before = @('Smarch  1 : SYNC response (action: run-job, ', 'Feb 31 12:00:00.000 : SYNC response (action: run-job, '); After = @() }
  ) {
    $added = @(Start-FirstJobWatch @($Boot) ($Before + $Job + $After))
    $added.Count | Should -Be 1
    $line = Read-FirstJobLine $added[0]
    $line.event, $line.instanceId, $line.configParameter | Should -Be 'first-job', 'i-0123456789abcdef0', '/ci/fleet-config'
    $line.at, $line.sinceBootMs | Should -Be '2026-05-01T12:00:01.200Z', 1001200
  }

  It 'is not noted <When>' -ForEach @(
    @{ When = 'before the agent gets a job'; Log = 'May  1 12:00:01.200 a : SYNC response (action: continue)' }
    @{ When = 'again after a restart of the watch'; Noted = '{"event":"first-job","instanceId":"i-0123456789abcdef0","configParameter":"/ci/fleet-config","at":"2026-05-01T11:59:59.000Z","sinceBootMs":999000}' }
  ) {
    $before = @($Boot) + @($Noted | Where-Object { $_ })
    $logged = if ($Log) { $Log } else { $Job }
    @(Start-FirstJobWatch $before @($logged)).Count | Should -Be 0
  }

  It 'is not noted without a line about the start of this instance' {
    Start-FirstJobWatch @() @($Job) | Out-Null
    Test-Path (Join-Path $Machine.Root $BootLog) | Should -BeFalse
    @(Start-FirstJobWatch @($Boot.Replace('i-0123456789abcdef0', 'i-0fedcba9876543210')) @($Job)).Count | Should -Be 0
  }

  It 'is not noted if the line about the start is damaged, but the watch goes on' {
    @(Start-FirstJobWatch @($Boot.Substring(0, 100)) @($Job)).Count | Should -Be 0
  }
}
