/**
 * A fake Packer: `node program.ts <record file> <Packer's arguments>`. It appends each call to the record file. It reads the
 * template in its working folder, and fails for mistakes that Packer would report. A build registers an image with the
 * template's name and tags in the emulator's EC2. Most calls load neither the SDK nor the parser, which take half a second.
 */
import { appendFileSync } from 'node:fs';
import { basename } from 'node:path';

const SOURCE_IMAGE = 'ami-0123456789abcdef0';
const SOURCE = 'semaphore-agent-linux.amazon-ebs.ubuntu';

const [record = '', command = '', ...args] = process.argv.slice(2);
const variables = Object.fromEntries(
  args.flatMap((arg, at) => {
    const [name = '', ...value] = (args[at - 1] === '-var' ? arg : '').split('=');
    return name === '' ? [] : [[name, value.join('=')]];
  }),
);
const options = args.filter((arg, at) => arg !== '-var' && args[at - 1] !== '-var');
appendFileSync(
  record,
  `${JSON.stringify({ command, options, variables, template: basename(process.cwd()) })}\n`,
);

/** Prints a line as `packer -machine-readable` does. */
const print = (target: string, ...data: readonly string[]): void => {
  const fields = data.map((field) => field.replaceAll(',', '%!(PACKER_COMMA)'));
  console.log([Math.floor(Date.now() / 1000), target, ...fields].join(','));
};

async function readTemplate() {
  const { readBuiltImage } = await import('./template.ts');
  return readBuiltImage(process.cwd(), variables, SOURCE_IMAGE);
}

async function build(): Promise<void> {
  const { EC2Client } = await import('@aws-sdk/client-ec2');
  const { registerImage } = await import('./register-image.ts');
  const image = await readTemplate();
  print('', 'ui', 'say', `==> ${SOURCE}: Creating AMI ${image.name}, from ${SOURCE_IMAGE}`);
  const { imageId } = await registerImage(new EC2Client({}), image);
  print(SOURCE, 'artifact', '0', 'id', `${process.env['AWS_REGION']}:${imageId}`);
}

try {
  if (command === 'version') console.log('Packer v1.11.2');
  if (command === 'validate') await readTemplate();
  if (command === 'build') await build();
} catch (error) {
  if (command === 'build') print('', 'ui', 'error', String(error));
  else console.error(String(error));
  process.exitCode = 1;
}
