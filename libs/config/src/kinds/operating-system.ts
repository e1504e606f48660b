import { OPERATING_SYSTEMS } from '@agent-aws-stack/contract';
import { nearest } from '../problems/nearest.ts';
import { text } from './scalars.ts';
import type { Kind } from './kind.ts';

const PATTERN = /^[A-Za-z][\w.-]{0,62}$/;

/** An operating system that this project builds images for, or any other name, which a rule allows only with SEMAPHORE_AGENT_AMI. */
export const operatingSystem: Kind<string> = {
  ...text({
    type: 'choice',
    expected: `one of ${OPERATING_SYSTEMS.join(', ')}; or any name you choose, if SEMAPHORE_AGENT_AMI is set`,
    pattern: PATTERN,
    suggest: (given) => nearest(given, OPERATING_SYSTEMS),
  }),
  jsonSchema: () => ({
    type: 'string',
    anyOf: [{ enum: OPERATING_SYSTEMS }, { pattern: PATTERN.source }],
  }),
};
