import { expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { pipelineStanza, renderPipelineStanza } from './pipeline-stanza.ts';

const fleet = (stackName: string, endpoint = 'acme.semaphoreci.com') => ({
  ...{ stackName, endpoint },
  token: { parameterName: `/ci/${stackName}-token`, kmsKey: undefined },
});

it('the stanza is YAML that leaves only the name of the agent type open', () => {
  const { stanza, ...others } = pipelineStanza(fleet('linux', 'semaphore.example.com:8443'));
  expect(parse(stanza)).toEqual({ agent: { machine: { type: 's1-...' } } });
  expect(others).toEqual({
    tokenParameter: '/ci/linux-token',
    agentTypesPage: 'https://semaphore.example.com:8443/self_hosted_agents',
  });
});

it('the text for one fleet says where its agent type is listed', () => {
  expect(renderPipelineStanza([fleet('linux')]).split('\n')).toEqual([
    'To run jobs on linux, name its agent type in your pipeline:',
    '',
    '  agent:',
    '    machine:',
    '      type: s1-...',
    '',
    "Replace s1-... with the agent type's name, which Semaphore lists at:",
    '  https://acme.semaphoreci.com/self_hosted_agents, the agent type whose token is in /ci/linux-token',
  ]);
});

it('the text for several fleets shows the stanza once, and says which agent type belongs to which fleet', () => {
  const text = renderPipelineStanza([fleet('linux'), fleet('mac')]);
  expect(text).toMatch(/^To run jobs on one of these fleets, /);
  expect(text.match(/s1-\.\.\.$/gm)).toHaveLength(1);
  expect(text).toMatch(/^ {2}linux: .*\/ci\/linux-token\n {2}mac: .*\/ci\/mac-token$/m);
});
