import { attempt, least } from './attempt.ts';

export type Settings = Readonly<Record<string, unknown>>;

/** Settings by their names without SEMAPHORE_AGENT_, added to the smallest configuration. */
export const fleetWith = (settings: Settings) => ({
  ...least,
  ...Object.fromEntries(Object.entries(settings).map(([key, value]) => [`SEMAPHORE_AGENT_${key}`, value])),
});

/** The problems of such a fleet as `KEY: expected`. */
export const problemsOf = (settings: Settings) =>
  attempt({}, fleetWith(settings)).problems.map(
    ({ key, expected }) => `${key.replace('SEMAPHORE_AGENT_', '')}: ${expected}`,
  );

export const overrides = (...list: readonly Settings[]) => ({ ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: list });
export const requirements = { vCpuCount: { min: 1 }, memoryMiB: { min: 1 } };

const license = `arn:aws:license-manager:us-east-1:123456789012:license-configuration:lic-${'0'.repeat(32)}`;
export const mac = { OS: 'macos', LICENSE_CONFIGURATION_ARN: license };
