/** A run of a script of the macOS build, with stand-ins for the commands that it calls. */
export interface BuildScriptCase {
  readonly name: string;
  /** Name of the file in images/packer/macos/scripts. */
  readonly script: string;
  /** Shell code of the stand-ins, by command. */
  readonly commands: Readonly<Record<string, string>>;
  readonly exit: number;
  /** The expected calls of stand-ins, in order. */
  readonly calls: readonly string[];
  /** Must match the output. */
  readonly output?: RegExp;
}

const GROW = 'ec2-macos-utils grow --id root';
/** Before August 2023, ec2-macos-utils failed like this if the disk had its full size (aws/ec2-macos-init#44). */
const FULL_SIZE_ERROR =
  "echo 'Error: not enough space to resize container: 40960 bytes available' >&2; exit 1";
/** An error that occurs now and then (aws/ec2-macos-init#48). */
const REPAIR_ERROR = "echo 'Error: diskutil: failed to run repairDisk command' >&2; exit 1";
const WAIT = 'sleep 30';

/**
 * Commands that the JavaScript stack's provision-ami.sh uses to grow the volume, and that resize.sh must not call: diskutil
 * fails with error -69743 if the disk has its full size (myspaghetti/macos-virtualbox#77).
 */
const FULL_DISK = {
  plutil: 'echo disk4s2',
  diskutil: `case $* in
  *resizeContainer*) echo 'Error: -69743: The new size must be different than the existing size' >&2; exit 1 ;;
esac`,
};

const resizes = (
  name: string,
  commands: Readonly<Record<string, string>>,
  expected: Pick<BuildScriptCase, 'exit' | 'calls' | 'output'>,
): BuildScriptCase => ({
  name: `resize: ${name}`,
  script: 'resize.sh',
  commands: { ...FULL_DISK, sleep: '', ...commands },
  ...expected,
});

const CREATED = [
  'dscl . -list /Users UniqueID',
  'dscl . -create /Users/semaphore',
  'dscl . -create /Users/semaphore UserShell /bin/bash',
  'dscl . -create /Users/semaphore RealName Semaphore',
  'dscl . -create /Users/semaphore UniqueID 502',
  'dscl . -create /Users/semaphore PrimaryGroupID 20',
  'dscl . -create /Users/semaphore NFSHomeDirectory /Users/semaphore',
  'dscl . -create /Users/semaphore Password *',
  'createhomedir -c -u semaphore',
  'chown semaphore /Users/semaphore',
];

export const BUILD_SCRIPT_CASES: readonly BuildScriptCase[] = [
  resizes(
    'succeeds if ec2-macos-init has already grown the volume',
    { 'ec2-macos-utils': "echo 'Nothing to do without free space, stopping command' >&2" },
    { exit: 0, calls: [GROW] },
  ),
  resizes(
    'with an old ec2-macos-utils, succeeds if ec2-macos-init has already grown the volume',
    { 'ec2-macos-utils': FULL_SIZE_ERROR },
    { exit: 0, calls: [GROW], output: /not enough space/ },
  ),
  resizes(
    'retries after a failure',
    {
      'ec2-macos-utils': `[[ -f $BUILD_FOLDER/tried ]] || { touch "$BUILD_FOLDER/tried"; ${REPAIR_ERROR}; }`,
    },
    { exit: 0, calls: [GROW, WAIT, GROW], output: /failed to run repairDisk/ },
  ),
  resizes(
    'fails after three attempts',
    { 'ec2-macos-utils': REPAIR_ERROR },
    {
      exit: 1,
      calls: [GROW, WAIT, GROW, WAIT, GROW],
      output: /cannot grow the root volume: Error: diskutil/,
    },
  ),
  resizes(
    "fails without Amazon's tools",
    {},
    {
      exit: 1,
      calls: [],
      output: /ec2-macos-utils is not installed: build from one of Amazon's macOS images/,
    },
  ),
  {
    name: 'create-user: makes the user the owner of the home',
    script: 'create-user.sh',
    commands: {
      id: 'exit 1',
      dscl: "[[ $2 != -list ]] || printf 'root 0\\nec2-user 501\\nnobody -2\\n'",
      createhomedir: '',
      chown: '',
      visudo: '',
      install: '',
    },
    exit: 0,
    calls: [
      'id semaphore',
      ...CREATED,
      'visudo -c -f BUILD_FOLDER/sudoers',
      'install -o root -g wheel -m 440 BUILD_FOLDER/sudoers /etc/sudoers.d/semaphore',
    ],
  },
  {
    name: 'install-tools: does not let pip install for ec2-user only',
    script: 'install-tools.sh',
    commands: {
      brew: '',
      uname: 'echo x86_64',
      python3: '[[ $PIP_USER == 0 ]]',
    },
    exit: 0,
    calls: [
      'brew update --quiet',
      'brew upgrade --quiet',
      'brew install --quiet coreutils jq yq gnupg python3 awscli',
      'uname -m',
      'python3 -m pip install --quiet --disable-pip-version-check --break-system-packages ' +
        '--require-hashes --requirement BUILD_FOLDER/boto3.txt',
      'brew cleanup --quiet',
    ],
  },
  {
    name: "check: runs one Goss test at a time, with root's home",
    script: 'check.sh',
    commands: {
      // Downloads an empty file, whose checksum versions.json has.
      curl: 'touch "${@: -2:1}"',
      goss: '[[ $HOME == /var/root && $GOSS_USE_ALPHA == 1 ]]',
    },
    exit: 0,
    calls: [
      'curl --fail --silent --show-error --location --proto =https --proto-redir =https --tlsv1.2 --retry 5 ' +
        '--retry-delay 2 --connect-timeout 10 --output BUILD_FOLDER/goss-tool.unverified https://vendor.example/goss-tool',
      'goss --gossfile /opt/semaphore/goss/build.yaml validate --max-concurrent 1 --format documentation --no-color',
    ],
  },
];
