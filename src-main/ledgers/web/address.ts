import * as z from 'zod';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

export type AddressRule = z.ZodType<string>;

/** An address that credentials may be sent to: encrypted, or this computer itself. No slash at the end. */
export const BaseUrl = z
  .url()
  .refine((text) => {
    const url = URL.parse(text);
    return (
      url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname)))
    );
  }, 'Credentials are sent unencrypted only to this computer itself (127.0.0.1).')
  .transform((text) => text.replace(/\/+$/, ''));
