/** A script of the macOS build, run with stand-ins for what only a Mac has. */
export interface BuildScriptCase {
  readonly name: string;
  /** In images/packer/macos/scripts. */
  readonly script: string;
  /** Bodies of commands, by name; what they print is the script's own output. Each call of one is recorded. */
  readonly commands: Readonly<Record<string, string>>;
  readonly exit: number;
  /** The recorded calls, in their order. */
  readonly calls: readonly string[];
  readonly says?: RegExp;
}

const GROWS = 'ec2-macos-utils grow --id root';
/** At full size, as releases of ec2-macos-utils before August 2023 end (aws/ec2-macos-init#44). */
const TOO_LITTLE = "echo 'Error: not enough space to resize container: 40960 bytes available' >&2; exit 1";
/** As it was seen now and then (aws/ec2-macos-init#48). */
const BROKEN = "echo 'Error: diskutil: failed to run repairDisk command' >&2; exit 1";
const WAITS = 'sleep 30';

/**
 * diskutil at full size. Error -69743 is what it ends with there (myspaghetti/macos-virtualbox#77), and the JavaScript
 * stack's provision-ami.sh goes on all the same.
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
  expected: Pick<BuildScriptCase, 'exit' | 'calls' | 'says'>,
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
    'a volume that ec2-macos-init has grown already',
    { 'ec2-macos-utils': "echo 'Nothing to do without free space, stopping command' >&2" },
    { exit: 0, calls: [GROWS] },
  ),
  resizes(
    'a volume that ec2-macos-init has grown already, with an older ec2-macos-utils',
    { 'ec2-macos-utils': TOO_LITTLE },
    { exit: 0, calls: [GROWS], says: /not enough space/ },
  ),
  resizes(
    'an attempt that fails and one that does not',
    { 'ec2-macos-utils': `[[ -f $BUILD_FOLDER/tried ]] || { touch "$BUILD_FOLDER/tried"; ${BROKEN}; }` },
    { exit: 0, calls: [GROWS, WAITS, GROWS], says: /failed to run repairDisk/ },
  ),
  resizes(
    'a disk that cannot be repaired',
    { 'ec2-macos-utils': BROKEN },
    {
      exit: 1,
      calls: [GROWS, WAITS, GROWS, WAITS, GROWS],
      says: /the root volume has not grown: Error: diskutil/,
    },
  ),
  resizes(
    "an image without Amazon's tools",
    {},
    { exit: 1, calls: [], says: /ec2-macos-utils is not installed: start from one of Amazon's macOS images/ },
  ),
  {
    name: "create user: the home is the user's own",
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
    name: 'tools: pip never installs for ec2-user alone',
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
      'python3 -m pip install --quiet --disable-pip-version-check --break-system-packages boto3==1.2.3',
      'brew cleanup --quiet',
    ],
  },
  {
    name: 'check: one check at a time, with the home of root',
    script: 'check.sh',
    commands: {
      // An empty file, of the checksum that versions.json has.
      curl: 'touch "${@: -2:1}"',
      goss: '[[ $HOME == /var/root && $GOSS_USE_ALPHA == 1 ]]',
    },
    exit: 0,
    calls: [
      'curl --fail --silent --show-error --location --proto =https --proto-redir =https --tlsv1.2 --retry 5 ' +
        '--retry-delay 2 --connect-timeout 10 --output BUILD_FOLDER/goss-tool.unchecked https://vendor.example/goss-tool',
      'goss --gossfile /opt/semaphore/goss/build.yaml validate --max-concurrent 1 --format documentation --no-color',
    ],
  },
];
