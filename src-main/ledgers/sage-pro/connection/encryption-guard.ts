/**
 * Sends no login unencrypted when encryption was asked for. tedious 19 goes on in clear text when the server answers the
 * pre-login with "off" or "not supported" (lib/connection.js, performTlsNegotiation), and that answer can be forged by
 * anybody on the network. Here the login waits behind the driver's own 'secure' event; if the driver's inner step ever
 * gets another name, the connection is refused rather than left unguarded.
 */
interface DialingConnection {
  on(event: 'secure' | 'rerouting', listener: () => void): unknown;
  sendLogin7Packet?: unknown;
}

export function guardEncryption(connection: object): void {
  const dialing = connection as DialingConnection;
  const sendLogin = dialing.sendLogin7Packet;
  if (typeof sendLogin !== 'function') {
    throw new Error('The driver changed: it cannot be made sure that the login is encrypted.');
  }
  let secure = false;
  dialing.on('secure', () => {
    secure = true;
  });
  dialing.on('rerouting', () => {
    secure = false;
  });
  dialing.sendLogin7Packet = (...args: unknown[]): unknown => {
    if (!secure) throw new Error('The server does not support encryption.');
    return Reflect.apply(sendLogin, dialing, args);
  };
}
