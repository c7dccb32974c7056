/** A bound on everything a client can make the server hold. Sizes in bytes. */
export const LIMITS = {
  packetSizeLeast: 512,
  packetSizeMost: 32_767,
  packetSizeDefault: 4096,
  /** A LOGIN7 message is at most 128 KiB - 1 (MS-TDS 2.2.6.4); nothing longer is read from a stranger. */
  messageBeforeLogin: 128 * 1024,
  message: 64 * 1024 * 1024,
  connections: 200,
  preparedStatements: 1000,
  loginTimeoutMs: 15_000,
  /** A response is handed to the socket in pieces of about this size. */
  responsePiece: 32 * 1024,
  /** After this many rows the event loop gets a turn, so that an attention can arrive between rows. */
  rowsBetweenTurns: 512,
} as const;
