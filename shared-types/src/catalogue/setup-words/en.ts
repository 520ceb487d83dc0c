import type { SetupWord } from '../setup-words.ts';
import type { Words } from '../words.ts';

export const setupEn: Record<SetupWord, Words> = {
  setup_old_wordpress:
    'Counterfoil records no orders: it needs WordPress {needed} or newer, and this site runs {found}. Update WordPress under Dashboard → Updates.',
  setup_no_woocommerce:
    'Counterfoil records no orders: WooCommerce is not active. Activate it under Plugins, or deactivate Counterfoil.',
  setup_old_woocommerce:
    'Counterfoil records no orders: it needs WooCommerce {needed} or newer, and this site runs {found}. Update WooCommerce under Dashboard → Updates.',
  setup_records_none:
    "records no orders: the database table {table} could not be brought up to date (missing: {missing}). The database said: “{error}”. Ask your host to allow this site's database user CREATE and ALTER, then open this page again: it tries by itself.",
  setup_recording_failed: {
    one: 'could not record {count} change of an order, at {at}. Orders themselves were saved; Counterfoil finds what it missed by itself within a day. The database said: “{error}”. If this number grows, show that sentence to your host.',
    other:
      'could not record {count} changes of orders, the last at {at}. Orders themselves were saved; Counterfoil finds what it missed by itself within a day. The database said: “{error}”. If this number grows, show that sentence to your host.',
  },
  setup_switch_off:
    'While Counterfoil is switched off, orders are not recorded and nothing goes to your ERP. When you switch it on again, it looks for every order that changed meanwhile and sends it; changes inside older orders may take a day to be found. Switch it off now?',
  setup_records: 'Counterfoil records orders',
  setup_records_not: 'Counterfoil needs you to record orders',
  setup_orders_vanished: {
    one: 'found that {count} order it knew is gone, with many others at once. Nobody was told. Was a backup put back, or the order storage changed?',
    other:
      'found that {count} orders it knew are gone, all at once. Nobody was told. Was a backup put back, or the order storage changed?',
  },
  setup_nothing_looked_through:
    'Nothing has been looked through yet: that begins when a connector is connected.',
  setup_looked_through: {
    one: 'Every order changed between {from} and {until} (UTC) was looked at again; {count} had not been noticed at once and was added.',
    other:
      'Every order changed between {from} and {until} (UTC) was looked at again; {count} had not been noticed at once and were added.',
  },
  setup_changes_waiting: 'Changes waiting to be picked up',
  setup_orders_looked_at: 'Orders looked at',
  setup_privacy_tool: 'Counterfoil: list of orders',
  setup_privacy_group: 'Orders on their way to the ERP',
  setup_privacy_email: 'E-mail',
};
