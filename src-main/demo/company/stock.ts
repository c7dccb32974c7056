/** What the demo company sells: a wholesaler of shop and site supplies, with a few service plans at fixed prices. */
import type { Minor } from '../../../shared/money.ts';
import type { Random } from './random.ts';
import type { DemoItem } from './types.ts';

const GOODS = [
  [
    'HDW',
    'Hardware',
    ['Hex Bolt', 'Lag Screw', 'Anchor Kit', 'Hinge Set', 'Cable Tie Pack', 'Shelf Bracket'],
  ],
  [
    'ELE',
    'Electrical',
    ['Wire Spool', 'Breaker', 'Junction Box', 'LED Panel', 'Conduit Fitting', 'Timer Switch'],
  ],
  [
    'PLB',
    'Plumbing',
    ['Ball Valve', 'Copper Tee', 'Drain Cleaner', 'Pressure Gauge', 'Sump Pump', 'Hose Reel'],
  ],
  [
    'SAF',
    'Safety',
    ['Work Gloves', 'Safety Glasses', 'First Aid Kit', 'Hard Hat', 'Respirator', 'Floor Sign'],
  ],
  ['PKG', 'Packaging', ['Stretch Wrap', 'Carton', 'Packing Tape', 'Pallet Cover', 'Label Roll', 'Void Fill']],
] as const;

/** Fixed monthly prices: the same amount comes up again and again, for one customer and across customers. */
const PLANS: readonly (readonly [item: string, description: string, price: Minor])[] = [
  ['SVC-BASIC', 'Equipment service plan, basic', 14_900],
  ['SVC-PLUS', 'Equipment service plan, plus', 29_900],
  ['SVC-SITE', 'Site service plan', 49_500],
  ['RENT-BIN', 'Storage bin rental, month', 8_500],
];

export interface Stock {
  readonly goods: readonly DemoItem[];
  readonly plans: readonly DemoItem[];
}

export function createStock(random: Random): Stock {
  const goods = GOODS.flatMap(([comcode, , names]) =>
    names.flatMap((name, at) =>
      ['S', 'M', 'L'].map((size, step) => {
        const priceMinor = random.whole(180, 4_200) * (step + 1) + random.pick([0, 5, 9, 25, 49, 95]);
        return {
          item: `${comcode}-${String(at + 1).padStart(2, '0')}${size}`,
          description: `${name}, ${size === 'S' ? 'small' : size === 'M' ? 'medium' : 'large'}`,
          comcode,
          priceMinor,
          costMinor: Math.floor((priceMinor * random.whole(52, 71)) / 100),
          onHand: random.whole(0, 900),
        };
      }),
    ),
  );
  const plans = PLANS.map(([item, description, priceMinor]) => ({
    item,
    description,
    comcode: 'SVC',
    priceMinor,
    costMinor: Math.floor(priceMinor / 3),
    onHand: 0,
  }));
  return { goods, plans };
}

/** The commodity codes of the code list PROSYS.sycrlst. */
export const COMMODITIES: readonly (readonly [code: string, description: string])[] = [
  ...GOODS.map(([code, description]) => [code, description] as const),
  ['SVC', 'Service'],
];
