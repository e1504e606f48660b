import { describe, expect, it } from '@jest/globals';
import { scriptProblems } from './script-problems.ts';

const STOP = "$ErrorActionPreference = 'Stop'\n";

describe('scriptProblems', () => {
  it.each([
    [
      'an installer that is awaited',
      "$p = Start-Process -FilePath 'msiexec.exe' -ArgumentList '/i', $x -Wait -PassThru",
    ],
    ['an exit code that is looked at', "& 'x.exe' 1\nif ($LASTEXITCODE -ne 0) { throw 'x' }"],
    [
      'an exit code that is kept',
      'function F { $lines = & $Program @Arguments 2>&1\n# why\n$exitCode = $LASTEXITCODE }',
    ],
    ['a program by Invoke-Native', "Invoke-Native 'aws' @('--version')"],
    ['a script', "& 'C:\\semaphore-agent\\x.ps1' $y"],
    ['a policy that a build script sets', 'Set-ExecutionPolicy RemoteSigned'],
    ['a log of its own', "Add-LogLine $log 'x'"],
    ['a service whose start may take a while', "Invoke-Native 'nssm' @('start', $s) -AcceptedExitCodes 0, 1"],
    ["a service's setting", "Invoke-Native 'nssm' @('set', $s, 'Start', 'x')"],
    ['the one place that downloads', 'function Save-Url { Invoke-WebRequest -Uri $u -OutFile $p }'],
  ])('accepts %s', async (_name, script) => {
    expect(await scriptProblems(STOP + script)).toEqual([]);
  });

  it.each([
    [
      'msiexec that is not awaited',
      'msiexec.exe /i https://example.com/x.msi',
      /^2: nobody sees the exit code of msiexec\.exe/,
    ],
    ['an installer that is not awaited', "Start-Process 'x.msi'", /^2: Start-Process without -Wait/],
    ['an installer whose exit code nobody sees', "Start-Process 'x.msi' -Wait", /^2: Start-Process without/],
    [
      'a program whose exit code nobody sees',
      'choco install -y git',
      /^2: nobody sees the exit code of choco/,
    ],
    [
      'one in an assignment',
      '$token = aws ssm get-parameter --name x',
      /^2: nobody sees the exit code of aws/,
    ],
    ['one in a block', 'if ($x) {\n  & nssm start x\n}', /^3: nobody sees the exit code of nssm/],
    ['an exit code looked at too late', "aws x\n$y = 1\nif ($LASTEXITCODE) { throw 'x' }", /^2: nobody sees/],
    [
      'a download that nothing checks',
      'Invoke-WebRequest https://example.com/x -OutFile x',
      /^2: Invoke-WebRequest: only Get-Artifact/,
    ],
    ['a log that may be held', "'x' | Add-Content -LiteralPath $log", /^2: Add-Content fails while/],
    ['another way to write it', "'x' | Out-File $log -Append", /^2: Out-File fails while/],
    [
      'a start whose codes are not named',
      "Invoke-Native 'nssm' @('start', $s)",
      /^2: nssm ends with other codes than 0 too; name them by -AcceptedExitCodes$/,
    ],
    [
      'packages whose codes are not named',
      "Invoke-Native 'choco' @('install', 'x')",
      /^2: choco ends with other/,
    ],
    ['downloaded text that is run', 'Invoke-Expression $text', /^2: Invoke-Expression runs text/],
    ['what needs PowerShell 7', 'Get-Item x && Get-Item y', /^2: '&&.*' needs PowerShell 7/],
    ['no PowerShell', 'if ($x { }', /^2: no PowerShell/],
    ['the operator ?? of PowerShell 7', '$x = $y ?? 1', /^2: no PowerShell/],
  ])('finds %s', async (_name, script, problem) => {
    expect(await scriptProblems(STOP + script)).toEqual([expect.stringMatching(problem)]);
  });

  it('wants errors to end a script', async () => {
    const missing = [expect.stringMatching(/\$ErrorActionPreference = 'Stop' is missing$/)];
    expect(await scriptProblems("Set-Item 'x' 1")).toEqual(missing);
    expect(await scriptProblems('. "$PSScriptRoot\\common.ps1"\nSet-Item \'x\' 1')).toEqual([]);
    expect(await scriptProblems('function F { Get-Item x }')).toEqual([]);
  });

  it('finds a policy that user data sets', async () => {
    const userData = `<powershell>\n${STOP}Set-ExecutionPolicy RemoteSigned -ErrorAction SilentlyContinue\n</powershell>\n`;
    expect(await scriptProblems(userData)).toEqual([
      expect.stringMatching(/^3: Set-ExecutionPolicy: EC2Launch/),
    ]);
  });

  it("takes user data's tags for blanks", async () => {
    expect(await scriptProblems(`<powershell>\n${STOP}</powershell>\n`)).toEqual([]);
  });
});
