/**
 * The tag of an image that says what its scripts can do, as a whole number. Images without it were built by an older version or by the JavaScript
 * stack, and count as 0. A number includes everything that smaller ones stand for.
 */
export const IMAGE_CONTRACT_TAG = 'semaphore:image-contract';

/** The value for the images that this version builds. */
export const IMAGE_CONTRACT = 1;

/** From this value on, instances report to their group when their agent is ready for jobs. */
export const REPORTS_LAUNCH = 1;
