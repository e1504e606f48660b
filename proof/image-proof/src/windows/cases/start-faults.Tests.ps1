# Faults during a start: some pass after retries; others make the group replace the instance.

BeforeAll {
  $ParameterKeys = @{ config = "get-parameter $Config"; keys = 'get-parameter ci-fleet-ssh-public-keys'; token = 'get-parameter /ci/token' }

  function Assert-Unhealthy {
    param($Result, [string] $Message)

    $Result.ExitCode | Should -Be 1
    $Result.Output | Should -Match $Message
    Get-Call 'aws autoscaling*' | Should -Be $MarksUnhealthy
    Get-Call 'shutdown*' | Should -BeNullOrEmpty
    Get-Call 'nssm start*' | Should -BeNullOrEmpty
  }
}

Describe 'start: SSM' {
  It 'fails after retries for a minute and a half: <What>, parameter <Parameter>' -ForEach @(
    foreach ($parameter in 'config', 'keys', 'token') {
      @{ Parameter = $parameter; What = 'a missing parameter'; Answer = New-Refusal 'ParameterNotFound'; Message = 'ParameterNotFound' }
      @{ Parameter = $parameter; What = 'a refusal'; Answer = $Denied; Message = 'AccessDeniedException' }
    }
    @{ Parameter = 'config'; What = 'no connection'; Answer = $Unreachable; Message = 'Could not connect' }
    @{ Parameter = 'config'; What = 'no credentials'; Answer = $NoCredentials; Message = 'Unable to locate credentials' }
    @{ Parameter = 'token'; What = 'a refused KMS key'; Answer = (New-Refusal 'AccessDeniedException' 'The ciphertext refers to a customer master key'); Message = 'customer master key' }
  ) {
    Reset-Instance
    $Machine.Aws[$ParameterKeys[$Parameter]] = @($Answer)
    Assert-Unhealthy (Start-Agent) $Message
    # 90 seconds plus at most one more wait of 20 seconds.
    $Machine.SleptMs | Should -BeGreaterOrEqual 90000
    $Machine.SleptMs | Should -BeLessOrEqual 110000
  }

  It 'retries after <What>' -ForEach @(
    @{ What = 'four throttled calls'; Answers = @($Throttled, $Throttled, $Throttled, $Throttled) }
    @{ What = 'a timeout'; Answers = @($Slow) }
    @{ What = 'missing credentials'; Answers = @($NoCredentials, $NoCredentials) }
  ) {
    Reset-Instance
    $Machine.Aws[$ParameterKeys.config] = @($Answers) + (New-Document)
    (Start-Agent).ExitCode | Should -Be 0
    @(Get-Call "aws ssm*--name $Config *").Count | Should -Be (@($Answers).Count + 1)
  }

  It 'waits a minute for the permissions of a new role' {
    Reset-Instance
    $Machine.Aws[$ParameterKeys.token] = @({ if ($Machine.SleptMs -lt 60000) { $Denied } else { $Token } })
    (Start-Agent).ExitCode | Should -Be 0
    (Get-AgentConfig)['token'] | Should -Be $Token
  }

  It 'waits for random times, so that instances do not retry together' {
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
    @{ What = 'a document that is not JSON'; Document = 'oops'; Message = 'configuration is not JSON' }
    @{ What = 'a document without endpoint'; Document = New-Document @{ endpoint = $null }; Message = 'no endpoint' }
    @{ What = 'an empty endpoint'; Document = New-Document @{ endpoint = ' ' }; Message = 'no endpoint' }
    @{ What = 'an empty token parameter'; Document = New-Document @{ agentTokenParameterName = '' }; Message = 'no agentTokenParameterName' }
    @{ What = 'a keys parameter that is a number'; Document = New-Document @{ sshKeysParameterName = 7 }; Message = 'no sshKeysParameterName' }
    @{ What = 'a value that is neither true nor false'; Document = New-Document @{ disconnectAfterJob = 'yes' }; Message = 'disconnectAfterJob: .*true or false' }
    @{ What = 'an idle timeout that is not a number'; Document = New-Document @{ disconnectAfterIdleTimeout = 'soon' }; Message = 'disconnectAfterIdleTimeout: .*seconds' }
    @{ What = 'an unknown afterJob'; Document = New-Document @{ afterJob = 'stay' }; Message = 'afterJob: .*replace or shrink' }
    @{ What = 'a variable with a second ='; Document = New-Document @{ envVars = @('OPTIONS=a=b') }; Message = "envVars: 'OPTIONS'" }
  ) {
    Reset-Instance
    $Machine.Aws[$ParameterKeys.config] = @($Document)
    Assert-Unhealthy (Start-Agent) $Message
  }

  It 'refuses <What> as host keys' -ForEach @(
    @{ What = 'an empty list'; Keys = '[]' }, @{ What = 'HTML'; Keys = '["<html> x"]' }, @{ What = 'text that is not JSON'; Keys = 'oops' }
  ) {
    Reset-Instance
    $Machine.Aws[$ParameterKeys.keys] = @($Keys)
    Assert-Unhealthy (Start-Agent) 'Cannot start the agent'
  }
}

Describe 'start: the metadata service' {
  It 'is called again until it answers' {
    Reset-Instance
    $Machine.Metadata.Failures = 3
    (Start-Agent).ExitCode | Should -Be 0
    $Machine.Metadata.Failures | Should -Be 0
  }

  It 'makes the instance power off if it returns no <What>' -ForEach @(
    @{ What = 'answer'; Change = { $Machine.Metadata.Failures = 1000 } }
    @{ What = 'region'; Change = { $Machine.Metadata['placement/region'] = '' } }
    @{ What = 'instance id'; Change = { $Machine.Metadata['instance-id'] = ' ' } }
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
  It 'makes the instance power off if it <What>' -ForEach @(
    @{ What = 'refuses to mark the instance unhealthy'; Answer = $Denied; Least = 90000; Most = 110000 }
    @{ What = 'is unreachable'; Answer = $Unreachable; Least = 120000; Most = 160000 }
  ) {
    Reset-Instance
    $Machine.Aws[$ParameterKeys.config] = @($Denied)
    $Machine.Aws['set-instance-health'] = @($Answer)
    (Start-Agent).ExitCode | Should -Be 1
    Get-Call 'shutdown*' | Should -Be $PowersOff
    # Includes the minute and a half of retries for the parameter.
    $Machine.SleptMs | Should -BeGreaterOrEqual $Least
    $Machine.SleptMs | Should -BeLessOrEqual $Most
  }
}
