import { describe, expect, it } from '@jest/globals';
import { readAgentDocument, writeAgentDocument, type AgentDocument } from './index.ts';

const DOCUMENT: AgentDocument = {
  endpoint: 'acme.semaphoreci.com',
  agentTokenParameterName: '/ci/token',
  sshKeysParameterName: 'ci-ssh-public-keys',
  disconnectAfterJob: true,
  disconnectAfterIdleTimeout: 300,
  envVars: ['A=1'],
  usePreSignedURL: false,
  afterJob: 'replace',
  shrinkOnDemand: false,
  interruptionGracePeriod: 0,
  launchTimeout: 0,
  retireOnRebalance: false,
  retireAfter: 0,
  logStreamPrefix: '',
  jobIsolation: 'none',
};
const written = JSON.parse(writeAgentDocument(DOCUMENT)) as Record<string, unknown>;

describe('the agent document', () => {
  it('has the keys and types that the images of the JavaScript stack read', () => {
    expect(written).toEqual({
      endpoint: 'acme.semaphoreci.com',
      agentTokenParameterName: '/ci/token',
      sshKeysParameterName: 'ci-ssh-public-keys',
      disconnectAfterJob: 'true',
      disconnectAfterIdleTimeout: '300',
      envVars: ['A=1'],
      usePreSignedURL: false,
    });
    expect(writeAgentDocument(DOCUMENT)).not.toMatch(/\s/);
  });

  it.each([
    ['the defaults', {}],
    [
      'values other than the defaults',
      { disconnectAfterJob: false, disconnectAfterIdleTimeout: 0, envVars: [], usePreSignedURL: true },
    ],
    [
      'keys that the JavaScript stack does not have',
      {
        afterJob: 'shrink',
        shrinkOnDemand: true,
        interruptionGracePeriod: 90,
        launchTimeout: 300,
        logStreamPrefix: 'ci/',
      },
    ],
    ['the reasons to retire', { retireOnRebalance: true, retireAfter: 604_800 }],
    ['strict isolation', { jobIsolation: 'strict', jobRoleArn: 'arn:aws:iam::111111111111:role/jobs' }],
  ] as const)('is read as it was written: %s', (_, change) => {
    const document = { ...DOCUMENT, ...change };
    expect(readAgentDocument(writeAgentDocument(document))).toEqual(document);
  });

  it('with strict isolation, hides the token from images that would run jobs without isolation', () => {
    const document = { ...DOCUMENT, jobIsolation: 'strict', jobRoleArn: 'arn' } as const;
    expect(JSON.parse(writeAgentDocument(document))).toEqual({
      ...written,
      agentTokenParameterName: 'this-image-is-too-old-for-strict-job-isolation',
      jobIsolation: 'strict',
      isolatedTokenParameterName: '/ci/token',
      jobRoleArn: 'arn',
    });
  });

  it('can be read without the keys that older stacks do not write, and with JSON numbers and booleans', () => {
    const missing = { envVars: undefined, usePreSignedURL: undefined };
    const document = { ...written, ...missing, disconnectAfterJob: false, disconnectAfterIdleTimeout: 60 };
    expect(readAgentDocument(JSON.stringify(document))).toEqual({
      ...DOCUMENT,
      disconnectAfterJob: false,
      disconnectAfterIdleTimeout: 60,
      envVars: [],
    });
  });

  it.each([
    ['{', /must be a JSON object/],
    ['[]', /must be a JSON object/],
    [{ endpoint: '' }, /^endpoint must not be empty$/],
    [{ endpoint: { length: { toString: null } } }, /^endpoint must be text$/],
    [{ agentTokenParameterName: undefined }, /^agentTokenParameterName must be text$/],
    [{ logStreamPrefix: '*' }, /^logStreamPrefix must be a name that ends in a slash$/],
    [{ disconnectAfterJob: 'maybe' }, /^disconnectAfterJob must be true or false$/],
    [{ disconnectAfterJob: undefined }, /^disconnectAfterJob is missing$/],
    [{ disconnectAfterIdleTimeout: 'soon' }, /^disconnectAfterIdleTimeout must be a number of seconds$/],
    [{ disconnectAfterIdleTimeout: -1 }, /^disconnectAfterIdleTimeout must be a number of seconds$/],
    [{ envVars: 'A=1' }, /^envVars must be a list of NAME=value$/],
    [{ envVars: ['A=1', 'B=1=2'] }, /^envVars\.1 must be NAME=value, with one =$/],
    [{ usePreSignedURL: 1 }, /^usePreSignedURL must be true or false$/],
    [{ afterJob: 'stay' }, /^afterJob must be replace or shrink$/],
    [{ shrinkOnDemand: 'maybe' }, /^shrinkOnDemand must be true or false$/],
    [{ launchTimeout: 'soon' }, /^launchTimeout must be a number of seconds$/],
    [{ jobIsolation: 'some' }, /^jobIsolation must be none or strict$/],
    [
      { jobIsolation: 'strict', jobRoleArn: 'arn' },
      /^isolatedTokenParameterName and jobRoleArn must be text/,
    ],
    [
      { endpoint: '', interruptionGracePeriod: '1.5' },
      /^endpoint .*; interruptionGracePeriod must be a number of seconds$/,
    ],
  ])('is rejected, with a reason, if it is or contains %j', (change, message) => {
    const json = typeof change === 'string' ? change : JSON.stringify({ ...written, ...change });
    expect(() => readAgentDocument(json)).toThrow(
      expect.objectContaining({ name: 'InvalidAgentDocumentError' }) as unknown as Error,
    );
    expect(() => readAgentDocument(json)).toThrow(message);
  });
});
