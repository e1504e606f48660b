import { Agent } from 'node:https';
import { join } from 'node:path';
import { NodeHttpHandler } from '@smithy/node-http-handler';

/** The emulator's account id, and the keys of its root user. MiniStack fixes both. */
export const accountId = '000000000000';
export const rootCredentials = { accessKeyId: 'test', secretAccessKey: 'test' } as const;

export interface RegionAddress {
  readonly region: string;
  /** The endpoint of all AWS services except Auto Scaling. */
  readonly url: string;
  readonly autoScalingUrl: string;
  /** The CA certificate to trust, in PEM: its text and its file. */
  readonly ca: string;
  readonly caFile: string;
}

/**
 * The standard environment variables that make SDKs, the AWS CLI and the CDK use this region instead of AWS. The CDK caches which account
 * an access key belongs to. Other emulators use the same key for other accounts, so CDK_HOME gives the CDK a cache in the region's folder.
 */
export function clientVariables(address: RegionAddress, folder: string): Record<string, string> {
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
    CDK_HOME: join(folder, 'home'),
  };
}

/** Creates a configuration for the sandbox's SDK clients. Clients with the same configuration share connections. */
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
