import * as z from 'zod';
import type { NameOrigin } from './agent-type.ts';
import { SemaphoreApiError } from './errors.ts';

/** Only sessions of roles in the partition `aws` are allowed (allowedRegex in self_hosted_hub/pkg/aws/aws.go). */
const SESSION_ARN = /^arn:aws:sts::.+:assumed-role\/(.+)\/([^/]+)$/;

const text = z.string().default('');
/** A reply of STS. An error reply has none of these fields, so they become empty, and nameFromCallerIdentity refuses the empty account. */
const answerSchema = z.object({
  GetCallerIdentityResponse: z
    .object({ GetCallerIdentityResult: z.object({ Account: text, Arn: text }).prefault({}) })
    .prefault({}),
});

/**
 * Returns the session name if the account and role are allowed, else throws SemaphoreApiError 400 (Validate in
 * self_hosted_hub/pkg/aws/aws.go).
 */
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

/** `*` matches anything, every other character only itself. A space after a comma is part of the next pattern. */
function matchesRole(pattern: string, role: string): boolean {
  return new RegExp(`^${pattern.split('*').map(literally).join('.*')}$`).test(role);
}

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
