import { createRequire } from 'node:module';
import type * as Core from 'aws-cdk-lib';
import type * as Ec2 from 'aws-cdk-lib/aws-ec2';
import type * as Iam from 'aws-cdk-lib/aws-iam';
import type * as Kms from 'aws-cdk-lib/aws-kms';
import type * as RegionInformation from 'aws-cdk-lib/region-info';

/** The CDK's modules. With `require`, a synthesis loads fewer files: see libs/constructs/src/cdk.ts. */
const require = createRequire(import.meta.url);

export const core = require('aws-cdk-lib/core') as typeof Core;
export const ec2 = require('aws-cdk-lib/aws-ec2') as typeof Ec2;
export const iam = require('aws-cdk-lib/aws-iam') as typeof Iam;
export const kms = require('aws-cdk-lib/aws-kms') as typeof Kms;
export const regionInfo = require('aws-cdk-lib/region-info') as typeof RegionInformation;

export const CDK_VERSION = (require('aws-cdk-lib/package.json') as { readonly version: string }).version;
