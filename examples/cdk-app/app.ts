import { AgentFleet } from '@agent-aws-stack/constructs';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { SpotAllocationStrategy } from 'aws-cdk-lib/aws-autoscaling';
import { InstanceClass, InstanceSize, InstanceType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';

const app = new App();
const stack = new Stack(app, 'Ci', {
  stackName: 'ci',
  env: { account: process.env['CDK_DEFAULT_ACCOUNT'], region: process.env['CDK_DEFAULT_REGION'] },
});

const vpc = new Vpc(stack, 'Vpc', { maxAzs: 2 });
const images = new Repository(stack, 'Images');

// Spot instances with two agents to spare.
const linux = new AgentFleet(stack, 'Linux', {
  endpoint: 'acme.semaphoreci.com',
  token: { parameterName: '/semaphore/linux' },
  instance: { os: 'ubuntu-noble', instanceType: InstanceType.of(InstanceClass.M7I, InstanceSize.LARGE) },
  group: {
    maxSize: 50,
    launchTemplateOverrides: [{ instanceType: 'm7i.large' }, { instanceType: 'm7a.large' }],
    purchase: {
      onDemandPercentageAboveBase: 0,
      spotAllocationStrategy: SpotAllocationStrategy.PRICE_CAPACITY_OPTIMIZED,
    },
  },
  network: { vpc },
  scaler: { overprovision: { strategy: 'number', factor: 2 } },
});
images.grantPullPush(linux);

// On-demand Graviton instances for another agent type.
new AgentFleet(stack, 'Arm', {
  endpoint: 'acme.semaphoreci.com',
  token: { parameterName: '/semaphore/arm' },
  agent: { disconnectAfterIdleTimeout: Duration.minutes(15) },
  instance: {
    os: 'ubuntu-noble',
    arch: 'arm64',
    instanceType: InstanceType.of(InstanceClass.M7G, InstanceSize.LARGE),
  },
  group: { maxSize: 10 },
  network: { vpc },
});
