import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '@agent-aws-stack/config';

/**
 * The names of the options that npm's configuration files set. npm sets npm_config_… variables for these options, as it does for typed ones, and also for
 * the paths of the files: https://docs.npmjs.com/cli/v11/configuring-npm/npmrc
 */
export function namesInNpmConfig(env: Environment): ReadonlySet<string> {
  const project = env['npm_config_local_prefix'];
  const files = [
    // If the user has set the variable in capitals, npm does not set the one in small letters.
    env['npm_config_userconfig'] ?? env['NPM_CONFIG_USERCONFIG'],
    env['npm_config_globalconfig'] ?? env['NPM_CONFIG_GLOBALCONFIG'],
    project === undefined ? undefined : join(project, '.npmrc'),
  ];
  return new Set(files.flatMap((file) => (file === undefined ? [] : namesIn(textOf(file)))));
}

/** The keys of `key = value`, or of `key` alone, which means true. */
const namesIn = (text: string): readonly string[] =>
  text.split('\n').map((line) => line.split('=')[0]?.trim() ?? '');

/** The file's text; empty if it cannot be read, usually because it does not exist. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
