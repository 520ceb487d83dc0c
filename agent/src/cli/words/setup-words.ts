/** What `setup` asks, explains, refuses and reports, each with the names of its values. */
export const SETUP_WORDS = {
  // begin and end
  setup_new_file: ['file'],
  setup_adds_to: ['file'],
  written: ['file'],
  config_unmeant: ['file', 'path'],
  config_unmeant_out: [],
  next_steps: [],
  next_doctor: ['file'],
  next_run: ['file'],
  next_restart: [],

  // any question
  answer_missing: ['option', 'question'],
  answer_missing_out: [],
  answer_wrong_out: ['option'],
  not_among: ['text', 'choices'],
  yes_or_no: [],

  // options that are looked at before any question
  rules_absent: ['file'],
  rules_unreadable: ['file', 'reason'],
  rules_unreadable_out: [],
  folder_is_file: ['named', 'folder', 'file'],
  folder_unwritable: ['named', 'folder', 'reason'],
  folder_unusable_out: [],
  wait_wrong: ['text'],
  wait_wrong_out: [],

  // what was answered before
  kept_answers: ['answers'],
  ask_go_on: [],

  // the shop
  ask_shop: [],
  shop_is_there: ['name'],
  shop_is_at: ['name', 'url'],
  doorbell_elsewhere: ['url'],
  ask_doorbell: [],
  doorbell_left_out: ['origin'],
  doorbell_unusable: ['url'],
  leads_inside: ['url', 'target'],
  too_many_redirects: ['url', 'most'],
  rest_guarded: ['url', 'target'],
  rest_guarded_out: [],
  shop_unreached: ['url', 'about'],
  no_wordpress: ['url', 'status'],
  no_wordpress_out: [],
  plugin_inactive: ['name'],
  plugin_inactive_out: [],

  // who it is
  ask_tenant_why: [],
  ask_tenant: [],
  tenant_wrong: ['text'],
  ask_environment_why: [],
  ask_environment: [],

  // the ERP
  ask_erp: ['choices'],
  erp_plain_http_why: ['url'],
  ask_erp_plain_http: [],
  erp_plain_http: ['url'],
  erp_plain_http_out: [],
  ask_erp_password: [],
  ask_erp_password_options: [],
  erp_secret_not_set: ['name'],
  erp_secret_not_set_out: [],
  give_password: [],
  erp_url_wrong: ['text'],
  erp_silent: ['url', 'about'],
  erp_silent_out: [],
  erp_let_in: ['product', 'version', 'company', 'currency'],
  erp_interface_ends: ['day'],
  erp_once_more: [],
  erp_login_out: ['options'],
  erp_asks_not: ['erp', 'option'],
  erp_asks_not_out: ['options'],

  // pairing
  connected_already: ['id'],
  ask_connected_id: [],
  ask_code: [],
  code_shape: [],
  code_refused: [],
  key_set_aside: ['file'],
  paired_with: ['shop', 'version'],
  fingerprint: ['fingerprint'],
  fingerprint_compare: [],
  leaving_is_safe: [],
  confirmation_awaited: ['left'],
  confirmation_missing: [],
  confirmation_missing_out: [],
  connection_confirmed: [],
  currencies_differ: ['sells', 'books'],
} as const satisfies Record<string, readonly string[]>;

export type SetupWord = keyof typeof SETUP_WORDS;
