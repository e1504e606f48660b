import { allNodes, type CommandNode, type Values } from './command-tree.ts';
import { allFlags, flagsWithValues, HELP, pathPatterns, valueBranches } from './patterns.ts';

/** The completion script for bash 3.2, which macOS has, and later versions. */
export function bashScript(root: CommandNode, programs: readonly string[]): string {
  const flags = flagsWithValues(root);
  const branches = (some: typeof flags) =>
    valueBranches(some).map(([pattern, values]) => `    ${pattern}) ${propose(values)}; return ;;`);
  return `# Completion of ${programs.join(' and ')} for bash
_agent_aws_stack() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD - 1]}" path='' flag='' options='' word i
  local IFS=$' \\t\\n'
  # Bash makes a word of the = in --format=json.
  if [ "$prev" = '=' ]; then prev="\${COMP_WORDS[COMP_CWORD - 2]}"; fi
  if [ "$cur" = '=' ]; then cur=''; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    case "$path/$word" in
      ${pathPatterns(root)}) path="$path/$word" ;;
    esac
    case "$word" in
      -*) flag="$word" ;;
    esac
  done
  COMPREPLY=()
  case "$path $prev" in
${branches(flags).join('\n')}
  esac
  case "$cur" in
    -*) ;;
    *) case "$path $flag" in
${branches(flags.filter(({ variadic }) => variadic)).join('\n')}
    esac ;;
  esac
  case "$path" in
${allNodes(root).map(commandBranch).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$options" -- "$cur"))
}
complete -F _agent_aws_stack ${programs.join(' ')}`;
}

/** The branch for a command: sets the options. If the current word does not start with a dash, proposes the subcommands or the argument's values, if there are any. */
function commandBranch({ path, options, subcommands, argument }: CommandNode): string {
  const names = [...subcommands, ...(path === '' ? [HELP] : [])].map(({ name }) => name);
  const others: Values | undefined = names.length > 0 ? { kind: 'words', words: names } : argument;
  const proposal =
    others === undefined || others.kind === 'unknown'
      ? ''
      : ` case "$cur" in -*) ;; *) ${propose(others)}; return ;; esac`;
  return `    '${path}') options='${allFlags(options).join(' ')}';${proposal} ;;`;
}

function propose(values: Values): string {
  switch (values.kind) {
    case 'words':
      return `COMPREPLY=($(compgen -W '${values.words.join(' ')}' -- "$cur"))`;
    case 'files':
      // Without a loop, bash would expand * and [ in the names.
      return `compopt -o filenames 2>/dev/null; while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$cur")`;
    case 'fleets':
      return 'COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" completion fleets 2>/dev/null)" -- "$cur"))';
    case 'unknown':
      return 'COMPREPLY=()';
  }
}
