# Single functions, in situations that are hard to reach with whole scripts.

Describe 'Invoke-Native' {
  BeforeEach {
    Reset-Machine instance
    . 'C:\semaphore-agent\common.ps1'
  }

  It 'throws if the program is missing, despite the exit code of the previous program' {
    Invoke-Native 'icacls' @('x') | Out-Null
    { Invoke-Native 'C:\semaphore-agent\missing.exe' @('x') } | Should -Throw 'Cannot run C:\semaphore-agent\missing.exe: *'
    { Invoke-Native 'no-such-program' } | Should -Throw 'Cannot run no-such-program: *'
  }

  It 'throws if the program has no exit code' {
    function global:silent { 'output' }
    try { { Invoke-Native 'silent' } | Should -Throw 'silent ended with exit code*' } finally { Remove-Item 'function:global:silent' }
  }

  It "throws with the program's output, but without its arguments" {
    function global:failing { Write-Error 'first'; 'second'; $global:LASTEXITCODE = 7 }
    try {
      { Invoke-Native 'failing' @('--password', 'secret') } | Should -Throw 'failing ended with exit code 7: first second'
    } finally { Remove-Item 'function:global:failing' }
  }

  It 'returns standard output only' {
    function global:talking { Write-Error 'a warning'; 'one'; 'two'; $global:LASTEXITCODE = 0 }
    try { Invoke-Native 'talking' | Should -Be "one`ntwo" } finally { Remove-Item 'function:global:talking' }
  }
}

Describe 'Invoke-WithRetry' {
  BeforeEach {
    Reset-Machine instance
    . 'C:\semaphore-agent\common.ps1'
  }

  It 'doubles the bound of its waits up to 20 seconds' {
    Mock Get-Random { $Maximum - 1 }
    { Invoke-WithRetry { throw 'no' } } | Should -Throw 'no'
    $Machine.Sleeps | Should -Be 1000, 2000, 4000, 8000, 16000, 20000, 20000, 20000
  }

  It 'waits for a random time, which may be 0' {
    { Invoke-WithRetry -ForSeconds 0 { throw 'no' } } | Should -Throw 'no'
    $Machine.Sleeps.Count | Should -Be 0
    Mock Get-Random { $Minimum }
    $script:left = 3
    Invoke-WithRetry { if ($script:left-- -gt 0) { throw 'not yet' }; 'done' } | Should -Be 'done'
    $Machine.Sleeps | Should -Be 0, 0, 0
  }

  It 'does not retry an error that matches -Final' {
    { Invoke-WithRetry -Final $Refusal { throw 'An error occurred (AccessDenied) when calling' } } | Should -Throw '*AccessDenied*'
    $Machine.Sleeps.Count | Should -Be 0
  }
}

Describe 'Get-MonotonicTime' {
  It 'counts seconds' {
    Reset-Machine instance
    . 'C:\semaphore-agent\common.ps1'
    # Finds the function by its type. The name alone would find the stand-in, because that is an alias.
    $real = Get-Command Get-MonotonicTime -CommandType Function
    $before = & $real
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    while ($watch.ElapsedMilliseconds -lt 50) { }
    (& $real) - $before | Should -BeGreaterOrEqual 0.05
    $before | Should -BeGreaterThan 0
  }
}

Describe 'New-RandomText' {
  It 'returns letters and digits with equal probability' {
    Reset-Machine instance
    . 'C:\semaphore-agent\agent-config.ps1'
    $text = New-RandomText 6200
    $text | Should -MatchExactly '^[A-Za-z0-9]{6200}$'
    $counts = $text.ToCharArray() | Group-Object -CaseSensitive
    @($counts).Count | Should -Be 62
    # Each is expected 100 times; 40 is six standard deviations below that.
    ($counts | Measure-Object Count -Minimum).Minimum | Should -BeGreaterThan 40
    New-RandomText 32 | Should -Not -Be (New-RandomText 32)
  }
}

Describe 'Get-LogEnd' {
  It 'returns the last three lines, or a message if there is no log' {
    Reset-Machine instance
    . 'C:\semaphore-agent\common.ps1'
    Get-LogEnd 'C:\semaphore-agent\agent.log' | Should -Be 'there is no C:\semaphore-agent\agent.log'
    Set-MachineFile 'semaphore-agent/agent.log' "one`ntwo`nthree`nfour`n"
    Get-LogEnd 'C:\semaphore-agent\agent.log' | Should -Be 'two three four'
  }
}

Describe 'configure-github-ssh-keys' {
  BeforeEach { Reset-Machine instance }

  It "replaces GitHub's lines and keeps those of other hosts" {
    Set-MachineFile 'Windows/System32/config/systemprofile/.ssh/known_hosts' "git.acme.org ssh-rsa AAAA`r`ngithub.com ssh-rsa OLD`r`n"
    $result = Invoke-Script 'C:\semaphore-agent\configure-github-ssh-keys.ps1' @(ConvertTo-Json @($HostKey, 'ecdsa-sha2-nistp256 AAAAE2Vj') -Compress)
    $result.Thrown | Should -BeNullOrEmpty
    Get-Content (Join-Path $HOME '.ssh/known_hosts') -Raw |
      Should -Be "git.acme.org ssh-rsa AAAA`ngithub.com $HostKey`ngithub.com ecdsa-sha2-nistp256 AAAAE2Vj`n"
  }

  It 'refuses <Keys>' -ForEach @{ Keys = '[]' }, @{ Keys = '["a b c d"]' }, @{ Keys = '["ssh-rsa"]' }, @{ Keys = '{' } {
    (Invoke-Script 'C:\semaphore-agent\configure-github-ssh-keys.ps1' @($Keys)).Thrown | Should -Not -BeNullOrEmpty
    Test-Path (Join-Path $HOME '.ssh/known_hosts') | Should -BeFalse
  }
}
