/** The part of the ledger port for ledgers that are signed in to on the web. The rest of the program imports it from port.ts. */

/** Something to choose among after signing in, such as the business; its value is what the form's field takes. */
export interface SignInChoice {
  readonly value: string;
  readonly label: string;
  /** Other settings of the form that follow from the choice, by their names. */
  readonly sets: Readonly<Record<string, string>>;
}

export interface SignedIn {
  /** By their names in `credentials`; they go to the keychain with the connection, and never to the window. */
  readonly credentials: Readonly<Record<string, string>>;
  /** Who signed in, as the ledger names it; '' when it does not say. */
  readonly account: string;
  readonly choices: readonly SignInChoice[];
}

/**
 * Signing in at the ledger's own site in the system browser: OAuth 2 authorization code with PKCE (RFC 7636) and a redirect
 * to this computer (RFC 8252). The program opens the page, listens, and checks the state; the connector knows the addresses.
 * A form field of kind `sign_in`, named as one of the credentials, shows it; one with `choicesFrom` offers its choices.
 */
export interface LedgerSignIn {
  /** Where the site sends the browser back to: http://127.0.0.1:port/path. Port 0 is any free one, where the site allows it. */
  redirect(settings: unknown): { readonly port: number; readonly path: string };
  /** The address to open. `challenge` is the S256 of the verifier that `redeem` gets. */
  authorizeUrl(
    settings: unknown,
    credentials: Readonly<Record<string, string>>,
    asked: { readonly redirectUri: string; readonly state: string; readonly challenge: string },
  ): string;
  /** Trades the code for credentials. `answer`: the other parameters that came back. Throws MatchbookError. */
  redeem(
    settings: unknown,
    credentials: Readonly<Record<string, string>>,
    returned: {
      readonly code: string;
      readonly verifier: string;
      readonly redirectUri: string;
      readonly answer: Readonly<Record<string, string>>;
    },
    signal: AbortSignal,
  ): Promise<SignedIn>;
  /** Makes the credentials worthless at the ledger's site, when the connection is removed. Throws ConnectionError. */
  revoke(
    settings: unknown,
    credentials: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<void>;
}
