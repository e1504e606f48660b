import { join } from 'node:path';
import type { LambdaName } from '@agent-aws-stack/contract';

/** The folder of a Lambda's bundle in the published package, next to this module. */
export const packagedBundle = (lambda: LambdaName): string => join(import.meta.dirname, 'lambdas', lambda);
