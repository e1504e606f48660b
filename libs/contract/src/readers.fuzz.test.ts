import { damagedJson, damagedText, fuzz } from '@agent-aws-stack/fuzz';
import { describe, expect, it } from '@jest/globals';
import { InvalidAgentDocumentError, readAgentDocument, writeAgentDocument } from './agent-document.ts';
import { readBootLine, writeBootLine } from './boot-line.ts';
import { readDecisionLine } from './decision-line.ts';
import { readImageName } from './image-name.ts';
import { decodeJobSights, encodeJobSights } from './job-sights.ts';
import { jobWaitsLine, readJobWaitsLine } from './job-waits-line.ts';
import { launchBrakeValue, readLaunchBrake } from './launch-brake.ts';
import { InvalidEnvironmentError, readScalerEnvironment } from './scaler-environment.ts';
import { readRollout, rollingShare } from './rollout.ts';
import { readInstanceRollout, readStartParameters, readUserData, writeUserData } from './user-data.ts';

/** A document of this stack, and one of the JavaScript stack. */
const DOCUMENTS = [
  writeAgentDocument({
    endpoint: 'acme.semaphoreci.com',
    agentTokenParameterName: '/ci/token',
    sshKeysParameterName: 'ci-ssh-public-keys',
    disconnectAfterJob: true,
    disconnectAfterIdleTimeout: 300,
    envVars: ['A=1', 'B=two'],
    usePreSignedURL: true,
    afterJob: 'shrink',
    shrinkOnDemand: true,
    interruptionGracePeriod: 60,
    launchTimeout: 300,
    retireOnRebalance: true,
    retireAfter: 86_400,
    logStreamPrefix: 'ci/',
    jobIsolation: 'strict',
    jobRoleArn: 'arn:aws:iam::111111111111:role/jobs',
  }),
  '{"endpoint":"acme.semaphoreci.com","agentTokenParameterName":"t","sshKeysParameterName":"k","disconnectAfterJob":"true","disconnectAfterIdleTimeout":"300","envVars":[]}',
];

const DECISION = {
  ...{ timestamp: '2026-03-01T10:00:00.000Z', level: 'INFO', message: 'desired capacity raised' },
  ...{
    decision: 'raise',
    queued: 3,
    running: 1,
    idle: 0,
    occupied: 1,
    min: 0,
    max: 9,
    desired: 1,
    target: 4,
  },
  reason: 'demand',
};

const ENVIRONMENT = {
  SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/ci/token',
  SEMAPHORE_AGENT_STACK_NAME: 'ci',
  SEMAPHORE_ENDPOINT: 'acme.semaphoreci.com',
  SEMAPHORE_AGENT_OVERPROVISION_STRATEGY: 'percentage',
  SEMAPHORE_AGENT_OVERPROVISION_FACTOR: '20',
  SEMAPHORE_AGENT_SCALER_POLL_INTERVAL: '2',
};

describe('readAgentDocument', () => {
  it('turns any text into a document that can be written and read again, or an InvalidAgentDocumentError', () =>
    fuzz(2_160, damagedText(DOCUMENTS), (text) => {
      const document = attempt(() => readAgentDocument(text), InvalidAgentDocumentError);
      if (document !== undefined) expect(readAgentDocument(writeAgentDocument(document))).toEqual(document);
    }));

  it('turns any JSON into a document or an InvalidAgentDocumentError', () =>
    fuzz(800, damagedJson(DOCUMENTS.map((text) => JSON.parse(text) as unknown)), (value) => {
      attempt(() => readAgentDocument(JSON.stringify(value) ?? ''), InvalidAgentDocumentError);
    }));
});

describe('readDecisionLine', () => {
  it('turns any JSON into whole numbers or undefined', () =>
    fuzz(800, damagedJson([DECISION]), (line) => {
      const { queued, target, max } = readDecisionLine(line) ?? DECISION;
      expect([queued, target, max].every((count) => Number.isSafeInteger(count) && count >= 0)).toBe(true);
    }));
});

describe('readJobWaitsLine', () => {
  const lines = [
    { message: 'jobs left the queue', ...jobWaitsLine([{ id: 'a', waitedMs: 9_000, leftAt: 1e12 }]) },
  ];
  it('turns any JSON into times and waits, or undefined', () =>
    fuzz(800, damagedJson(lines), (line) => {
      for (const { id, waitedMs, leftAt } of readJobWaitsLine(line) ?? []) {
        expect(id).toMatch(/^[\w-]+$/);
        expect(waitedMs).toBeGreaterThanOrEqual(0);
        expect(Number.isSafeInteger(leftAt)).toBe(true);
      }
    }));
});

describe('decodeJobSights', () => {
  const sha256 = (text: string) => text.padEnd(43, 'A');
  const saved = [
    encodeJobSights(
      [
        { id: 'abcd', at: 9e11 },
        { id: 'efgh', at: 'unknown' },
      ],
      1e12,
      sha256,
    ),
  ];
  it('turns any text into times of first sight, or undefined', () =>
    fuzz(800, damagedText(saved), (text) => {
      const sights = decodeJobSights(text, sha256);
      const at = sights?.sightOf('abcd') ?? 'unknown';
      expect(at === 'unknown' || at <= (sights?.savedAt ?? 0)).toBe(true);
    }));
});

