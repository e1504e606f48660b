# Single functions, where whole scripts do not reach each case.

Describe 'Invoke-Native' {
  BeforeEach {
    Reset-Machine instance
    . 'C:\semaphore-agent\common.ps1'
  }

  It 'does not take a missing program for one that has succeeded' {
    Invoke-Native 'icacls' @('x') | Out-Null
    { Invoke-Native 'C:\semaphore-agent\missing.exe' @('x') } | Should -Throw 'C:\semaphore-agent\missing.exe cannot be run: *'
    { Invoke-Native 'no-such-program' } | Should -Throw 'no-such-program cannot be run: *'
  }

  It 'does not take a program without an exit code for one that has succeeded' {
    function global:silent { 'said' }
    try { { Invoke-Native 'silent' } | Should -Throw 'silent ended with exit code*' } finally { Remove-Item 'function:global:silent' }
  }

  It 'says what the program said, and none of its arguments' {
    function global:failing { Write-Error 'first'; 'second'; $global:LASTEXITCODE = 7 }
    try {
      { Invoke-Native 'failing' @('--password', 'secret') } | Should -Throw 'failing ended with exit code 7: first second'
    } finally { Remove-Item 'function:global:failing' }
  }

  It 'gives what was printed, without what was said on standard error' {
    function global:talking { Write-Error 'a warning'; 'one'; 'two'; $global:LASTEXITCODE = 0 }
    try { Invoke-Native 'talking' | Should -Be "one`ntwo" } finally { Remove-Item 'function:global:talking' }
  }
}

Describe 'Invoke-WithRetry' {
  BeforeEach {
    Reset-Machine instance
    . 'C:\semaphore-agent\common.ps1'
  }

  It 'doubles the bound of its waits, up to 20 seconds' {
    Mock Get-Random { $Maximum - 1 }
    { Invoke-WithRetry { throw 'no' } } | Should -Throw 'no'
    $Machine.Sleeps | Should -Be 1000, 2000, 4000, 8000, 16000, 20000, 20000, 20000
  }

  It 'waits a random time from nothing on' {
    { Invoke-WithRetry -ForSeconds 0 { throw 'no' } } | Should -Throw 'no'
    $Machine.Sleeps.Count | Should -Be 0
    Mock Get-Random { $Minimum }
    $script:left = 3
    Invoke-WithRetry { if ($script:left-- -gt 0) { throw 'not yet' }; 'done' } | Should -Be 'done'
    $Machine.Sleeps | Should -Be 0, 0, 0
  }

  It 'throws at once what is final' {
    { Invoke-WithRetry -Final $Refusal { throw 'An error occurred (AccessDenied) when calling' } } | Should -Throw '*AccessDenied*'
    $Machine.Sleeps.Count | Should -Be 0
  }
}

Describe 'New-RandomText' {
  It 'has letters and digits, each about as likely' {
    Reset-Machine instance
    . 'C:\semaphore-agent\agent-config.ps1'
    $text = New-RandomText 6200
    $text | Should -MatchExactly '^[A-Za-z0-9]{6200}$'
    $counts = $text.ToCharArray() | Group-Object -CaseSensitive
    @($counts).Count | Should -Be 62
    # 100 each; six standard deviations are 60.
    ($counts | Measure-Object Count -Minimum).Minimum | Should -BeGreaterThan 40
    New-RandomText 32 | Should -Not -Be (New-RandomText 32)
  }
}

Describe 'Get-LogEnd' {
  It 'gives the last three lines, or says that there is no log' {
    Reset-Machine instance
    . 'C:\semaphore-agent\common.ps1'
    Get-LogEnd 'C:\semaphore-agent\agent.log' | Should -Be 'there is no C:\semaphore-agent\agent.log'
    Set-MachineFile 'semaphore-agent/agent.log' "one`ntwo`nthree`nfour`n"
    Get-LogEnd 'C:\semaphore-agent\agent.log' | Should -Be 'two three four'
  }
}

Describe 'configure-github-ssh-keys' {
  BeforeEach { Reset-Machine instance }

  It "keeps other hosts' lines, and puts GitHub's in place of the old ones" {
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
