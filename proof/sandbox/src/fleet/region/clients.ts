import { Agent as HttpsAgent } from 'node:https';
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';

export interface RootCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** How to connect to the emulator. */
export interface EmulatorAddress {
  readonly url: string;
  readonly region: string;
  /** Its CA certificate, in PEM. */
  readonly ca: string;
  readonly credentials: RootCredentials;
}

/** Clients of the emulator's services, with the root user's permissions. */
export interface EmulatorClients {
  readonly autoScaling: AutoScalingClient;
  readonly cloudFormation: CloudFormationClient;
  readonly ec2: EC2Client;
  readonly iam: IAMClient;
  readonly sts: STSClient;
  destroy(): void;
}

export function emulatorClients({ url, region, ca, credentials }: EmulatorAddress): EmulatorClients {
  const requestHandler = new NodeHttpHandler({ httpsAgent: new HttpsAgent({ ca, keepAlive: true }) });
  const configuration = { endpoint: url, region, credentials, requestHandler };
  return {
    autoScaling: new AutoScalingClient(configuration),
    cloudFormation: new CloudFormationClient(configuration),
    ec2: new EC2Client(configuration),
    iam: new IAMClient(configuration),
    sts: new STSClient(configuration),
    destroy: () => requestHandler.destroy(),
  };
}
