# The line about a start in the boot log.

BeforeAll {
  $BootLog = 'semaphore-agent/boot.log'

  # Returns the last line of the boot log as the fleet's programs read it.
  function Read-BootLine {
    $file = Join-Path $Machine.Root $BootLog
    & $env:NODE "$env:SOURCES/proof/image-proof/src/windows/read-boot-line.ts" $file | ConvertFrom-Json -DateKind String
  }
}

Describe 'boot log' {
  It 'has a line about the start' {
    Reset-Instance
    (Start-Agent).ExitCode | Should -Be 0
    $line = Read-BootLine
    $line.event, $line.instanceId, $line.instanceType, $line.imageId | Should -Be 'boot', 'i-0123456789abcdef0', 'm7i.large', 'ami-0123456789abcdef0'
    $line.configParameter, $line.launchedAt | Should -Be $Config, '2026-05-01T11:59:50Z'
    $line.startedBy, $line.parametersBy, $line.ssmCalls | Should -Be 'user-data', 'aws-cli', 3
    $marks = foreach ($step in 'unit', 'identity', 'parameters', 'configuration', 'agent', 'registered') { $line.marks.$step }
    $marks | Should -Be ($marks | Sort-Object)
    @($line.marks.PSObject.Properties).Count | Should -Be 6
  }

  It 'counts each request to SSM' {
    Reset-Instance
    $Machine.Aws['get-parameter /ci/token'] = @($Throttled, $Token)
    Start-Agent | Out-Null
    (Read-BootLine).ssmCalls | Should -Be 4
  }

  It 'has no line about an agent that does not register within a minute' {
    Reset-Instance
    $Machine.Agent.IsReady = $false
    $result = Start-Agent
    $result.ExitCode | Should -Be 0
    $result.Output | Should -Match 'has not registered within a minute; the boot log gets no line'
    Test-Path (Join-Path $Machine.Root $BootLog) | Should -BeFalse
  }

  It 'does not fail the start if the instance has no identity document' {
    Reset-Instance
    $Machine.Metadata['dynamic/instance-identity/document'] = $null
    $result = Start-Agent
    $result.ExitCode | Should -Be 0
    $result.Output | Should -Match 'Cannot write the boot log'
    Get-Call 'aws autoscaling*' | Should -BeNullOrEmpty
  }
}
