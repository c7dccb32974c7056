/**
 * A self-signed X.509 certificate made in memory at start, as SQL Server makes one when it has none.
 * Node's crypto makes keys and signatures but no certificates, so the few DER structures are written here.
 * Facts: RFC 5280 (certificate), RFC 5480 (elliptic curve keys), ITU-T X.690 (DER).
 */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

export interface SelfSignedCertificate {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectId: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  version: 0xa0,
  extensions: 0xa3,
} as const;

const OBJECT_ID = {
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  commonName: '2.5.4.3',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  extendedKeyUsage: '2.5.29.37',
  serverAuthentication: '1.3.6.1.5.5.7.3.1',
} as const;

const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;

function der(tag: number, ...contents: Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  if (content.length < 0x80) return Buffer.concat([Buffer.of(tag, content.length), content]);
  const length =
    content.length < 0x100 ? [0x81, content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...length), content]);
}

function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const digits = [arc & 0x7f];
    for (let left = arc >>> 7; left > 0; left >>>= 7) digits.unshift((left & 0x7f) | 0x80);
    bytes.push(...digits);
  }
  return der(TAG.objectId, Buffer.from(bytes));
}

function time(moment: Date): Buffer {
  const digits = moment.toISOString().replace(/[-:T]/g, '').slice(0, 14);
  // RFC 5280 4.1.2.5: UTCTime through 2049, GeneralizedTime after.
  return moment.getUTCFullYear() < 2050
    ? der(TAG.utcTime, Buffer.from(`${digits.slice(2)}Z`, 'ascii'))
    : der(TAG.generalizedTime, Buffer.from(`${digits}Z`, 'ascii'));
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  const flag = critical ? [der(TAG.boolean, Buffer.of(0xff))] : [];
  return der(TAG.sequence, objectId(id), ...flag, der(TAG.octetString, value));
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/**
 * A certificate for localhost and 127.0.0.1, valid from an hour before `now` for a year.
 * The key is P-256, and lives only in the returned object.
 */
export function createSelfSignedCertificate(
  now: Date,
  commonName = 'SSL_Self_Signed_Fallback',
): SelfSignedCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = der(TAG.sequence, objectId(OBJECT_ID.ecdsaWithSha256));
  const name = der(
    TAG.sequence,
    der(
      TAG.set,
      der(TAG.sequence, objectId(OBJECT_ID.commonName), der(TAG.utf8String, Buffer.from(commonName, 'utf8'))),
    ),
  );
  const from = new Date(now.getTime() - 3_600_000);
  const until = new Date(now.getTime() + 365 * 86_400_000);
  const serial = randomBytes(16);
  // A serial number is a positive integer: its first bit is 0 and its first byte is not.
  serial.writeUInt8((serial.readUInt8(0) & 0x3f) | 0x40, 0);

  const alternativeNames = der(
    TAG.sequence,
    der(DNS_NAME, Buffer.from('localhost', 'ascii')),
    der(IP_ADDRESS, Buffer.of(127, 0, 0, 1)),
  );
  const extensions = der(
    TAG.sequence,
    extension(OBJECT_ID.basicConstraints, true, der(TAG.sequence, der(TAG.boolean, Buffer.of(0xff)))),
    extension(OBJECT_ID.extendedKeyUsage, false, der(TAG.sequence, objectId(OBJECT_ID.serverAuthentication))),
    extension(OBJECT_ID.subjectAltName, false, alternativeNames),
  );
  const toBeSigned = der(
    TAG.sequence,
    der(TAG.version, der(TAG.integer, Buffer.of(2))),
    der(TAG.integer, serial),
    algorithm,
    name,
    der(TAG.sequence, time(from), time(until)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(TAG.extensions, extensions),
  );
  const signature = sign('sha256', toBeSigned, privateKey);
  const certificate = der(TAG.sequence, toBeSigned, algorithm, der(TAG.bitString, Buffer.of(0), signature));
  return {
    certificatePem: pem('CERTIFICATE', certificate),
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
