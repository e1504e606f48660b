import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ImageFamily, LambdaName } from '@agent-aws-stack/contract';

/** Where the parts of the product are, and where the files of its user go. */
export interface Installation {
  readonly kind: 'checkout' | 'package';
  /** The folder that contains `images/`, the sources of the images. */
  readonly root: string;
  /** The folder in which the user's files are. */
  readonly userFolder: string;
  /** The module that synthesizes the fleets. */
  readonly app: string;
  /** The script that builds images. */
  readonly imageBuilder: string;
  /** The folder with the parts of the execution policy. */
  readonly executionPolicies: string;
  readonly permissionsBoundary: string;
  readonly schema: string;
  /** Returns the folder of a Lambda's built bundle, in which its index.mjs is. */
  readonly bundleOf: (lambda: LambdaName) => string;
  /** The folder in which the CDK works, with its cdk.json, if there is one, and cdk.context.json. */
  readonly cdkFolder: string;
  /** The folder for files that save time and can be deleted. */
  readonly cacheFolder: string;
  /** The folder with the cache of GitHub's host keys. */
  readonly hostKeysFolder: string;
  /** The folder for programs that the image builder installs, such as Ansible. */
  readonly toolsFolder: string;
  /** The folder for results and logs of image builds. */
  readonly imageResults: string;
  /**
   * In a package, creates the folder .fleet in the user's folder, with a .gitignore for the files that can be made again.
   * @throws the file system's error
   */
  readonly prepare: () => void;
  /** The configuration file that is read if none is named. @default - none */
  readonly configuration?: string;
  /** What a user types before the name of a command. */
  readonly program: string;
  /** The command that builds an image of a family, without options. */
  readonly buildImage: (family: ImageFamily) => string;
}

/** The folder, within the user's folder, in which the package keeps the files that it creates. */
const USER_FOLDER = '.fleet';

/** Ignores everything except what the user should commit: settings of the CDK, and what it looked up in the account. */
const GITIGNORE = ['*', '!.gitignore', '!cdk.json', '!cdk.context.json', ''].join('\n');

/**
 * The installation to which a file of this library belongs. A checkout runs its TypeScript; the package has bundles instead.
 * @param file - this library's source file, or the bundle that contains it
 * @param cwd - where the command was typed: in a package, the files of the user are there
 */
export function installationOf(file: string, cwd: string): Installation {
  return file.endsWith('.ts') ? checkout(join(dirname(file), '../../..')) : npmPackage(dirname(file), cwd);
}

function checkout(root: string): Installation {
  const infra = join(root, 'apps/infra');
  return {
    kind: 'checkout',
    root,
    userFolder: root,
    app: join(infra, 'src/synthesize.ts'),
    imageBuilder: join(root, 'images/src/build/main.ts'),
    executionPolicies: join(infra, 'execution-policy'),
    permissionsBoundary: join(infra, 'permissions-boundary.json'),
    schema: join(root, 'schema/fleet.schema.json'),
    bundleOf: (lambda) => join(root, 'apps', lambda, 'dist'),
    cdkFolder: infra,
    cacheFolder: join(root, 'node_modules/.cache/agent-aws-stack'),
    hostKeysFolder: root,
    toolsFolder: join(root, '.sandbox/images'),
    imageResults: join(root, 'images/dist'),
    prepare: () => undefined,
    program: 'npm run fleet --',
    buildImage: (family) => `npx nx run images:build-${family}`,
  };
}

function npmPackage(lib: string, cwd: string): Installation {
  const root = dirname(lib);
  const own = join(cwd, USER_FOLDER);
  const program = 'npx agent-aws-stack';
  return {
    kind: 'package',
    root,
    userFolder: cwd,
    app: join(lib, 'synthesize.mjs'),
    imageBuilder: join(lib, 'build-image.mjs'),
    executionPolicies: join(root, 'docs/execution-policy'),
    permissionsBoundary: join(root, 'docs/permissions-boundary.json'),
    schema: join(root, 'schema/fleet.schema.json'),
    bundleOf: (lambda) => join(root, 'lambdas', lambda),
    cdkFolder: own,
    cacheFolder: join(own, 'cache'),
    hostKeysFolder: join(own, 'cache'),
    toolsFolder: join(own, 'cache'),
    imageResults: join(own, 'images'),
    prepare: () => createUserFolder(own),
    configuration: 'fleet.json',
    program,
    buildImage: (family) => `${program} images build ${family}`,
  };
}

function createUserFolder(folder: string): void {
  mkdirSync(join(folder, 'cache'), { recursive: true });
  const file = join(folder, '.gitignore');
  if (!existsSync(file)) writeFileSync(file, GITIGNORE);
}
