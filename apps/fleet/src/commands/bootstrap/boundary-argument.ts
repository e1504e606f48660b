import { UsageError } from '../../cli/errors.ts';

/** The ARN of a permissions boundary. @throws UsageError for anything else, for example the environment of `bootstrap` */
export function boundaryArn(text: string): string {
  if (/^arn:[a-z-]+:iam::(?:aws|\d{12}):policy\/\S+$/.test(text)) return text;
  throw new UsageError(
    '--permissions-boundary',
    `${text} is not the ARN of a managed policy`,
    "To require this project's own boundary, name no policy, and write other arguments before this option",
  );
}
