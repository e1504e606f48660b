import { MAX_STARTS } from '../fleet/instance/refused-agent.ts';
import { type BootWaveOptions, playBootWave } from './boot-wave.ts';
import { EC2_LAUNCHES, REGISTRATIONS } from './service-limits.ts';
import type { WaveFigures } from './wave-figures.ts';

const FLEETS = 20;
const AGENTS_OF_EACH = 500;
export const AGENTS = FLEETS * AGENTS_OF_EACH;

/** As in images/packer/common/agent/lib/parameters.sh; a test compares them. */
export const THROTTLED_SECONDS = 600;
const wave = { agents: AGENTS, seed: 1, limitSeconds: 2 * 3_600 };
/** The AWS CLI takes most of a second to start. */
const threeCalls = { ...wave, parameterCalls: 3, callMs: 800, parameterRetrySeconds: 90 } as const;
const oneCall = {
  ...wave,
  parameterCalls: 1,
  callMs: 100,
  parameterRetrySeconds: THROTTLED_SECONDS,
} as const;
/** The group replaces an instance whose agent has not registered within this time. */
const launchTimeout = { launchTimeoutSeconds: 300 };

/** 20 fleets of 500 instances each, of one account and organization, that launch at once. */
export const SCENARIOS = {
  'three calls, each retried for 90 s': threeCalls,
  'three calls, each retried for 10 min': { ...threeCalls, parameterRetrySeconds: THROTTLED_SECONDS },
  'one call, retried for 10 min': oneCall,
  'one call, and a launch timeout of 300 s': { ...oneCall, ...launchTimeout },
  "three calls, within EC2's default limit": { ...threeCalls, launches: EC2_LAUNCHES },
  "one call, within EC2's default limit": { ...oneCall, launches: EC2_LAUNCHES },
  '5 registrations a second: refused agents end their instances': {
    ...oneCall,
    registrations: REGISTRATIONS,
  },
  '5 registrations a second: refused agents start again': {
    ...oneCall,
    registrations: REGISTRATIONS,
    agentStarts: MAX_STARTS,
  },
  "refused agents start again, within EC2's default limit": {
    ...oneCall,
    launches: EC2_LAUNCHES,
    registrations: REGISTRATIONS,
    agentStarts: MAX_STARTS,
  },
} satisfies Record<string, BootWaveOptions>;

export type ScenarioName = keyof typeof SCENARIOS;
export type PlayedScenarios = Readonly<Record<ScenarioName, WaveFigures>>;

export const playScenarios = (): PlayedScenarios =>
  Object.fromEntries(
    Object.entries(SCENARIOS).map(([name, options]) => [name, playBootWave(options)]),
  ) as PlayedScenarios;
