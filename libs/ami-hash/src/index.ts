export { buildCommand, type BuildCommandOptions } from './build-command.ts';
export { ImageSourcesError } from './errors.ts';
export { fingerprint, type SourceFile } from './fingerprint.ts';
export { imageFingerprint, imageName, type ImageNameOptions } from './image-name.ts';
export { imageVersion } from './image-version.ts';
export { imageFolders, imageInputs, isIgnored } from './image-sources.ts';
export { readImageSources } from './read-sources.ts';
