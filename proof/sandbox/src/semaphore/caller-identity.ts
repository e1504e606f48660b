import * as z from 'zod';
import type { NameOrigin } from './agent-type.ts';
import { SemaphoreApiError } from './errors.ts';

/** The partition `aws` alone, and only a role's session (hub: allowedRegex in pkg/aws/aws.go). */
const SESSION_ARN = /^arn:aws:sts::.+:assumed-role\/(.+)\/(.+)$/;

const text = z.string().default('');
/** STS's answer in JSON. A refusal has none of these fields, and then nothing is allowed. */
const answerSchema = z.object({
  GetCallerIdentityResponse: z
    .object({ GetCallerIdentityResult: z.object({ Account: text, Arn: text }).prefault({}) })
    .prefault({}),
});

/** The session's name, if account and role are allowed (hub: Validate in pkg/aws/aws.go). Throws SemaphoreApiError 400. */
export function nameFromCallerIdentity(
  { account, rolePatterns }: Extract<NameOrigin, { from: 'aws-sts' }>,
  answer: string,
): string {
  const { Account, Arn } = parse(answer);
  if (Account !== account) throw new SemaphoreApiError(400, `AWS account '${Account}' is not allowed`);
  const [, role = '', session = ''] = SESSION_ARN.exec(Arn) ?? [];
  if (session === '' || !rolePatterns.split(',').some((pattern) => matchesRole(pattern, role)))
    throw new SemaphoreApiError(400, `ARN '${Arn}' is not allowed`);
  return session;
}

function parse(answer: string) {
  try {
    return answerSchema.parse(JSON.parse(answer)).GetCallerIdentityResponse.GetCallerIdentityResult;
  } catch {
    throw new SemaphoreApiError(400, 'error parsing response from AWS STS');
  }
}

/** `*` stands for anything; the rest is taken literally, blanks after a comma too. */
function matchesRole(pattern: string, role: string): boolean {
  return new RegExp(`^${pattern.split('*').map(literally).join('.*')}$`).test(role);
}

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
