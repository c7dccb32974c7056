import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { createSelfSignedCertificate } from '../../src-main/demo/sql-server/tds/certificate.ts';

describe('the self-signed certificate', () => {
  const now = new Date('2024-03-05T12:00:00Z');

  it('is one that OpenSSL reads, signed with its own key, for localhost and 127.0.0.1', () => {
    const { certificatePem } = createSelfSignedCertificate(now);
    const certificate = new X509Certificate(certificatePem);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.subject).toBe('CN=SSL_Self_Signed_Fallback');
    expect(certificate.checkHost('localhost')).toBe('localhost');
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(certificate.checkHost('example.com')).toBeUndefined();
    expect(certificate.validFromDate.toISOString()).toBe('2024-03-05T11:00:00.000Z');
    expect(certificate.validToDate.toISOString()).toBe('2025-03-05T12:00:00.000Z');
  });

  it('writes years from 2050 on in the longer form', () => {
    const { certificatePem } = createSelfSignedCertificate(new Date('2049-06-01T00:00:00Z'));
    expect(new X509Certificate(certificatePem).validToDate.getUTCFullYear()).toBe(2050);
  });

  it('is new at each start', () => {
    const first = new X509Certificate(createSelfSignedCertificate(now).certificatePem);
    const second = new X509Certificate(createSelfSignedCertificate(now).certificatePem);
    expect(first.serialNumber).not.toBe(second.serialNumber);
    expect(first.fingerprint256).not.toBe(second.fingerprint256);
  });

  it('lets a client that trusts it, and checks the name, connect', async () => {
    const { certificatePem, privateKeyPem } = createSelfSignedCertificate(new Date());
    const server = createServer({ cert: certificatePem, key: privateKeyPem }, (socket) => socket.end('ok'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const client = connect({ host: '127.0.0.1', port: address.port, ca: certificatePem });
    const [chunk] = await once(client, 'data');
    expect(String(chunk)).toBe('ok');
    expect(client.authorized).toBe(true);
    client.destroy();
    server.close();
  });
});
