/** PRELOGIN: the first message of both sides, above all the agreement on encryption (MS-TDS 2.2.6.5). */
import { TdsProtocolError } from './errors.ts';

const OPTION = { version: 0, encryption: 1, instance: 2, threadId: 3, mars: 4, end: 0xff } as const;

/** What a side says about encryption. off: only the login is encrypted. */
export const ENCRYPTION = { off: 0, on: 1, notSupported: 2, required: 3 } as const;

/** The server's setting. required: clients that can't encrypt are turned away. */
export type TlsSetting = 'off' | 'on' | 'required';

export interface PreloginRequest {
  /** One of ENCRYPTION; a client that says nothing gets what it would get for `off`. */
  readonly encryption: number;
}

export interface EncryptionAgreement {
  /** The value that the server answers. */
  readonly answer: number;
  readonly scope: 'nothing' | 'login' | 'everything';
}

export function readPrelogin(payload: Buffer): PreloginRequest {
  let encryption: number = ENCRYPTION.off;
  for (let at = 0; ; at += 5) {
    const option = payload[at];
    if (option === undefined) throw new TdsProtocolError('a PRELOGIN without an end');
    if (option === OPTION.end) return { encryption };
    if (at + 5 > payload.length) throw new TdsProtocolError('a PRELOGIN option is cut off');
    const start = payload.readUInt16BE(at + 1);
    const length = payload.readUInt16BE(at + 3);
    if (start + length > payload.length)
      throw new TdsProtocolError('a PRELOGIN option lies outside the message');
    if (option === OPTION.encryption) {
      encryption = payload[start] ?? ENCRYPTION.off;
      // The upper bits speak of client certificates, which nobody asked for.
      encryption &= 0x03;
    }
  }
}

/** Who asks for what, and what comes of it: the table in MS-TDS 2.2.6.5, "Encryption". */
export function agreeOnEncryption(client: number, setting: TlsSetting): EncryptionAgreement {
  if (setting === 'off') return { answer: ENCRYPTION.notSupported, scope: 'nothing' };
  const asked = client === ENCRYPTION.on || client === ENCRYPTION.required;
  if (setting === 'required') {
    const scope = client === ENCRYPTION.notSupported ? 'nothing' : 'everything';
    return { answer: asked ? ENCRYPTION.on : ENCRYPTION.required, scope };
  }
  if (asked) return { answer: ENCRYPTION.on, scope: 'everything' };
  if (client === ENCRYPTION.notSupported) return { answer: ENCRYPTION.notSupported, scope: 'nothing' };
  return { answer: ENCRYPTION.off, scope: 'login' };
}

export interface ServerVersion {
  readonly major: number;
  readonly minor: number;
  readonly build: number;
}

/** The server's PRELOGIN: its version, the agreed encryption, any instance name accepted, no MARS. */
export function writePrelogin(version: ServerVersion, encryption: number): Buffer {
  const versionField = Buffer.alloc(6);
  versionField.writeUInt8(version.major, 0);
  versionField.writeUInt8(version.minor, 1);
  versionField.writeUInt16BE(version.build, 2);
  const options: readonly (readonly [number, Buffer])[] = [
    [OPTION.version, versionField],
    [OPTION.encryption, Buffer.of(encryption)],
    [OPTION.instance, Buffer.of(0)],
    [OPTION.threadId, Buffer.alloc(0)],
    [OPTION.mars, Buffer.of(0)],
  ];
  const directory = Buffer.alloc(options.length * 5 + 1);
  let start = directory.length;
  options.forEach(([option, content], index) => {
    directory.writeUInt8(option, index * 5);
    directory.writeUInt16BE(start, index * 5 + 1);
    directory.writeUInt16BE(content.length, index * 5 + 3);
    start += content.length;
  });
  directory.writeUInt8(OPTION.end, options.length * 5);
  return Buffer.concat([directory, ...options.map(([, content]) => content)]);
}
