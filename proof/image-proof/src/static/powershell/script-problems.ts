import type { Node } from 'web-tree-sitter';
import { lineOf, nodesOf, parsePowerShell } from './syntax.ts';

/**
 * What is wrong with a script, each with its line: syntax, exit codes nobody sees, installers nobody awaits, downloads
 * nothing checks, a policy that user data cannot set, logs that another program may hold.
 */
export async function scriptProblems(text: string): Promise<readonly string[]> {
  const root = await parsePowerShell(text);
  const wrong = syntaxErrors(root);
  // A tree with errors in it would only bring more of them.
  if (wrong.length > 0) return wrong;
  const inUserData = text.startsWith('<powershell>');
  const commands = nodesOf(root, 'command').flatMap((command) => commandProblems(command, inUserData));
  return [...newerSyntax(root), ...commands, ...stopProblems(root)];
}

function syntaxErrors(root: Node): readonly string[] {
  if (!root.hasError) return [];
  const errors: string[] = [];
  const visit = (node: Node): void => {
    if (node.isError || node.isMissing) {
      errors.push(`${lineOf(node)}: no PowerShell: ${node.text.split('\n')[0]?.slice(0, 60)}`);
      return;
    }
    for (const child of node.children)
      if (child !== null && (child.hasError || child.isMissing)) visit(child);
  };
  visit(root);
  return errors;
}

/** Windows PowerShell 5.1 takes neither && nor ||. */
const newerSyntax = (root: Node): readonly string[] =>
  nodesOf(root, 'pipeline_chain_tail').map((node) => `${lineOf(node)}: '${node.text}' needs PowerShell 7`);

const CMDLET = /^[A-Z][A-Za-z]+-[A-Z]\w+$/;

function commandProblems(command: Node, inUserData: boolean): readonly string[] {
  const name = command.childForFieldName('command_name')?.text ?? '';
  const problem = (text: string): readonly string[] => [`${lineOf(command)}: ${text}`];
  switch (name) {
    case 'Invoke-Expression':
    case 'iex':
      return problem(`${name} runs text that nothing has checked`);
    case 'Invoke-WebRequest':
    case 'iwr':
    case 'Start-BitsTransfer':
      return enclosingFunction(command) === 'Save-Url'
        ? []
        : problem(`${name}: only Get-Artifact downloads, and checks`);
    case 'Set-ExecutionPolicy':
      return inUserData
        ? problem(
            `${name}: EC2Launch runs user data under a policy of its own, beside which this ends the script`,
          )
        : [];
    case 'Add-Content':
    case 'Out-File':
      return problem(`${name} fails while another program holds the log; use Add-LogLine`);
    case 'Invoke-Native':
      return acceptedCodesProblem(command).flatMap(problem);
    case 'Start-Process':
      return ['-Wait', '-PassThru'].every((option) => hasOption(command, option))
        ? []
        : problem('Start-Process without -Wait and -PassThru: nobody awaits it or sees its exit code');
  }
  if (CMDLET.test(name) || isScript(command, name)) return [];
  // The one place that runs programs: its cases show that it sees every exit code.
  if (enclosingFunction(command) === 'Invoke-Native') return [];
  return seesExitCode(command) ? [] : problem(`nobody sees the exit code of ${name}; use Invoke-Native`);
}

/** A script or a block, whose failures are thrown. */
function isScript(command: Node, name: string): boolean {
  const operator = command.children.find((child) => child?.type === 'command_invokation_operator')?.text;
  return operator === '.' || /\.ps1['"]?$/i.test(name) || /^\$script$/i.test(name);
}

/** A PowerShell script may be run by & without an exit code, unless it is the vendor's own. */
function seesExitCode(command: Node): boolean {
  let statement: Node = command;
  while (statement.parent !== null && statement.parent.type !== 'statement_list')
    statement = statement.parent;
  let next = statement.nextNamedSibling;
  while (next?.type === 'comment') next = next.nextNamedSibling;
  return next !== null && /\$LASTEXITCODE\b/i.test(next.text);
}

/** Programs that end with another code than 0 although all is well: a service that still comes up, a restart to be made. */
const OTHER_CODES =
  /^Invoke-Native\s+'(?<program>nssm)'\s+@\(\s*'(?:start|stop)'|^Invoke-Native\s+'(?<installer>choco)'/;

function acceptedCodesProblem(command: Node): readonly string[] {
  const { program, installer } = OTHER_CODES.exec(command.text)?.groups ?? {};
  const name = program ?? installer;
  return name === undefined || hasOption(command, '-AcceptedExitCodes')
    ? []
    : [`${name} ends with other codes than 0 too; name them by -AcceptedExitCodes`];
}

function hasOption(command: Node, option: string): boolean {
  return nodesOf(command, 'command_parameter').some(({ text }) => text === option);
}

function enclosingFunction(node: Node): string | undefined {
  let at: Node | null = node;
  while (at !== null && at.type !== 'function_statement') at = at.parent;
  return at?.children.find((child) => child?.type === 'function_name')?.text;
}

/** Errors end a script: it says so itself, or one of the shared scripts that it sources first does. */
function stopProblems(root: Node): readonly string[] {
  const says = /\$ErrorActionPreference\s*=\s*'Stop'/.test(root.text);
  const sources = /^\s*\. .*\\(common|artifacts)\.ps1['"]\s*$/m.test(root.text);
  // One that only defines functions has its caller's.
  const statements = nodesOf(root, 'statement_list')[0]?.namedChildren ?? [];
  const defines = statements.every(
    (node) => node === null || /^(function_statement|comment)$/.test(node.type),
  );
  return says || sources || defines
    ? []
    : ["1: errors do not end it: $ErrorActionPreference = 'Stop' is missing"];
}
