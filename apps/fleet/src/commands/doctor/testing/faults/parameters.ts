import { HEALTHY } from '../../../../observe/testing/healthy-facts.ts';
import { changed, fails, fault, lookupFault, warns } from '../fault.ts';

const config = HEALTHY.agentConfig?.value ?? '';

export const PARAMETER_FAULTS = [
  fault(
    'agent-config',
    'no parameter',
    { agentConfig: undefined },
    fails(/no parameter ci-config/, /fleet -- deploy/),
  ),
  fault(
    'agent-config',
    'a value that is not JSON',
    changed('agentConfig', { value: '{' }),
    fails(/not the JSON/, /deploy/),
  ),
  fault(
    'agent-config',
    'a value that lacks settings',
    changed('agentConfig', { value: '{}' }),
    fails(/not the JSON/, /deploy/),
  ),
  fault(
    'agent-config',
    'a value that is formatted with white space',
    changed('agentConfig', { value: config.replaceAll(',', ', ') }),
    fails(/white space/, /deploy/),
  ),
  fault(
    'agent-config-current',
    'another endpoint',
    changed('agentConfig', { value: config.replace('acme.', 'other.') }),
    warns(/endpoint is other\.semaphoreci\.com, but acme\.semaphoreci\.com/, /fleet -- deploy/),
  ),
  fault(
    'agent-config-current',
    'other settings for the end of a job',
    changed('agentConfig', {
      value: config.replace('{', '{"afterJob":"shrink","interruptionGracePeriod":"90",'),
    }),
    warns(
      /afterJob is shrink, but replace in .*; interruptionGracePeriod is 90, but 0 in/,
      /fleet -- deploy/,
    ),
  ),
  fault(
    'host-keys',
    'no parameter',
    { hostKeys: undefined },
    fails(/no parameter ci-ssh-public-keys/, /To write it again: aws lambda invoke --function-name \S+/),
  ),
  fault(
    'host-keys',
    'an empty list',
    changed('hostKeys', { value: '[]' }),
    fails(/not a list of keys/, /aws lambda invoke/),
  ),
  fault(
    'token-readable',
    'no parameter',
    { token: undefined },
    fails(/no parameter \/ci\/token/, /token put/),
  ),
  fault(
    'token-readable',
    'a parameter that is not encrypted',
    changed('token', { type: 'String' }),
    fails(/is a String/, /delete-parameter --name \/ci\/token.*; replace the token in Semaphore/),
  ),
  fault(
    'token-format',
    'an empty token',
    changed('token', { value: ' ' }),
    fails(/no token/, /token rotate/),
  ),
  fault(
    'token-format',
    'a token that was pasted with a line break',
    changed('token', { value: 'secret\n' }),
    warns(/white space/, /token rotate/),
  ),
  lookupFault(
    'token-accepted',
    'a token that Semaphore does not know',
    'demand',
    'status 404',
    fails(/^status 404$/, /token check/),
  ),
];
