import { expect, it } from '@jest/globals';
import { brokenShell, unknownAwsLines, unknownAwsTexts } from './shell.ts';

const PAGE = 'docs/page.md';
const page = (shell: string): string => `Do this:\n\n\`\`\`sh\n${shell}\n\`\`\`\n`;

it.each([
  ["'See `aws ec2 describe-image`'", ['aws ec2 describe-image: no such command']],
  ['`aws --region=${region} ec2 describe-image`', ['aws ec2 describe-image: no such command']],
  ['`aws --region=x --profile=y ec2 describe-image`', ['aws ec2 describe-image: no such command']],
  ['`aws logs tail ${group} --folow; then wait`', ['aws logs tail: no option --folow']],
  ['`aws --region=${region} logs tail ${group} --follow`', []],
  ["'the aws CLI'", []],
])('checks the AWS commands in the strings of a program: %s', async (source, problems) => {
  expect(await unknownAwsTexts('x.ts', source)).toEqual(problems);
});

it.each([
  ['a block', page('aws --region us-east-1 ec2 describe-image')],
  ['a sentence', 'Ask with `aws --region us-east-1 ec2 describe-image`.'],
])('finds an invalid AWS command in %s of a page', async (_, text) => {
  expect(await unknownAwsLines(PAGE, text)).toEqual(['aws ec2 describe-image: no such command']);
});

it('reports nothing for a page with valid commands', async () => {
  expect(await unknownAwsLines(PAGE, page('aws sts get-caller-identity'))).toEqual([]);
});

it.each([
  ['a loop without its end', 'for x in a b; do echo "$x"', 1],
  ['a placeholder', 'aws logs tail <the group> --follow', 0],
])('checks the syntax of %s', async (_, shell, problems) => {
  expect(await brokenShell(PAGE, page(shell))).toHaveLength(problems);
});
