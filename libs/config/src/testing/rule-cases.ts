import { attempt, minimalFleet } from './attempt.ts';

export type Settings = Readonly<Record<string, unknown>>;

/** The minimal configuration with more settings, whose names are given without SEMAPHORE_AGENT_. */
export const fleetWith = (settings: Settings) => ({
  ...minimalFleet,
  ...Object.fromEntries(Object.entries(settings).map(([key, value]) => [`SEMAPHORE_AGENT_${key}`, value])),
});

/** The problems of `fleetWith(settings)`, each as `KEY: expected`. */
export const problemsOf = (settings: Settings) =>
  attempt({}, fleetWith(settings)).problems.map(
    ({ key, expected }) => `${key.replace('SEMAPHORE_AGENT_', '')}: ${expected}`,
  );

export const overrides = (...list: readonly Settings[]) => ({ ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: list });
export const requirements = { vCpuCount: { min: 1 }, memoryMiB: { min: 1 } };

const license = `arn:aws:license-manager:us-east-1:123456789012:license-configuration:lic-${'0'.repeat(32)}`;
export const mac = { OS: 'macos', LICENSE_CONFIGURATION_ARN: license };
