import { ailment, changed } from '../ailments.ts';
import { HEALTHY } from '../../../observe/testing/healthy-facts.ts';

const config = HEALTHY.agentConfig?.value ?? '';

export const PARAMETER_AILMENTS = [
  ailment(
    'agent-config',
    'gone',
    { agentConfig: undefined },
    'failure',
    /no parameter ci-config/,
    /fleet -- deploy/,
  ),
  ailment(
    'agent-config',
    'no JSON',
    changed('agentConfig', { value: '{' }),
    'failure',
    /not the JSON/,
    /deploy/,
  ),
  ailment(
    'agent-config',
    'half',
    changed('agentConfig', { value: '{}' }),
    'failure',
    /not the JSON/,
    /deploy/,
  ),
  ailment(
    'agent-config',
    'pretty',
    changed('agentConfig', { value: config.replaceAll(',', ', ') }),
    'failure',
    /white space/,
    /deploy/,
  ),
  ailment(
    'agent-config-current',
    'another organization',
    changed('agentConfig', { value: config.replace('acme.', 'other.') }),
    'warning',
    /endpoint is other\.semaphoreci\.com, and acme\.semaphoreci\.com/,
    /fleet -- deploy/,
  ),
  ailment(
    'agent-config-current',
    'another end of agents',
    changed('agentConfig', {
      value: config.replace('{', '{"afterJob":"shrink","interruptionGracePeriod":"90",'),
    }),
    'warning',
    /afterJob is shrink, and replace in .*; interruptionGracePeriod is 90, and 0 in/,
    /fleet -- deploy/,
  ),
  ailment(
    'host-keys',
    'gone',
    { hostKeys: undefined },
    'failure',
    /no parameter ci-ssh-public-keys/,
    /updater write it again: aws lambda invoke --function-name \S+/,
  ),
  ailment(
    'host-keys',
    'none in it',
    changed('hostKeys', { value: '[]' }),
    'failure',
    /no list of keys/,
    /aws lambda invoke/,
  ),
  ailment('token-readable', 'gone', { token: undefined }, 'failure', /no parameter \/ci\/token/, /token put/),
  ailment(
    'token-readable',
    'in the clear',
    changed('token', { type: 'String' }),
    'failure',
    /is a String/,
    /replace the token in Semaphore/,
  ),
  ailment('token-form', 'empty', changed('token', { value: ' ' }), 'failure', /no token/, /token rotate/),
  ailment(
    'token-form',
    'pasted with a line break',
    changed('token', { value: 'secret\n' }),
    'warning',
    /white space/,
    /token rotate/,
  ),
];
