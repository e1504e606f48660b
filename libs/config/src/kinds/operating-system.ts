import { OPERATING_SYSTEMS, osTitle } from '@agent-aws-stack/contract';
import { nearest } from '../problems/nearest.ts';
import { text } from './scalars.ts';
import type { Kind } from './kind.ts';

const PATTERN = /^[A-Za-z][\w.-]{0,62}$/;

/** The operating system that a mistyped name or a title probably means: `ubuntu-22.04`, like `Ubuntu 22.04`, means ubuntu-jammy. */
export const systemMeant = (name: string): string | undefined =>
  OPERATING_SYSTEMS.find((os) => condensed(osTitle(os)) === condensed(name)) ??
  nearest(name, OPERATING_SYSTEMS);

/** `windows2019` for `Windows Server 2019` and for `windows-2019`. */
const condensed = (name: string) => name.toLowerCase().replaceAll(/server|[^a-z0-9]/g, '');

/** An operating system that this project builds images for, or any other name, which a rule allows only with SEMAPHORE_AGENT_AMI. */
export const operatingSystem: Kind<string> = {
  ...text({
    type: 'choice',
    expected: `one of ${OPERATING_SYSTEMS.join(', ')}; or any name you choose, if SEMAPHORE_AGENT_AMI is set`,
    pattern: PATTERN,
    suggest: systemMeant,
  }),
  jsonSchema: () => ({
    type: 'string',
    anyOf: [{ enum: OPERATING_SYSTEMS }, { pattern: PATTERN.source }],
  }),
};
