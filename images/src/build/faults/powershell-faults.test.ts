import { expect, it } from '@jest/globals';
import { powershellFaults } from './powershell-faults.ts';

const FIRST = String.raw`Write-Error : a first one
At C:\packer\scripts\install-tools.ps1:3 char:1
+ Write-Error 'a first one'
    + FullyQualifiedErrorId : Microsoft.PowerShell.Commands.WriteErrorException
`;
const LAST = String.raw`Invoke-WebRequest : The remote name could not be
resolved: 'example.com'
At C:\packer\scripts\artifacts.ps1:13 char:23
+   Invoke-WithRetry { Invoke-WebRequest -UseBasicParsing -Uri $Url -OutFile ...
+                      ~~~~~~~~~~~~~~~~~
    + CategoryInfo          : InvalidOperation: (System.Net.HttpWebRequest:HttpWebRequest)
`;
const MESSAGE = String.raw`PowerShell: Invoke-WebRequest : The remote name could not be resolved: 'example.com' (C:\packer\scripts\artifacts.ps1, line 13)`;

it.each([
  ['an error with its file and line', LAST, { line: 0, messages: [MESSAGE] }],
  ['the last of several errors', `${FIRST}\n${LAST}`, { line: 5, messages: [MESSAGE] }],
  [
    'the last of several errors without blank lines between',
    `${FIRST}${LAST}`,
    { line: 4, messages: [MESSAGE] },
  ],
  ['nothing if the output has no PowerShell error', 'choco: no such package', undefined],
])('reports %s', (_, output, faults) => expect(powershellFaults(output.split('\n'))).toEqual(faults));
