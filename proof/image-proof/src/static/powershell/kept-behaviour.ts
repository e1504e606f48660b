import type { SourceText } from '../source-files.ts';

/** Something that users, stacks or AWS count on, and the words of the scripts that keep it. */
interface Kept {
  readonly what: string;
  /** Below images/packer/windows. */
  readonly file: string;
  readonly says?: RegExp;
  readonly never?: RegExp;
}

const START = 'files/start.ps1';
const CONFIG = 'files/agent-config.ps1';
const USER = 'files/agent-user.ps1';
const SERVICE = 'files/agent-service.ps1';
const HEALTH = 'files/health-check.ps1';
const HOOK = 'files/hooks/shutdown.ps1';

/** PowerShell is not run here, so what it must do is looked for where it is done. */
export const KEPT: readonly Kept[] = [
  {
    what: 'one argument, the config parameter',
    file: START,
    says: /^param\(\[string\] \$ConfigParameter = ''\)$/m,
  },
  {
    what: 'an instance without an agent is set unhealthy',
    file: START,
    says: /catch \{[^}]*Set-InstanceUnhealthy/,
  },
  {
    what: 'unhealthy at once, not after the grace period',
    file: START,
    says: /'--no-should-respect-grace-period'/,
  },
  { what: 'an empty parameter is an error', file: START, says: /IsNullOrWhiteSpace\(\$value\)\) \{ throw/ },
  { what: 'a second start does nothing', file: START, says: /if \(Test-AgentRunning\) \{[^}]*return/ },
  { what: "the agent's name", file: CONFIG, says: /"\$\{InstanceId\}__\$\(New-RandomText 13\)"/ },
  { what: 'logs of jobs when trimmed', file: CONFIG, says: /'upload-job-logs: when-trimmed'/ },
  { what: 'values quoted for YAML', file: CONFIG, says: /"token: \$\(ConvertTo-Yaml \$Token\)"/ },
  {
    what: 'the user semaphore, an administrator',
    file: USER,
    says: /Add-LocalGroupMember -SID 'S-1-5-32-544' -Member 'semaphore'/,
  },
  { what: 'no password of ours', file: USER, says: /\$password = "Aa1-\$\(New-RandomText 32\)"/ },
  { what: 'WinRM disabled in the end', file: USER, says: /Set-Service -Name 'WinRM' -StartupType Disabled/ },
  {
    what: 'the service semaphore-agent',
    file: 'files/common.ps1',
    says: /^\$ServiceName = 'semaphore-agent'$/m,
  },
  { what: 'an agent that ended stays ended', file: SERVICE, says: /'AppExit', 'Default', 'Exit'/ },
  { what: 'only the start script starts the agent', file: SERVICE, says: /'Start', 'SERVICE_DEMAND_START'/ },
  {
    what: 'a health check every minute',
    file: SERVICE,
    says: /-RepetitionInterval \(New-TimeSpan -Minutes 1\)/,
  },
  {
    what: 'that executable, not any of that name',
    file: SERVICE,
    says: /ExecutablePath -eq "\$AgentDirectory\\agent\.exe"/,
  },
  { what: 'power off when the agent is gone', file: HEALTH, says: /Stop-Instance/ },
  { what: 'a health check without metadata and AWS', file: HEALTH, never: /Get-Metadata|'aws'|Invoke-Rest/ },
  { what: "a job's credentials go first", file: HOOK, says: /try \{\s*Clear-AwsCredential/ },
  { what: 'no metadata, which a job may have broken', file: HOOK, never: /Get-Metadata/ },
  { what: 'an idle agent takes its place with it', file: HOOK, says: /\$Reason -eq 'IDLE' -or/ },
  { what: 'any other leaves it', file: HOOK, says: /'--no-should-decrement-desired-capacity'/ },
  {
    what: 'at the minimum size a successor comes',
    file: HOOK,
    says: /Remove-FromGroup \$memory\.region \$memory\.instanceId \$false/,
  },
  { what: 'power off when AWS is out of reach', file: HOOK, says: /catch \{[^}]*Stop-Instance/ },
  { what: "a job's AWS variables do not count", file: 'files/common.ps1', says: /-like 'AWS_\*'/ },
  { what: "a job's ~/.aws/credentials is removed", file: 'files/common.ps1', says: /'\.aws\\credentials'/ },
  {
    what: 'only administrators read the configuration',
    file: 'scripts/install-agent.ps1',
    says: /'\/inheritance:r', '\/grant:r', '\*S-1-5-18:\(OI\)\(CI\)F', '\*S-1-5-32-544:\(OI\)\(CI\)F'\)/,
  },
  { what: 'line endings as committed', file: 'scripts/install-tools.ps1', says: /'core\.autocrlf', 'false'/ },
  {
    what: 'CloudWatch agent, delayed',
    file: 'scripts/install-aws.ps1',
    says: /'AmazonCloudWatchAgent', 'start=', 'delayed-auto'/,
  },
  { what: 'Sysprep by EC2Launch v2', file: 'scripts/finish.ps1', says: /'sysprep', '--clean', '--block'/ },
];

/** What the scripts do not keep. */
export function keptProblems(files: readonly SourceText[]): readonly string[] {
  return KEPT.flatMap(({ what, file, says, never }) => {
    const path = `images/packer/windows/${file}`;
    const text = files.find((one) => one.path === path)?.text ?? '';
    const keeps = (says === undefined || says.test(text)) && (never === undefined || !never.test(text));
    return keeps ? [] : [`${path}: ${what}: ${says === undefined ? `has ${never}` : `lacks ${says}`}`];
  });
}
