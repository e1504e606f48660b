export { ec2Client } from './client.ts';
export { Images } from './images.ts';
export type { ImageVolume, MachineImage } from './machine-image.ts';
