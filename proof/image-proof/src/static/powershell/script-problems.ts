import type { Node } from 'web-tree-sitter';
import { lineOf, nodesOf, parsePowerShell } from './syntax.ts';

/**
 * Finds problems in a script, each with its line: wrong or too new syntax, exit codes that are not checked, programs that it
 * does not wait for, downloads that are not verified, text that is run as code, an execution policy in user data, ways to
 * write a log that fail if another program locks it, and errors that do not end the script.
 */
export async function scriptProblems(text: string): Promise<readonly string[]> {
  const root = await parsePowerShell(text);
  const errors = syntaxErrors(root);
  // In a tree with syntax errors, the other checks would report false problems.
  if (errors.length > 0) return errors;
  const inUserData = text.startsWith('<powershell>');
  const commands = nodesOf(root, 'command').flatMap((command) => commandProblems(command, inUserData));
  return [...newerSyntax(root), ...commands, ...stopProblems(root)];
}

function syntaxErrors(root: Node): readonly string[] {
  if (!root.hasError) return [];
  const errors: string[] = [];
  const visit = (node: Node): void => {
    if (node.isError || node.isMissing) {
      errors.push(`${lineOf(node)}: syntax error: ${node.text.split('\n')[0]?.slice(0, 60)}`);
      return;
    }
    for (const child of node.children)
      if (child !== null && (child.hasError || child.isMissing)) visit(child);
  };
  visit(root);
  return errors;
}

/** Windows PowerShell 5.1 has neither && nor ||. */
const newerSyntax = (root: Node): readonly string[] =>
  nodesOf(root, 'pipeline_chain_tail').map((node) => `${lineOf(node)}: '${node.text}' needs PowerShell 7`);

const CMDLET = /^[A-Z][A-Za-z]+-[A-Z]\w+$/;

function commandProblems(command: Node, inUserData: boolean): readonly string[] {
  const name = command.childForFieldName('command_name')?.text ?? '';
  const problem = (text: string): readonly string[] => [`${lineOf(command)}: ${text}`];
  switch (name) {
    case 'Invoke-Expression':
    case 'iex':
      return problem(`${name} runs unverified text`);
    case 'Invoke-WebRequest':
    case 'iwr':
    case 'Start-BitsTransfer':
      return enclosingFunction(command) === 'Save-Url'
        ? []
        : problem(`${name} does not verify the download; use Get-Artifact`);
    case 'Set-ExecutionPolicy':
      return inUserData
        ? problem(`${name}: EC2Launch runs user data with a policy of its own, so this throws`)
        : [];
    case 'Add-Content':
    case 'Out-File':
      return problem(`${name} fails while another program locks the log; use Add-LogLine`);
    case 'Invoke-Native':
      return acceptedCodesProblem(command).flatMap(problem);
    case 'Start-Process':
      return ['-Wait', '-PassThru'].every((option) => hasOption(command, option))
        ? []
        : problem(
            'Start-Process without -Wait and -PassThru: the script does not wait, or cannot check the exit code',
          );
  }
  if (CMDLET.test(name) || isScript(command, name)) return [];
  // Invoke-Native checks exit codes for its callers. The Pester cases test that.
  if (enclosingFunction(command) === 'Invoke-Native') return [];
  return checksExitCode(command) ? [] : problem(`the exit code of ${name} is not checked; use Invoke-Native`);
}

/** Whether the command runs a script or a block, which throws if it fails. */
function isScript(command: Node, name: string): boolean {
  const operator = command.children.find((child) => child?.type === 'command_invokation_operator')?.text;
  return operator === '.' || /\.ps1['"]?$/i.test(name) || /^\$script$/i.test(name);
}

/** Whether the next statement uses $LASTEXITCODE. */
function checksExitCode(command: Node): boolean {
  let statement: Node = command;
  while (statement.parent !== null && statement.parent.type !== 'statement_list')
    statement = statement.parent;
  let next = statement.nextNamedSibling;
  while (next?.type === 'comment') next = next.nextNamedSibling;
  return next !== null && /\$LASTEXITCODE\b/i.test(next.text);
}

/** Programs that may succeed with an exit code other than 0: nssm if the service is still starting or stopping, choco if a restart is required. */
const OTHER_CODES =
  /^Invoke-Native\s+'(?<program>nssm)'\s+@\(\s*'(?:start|stop)'|^Invoke-Native\s+'(?<installer>choco)'/;

function acceptedCodesProblem(command: Node): readonly string[] {
  const { program, installer } = OTHER_CODES.exec(command.text)?.groups ?? {};
  const name = program ?? installer;
  return name === undefined || hasOption(command, '-AcceptedExitCodes')
    ? []
    : [`${name} may succeed with an exit code other than 0; pass -AcceptedExitCodes`];
}

function hasOption(command: Node, option: string): boolean {
  return nodesOf(command, 'command_parameter').some(({ text }) => text === option);
}

function enclosingFunction(node: Node): string | undefined {
  let ancestor: Node | null = node;
  while (ancestor !== null && ancestor.type !== 'function_statement') ancestor = ancestor.parent;
  return ancestor?.children.find((child) => child?.type === 'function_name')?.text;
}

/** Requires that errors end the script. The script must set that itself, or dot-source a shared script that does. */
function stopProblems(root: Node): readonly string[] {
  const setsStop = /\$ErrorActionPreference\s*=\s*'Stop'/.test(root.text);
  const dotSourcesStop = /^\s*\. .*\\(common|artifacts)\.ps1['"]\s*$/m.test(root.text);
  // A script that only defines functions uses the caller's setting.
  const statements = nodesOf(root, 'statement_list')[0]?.namedChildren ?? [];
  const onlyDefinesFunctions = statements.every(
    (node) => node === null || /^(function_statement|comment)$/.test(node.type),
  );
  return setsStop || dotSourcesStop || onlyDefinesFunctions
    ? []
    : ["1: errors do not end the script: $ErrorActionPreference = 'Stop' is missing"];
}
