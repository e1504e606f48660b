import { familyOf } from '@agent-aws-stack/contract';
import { BOOTS_WINDOW_HOURS } from '../../../observe/boots.ts';
import { slowestStep } from '../boot-expectation.ts';
import { defineCheck } from '../check.ts';
import { notKnownYet, ok, warning } from '../finding.ts';

/** With fewer instances, a single slow one would decide the result. */
const LEAST_BOOTS = 5;

export const BOOT_CHECKS = [
  defineCheck({
    name: 'boot-steps',
    needs: ['boots'],
    // There are no expectations for other images yet.
    appliesTo: ({ fleet }) => familyOf(fleet.instance.os) === 'linux',
    judge: ({ boots: { instances, steps } }, { fullCommand }) => {
      const window = `in the last ${BOOTS_WINDOW_HOURS} hours`;
      if (instances < LEAST_BOOTS)
        return notKnownYet(`boots reported ${window}: ${instances}; ${LEAST_BOOTS} are needed`);
      const slow = slowestStep(steps);
      if (slow !== undefined)
        return warning(
          `the slowest step of a boot, ${slow.step}, takes ${seconds(slow.p50Ms)} (p50 of ${slow.instances} instances ${window}), expected ${seconds(slow.expected.ms)}`,
          `${slow.expected.remedy}. All steps: ${fullCommand('status --boots')}`,
        );
      const total = steps.find(({ step }) => step === 'total');
      return ok(
        `${seconds(total?.p50Ms ?? 0)} from launch to registration (p50 of ${instances} instances ${window})`,
      );
    },
  }),
];

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
