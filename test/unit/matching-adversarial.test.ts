import { describe, expect, it } from 'vitest';
import { defaultRules, type MatchingRules } from '../../src-main/matching/index.ts';
import { applied, byAcme, item, matchAll, matchOne, payment } from './matching-builders.ts';

describe('10,000 invoices of the same amount', () => {
  const items = Array.from({ length: 10_000 }, (_, i) =>
    item(`${20_000 + i}`, 9_900, { customerNo: `C${i}`, customerName: `Company ${i}`, customerEmail: null }),
  );
  it('do not make a payment of that amount ready', () => {
    const proposals = matchAll(
      items,
      Array.from({ length: 2_000 }, (_, i) => payment(`t${i}`, 9_900)),
    );
    expect(proposals.every((it) => it.band === 'exception' && it.allocations.length === 0)).toBe(true);
  });
  it('are told apart by their numbers, for known payers at once, for others after a look', () => {
    const proposals = matchAll(
      items,
      Array.from({ length: 2_000 }, (_, i) =>
        payment(`t${i}`, 9_900, {
          description: `Invoice ${20_000 + i}`,
          payerName: i % 2 === 0 ? `Company ${i}` : null,
        }),
      ),
    );
    proposals.forEach((proposal, i) => {
      expect(applied(proposal)).toBe(`${20_000 + i}:9900`);
      expect(proposal.band).toBe(i % 2 === 0 ? 'ready' : 'check');
    });
  });
});

describe('2,000 open items of one customer', () => {
  const items = Array.from({ length: 2_000 }, (_, i) =>
    item(`${30_000 + i}`, 2 * (1_000 + ((i * 7_919) % 5_003)), {
      date: `2024-01-${String(1 + (i % 9)).padStart(2, '0')}`,
    }),
  );
  it('hold no set for an odd amount, and that is said, not searched for ever', () => {
    const proposals = matchAll(
      items,
      Array.from({ length: 50 }, (_, i) => payment(`t${i}`, 100_001 + 2 * i, byAcme)),
    );
    expect(proposals.every((it) => it.band !== 'ready' && it.allocations.length === 0)).toBe(true);
  });
  it('hold too many sets for an even amount for any of them to be ready', () => {
    const proposals = matchAll(items, [payment('t', 90_000, byAcme), payment('u', 1_234_568, byAcme)]);
    expect(proposals.every((it) => it.band !== 'ready')).toBe(true);
  });
});

describe('texts made to hurt', () => {
  const items = [item('10423', 12_550)];
  it('a description of 100 KB is read at both ends', () => {
    const filler = '1234567890-'.repeat(9_300);
    const start = matchOne(items, payment('t', 12_550, { description: `Invoice 10423 ${filler}` }));
    const end = matchOne(items, payment('t', 12_550, { description: `${filler} Invoice 10423` }));
    expect([applied(start), applied(end)]).toEqual(['10423:12550', '10423:12550']);
  });
  it('a description that names thousands of invoices', () => {
    const many = Array.from({ length: 3_000 }, (_, i) => item(`${40_000 + i}`, 100 + i));
    const description = many.map((it) => it.number).join(',');
    expect(matchOne(many, payment('t', 555, { description })).band).not.toBe('ready');
  });
  it.each(['شركة أكمي ١٠٤٢٣', '🙂🙃👩‍👩‍👧', '\u202e32401 ecI\u0000', 'a'.repeat(50_000), ''])(
    'the payer name %#',
    (payerName) => {
      const proposal = matchOne(items, payment('t', 12_550, { payerName, description: 'Invoice 10423' }));
      expect(applied(proposal)).toBe('10423:12550');
      expect(['\u202e', '\u0000'].some((sign) => proposal.evidence.join(' ').includes(sign))).toBe(false);
    },
  );
  it('metadata with names of the language itself', () => {
    const metadata = JSON.parse('{"__proto__":"10423","constructor":"x","toString":"y"}') as Record<
      string,
      string
    >;
    expect(matchOne(items, payment('t', 12_550, { metadata })).allocations.length).toBeLessThan(2);
  });
});

describe('a user rule that would be a bomb as a regular expression', () => {
  it('takes one pass over a long text', () => {
    const bomb = {
      id: 'bomb',
      enabled: true,
      note: '',
      kind: 'reference',
      gateway: null,
      field: null,
      pattern: 'A{any}A{any}A{any}A{any}A{number}X',
      names: 'invoice',
    } as const;
    const rules: MatchingRules = { version: 1, rules: [bomb, ...defaultRules.rules] };
    const description = 'A'.repeat(100_000);
    const transactions = Array.from({ length: 100 }, (_, i) => payment(`t${i}`, 12_550, { description }));
    const proposals = matchAll([item('10423', 12_550)], transactions, {}, { rules });
    expect(proposals.every((it) => it.band !== 'ready')).toBe(true);
  });
});

describe('cancelling', () => {
  it('throws the signal’s reason', () => {
    const transactions = Array.from({ length: 3_000 }, (_, i) => payment(`t${i}`, 5));
    const controller = new AbortController();
    const onProgress = () => controller.abort(new Error('stopped by the user'));
    expect(() => matchAll([], transactions, { signal: controller.signal, onProgress })).toThrow(
      'stopped by the user',
    );
  });
  it('reports progress up to the end', () => {
    const seen: number[] = [];
    matchAll(
      [],
      Array.from({ length: 3_000 }, (_, i) => payment(`t${i}`, 5)),
      { onProgress: (done) => seen.push(done) },
    );
    expect(seen.at(-1)).toBe(3_000);
    expect([...seen].sort((a, b) => a - b)).toEqual(seen);
  });
});
