/** The two secrets of one sign-in: the state that the answer must bring back, and the PKCE verifier (RFC 7636, S256). */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export interface Proof {
  readonly state: string;
  readonly verifier: string;
  /** base64url(SHA-256(verifier)). */
  readonly challenge: string;
}

export function newProof(): Proof {
  const verifier = randomBytes(48).toString('base64url');
  return { state: randomBytes(24).toString('base64url'), verifier, challenge: challengeOf(verifier) };
}

export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier, 'ascii').digest('base64url');
}

/** In the same time wherever they differ. */
export function sameText(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(digest(one), digest(other));
}
