import { spawnSync } from 'node:child_process';
import { misunderstoodAws } from './aws-cli.ts';
import { awsLines } from './aws-line.ts';
import { inlineCode, matches, shellBlocks } from './text.ts';
import type { Find } from './workspace.ts';

/** Command lines of the AWS CLI in the texts of a program. A filled-in value counts as a word. */
export const unknownAwsTexts: Find = async (_path, source) => {
  const texts = matches(
    source.replaceAll(/\$\{[^}]*\}/g, 'x'),
    /\b(aws(?: --[a-z-]+=\S+)* [a-z][a-z0-9-]* [a-z-]+[^'`"\n;,]*)/g,
  ).flat();
  const lines = texts.flatMap(awsLines);
  return (await Promise.all(lines.map(misunderstoodAws))).filter((problem) => problem !== undefined);
};

/** Bash's syntax error in a text; a placeholder such as <group> counts as a word. */
export const brokenShell: Find = (_page, text) =>
  shellBlocks(text).flatMap((block) => {
    const { status, stderr } = spawnSync('bash', ['-n'], {
      input: block.replaceAll(/<[a-z ]+>/g, 'placeholder'),
      encoding: 'utf8',
    });
    return status === 0 ? [] : [`shell: ${stderr.trim()}`];
  });

export const unknownAwsLines: Find = async (_page, text) => {
  const lines = [...shellBlocks(text), ...inlineCode(text)].flatMap(awsLines);
  return (await Promise.all(lines.map(misunderstoodAws))).filter((problem) => problem !== undefined);
};
