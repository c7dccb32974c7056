/** How each kind of matching rule is said and filled in. A new kind of the engine's is one entry here, and no new window. */
import type { MatchingRule } from '../matching/index.ts';
import {
  amountField,
  basisPointsField,
  choiceField,
  confidenceField,
  customerField,
  type FieldSpec,
  hoursField,
  numberField,
  optionalField,
  textField,
  yesNoField,
} from './rule-fields.ts';

export interface KindSpec {
  readonly title: string;
  readonly hint: string;
  readonly add: string;
  readonly sentence: string;
  readonly fields: readonly FieldSpec[];
}

const anyCustomer = optionalField(
  { name: 'customerNo', label: 'Customer', hint: 'Empty: every customer.' },
  'any customer',
  'customer',
);
const upper = (text: string): string => text.toUpperCase();
const currencyField = (name: string, label: string): FieldSpec => {
  const asText = textField({ name, label, hint: 'Three letters, as USD.' });
  return { ...asText, fromText: (text, currency) => upper(String(asText.fromText(text, currency))) };
};

export const RULE_KINDS: Readonly<Record<MatchingRule['kind'], KindSpec>> = {
  reference: {
    title: 'Reference patterns',
    hint: 'How your shop or a gateway writes the number that a payment is for',
    add: 'Add pattern',
    sentence: '“{pattern}” in {field} of {gateway} names {names}',
    fields: [
      textField({
        name: 'pattern',
        label: 'Pattern',
        hint: 'Text as it is written, with {number} or {digits} for what is looked up, and {letters} or {any} for what is skipped: WEB-{number}-{any}.',
      }),
      choiceField({ name: 'names', label: 'It names' }, [
        ['invoice', 'an invoice'],
        ['order', 'an order'],
        ['po', 'a purchase order'],
        ['customer', 'a customer'],
      ]),
      optionalField(
        {
          name: 'field',
          label: 'Field',
          hint: 'description, order_id, customer_ref or a metadata key. Empty: every field.',
        },
        'any field',
      ),
      optionalField(
        { name: 'gateway', label: 'Gateway', hint: 'stripe, paytrace and so on. Empty: every gateway.' },
        'any gateway',
        'text',
        (text) => text.toLowerCase(),
      ),
    ],
  },
  customer: {
    title: 'Customers to look at',
    hint: 'Whose payments always wait for a person',
    add: 'Add customer',
    sentence: 'Payments of {customerNo} are {neverReady}',
    fields: [
      customerField({ name: 'customerNo', label: 'Customer', hint: 'A customer number of your ledger.' }),
      yesNoField({ name: 'neverReady', label: 'Their payments are' }, 'never ready', 'ready like any other'),
    ],
  },
  ready: {
    title: 'What may be ready',
    hint: 'What may be approved in bulk; everything else goes to Check',
    add: 'Add',
    sentence: '{shape}: ready from {confidence} sure',
    fields: [
      choiceField({ name: 'shape', label: 'What the match rests on' }, [
        ['named', 'An invoice is named and its balance paid'],
        ['named_set', 'Several invoices are named and their sum paid'],
        ['payer_and_amount', 'A known payer and one invoice of this amount'],
        ['payer_and_set', 'A known payer and one set of invoices that adds up'],
        ['credit_netted', 'Named invoices less open credits'],
        ['discount', 'Paid less an early-payment discount'],
        ['write_off', 'Paid a little less, the rest written off'],
        ['part_payment', 'Part of a named invoice'],
        ['overpayment', 'More than the named invoice'],
        ['refund', 'A refund or dispute of a payment that was matched'],
        ['amount_only', 'Nothing but the amount'],
        ['exchange', 'Paid in another currency'],
        ['on_account', 'Kept on the customer’s account'],
      ]),
      confidenceField(
        { name: 'confidence', label: 'How sure it has to be', hint: 'From 50 to 100. The usual is 99.85.' },
        0.9985,
      ),
    ],
  },
  tolerance: {
    title: 'Tolerances',
    hint: 'Small differences that close an invoice; both limits hold',
    add: 'Add tolerance',
    sentence:
      'A payment that is {direction} by up to {amountMinor} and {percentBasisPoints} closes the invoice, for {customerNo} in {currency}',
    fields: [
      choiceField({ name: 'direction', label: 'The payment is', hint: 'Too little is written off.' }, [
        ['short', 'too little'],
        ['over', 'too much'],
      ]),
      amountField({ name: 'amountMinor', label: 'Amount, at most' }),
      basisPointsField({ name: 'percentBasisPoints', label: 'Of the invoice, at most' }, 100),
      anyCustomer,
      optionalField(
        { name: 'currency', label: 'Currency', hint: 'Three letters, as USD. Empty: every currency.' },
        'any currency',
        'text',
        upper,
      ),
    ],
  },
  discount: {
    title: 'Discounts taken',
    hint: 'Early-payment discounts that customers take although the invoice states none',
    add: 'Add discount',
    sentence: '{percentBasisPoints} may be taken within {withinDays}, by {customerNo}',
    fields: [
      basisPointsField({ name: 'percentBasisPoints', label: 'Discount' }, 200),
      numberField({ name: 'withinDays', label: 'Days after the invoice’s date' }, 'days', 10),
      anyCustomer,
    ],
  },
  window: {
    title: 'Time windows',
    hint: 'When the same payment is a duplicate, and how early is odd',
    add: 'Add window',
    sentence: '{what}: within {minutes}',
    fields: [
      choiceField({ name: 'what', label: 'What is meant' }, [
        ['retry', 'Paid again through the same gateway'],
        ['duplicate', 'Paid again through any gateway'],
        ['early', 'Paid before the invoice’s date'],
      ]),
      hoursField({ name: 'minutes', label: 'Hours' }, 1_440),
    ],
  },
  exchange: {
    title: 'Exchange rates',
    hint: 'Payments in one currency for invoices in another',
    add: 'Add rate',
    sentence: 'One {from} is {rate} {to}, give or take {toleranceBasisPoints}',
    fields: [
      currencyField('from', 'Paid in'),
      currencyField('to', 'Invoiced in'),
      textField({
        name: 'rate',
        label: 'Rate',
        hint: 'Units of the invoice’s currency for one that was paid.',
      }),
      basisPointsField({ name: 'toleranceBasisPoints', label: 'Tolerance' }, 100),
    ],
  },
};
