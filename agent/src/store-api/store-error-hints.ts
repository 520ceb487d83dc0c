import type { StoreErrorCode } from './store-errors.ts';

/** What a person can do about it, by code. Shown by `counterfoil setup`, `doctor` and `status`. */
export const STORE_ERROR_HINTS: Record<StoreErrorCode, string> = {
  // refused by the plugin
  signature_missing:
    'The signature did not arrive: a proxy or security plugin drops request headers. Let Signature, Signature-Input, Content-Digest and Counterfoil-* through.',
  signature_wrong:
    "The shop could not verify this connector's signature. Compare the 16 characters in wp-admin and here; if they differ, connect again with a new code.",
  digest_wrong:
    'The message was altered on its way. Look for a proxy or security plugin that rewrites request bodies.',
  clock_skewed:
    "The clocks of this machine and the shop differ by more than five minutes, and signing by the shop's time did not help. Set this machine's clock.",
  nonce_used: 'The shop saw the same request twice. Is a proxy repeating requests?',
  key_unknown:
    'The shop does not know this key (any more). Make a code in wp-admin > WooCommerce > Counterfoil > Connection and run `counterfoil setup` again.',
  key_revoked:
    'This connector was disconnected in wp-admin. Make a new code there and run `counterfoil setup` again.',
  tenant_differs:
    'The shop is connected under another tenant id. Use the id that wp-admin > WooCommerce > Counterfoil > Connection shows.',
  instance_differs:
    'This is another copy of the shop than the one that was connected. Open wp-admin > WooCommerce > Counterfoil > Connection and say whether it is a copy or has moved.',
  not_confirmed:
    'Compare the 16 characters in wp-admin > WooCommerce > Counterfoil > Connection, and confirm there.',
  insecure_transport: 'The shop answers only over HTTPS. Use its https:// address.',
  code_wrong: 'The shop does not know this code. Type it as wp-admin shows it, or make a new one.',
  code_expired:
    'The code is older than 30 minutes. Make a new one in wp-admin > WooCommerce > Counterfoil > Connection.',
  code_used_up:
    'The code was tried too often. Make a new one in wp-admin > WooCommerce > Counterfoil > Connection.',
  already_paired:
    'The shop is connected under another id. Give that one (--tenant) if the shop moves to this machine; else disconnect it in wp-admin > WooCommerce > Counterfoil > Connection first. The code stays good.',
  version_unknown: 'The plugin and this connector are too far apart in version. Update the older one.',
  plugin_too_old:
    'The plugin in the shop is too old for this connector: it does not speak its version of the contract. Update the plugin Counterfoil in the shop.',
  connector_too_old:
    "This connector is too old for the plugin in the shop, which no longer speaks this connector's version of the contract. Update the connector.",
  message_invalid: 'The shop refused a message as malformed. Update both the plugin and this connector.',
  fence_outdated:
    'Another connector process took over for this shop. Stop one of the two: the same tenant may run only once.',
  lease_elsewhere: 'Another connector process is at work for this shop. It goes on here when that one stops.',
  agent_behind:
    "This connector's database is older than what the shop remembers (a restored backup). The shop offers what is missing again; nothing is written to the ERP until then.",
  busy: 'The shop is busy with another call of this connector.',
  storage_failed: "The shop's database refused. Look at wp-admin > Tools > Site Health.",

  // on the way to it
  unreachable: 'No connection. Is the shop up, and does a firewall here or there stand in between?',
  name_unknown: "The address can't be resolved. Check its spelling and this machine's DNS.",
  certificate_refused:
    "The shop's certificate can't be trusted. Renew it, or name its authority in NODE_EXTRA_CA_CERTS.",
  timed_out: 'The shop did not answer in time. It is tried again.',
  stopped: 'The call was ended because the connector is stopping.',
  answer_too_large: 'The answer was larger than this connector accepts. Smaller pages are asked for.',
  message_too_large: 'The web server refused the size of the message. Smaller ones are sent.',
  redirected: 'The address leads somewhere else. Use the address that the shop redirects to in `shop.url`.',
  throttled: 'The host limits how often it may be asked. Counterfoil waits as told.',
  maintenance: 'The shop is in maintenance (an update, usually). It is tried again.',
  server_error: "The shop's web server or PHP failed. Look at its error log at this time.",
  refused_by_firewall:
    'A firewall in front of the shop refused the request. Allow the User-Agent "Counterfoil" (or this machine\'s address) for /wp-json/counterfoil/v1/.',
  login_wanted:
    'The web server asks for a user and password before WordPress (a protected staging shop). Leave /wp-json/counterfoil/v1/ out of that.',
  rest_closed:
    "A plugin closes WordPress's REST API to visitors. Allow counterfoil/v1 in it: Counterfoil checks its own signatures.",
  plugin_missing:
    'WordPress answers, but the plugin Counterfoil does not. Is it installed and active, and is the address right?',
  not_json:
    'The shop answered with something that is no answer of the plugin. Is the address right, and is the shop showing an error page?',
  answer_invalid:
    "The shop's answer breaks the contract. Update both the plugin and this connector; if it stays, report it.",
};
