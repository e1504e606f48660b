export { ec2Client } from './client.ts';
export { Images, type MachineImage } from './images.ts';
