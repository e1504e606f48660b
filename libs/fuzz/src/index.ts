export { damagedBytes, damagedText } from './damaged-bytes.ts';
export { damagedJson } from './damaged-json.ts';
export { fuzz } from './fuzz.ts';
export { RawReplies, httpReply } from './raw-replies.ts';
export { partOfSecretIn, SECRET } from './secret.ts';
