import { changed, fault, warns } from '../fault.ts';

const slow = (step: 'network' | 'parameters', p50Ms: number) => ({
  ...{ step, instances: 20, p50Ms, p95Ms: 2 * p50Ms },
});

export const BOOT_FAULTS = [
  fault(
    'boot-steps',
    'a slow step',
    changed('boots', { steps: [slow('network', 2_000), slow('parameters', 9_000)] }),
    warns(/parameters, takes 9\.0 s .*20 instances.*expected 0\.8 s/, /SSM .*status --boots/),
  ),
  fault(
    'boot-steps',
    'two slow steps: the finding names the step that costs more',
    changed('boots', { steps: [slow('network', 30_000), slow('parameters', 20_000)] }),
    warns(/network, takes 30\.0 s/, /journalctl/),
  ),
];
