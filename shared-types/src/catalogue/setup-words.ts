/**
 * Words that WordPress itself prints for the plugin: notices on every page, Site Health, its tools for personal data.
 * Each with the names of its values. Those of `setup_records_none`, `setup_recording_failed` and
 * `setup_orders_vanished` stand behind the plugin's name.
 */
export const SETUP_WORDS = {
  setup_old_wordpress: ['needed', 'found'],
  setup_no_woocommerce: [],
  setup_old_woocommerce: ['needed', 'found'],
  setup_records_none: ['table', 'missing', 'error'],
  setup_recording_failed: ['count', 'at', 'error'],
  setup_switch_off: [],
  setup_records: [],
  setup_records_not: [],
  setup_orders_vanished: ['count'],
  setup_nothing_looked_through: [],
  setup_looked_through: ['from', 'until', 'count'],
  setup_changes_waiting: [],
  setup_orders_looked_at: [],
  setup_privacy_tool: [],
  setup_privacy_group: [],
  setup_privacy_email: [],
  setup_privacy_name_in_erp: [],
  setup_privacy_note: [],
  setup_privacy_erp_keeps: ['count', 'erp'],
  setup_privacy_shop_keeps: ['count'],
  setup_privacy_staff_keeps: [],
  setup_turned_away: [],
  setup_turned_away_counts: ['unsigned', 'codes', 'disconnected', 'repeated'],
  setup_key_confirmed: ['at', 'user'],
  setup_key_disconnected: ['at', 'user'],
  setup_key_gave_way: ['at'],
} as const satisfies Record<string, readonly string[]>;

export type SetupWord = keyof typeof SETUP_WORDS;