describe('readBootLine', () => {
  it('turns any JSON into whole milliseconds, and times that can be parsed, or undefined', () => {
    const where = { instanceId: 'i-0a', configParameter: 'ci-config', at: '2026-03-01T10:00:11.250Z' };
    const image = { instanceType: 'm7i.large', imageId: 'ami-1', launchedAt: '2026-03-01T10:00:00Z' };
    const calls = { startedBy: 'boot-unit', parametersBy: 'aws-cli', ssmCalls: 3 };
    const lines = [
      { event: 'boot', ...where, ...image, ...calls, marks: { kernel: 1_900, registered: 3_250 } },
      { event: 'first-job', ...where, sinceBootMs: 4_000 },
    ];
    return fuzz(800, damagedJson(lines), (value) => {
      const line = readBootLine(JSON.stringify(value) ?? '');
      if (line === undefined) return;
      const marks = line.event === 'boot' ? Object.values(line.marks) : [line.sinceBootMs];
      expect(marks.every((mark) => Number.isSafeInteger(mark) && mark >= 0)).toBe(true);
      expect(Date.parse(line.at)).not.toBeNaN();
      expect(readBootLine(writeBootLine(line))).toEqual(line);
    });
  });
});

describe('readScalerEnvironment', () => {
  it('turns any environment into settings or an InvalidEnvironmentError', () => {
    const values = damagedText(Object.values(ENVIRONMENT));
    const key = (text: string) => Object.keys(ENVIRONMENT)[text.length % 6] ?? '';
    return fuzz(400, values, (value) => {
      const environment = { ...ENVIRONMENT, [key(value)]: value };
      const read = attempt(() => readScalerEnvironment(environment), InvalidEnvironmentError);
      if (read === undefined) return;
      const { pollIntervalSeconds, maxStep } = read;
      expect(pollIntervalSeconds).toBeGreaterThanOrEqual(1);
      expect(Number.isSafeInteger(maxStep)).toBe(true);
    });
  });
});

describe('readRollout', () => {
  it('turns any JSON into a rollout whose share is a percentage, or undefined', () => {
    const documents = [
      { revision: 'ami-1-0af1', spreadMinutes: 10, sharePercent: 10, startedAt: '2026-03-01T10:00:00Z' },
      { revision: 'a', spreadMinutes: 0, sharePercent: 100, pausedAt: '2026-03-01T10:00:00Z' },
    ];
    return fuzz(400, damagedJson(documents), (value) => {
      const rollout = readRollout(JSON.stringify(value) ?? '');
      if (rollout === undefined) return;
      const share = rollingShare(rollout, { writtenAt: 0, now: 1_800_000_000_000 });
      expect(Number.isInteger(share) && share >= 1 && share <= 100).toBe(true);
    });
  });
});

describe('readLaunchBrake', () => {
  it('turns any text into a state that can be written and read again, or undefined', () => {
    const values = [
      'agent-scaler watches launches since 2026-03-01T10:00:00Z',
      'open since 2026-03-01T10:00:00Z by agent-scaler - probes=0 agents=5',
      'probing since 2026-03-01T10:00:00Z by agent-scaler - probes=2 probed=2026-03-01T10:01:00Z without-semaphore',
    ];
    return fuzz(200, damagedText(values), (value) => {
      const brake = readLaunchBrake(value);
      if (brake !== undefined) expect(readLaunchBrake(launchBrakeValue(brake))).toEqual(brake);
    });
  });
});

describe('readUserData, readInstanceRollout, readStartParameters, readImageName', () => {
  it('reads any text', () => {
    const names = [
      'semaphore-agent-v1.0.0-ubuntu-noble-x86_64-0af1',
      'semaphore-agent-v1-windows-2022-x86_64-9',
    ];
    const texts = [
      writeUserData('ubuntu-noble', 'ci-config', {
        rollout: { parameterName: 'ci-rollout', revision: 'a-1' },
        parameters: { hostKeys: 'ci-ssh-public-keys', token: '/ci/token' },
      }),
      writeUserData('windows-2022', 'ci-config'),
    ];
    return fuzz(400, damagedText([...texts, ...names]), (text) => {
      expect(readUserData(text) ?? 'name').toMatch(/^[\w./-]+$/);
      expect(readInstanceRollout(text)?.revision ?? 'revision').toMatch(/^[\w-]+$/);
      expect(readStartParameters(text, 'ci-config')?.token ?? 'name').toMatch(/^[\w./-]+$/);
      expect(readImageName(text)?.arch ?? 'arm64').toMatch(/^(?:arm64|x86_64)$/);
    });
  });
});

/** The function's result, or undefined if it throws an error of this class. @throws any other error */
function attempt<Result>(
  run: () => Result,
  expected: abstract new (...args: never[]) => Error,
): Result | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof expected) return undefined;
    throw error;
  }
}
