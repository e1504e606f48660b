/** A bug that the JavaScript stack's scripts have or that is easy to make. If a script of the image has it, a case must fail. */
export interface PlantedBug {
  readonly name: string;
  /** Path below /opt/semaphore/agent. */
  readonly file: string;
  /** The code in the file, which must occur exactly once. */
  readonly correct: string;
  /** The broken code that replaces it. */
  readonly broken: string;
  /** Name of the case that must fail. */
  readonly foundBy: string;
}
