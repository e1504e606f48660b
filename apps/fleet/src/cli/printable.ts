import { stripVTControlCharacters } from 'node:util';

/** C0 controls except tab and newline, DEL, C1 controls, and the characters that change the direction of text. */
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Makes text that a job could have written, such as an instance's log, safe to print. Removes everything that could control the operator's
 * terminal: escape sequences, control characters except tab and newline, and characters that change the direction of text.
 */
export const printable = (text: string): string => stripVTControlCharacters(text).replaceAll(UNPRINTABLE, '');
