import { timingSafeEqual } from 'node:crypto';

export type Visit = 'admitted' | 'used' | 'wrong';

/**
 * Who may come in: the token opens the door once and is worthless afterwards; what it is exchanged for is a session secret
 * that only ever travels in a cookie no script can read.
 */
export interface FrontDoor {
  readonly token: string;
  /** 'admitted' for the token's first visit, 'used' for every later one, 'wrong' for any other token. */
  exchange(token: string): Visit;
  /** The Set-Cookie value of the session. Its name has the port in it: cookies of 127.0.0.1 are shared by all its ports. */
  cookie(port: number): string;
  isInside(cookieHeader: string | undefined, port: number): boolean;
}

export function createFrontDoor(randomSecret: () => string): FrontDoor {
  const token = randomSecret();
  const session = randomSecret();
  let used = false;
  return {
    token,
    exchange(offered) {
      if (!equal(offered, token)) return 'wrong';
      if (used) return 'used';
      used = true;
      return 'admitted';
    },
    cookie: (port) => `${cookieName(port)}=${session}; Path=/; HttpOnly; SameSite=Strict`,
    isInside: (header, port) =>
      used && cookiesNamed(header, cookieName(port)).some((value) => equal(value, session)),
  };
}

function cookieName(port: number): string {
  return `matchbook-${port}`;
}

/** Every cookie of that name: another site of this machine may have set one of its own under it. */
function cookiesNamed(header: string | undefined, name: string): string[] {
  return (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}

function equal(offered: string, secret: string): boolean {
  const left = Buffer.from(offered);
  const right = Buffer.from(secret);
  return left.length === right.length && timingSafeEqual(left, right);
}
