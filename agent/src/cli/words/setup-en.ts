import type { Words } from '@counterfoil/shared-types';
import type { SetupWord } from './setup-words.ts';

export const setupEn: Record<SetupWord, Words> = {
  setup_new_file: 'Writing a new {file}.',
  setup_adds_to: 'Adding to {file}.',
  written: 'Written: {file}. Read the rules in it: what is null there holds orders.',
  config_unmeant:
    'What setup was about to write into {file} would not say at {path} what was answered. The file is as it was.',
  config_unmeant_out:
    'A text of the shop or the ERP may be meant to become configuration. Look at names and addresses on both sides; if they are right, please report it.',
  next_steps: 'Next:',
  next_doctor: 'counterfoil doctor --config {file}    looks at everything, writes nothing',
  next_run: 'counterfoil run --config {file}       or as a service: docs/install.md',
  next_restart: 'A connector that runs already reads this file at its next start: restart it.',

  answer_missing: '{option} is missing: {question}',
  answer_missing_out: 'Give it as an option, or run `counterfoil setup` in a terminal.',
  answer_wrong_out:
    'Give {option} another value, or run `counterfoil setup` without that option in a terminal.',
  not_among: '"{text}" is none of: {choices}',

  yes_or_no: 'Please answer yes or no.',
  rules_absent: '--mapping: there is no file {file}.',
  rules_unreadable: "--mapping: {file} can't be read ({reason}).",
  rules_unreadable_out: 'Name a file that holds the rules, or leave it out: setup then proposes some.',
  folder_is_file: '{named}: {folder} can be no folder, as {file} is a file.',
  folder_unwritable: '{named}: nothing can be written in {folder} ({reason}).',
  folder_unusable_out: 'Name a folder on a local disk that this user may write in.',
  wait_wrong: '--wait: "{text}" is no number of seconds above 0.',
  wait_wrong_out: 'Give it like 600, or leave it out: setup then waits until the code ends.',

  kept_answers:
    'Setup was ended half-way. Its answers are kept: {answers}. Only passwords are asked for again.',
  ask_go_on: 'Go on with them? yes, or no to begin anew',

  ask_shop: "The shop's address",
  shop_is_there: '"{name}", with Counterfoil in it.',
  shop_is_at: '"{name}" is at {url}, with Counterfoil in it.',
  doorbell_elsewhere:
    'The shop names {url} as its doorbell. That is not at the address of the shop, and would be read every two seconds from this machine.',
  ask_doorbell: 'Is this address yours, and may it be read? yes or no',
  doorbell_left_out:
    'No doorbell: the shop is asked at intervals, orders come within a minute. To allow it later: --doorbell-origin {origin}',
  doorbell_unusable:
    'The doorbell that the shop names can not be read: {url}. The shop is asked at intervals.',
  leads_inside: '{url} leads to {target}, inside your own network. Nothing was sent there.',
  too_many_redirects: '{url} redirects more than {most} times.',
  rest_guarded: '{url} sends whoever asks its REST API to {target}.',
  rest_guarded_out: 'A security plugin may close the REST API: allow counterfoil/v1 in it.',
  shop_unreached: "{url} can't be reached ({about}).",
  no_wordpress: "{url} answers (HTTP {status}), but not as a WordPress shop's REST API does.",
  no_wordpress_out:
    'Is it the address of the shop itself? A security plugin may close the REST API: allow counterfoil/v1 in it.',
  plugin_inactive: '"{name}" is a WordPress, but Counterfoil is not active in it.',
  plugin_inactive_out: 'Install and activate the plugin in wp-admin > Plugins, then answer again.',

  ask_tenant_why:
    "A short id for this shop, part of every order's reference in the ERP: it never changes. Is the shop connected already, here or from another machine: the same id as there.",
  ask_tenant: 'Id (2 to 8 of a-z, 0-9)',
  tenant_wrong: '"{text}" is no id: 2 to 8 of a-z and 0-9.',
  ask_environment_why:
    'Begin with test and a copy of your company in the ERP: nothing there is real, and wp-admin says TEST on each page. The real one comes later, under another id.',
  ask_environment: 'What is the ERP company: test, production or development',

  ask_erp: 'Which ERP? {choices}',
  erp_plain_http_why:
    '{url} is not encrypted: every device in that network may read the password and the orders.',
  ask_erp_plain_http: 'Go on without encryption? yes or no',
  erp_plain_http: '{url} is not encrypted, and goes beyond this machine.',
  erp_plain_http_out:
    'Give its https:// address. If you trust every device in that network: --erp-allow-plain-http',
  ask_erp_password: "That user's password or key (not shown)",
  ask_erp_password_options: '--erp-secret-env or --erp-secret-file',
  erp_secret_not_set: '--erp-secret-env: the environment variable {name} is not set for this process.',
  erp_secret_not_set_out:
    'Set it where you run setup, or name a file that holds the password instead: --erp-secret-file',
  give_password: 'Please give a password.',
  erp_url_wrong: '"{text}" is not a web address, like http://127.0.0.1:8000',
  erp_silent: 'Nothing answers at {url} ({about}).',
  erp_silent_out: 'Is the ERP running, and is this its address as seen from this machine?',
  erp_let_in: '{product} {version}, company "{company}", {currency}',
  erp_interface_ends: 'Its interface ends on {day}: plan its update.',
  erp_once_more: 'Once more; Enter keeps what is in brackets:',
  erp_login_out:
    'Look at {options} and the password (--erp-secret-env, --erp-secret-file or $COUNTERFOIL_ERP_SECRET).',
  erp_asks_not: '{erp} has no {option}.',
  erp_asks_not_out: 'Leave it out; it is asked for: {options}',

  connected_already:
    'This shop is connected already, under another id than {id}. Code and answers stay good. Three ways on:\n  Move it to this machine: type the id that it has there. Orders go on; then disconnect the old machine in wp-admin and stop it.\n  Begin anew as {id}: disconnect the other one in wp-admin > WooCommerce > Counterfoil > Connection, then press Enter. What that one knew is not known here.\n  You meant a second shop: Ctrl-C, and setup again with the address of that shop. Nothing has changed here.',
  ask_connected_id: 'The id to connect under',
  ask_code: 'The code from wp-admin > WooCommerce > Counterfoil > Connection',
  code_shape:
    'The code has 13 letters and digits, as wp-admin > WooCommerce > Counterfoil > Connection shows it.',
  code_refused: 'The shop did not accept the code.',
  key_set_aside:
    'The file of its key held no key that can be used: it is {file} now, and a new key takes its place.',
  paired_with: 'Paired with "{shop}" (WooCommerce {version}).',
  fingerprint: 'Characters: {fingerprint}',
  fingerprint_compare:
    'Compare these characters with those in wp-admin > WooCommerce > Counterfoil > Connection, and confirm there.',
  leaving_is_safe: 'Ctrl-C loses nothing: setup with the same id goes on from here.',
  confirmation_awaited: 'Waiting for the confirmation, {left} left',
  confirmation_missing: 'Nobody confirmed the connection in wp-admin.',
  confirmation_missing_out:
    'Run `counterfoil setup` again with the same --tenant: it goes on with the same key and the same characters.',
  connection_confirmed: 'Confirmed.',
  currencies_differ: "The shop sells in {sells}; the ERP's company keeps its books in {books}.",
};
