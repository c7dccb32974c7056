import type { Environment } from '../../shared/api.ts';

export const ENVIRONMENT: Readonly<
  Record<Environment, { readonly title: string; readonly the: string; readonly about: string }>
> = {
  live: {
    title: 'Live company',
    the: 'the live company',
    about: 'Your own books and the gateways’ live keys. What you approve here is posted.',
  },
  test: {
    title: 'Test company',
    the: 'the test company',
    about: 'A test copy of your books and the gateways’ test keys, to try things without consequences.',
  },
  demo: {
    title: 'Demo company',
    the: 'the demo company',
    about: 'Invented books and an invented gateway, on this PC alone.',
  },
};
