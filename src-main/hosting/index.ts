/**
 * What every host of the window shares, whatever its transport: answering a call of the contract, and the policy that the
 * window's page runs under. Used by browser/ and desktop/.
 */

export { answer } from './answer.ts';
export { contentSecurityPolicy } from './content-security-policy.ts';
