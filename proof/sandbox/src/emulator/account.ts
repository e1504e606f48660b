import { Agent } from 'node:https';
import { NodeHttpHandler } from '@smithy/node-http-handler';

/** The emulator's account and its root user's keys; MiniStack fixes them. */
export const accountId = '000000000000';
export const rootCredentials = { accessKeyId: 'test', secretAccessKey: 'test' } as const;

export interface RegionAddress {
  readonly region: string;
  /** Where every AWS service but Auto Scaling answers. */
  readonly url: string;
  readonly autoScalingUrl: string;
  /** PEM text and file of the certificate to trust. */
  readonly ca: string;
  readonly caFile: string;
}

/** The standard variables by which any SDK, the AWS CLI and CDK talk to this region instead of AWS. */
export function clientVariables(address: RegionAddress): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: address.url,
    AWS_ENDPOINT_URL_S3: address.url,
    AWS_ENDPOINT_URL_AUTO_SCALING: address.autoScalingUrl,
    AWS_ACCESS_KEY_ID: rootCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: rootCredentials.secretAccessKey,
    AWS_REGION: address.region,
    AWS_DEFAULT_REGION: address.region,
    NODE_EXTRA_CA_CERTS: address.caFile,
    AWS_CA_BUNDLE: address.caFile,
  };
}

/** What the sandbox's own SDK clients are made with. One per region: it holds the connections. */
export function clientConfiguration(address: RegionAddress) {
  return {
    endpoint: address.url,
    region: address.region,
    credentials: rootCredentials,
    requestHandler: new NodeHttpHandler({
      httpsAgent: new Agent({ ca: address.ca, keepAlive: true }),
      requestTimeout: 30_000,
    }),
  };
}
