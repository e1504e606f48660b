/** The sources of an image are invalid. The message names the path, relative to the workspace. */
export class ImageSourcesError extends Error {
  override readonly name = 'ImageSourcesError';
  readonly path: string;

  constructor(path: string, problem: string) {
    super(`${path} ${problem}`);
    this.path = path;
  }
}
