import { IMAGE_TITLE } from '@agent-aws-stack/contract';
import type { Verdicts } from '../guest/verdicts.ts';
import { BUILDER_POLICY, provenPolicy, refusal } from './builder-policy.ts';
import { EC2_ACTIONS } from './ec2/endpoint.ts';
import type { Launch } from './ec2/instance.ts';
import type { BuildRegion } from './region.ts';

/** Checks that the policy grants exactly the permissions that the builds used. */
export async function proveRights(verdicts: Verdicts, { server, account }: BuildRegion): Promise<void> {
  await verdicts.prove(`build: ${BUILDER_POLICY} allows exactly the calls of builds`, async () => {
    const policy = provenPolicy();
    const called = new Set(server.calls.map(({ action }) => action));
    const refusals = [
      // This Name tag, because the images and snapshots that a build deletes got their tags from an earlier build.
      ...[...called]
        .filter((action) => !isOnInstances(action))
        .map((action) => refusal(policy, `ec2:${action}`, IMAGE_TITLE)),
      ...account.instances.map(({ launch }) => refusal(policy, 'ec2:TerminateInstances', nameOf(launch))),
    ];
    return [
      ...refusals.filter((why) => why !== undefined),
      ...EC2_ACTIONS.filter((action) => !called.has(action)).map((action) => `no build calls ec2:${action}`),
    ];
  });
}

const isOnInstances = (action: string): boolean => /^(Stop|Terminate)Instances$/.test(action);

const nameOf = ({ TagSpecification }: Launch): string | undefined =>
  TagSpecification.filter(({ ResourceType }) => ResourceType === 'instance')
    .flatMap(({ Tag }) => Tag)
    .find(({ Key }) => Key === 'Name')?.Value;
