import { createRequire } from 'node:module';
import type * as Core from 'aws-cdk-lib';
import type * as Autoscaling from 'aws-cdk-lib/aws-autoscaling';
import type * as Cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as Ec2 from 'aws-cdk-lib/aws-ec2';
import type * as Events from 'aws-cdk-lib/aws-events';
import type * as Targets from 'aws-cdk-lib/aws-events-targets';
import type * as Iam from 'aws-cdk-lib/aws-iam';
import type * as Lambda from 'aws-cdk-lib/aws-lambda';
import type * as Logs from 'aws-cdk-lib/aws-logs';
import type * as ResourceGroups from 'aws-cdk-lib/aws-resourcegroups';
import type * as Ssm from 'aws-cdk-lib/aws-ssm';

/**
 * The CDK's modules. `require` makes use of their lazy exports: a synthesis loads 270 files instead of 760 with `import`.
 * The types come from `import type`, which loads nothing.
 */
const require = createRequire(import.meta.url);

export const core = require('aws-cdk-lib/core') as typeof Core;
export const autoscaling = require('aws-cdk-lib/aws-autoscaling') as typeof Autoscaling;
export const cloudwatch = require('aws-cdk-lib/aws-cloudwatch') as typeof Cloudwatch;
export const ec2 = require('aws-cdk-lib/aws-ec2') as typeof Ec2;
export const events = require('aws-cdk-lib/aws-events') as typeof Events;
export const targets = require('aws-cdk-lib/aws-events-targets') as typeof Targets;
export const iam = require('aws-cdk-lib/aws-iam') as typeof Iam;
export const lambda = require('aws-cdk-lib/aws-lambda') as typeof Lambda;
export const logs = require('aws-cdk-lib/aws-logs') as typeof Logs;
export const resourcegroups = require('aws-cdk-lib/aws-resourcegroups') as typeof ResourceGroups;
export const ssm = require('aws-cdk-lib/aws-ssm') as typeof Ssm;
