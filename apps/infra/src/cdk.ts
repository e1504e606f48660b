import { createRequire } from 'node:module';

/**
 * The CDK's modules, by `require`: its lazy exports then load 270 files for a synthesis, an `import` loads 760.
 * Types come by `import type`, which loads nothing.
 */
const require = createRequire(import.meta.url);

export const core = require('aws-cdk-lib') as typeof import('aws-cdk-lib');
export const autoscaling =
  require('aws-cdk-lib/aws-autoscaling') as typeof import('aws-cdk-lib/aws-autoscaling');
export const cloudwatch =
  require('aws-cdk-lib/aws-cloudwatch') as typeof import('aws-cdk-lib/aws-cloudwatch');
export const ec2 = require('aws-cdk-lib/aws-ec2') as typeof import('aws-cdk-lib/aws-ec2');
export const events = require('aws-cdk-lib/aws-events') as typeof import('aws-cdk-lib/aws-events');
export const targets =
  require('aws-cdk-lib/aws-events-targets') as typeof import('aws-cdk-lib/aws-events-targets');
export const iam = require('aws-cdk-lib/aws-iam') as typeof import('aws-cdk-lib/aws-iam');
export const lambda = require('aws-cdk-lib/aws-lambda') as typeof import('aws-cdk-lib/aws-lambda');
export const logs = require('aws-cdk-lib/aws-logs') as typeof import('aws-cdk-lib/aws-logs');
export const resourcegroups =
  require('aws-cdk-lib/aws-resourcegroups') as typeof import('aws-cdk-lib/aws-resourcegroups');
export const ssm = require('aws-cdk-lib/aws-ssm') as typeof import('aws-cdk-lib/aws-ssm');
