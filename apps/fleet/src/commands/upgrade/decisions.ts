import { LOGICAL_IDS } from '@agent-aws-stack/contract';
import { propertiesAt, type Template } from '../../observe/template.ts';
import type { Decision, Rule, Upgrade } from './decision.ts';
import { otherPolicies, ssmPermissions } from './policy-rules.ts';
import { imagesOf, launchDataAt, rangesOf, tokensOf, typesOf } from './template-settings.ts';

const ssh: Rule = ({ deployed, wanted }) => {
  const open = rangesOf(deployed);
  const kept = rangesOf(wanted);
  const closed = open.filter((range) => !kept.includes(range));
  return closed.length === 0
    ? undefined
    : {
        topic: 'SSH',
        change: `port 22 is open to ${closed.join(', ')} now, and will be open to ${kept.join(', ') || 'nobody'}`,
        remedy: 'Name the ranges to let in: SEMAPHORE_AGENT_SSH_INGRESS_CIDRS; or use aws ssm start-session',
      };
};

const metadata: Rule = ({ deployed, wanted }) =>
  tokensOf(wanted) === 'required' && tokensOf(deployed) !== 'required'
    ? {
        topic: 'IMDSv2',
        change: 'instances will answer metadata requests only if they carry a session token',
        remedy: 'In your jobs, update tools that know only IMDSv1',
      }
    : undefined;

const image: Rule = ({ deployed, wanted, imageName }) => {
  const [now] = imagesOf(deployed);
  if (now === undefined) return undefined;
  const remedy = `To keep the image for now: SEMAPHORE_AGENT_AMI=${now}`;
  if (imageName !== undefined) {
    return {
      topic: 'Image',
      change: `instances boot ${now} now, and will boot the image named ${imageName}`,
      remedy,
    };
  }
  const [next] = imagesOf(wanted);
  if (next === undefined || next === now) return undefined;
  return { topic: 'Image', change: `instances boot ${now} now, and will boot ${next}`, remedy };
};

const tokenKey: Rule = ({ kmsKey }) =>
  kmsKey !== undefined && /^(mrk-)?[0-9a-f-]{32,36}$/.test(kmsKey)
    ? {
        topic: 'Token key',
        change: `SEMAPHORE_AGENT_TOKEN_KMS_KEY is a bare id, ${kmsKey}: so far it could mean a key of any account, but will mean a key of this account`,
        remedy: 'If the key is in another account, give its ARN',
      }
    : undefined;

const zones: Rule = ({ deployed, wanted }) => {
  const placesIn = (template: Template, key: string) => propertiesAt(template, LOGICAL_IDS.group, key);
  const keys = ['AvailabilityZones', 'VPCZoneIdentifier'];
  // If the group moves from zones to subnets or the other way, it is not known which instances stay. The text then names all places.
  const isOtherKind = keys.every(
    (key) => placesIn(deployed, key).length > 0 !== placesIn(wanted, key).length > 0,
  );
  const [now = [], next = []] = [deployed, wanted].map((template) =>
    keys.flatMap((key) => placesIn(template, key)),
  );
  const lost = now.filter((place) => !next.includes(place));
  if (lost.length === 0 || [...lost, ...next].some((place) => typeof place !== 'string')) return undefined;
  return {
    topic: 'Placement',
    change: isOtherKind
      ? `the group is in ${now.join(', ')} now, and will be in ${next.join(', ')}: Auto Scaling terminates instances elsewhere, and their jobs`
      : `the group leaves ${lost.join(', ')}: Auto Scaling terminates the instances there, and their jobs`,
    remedy: 'Name subnets or zones as before: SEMAPHORE_AGENT_SUBNETS, SEMAPHORE_AGENT_AZS',
  };
};

const instanceTypes: Rule = ({ deployed, wanted }) => {
  const [now = '', next = ''] = [deployed, wanted].map((template) => typesOf(template).join(', '));
  return now === '' || next === '' || now === next
    ? undefined
    : {
        topic: 'Instance types',
        change: `instances are ${now} now, and new ones will be ${next}`,
        remedy: 'Check SEMAPHORE_AGENT_INSTANCE_TYPE and SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON',
      };
};

const encryption: Rule = ({ deployed, wanted }) => {
  const isEncrypted = (template: Template): boolean =>
    launchDataAt(template, 'BlockDeviceMappings', 'Ebs', 'Encrypted').includes(true);
  return isEncrypted(wanted) && !isEncrypted(deployed)
    ? {
        topic: 'Volume',
        change: "the instances' root volume will be encrypted",
        remedy: 'To keep it unencrypted: SEMAPHORE_AGENT_VOLUME_ENCRYPTED=false',
      }
    : undefined;
};

const RULES: readonly Rule[] = [
  image,
  instanceTypes,
  ssh,
  metadata,
  ssmPermissions,
  otherPolicies,
  encryption,
  zones,
];
/** RULES, and the rules for parameters that have another meaning in the JavaScript stack. */
const RULES_OF_THE_JAVASCRIPT_STACK: readonly Rule[] = [...RULES, tokenKey];

/** The decisions to make before the deployment, most important first. */
export const decisionsOf = (
  upgrade: Upgrade,
  { isJavaScript }: { readonly isJavaScript: boolean },
): readonly Decision[] =>
  (isJavaScript ? RULES_OF_THE_JAVASCRIPT_STACK : RULES).flatMap((rule) => rule(upgrade) ?? []);
