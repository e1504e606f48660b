import { describe, expect, it } from '@jest/globals';
import { scriptProblems } from './script-problems.ts';

const STOP = "$ErrorActionPreference = 'Stop'\n";

describe('scriptProblems', () => {
  it.each([
    [
      'an installer that the script waits for',
      "$p = Start-Process -FilePath 'msiexec.exe' -ArgumentList '/i', $x -Wait -PassThru",
    ],
    ['an exit code that is checked', "& 'x.exe' 1\nif ($LASTEXITCODE -ne 0) { throw 'x' }"],
    [
      'an exit code that is saved',
      'function F { $lines = & $Program @Arguments 2>&1\n# why\n$exitCode = $LASTEXITCODE }',
    ],
    ['a program run with Invoke-Native', "Invoke-Native 'aws' @('--version')"],
    ['a script', "& 'C:\\semaphore-agent\\x.ps1' $y"],
    ['an execution policy in a build script', 'Set-ExecutionPolicy RemoteSigned'],
    ['a log line', "Add-LogLine $log 'x'"],
    [
      'a service start with accepted exit codes',
      "Invoke-Native 'nssm' @('start', $s) -AcceptedExitCodes 0, 1",
    ],
    ['a service setting', "Invoke-Native 'nssm' @('set', $s, 'Start', 'x')"],
    ['a download in Save-Url', 'function Save-Url { Invoke-WebRequest -Uri $u -OutFile $p }'],
  ])('accepts %s', async (_name, script) => {
    expect(await scriptProblems(STOP + script)).toEqual([]);
  });

  it.each([
    [
      'msiexec without Start-Process',
      'msiexec.exe /i https://example.com/x.msi',
      /^2: the exit code of msiexec\.exe is not checked/,
    ],
    [
      'an installer that the script does not wait for',
      "Start-Process 'x.msi'",
      /^2: Start-Process without -Wait/,
    ],
    [
      'an installer whose exit code is not checked',
      "Start-Process 'x.msi' -Wait",
      /^2: Start-Process without/,
    ],
    [
      'a program whose exit code is not checked',
      'choco install -y git',
      /^2: the exit code of choco is not checked/,
    ],
    [
      'an exit code that is not checked, in an assignment',
      '$token = aws ssm get-parameter --name x',
      /^2: the exit code of aws is not checked/,
    ],
    [
      'an exit code that is not checked, in a block',
      'if ($x) {\n  & nssm start x\n}',
      /^3: the exit code of nssm is not checked/,
    ],
    [
      'an exit code that is checked too late',
      "aws x\n$y = 1\nif ($LASTEXITCODE) { throw 'x' }",
      /^2: the exit code/,
    ],
    [
      'a download outside Save-Url',
      'Invoke-WebRequest https://example.com/x -OutFile x',
      /^2: Invoke-WebRequest does not verify/,
    ],
    ['a log written with Add-Content', "'x' | Add-Content -LiteralPath $log", /^2: Add-Content fails while/],
    ['a log written with Out-File', "'x' | Out-File $log -Append", /^2: Out-File fails while/],
    [
      'a service start without accepted exit codes',
      "Invoke-Native 'nssm' @('start', $s)",
      /^2: nssm may succeed with an exit code other than 0; pass -AcceptedExitCodes$/,
    ],
    [
      'an installation of packages without accepted exit codes',
      "Invoke-Native 'choco' @('install', 'x')",
      /^2: choco may succeed with an exit code other than 0/,
    ],
    ['text that is run', 'Invoke-Expression $text', /^2: Invoke-Expression runs unverified text/],
    ['the operator && of PowerShell 7', 'Get-Item x && Get-Item y', /^2: '&&.*' needs PowerShell 7/],
    ['a syntax error', 'if ($x { }', /^2: syntax error/],
    ['the operator ?? of PowerShell 7', '$x = $y ?? 1', /^2: syntax error/],
  ])('finds %s', async (_name, script, problem) => {
    expect(await scriptProblems(STOP + script)).toEqual([expect.stringMatching(problem)]);
  });

  it('requires that errors end a script', async () => {
    const missing = [expect.stringMatching(/\$ErrorActionPreference = 'Stop' is missing$/)];
    expect(await scriptProblems("Set-Item 'x' 1")).toEqual(missing);
    expect(await scriptProblems('. "$PSScriptRoot\\common.ps1"\nSet-Item \'x\' 1')).toEqual([]);
    expect(await scriptProblems('function F { Get-Item x }')).toEqual([]);
  });

  it('finds an execution policy in user data', async () => {
    const userData = `<powershell>\n${STOP}Set-ExecutionPolicy RemoteSigned -ErrorAction SilentlyContinue\n</powershell>\n`;
    expect(await scriptProblems(userData)).toEqual([
      expect.stringMatching(/^3: Set-ExecutionPolicy: EC2Launch/),
    ]);
  });

  it('ignores the tags of user data', async () => {
    expect(await scriptProblems(`<powershell>\n${STOP}</powershell>\n`)).toEqual([]);
  });
});
