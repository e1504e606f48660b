# Faults during a start: after temporary ones, a retry succeeds; after others, the group replaces the instance, or the instance
# powers off.

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

Describe 'start: parameters in SSM' {
  It 'fail the start after retries for a minute and a half: <What>, parameter <Parameter>' -ForEach @(
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

  It 'are requested again after <What>' -ForEach @(
    @{ What = 'four throttled calls'; Answers = @($Throttled, $Throttled, $Throttled, $Throttled) }
    @{ What = 'a timeout'; Answers = @($Slow) }
    @{ What = 'missing credentials'; Answers = @($NoCredentials, $NoCredentials) }
  ) {
    Reset-Instance
    $Machine.Aws[$ParameterKeys.config] = @($Answers) + (New-Document)
    (Start-Agent).ExitCode | Should -Be 0
    @(Get-Call "aws ssm*--name $Config *").Count | Should -Be (@($Answers).Count + 1)
  }

  It 'are requested until a new role has its permissions, which takes a minute' {
    Reset-Instance
    $Machine.Aws[$ParameterKeys.token] = @({ if ($Machine.SleptMs -lt 60000) { $Denied } else { $Token } })
    (Start-Agent).ExitCode | Should -Be 0
    (Get-AgentConfig)['token'] | Should -Be $Token
  }

  It 'are requested for ten minutes while thousands of instances boot' {
    Reset-Instance
    $Machine.Aws[$ParameterKeys.config] = @({ if ($Machine.SleptMs -lt 580000) { $Throttled } else { New-Document } })
    (Start-Agent).ExitCode | Should -Be 0
  }

  It 'fail the start if they are throttled for ten minutes' {
    Reset-Instance
    $Machine.Aws[$ParameterKeys.config] = @($Throttled)
    Assert-Unhealthy (Start-Agent) 'ThrottlingException'
    $Machine.SleptMs | Should -BeGreaterOrEqual 600000
    $Machine.SleptMs | Should -BeLessOrEqual 620000
  }

  It 'are requested after random waits, so that instances do not retry together' {
    $waits = 1..3 | ForEach-Object {
      Reset-Instance
      $Machine.Aws[$ParameterKeys.config] = @($Throttled, $Throttled, $Throttled, $Throttled, $Throttled, (New-Document))
      Start-Agent | Out-Null
      $Machine.Sleeps -join ' '
    }
    @($waits | Sort-Object -Unique).Count | Should -Be 3
  }

  It 'fail the start at once if <Parameter> is empty' -ForEach @{ Parameter = 'config' }, @{ Parameter = 'token' }, @{ Parameter = 'keys' } {
    Reset-Instance
    $Machine.Aws[$ParameterKeys[$Parameter]] = @('  ')
    Assert-Unhealthy (Start-Agent) 'Parameter \S+ is empty'
    $Machine.SleptMs | Should -Be 0
  }

  It 'fail the start if the configuration is <What>' -ForEach @(
    @{ What = 'a document that is not JSON'; Document = 'oops'; Message = 'configuration is not JSON' }
    @{ What = 'a document without an endpoint'; Document = New-Document @{ endpoint = $null }; Message = 'no endpoint' }
    @{ What = 'a document with an empty endpoint'; Document = New-Document @{ endpoint = ' ' }; Message = 'no endpoint' }
    @{ What = 'a document with an empty token parameter'; Document = New-Document @{ agentTokenParameterName = '' }; Message = 'no agentTokenParameterName' }
    @{ What = 'a document with a number as keys parameter'; Document = New-Document @{ sshKeysParameterName = 7 }; Message = 'no sshKeysParameterName' }
    @{ What = 'a document with a flag that is neither true nor false'; Document = New-Document @{ disconnectAfterJob = 'yes' }; Message = 'disconnectAfterJob: .*true or false' }
    @{ What = 'a document with an idle timeout that is not a number'; Document = New-Document @{ disconnectAfterIdleTimeout = 'soon' }; Message = 'disconnectAfterIdleTimeout: .*seconds' }
    @{ What = 'a document with a newline after a number'; Document = New-Document @{ disconnectAfterIdleTimeout = "300`n" }; Message = 'disconnectAfterIdleTimeout: .*seconds' }
    @{ What = 'a document with a newline after a flag'; Document = New-Document @{ disconnectAfterJob = "true`n" }; Message = 'disconnectAfterJob: .*true or false' }
    @{ What = 'a document with an unknown afterJob'; Document = New-Document @{ afterJob = 'stay' }; Message = 'afterJob: .*replace or shrink' }
    @{ What = 'a document with a variable whose value contains ='; Document = New-Document @{ envVars = @('OPTIONS=a=b') }; Message = "envVars: 'OPTIONS'" }
  ) {
    Reset-Instance
    $Machine.Aws[$ParameterKeys.config] = @($Document)
    Assert-Unhealthy (Start-Agent) $Message
  }

  It 'fail the start if the host keys are <What>' -ForEach @(
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

Describe 'start: Auto Scaling' {
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
