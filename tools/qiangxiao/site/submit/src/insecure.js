// Many schools' sites have no https. What the form asks of a secure page, it gets from here: digests to recognise
// files by, and random names. Nothing here keeps a secret.
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';

const DIGESTS = { 'SHA-1': sha1, 'SHA-256': sha256, 'SHA-512': sha512 };

export const standInForSecure = () => {
  if (globalThis.isSecureContext && crypto.subtle) return;
  Object.defineProperty(globalThis, 'isSecureContext', { configurable: true, value: true });
  crypto.randomUUID ??= () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const text = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
  };
  if (!crypto.subtle) {
    const digest = async (algorithm, data) => DIGESTS[algorithm.name ?? algorithm](new Uint8Array(data.buffer ?? data)).buffer;
    Object.defineProperty(crypto, 'subtle', { configurable: true, value: { digest } });
  }
};
