import { parameters } from '../parameters/index.ts';
import { when } from './rule.ts';
import type { Rule } from './rule.ts';

/**
 * The tag keys of an instance that can read its own tags. With any other key, EC2 refuses to launch it.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/work-with-tags-in-IMDS.html
 */
const READABLE_KEY = /^(?!_index$|\.{1,2}$)[\w+\-=.,:@]+$/;

export const launchRules: readonly Rule[] = [
  ({ tags, group: { launchTimeoutSeconds } }) => {
    const unreadable = tags.map(({ key }) => key).filter((key) => !READABLE_KEY.test(key));
    return when(launchTimeoutSeconds > 0 && unreadable.length > 0, {
      parameter: parameters.tags,
      expected: `with SEMAPHORE_AGENT_LAUNCH_TIMEOUT, only keys of the letters a to z, digits and + - = . , _ : @, because EC2 refuses to launch instances that can read other tags of theirs: not ${unreadable.join(', ')}`,
    });
  },
];
