import { architectureOf, isWindows, NEWEST_UBUNTU, ubuntu } from '@agent-aws-stack/contract';
import { architectureOfTypes, launchedTypes } from '../fleet/launched-types.ts';
import { systemMeant } from '../kinds/operating-system.ts';
import { nearest } from '../problems/nearest.ts';
import { parameters } from '../parameters/index.ts';
import { when } from '../rules/rule.ts';
import { isBuiltHere } from '../rules/system-rules.ts';
import type { FindCautions } from './caution.ts';

/** The sizes in which EC2 sells a type; there are more with other numbers. https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html */
const SIZES = [
  'nano',
  'micro',
  'small',
  'medium',
  'large',
  'xlarge',
  '2xlarge',
  '4xlarge',
  '8xlarge',
  'metal',
];
const SIZE = /^(?:nano|micro|small|medium|large|\d*xlarge|metal(?:-\d+xl)?)$/;

const OUTDATED_UBUNTU = ubuntu('focal');

/** Cautions about the image, Systems Manager, the instance types and the architecture. */
export const instanceCautions: readonly FindCautions[] = [
  ({ instance: { os, amiId } }) => {
    const meant = systemMeant(os);
    const script = isWindows(os) ? "Windows' (PowerShell)" : "Linux's (bash)";
    return when(!isBuiltHere(os) && amiId !== undefined, {
      parameter: parameters.instance.os,
      effect: `is ${os}, for which this project builds no images, so ${amiId} is launched with ${script} user data`,
      remedy:
        meant === undefined ? `Check that the image runs ${os}` : `Did you mean ${meant}? Then correct it`,
    });
  },
  ({ instance: { os, amiId } }) =>
    // https://ubuntu.com/about/release-cycle
    when(os === OUTDATED_UBUNTU && amiId === undefined, {
      parameter: parameters.instance.os,
      effect: `is ${os}, which has had no free security updates since May 2025`,
      remedy: `Build an image of ${NEWEST_UBUNTU}, then set that`,
    }),
  ({ instance: { systemsManager } }) =>
    when(systemsManager === 'unrestricted', {
      parameter: parameters.instance.systemsManager,
      effect:
        "is unrestricted, so instances, and jobs that are not isolated, can read the account's own documents of Systems Manager",
      remedy: 'Set restricted if the instances need no documents of your own',
    }),
  (settings) => {
    if (settings.instance.os === 'macos') return [];
    // EC2 may have added the size later, so this is no error. A pattern such as m7i.* is not a type.
    return launchedTypes(settings).flatMap(({ parameter, names }) =>
      names
        .filter((type) => !type.includes('*') && !SIZE.test(sizeOf(type)))
        .map((type) => {
          const meant = nearest(sizeOf(type), SIZES);
          const family = type.slice(0, -sizeOf(type).length);
          return {
            parameter,
            effect: `names the instance type ${type}, whose size ${sizeOf(type)} this version does not know`,
            remedy: meant === undefined ? 'Check the type' : `Did you mean ${family}${meant}?`,
          };
        }),
    );
  },
  (settings, isSet) => {
    const { os, arch, amiId, mac } = settings.instance;
    const typesArch =
      os === 'macos'
        ? architectureOf(`${mac.families[0]}.metal`)
        : architectureOfTypes(launchedTypes(settings));
    const isContradicted = typesArch !== undefined && typesArch !== arch;
    // The architecture is used to find an image by name. With SEMAPHORE_AGENT_AMI it has no effect and can only mislead.
    return when(amiId !== undefined && isSet(parameters.instance.arch) && isContradicted, {
      parameter: parameters.instance.arch,
      effect: `is ${arch} but has no effect with SEMAPHORE_AGENT_AMI: the instance types are ${typesArch}, so ${amiId} must be too`,
      remedy: 'Remove it',
    });
  },
];

/** `t3.micro` → `micro` */
const sizeOf = (type: string): string => type.slice(type.indexOf('.') + 1);
