import { Badge, type BadgeProps, Text } from '@fluentui/react-components';
import type { CustomerRow, CustomerShow } from '../../shared/api.ts';
import type { ListColumn } from '../components/list/index.ts';
import { count } from '../format/index.ts';
import { SHOW_WORDS } from './words.ts';

const COLOURS: Readonly<Record<CustomerShow, NonNullable<BadgeProps['color']>>> = {
  confirm: 'warning',
  different: 'brand',
  same: 'success',
  only_gateway: 'informative',
  only_ledger: 'informative',
};

export function customerColumns(): ListColumn<CustomerRow>[] {
  return [
    {
      name: 'gateway',
      title: 'At the gateway',
      width: 200,
      grow: true,
      order: { by: 'name', first: 'ascending' },
      text: (row) => row.gatewayName ?? '',
      cell: (row) =>
        row.gatewayName === null ? (
          <Text style={{ opacity: 0.7 }}>Not there</Text>
        ) : (
          <>
            <Text block truncate wrap={false}>
              {row.gatewayName || 'No name'}
            </Text>
            <Text block size={200} truncate wrap={false}>
              {row.gatewayEmail}
            </Text>
          </>
        ),
    },
    { name: 'email', title: 'Email', width: 220, hidden: true, text: (row) => row.gatewayEmail ?? '' },
    {
      name: 'ledger',
      title: 'In the ledger',
      width: 200,
      grow: true,
      text: (row) => row.ledgerName ?? '',
      cell: (row) =>
        row.ledgerName === null ? (
          <Text style={{ opacity: 0.7 }}>Not known</Text>
        ) : (
          <Text>{row.ledgerName}</Text>
        ),
    },
    {
      name: 'number',
      title: 'Number',
      width: 90,
      order: { by: 'number', first: 'ascending' },
      text: (row) => row.key.customerNo ?? '',
    },
    {
      name: 'state',
      title: 'State',
      width: 156,
      order: { by: 'state', first: 'ascending' },
      text: (row) => SHOW_WORDS[row.show],
      cell: (row) => (
        <Badge appearance="tint" color={COLOURS[row.show]}>
          {SHOW_WORDS[row.show]}
        </Badge>
      ),
    },
    {
      name: 'differing',
      title: 'Fields that differ',
      width: 120,
      align: 'end',
      order: { by: 'differing', first: 'descending' },
      text: (row) => (row.differing === 0 ? '' : count(row.differing)),
    },
  ];
}
