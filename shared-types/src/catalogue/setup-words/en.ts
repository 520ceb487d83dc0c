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
  setup_privacy_name_in_erp: 'Name in the ERP',
  setup_privacy_note: 'Why it was left out',
  setup_privacy_erp_keeps: {
    one: 'Counterfoil: {count} order of this person was sent to {erp}. What {erp} keeps of it must be erased there; the connector blanks its own copy when WooCommerce erases the order.',
    other:
      'Counterfoil: {count} orders of this person were sent to {erp}. What {erp} keeps of them must be erased there; the connector blanks its own copies when WooCommerce erases the orders.',
  },
  setup_privacy_shop_keeps: {
    one: "Counterfoil: WooCommerce kept {count} order of this person with name and address, by its own setting (WooCommerce > Settings > Accounts & Privacy). Counterfoil's own list shows neither from now on.",
    other:
      "Counterfoil: WooCommerce kept {count} orders of this person with name and address, by its own setting (WooCommerce > Settings > Accounts & Privacy). Counterfoil's own list shows neither from now on.",
  },
  setup_privacy_staff_keeps:
    'Counterfoil: this person has an account that works in wp-admin. Who sent an order again, left it out, stopped sending or connected the shop stays noted.',
  setup_turned_away: 'Turned away in the last 30 days',
  setup_turned_away_counts:
    '{unsigned} calls not signed by a connected connector, {codes} wrong codes, {disconnected} calls of a disconnected connector, {repeated} repeated calls',
  setup_key_confirmed: 'confirmed {at} (UTC) by {user}',
  setup_key_disconnected: 'disconnected {at} (UTC) by {user}',
  setup_key_gave_way: 'gave way to another one {at} (UTC)',
};
