import { spawnSync } from 'node:child_process';
import { problemOfAwsLine } from './aws-cli.ts';
import { awsLines } from './aws-line.ts';
import type { FindProblems } from './find-problems.ts';
import { inlineCode, matches, shellBlocks } from './text.ts';

/** Invalid command lines of the AWS CLI in the strings of a program. An interpolated value counts as one word. */
export const unknownAwsTexts: FindProblems = async (_path, source) => {
  const texts = matches(
    source.replaceAll(/\$\{[^}]*\}/g, 'x'),
    /\b(aws(?: --[a-z-]+=\S+)* [a-z][a-z0-9-]* [a-z-][^'`"\n;,]*)/g,
  ).flat();
  const lines = texts.flatMap(awsLines);
  return (await Promise.all(lines.map(problemOfAwsLine))).filter((problem) => problem !== undefined);
};

/** Syntax errors in the shell blocks of a page. A placeholder such as <group> counts as one word. */
export const brokenShell: FindProblems = (_page, text) =>
  shellBlocks(text).flatMap((block) => {
    const { status, stderr } = spawnSync('bash', ['-n'], {
      input: block.replaceAll(/<[a-z ]+>/g, 'placeholder'),
      encoding: 'utf8',
    });
    return status === 0 ? [] : [`shell: ${stderr.trim()}`];
  });

export const unknownAwsLines: FindProblems = async (_page, text) => {
  const lines = [...shellBlocks(text), ...inlineCode(text)].flatMap(awsLines);
  return (await Promise.all(lines.map(problemOfAwsLine))).filter((problem) => problem !== undefined);
};
