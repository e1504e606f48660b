# A start that cannot be, after which the group replaces the instance; and troubles that pass.

BeforeAll {
  $ParameterKeys = @{ config = "get-parameter $Config"; keys = 'get-parameter ci-fleet-ssh-public-keys'; token = 'get-parameter /ci/token' }

  function Assert-Unhealthy {
    param($Result, [string] $Says)

    $Result.ExitCode | Should -Be 1
    $Result.Output | Should -Match $Says
    Get-Call 'aws autoscaling*' | Should -Be $MarksUnhealthy
    Get-Call 'shutdown*' | Should -BeNullOrEmpty
    Get-Call 'nssm start*' | Should -BeNullOrEmpty
  }
}

Describe 'start: SSM' {
  It 'gives up on <What> of <Parameter> after a minute and a half of attempts' -ForEach @(
    foreach ($parameter in 'config', 'keys', 'token') {
      @{ Parameter = $parameter; What = 'a missing parameter'; Answer = New-Refusal 'ParameterNotFound'; Says = 'ParameterNotFound' }
      @{ Parameter = $parameter; What = 'a refusal'; Answer = $Denied; Says = 'AccessDeniedException' }
    }
    @{ Parameter = 'config'; What = 'no connection'; Answer = $Unreachable; Says = 'Could not connect' }
    @{ Parameter = 'config'; What = 'no credentials'; Answer = $NoCredentials; Says = 'Unable to locate credentials' }
    @{ Parameter = 'token'; What = 'a refused key'; Answer = (New-Refusal 'AccessDeniedException' 'The ciphertext refers to a customer master key'); Says = 'customer master key' }
  ) {
    Reset-Instance
    $Machine.Aws[$ParameterKeys[$Parameter]] = @($Answer)
    Assert-Unhealthy (Start-Agent) $Says
    # At least 90 seconds in all; the last wait is 20 seconds at most.
    $Machine.SleptMs | Should -BeGreaterOrEqual 90000
    $Machine.SleptMs | Should -BeLessOrEqual 110000
  }

  It 'waits out <What>' -ForEach @(
    @{ What = 'four throttlings'; Answers = @($Throttled, $Throttled, $Throttled, $Throttled) }
    @{ What = 'a slow answer'; Answers = @($Slow) }
    @{ What = 'credentials that are not there yet'; Answers = @($NoCredentials, $NoCredentials) }
  ) {
    Reset-Instance
    $Machine.Aws[$ParameterKeys.config] = @($Answers) + (New-Document)
    (Start-Agent).ExitCode | Should -Be 0
    @(Get-Call "aws ssm*--name $Config *").Count | Should -Be (@($Answers).Count + 1)
  }

  It 'waits out rights of a new role that take a minute to spread' {
    Reset-Instance
    $Machine.Aws[$ParameterKeys.token] = @({ if ($Machine.SleptMs -lt 60000) { $Denied } else { $Token } })
    (Start-Agent).ExitCode | Should -Be 0
    (Get-AgentConfig)['token'] | Should -Be $Token
  }

  It 'spreads its attempts: no two instances wait alike' {
    $waits = 1..3 | ForEach-Object {
      Reset-Instance
      $Machine.Aws[$ParameterKeys.config] = @($Throttled, $Throttled, $Throttled, $Throttled, $Throttled, (New-Document))
      Start-Agent | Out-Null
      $Machine.Sleeps -join ' '
    }
    @($waits | Sort-Object -Unique).Count | Should -Be 3
  }

  It 'refuses an empty <Parameter>' -ForEach @{ Parameter = 'config' }, @{ Parameter = 'token' }, @{ Parameter = 'keys' } {
    Reset-Instance
    $Machine.Aws[$ParameterKeys[$Parameter]] = @('  ')
    Assert-Unhealthy (Start-Agent) 'Parameter \S+ is empty'
    $Machine.SleptMs | Should -Be 0
  }

  It 'refuses <What>' -ForEach @(
    @{ What = 'no JSON'; Document = 'oops'; Says = 'config parameter is not JSON' }
    @{ What = 'no endpoint'; Document = New-Document @{ endpoint = $null }; Says = 'no endpoint' }
    @{ What = 'an empty endpoint'; Document = New-Document @{ endpoint = ' ' }; Says = 'no endpoint' }
    @{ What = 'no token parameter'; Document = New-Document @{ agentTokenParameterName = '' }; Says = 'no agentTokenParameterName' }
    @{ What = 'no keys parameter'; Document = New-Document @{ sshKeysParameterName = 7 }; Says = 'no sshKeysParameterName' }
    @{ What = 'neither true nor false'; Document = New-Document @{ disconnectAfterJob = 'yes' }; Says = 'disconnectAfterJob: .*true or false' }
    @{ What = 'an idle time-out that is no number'; Document = New-Document @{ disconnectAfterIdleTimeout = 'soon' }; Says = 'disconnectAfterIdleTimeout: .*seconds' }
    @{ What = 'an unknown end of a job'; Document = New-Document @{ afterJob = 'stay' }; Says = 'afterJob: .*replace or shrink' }
    @{ What = 'a variable that the agent would die of'; Document = New-Document @{ envVars = @('OPTIONS=a=b') }; Says = "envVars: 'OPTIONS'" }
  ) {
    Reset-Instance
    $Machine.Aws[$ParameterKeys.config] = @($Document)
    Assert-Unhealthy (Start-Agent) $Says
  }

  It 'refuses host keys that are <What>' -ForEach @(
    @{ What = 'none'; Keys = '[]' }, @{ What = 'a page'; Keys = '["<html> x"]' }, @{ What = 'no JSON'; Keys = 'oops' }
  ) {
    Reset-Instance
    $Machine.Aws[$ParameterKeys.keys] = @($Keys)
    Assert-Unhealthy (Start-Agent) 'cannot be started'
  }
}

Describe 'start: the metadata service' {
  It 'is asked again until it answers' {
    Reset-Instance
    $Machine.Metadata.Failures = 3
    (Start-Agent).ExitCode | Should -Be 0
    $Machine.Metadata.Failures | Should -Be 0
  }

  It 'without <What> there is no one to name to the group: the instance powers off' -ForEach @(
    @{ What = 'an answer'; Change = { $Machine.Metadata.Failures = 1000 } }
    @{ What = 'a region'; Change = { $Machine.Metadata['placement/region'] = '' } }
    @{ What = 'an instance id'; Change = { $Machine.Metadata['instance-id'] = ' ' } }
  ) {
    Reset-Instance
    & $Change
    $result = Start-Agent
    $result.ExitCode | Should -Be 1
    Get-Call 'aws*' | Should -BeNullOrEmpty
    Get-Call 'shutdown*' | Should -Be $PowersOff
  }
}

Describe 'start: the group' {
  It '<What>, so the instance powers off' -ForEach @(
    @{ What = 'refuses'; Answer = $Denied; Least = 90000; Most = 110000 }
    @{ What = 'is out of reach'; Answer = $Unreachable; Least = 120000; Most = 160000 }
  ) {
    Reset-Instance
    $Machine.Aws[$ParameterKeys.config] = @($Denied)
    $Machine.Aws['set-instance-health'] = @($Answer)
    (Start-Agent).ExitCode | Should -Be 1
    Get-Call 'shutdown*' | Should -Be $PowersOff
    # Beyond the minute and a half for the parameter.
    $Machine.SleptMs | Should -BeGreaterOrEqual $Least
    $Machine.SleptMs | Should -BeLessOrEqual $Most
  }
}
