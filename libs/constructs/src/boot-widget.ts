import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { BOOT_LOG_GROUP, BOOT_STEPS, configParameterName } from '@agent-aws-stack/contract';
import { cloudwatch } from './cdk.ts';
import type { FleetNames } from './fleet-names.ts';

/**
 * For each hour, a percentile of the time that each step of a boot took. Instances of all fleets report their boots in one log group, so
 * the query selects those of this fleet. A step lasts from the mark of the step before, or from boot, to its own mark.
 */
export function bootWidget(
  { fleet }: FleetNames,
  percent: number,
  size: { readonly width: number; readonly height: number },
): IWidget {
  const steps = BOOT_STEPS.map((step, index) => {
    const before = BOOT_STEPS.slice(0, index).reverse();
    const start = before.length === 0 ? '0' : `coalesce(${before.map(markOf).join(', ')}, 0)`;
    return `pct(${markOf(step)} - ${start}, ${percent}) as ${step}`;
  });
  return new cloudwatch.LogQueryWidget({
    title: `Steps of a boot in ms, p${percent} of an hour`,
    logGroupNames: [BOOT_LOG_GROUP],
    view: cloudwatch.LogQueryVisualizationType.STACKEDAREA,
    queryLines: [
      `filter event = 'boot' and configParameter = '${configParameterName(fleet)}'`,
      `stats ${steps.join(', ')} by bin(1h)`,
    ],
    ...size,
  });
}

const markOf = (step: string): string => `marks.${step}`;
