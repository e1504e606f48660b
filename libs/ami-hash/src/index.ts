export { buildCommand, type BuildCommandOptions } from './build-command.ts';
export { ImageSourcesError } from './errors.ts';
export { imageFingerprint, imageName, type ImageNameOptions } from './image-name.ts';
export { imageVersion } from './image-version.ts';
export { imageFolders } from './image-sources.ts';
export { readImageSources } from './read-sources.ts';
