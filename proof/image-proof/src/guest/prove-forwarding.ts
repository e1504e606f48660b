import { spawn, type ChildProcess } from 'node:child_process';
import { execa } from 'execa';
import { METADATA_IPV4 } from '../scripts/metadata-service.ts';
import type { Machine } from './machine.ts';

/** A network namespace that is connected to this one. */
interface Neighbour {
  readonly process: ChildProcess;
  /** Its address. */
  readonly address: string;
  /** nsenter's arguments for a command in it. */
  readonly inside: readonly string[];
}

async function connect(number: number): Promise<Neighbour> {
  const process = spawn('unshare', ['--net', 'sleep', '60'], { stdio: 'ignore' });
  await new Promise((resolve) => setTimeout(resolve, 500));
  const [link, network] = [`neighbour${number}`, `10.99.${number}`];
  const inside = ['--target', String(process.pid), '--net', 'bash', '-ec'];
  await execa('bash', [
    '-ec',
    `ip link add ${link} type veth peer name eth0 netns ${process.pid}; ip address add ${network}.1/24 dev ${link}; ip link set ${link} up`,
  ]);
  await execa('nsenter', [
    ...inside,
    `ip link set lo up; ip address add ${network}.2/24 dev eth0; ip link set eth0 up; ip route add default via ${network}.1`,
  ]);
  return { process, address: `${network}.2`, inside };
}

const REACHES = `curl -sf -m 3 http://${METADATA_IPV4}/`;
const REACHES_SOON = `for _ in $(seq 50); do ${REACHES} && exit; sleep 0.2; done; exit 1`;

/**
 * Checks that the packet filter drops the packets that the instance forwards to the metadata service, for example those of containers of root's
 * Docker. Then removes the filter's chain `forward`, and checks that such packets get through: so it was the
 * chain that dropped them. For this check, the service is outside of the guest's network namespace,
 * just as it is outside of the instance on AWS.
 */
export async function proveForwarding(machine: Machine): Promise<readonly string[]> {
  const service = await connect(1);
  const container = await connect(2);
  const command = `ip address add ${METADATA_IPV4}/32 dev lo; exec python3 -m http.server --bind ${METADATA_IPV4} --directory /var 80`;
  const server = spawn('nsenter', [...service.inside, command], { stdio: 'ignore' });
  const reaches = async (command: string) =>
    (await execa('nsenter', [...container.inside, command], { reject: false })).exitCode === 0;
  try {
    await execa('bash', [
      '-ec',
      `echo 1 >/proc/sys/net/ipv4/ip_forward; ip address del ${METADATA_IPV4}/32 dev lo; ip route flush table local ${METADATA_IPV4}; ip route add ${METADATA_IPV4}/32 via ${service.address}`,
    ]);
    // The instance's root may reach the metadata service.
    await execa('bash', ['-c', REACHES_SOON]);
    const before = await reaches(REACHES);
    await machine.run('nft flush chain inet semaphore-isolation forward');
    const after = await reaches(REACHES_SOON);
    return [
      ...(before ? ['a container reaches the metadata service'] : []),
      ...(after ? [] : ['without the chain, a container does not reach the metadata service']),
    ];
  } finally {
    await machine.run('nft -f /opt/semaphore/agent/isolation.nft');
    await execa('ip', ['route', 'del', `${METADATA_IPV4}/32`, 'via', service.address], { reject: false });
    await execa('bash', [
      '-ec',
      `ip address add ${METADATA_IPV4}/32 dev lo; ip route replace local ${METADATA_IPV4} dev lo table local src 127.0.0.1`,
    ]);
    for (const process of [server, service.process, container.process]) process.kill('SIGKILL');
  }
}
