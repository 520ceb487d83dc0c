import type { SecretErrorCode } from '../../daemon/config/read-secret.ts';
import type { DatabaseErrorCode } from '../../database/database-error.ts';
import type { AddressErrorCode } from '../../http/web-address.ts';
import type { KeyErrorCode } from '../../store-api/key-pair.ts';
import type { StoreErrorCode } from '../../store-api/store-errors.ts';

/**
 * What an error from below the command line says, or what to do about it, by its code; the errors themselves carry it
 * in English.
 */
export const errorsDe: Record<
  StoreErrorCode | AddressErrorCode | KeyErrorCode | SecretErrorCode | DatabaseErrorCode,
  string
> = {
  // refused by the plugin
  signature_missing:
    'Die Signatur kam nicht an: Ein Proxy oder Sicherheits-Plugin lässt Kopfzeilen weg. Lassen Sie Signature, Signature-Input, Content-Digest und Counterfoil-* durch.',
  signature_wrong:
    'Der Shop konnte die Signatur dieses Connectors nicht bestätigen. Vergleichen Sie die Zeichen in wp-admin und hier; unterscheiden sie sich, verbinden Sie mit einem neuen Code.',
  digest_wrong:
    'Die Nachricht wurde unterwegs verändert. Suchen Sie einen Proxy oder ein Sicherheits-Plugin, das Anfragen umschreibt.',
  clock_skewed:
    'Die Uhren dieses Rechners und des Shops weichen um mehr als fünf Minuten ab, und nach der Zeit des Shops zu signieren half nicht. Stellen Sie die Uhr dieses Rechners.',
  nonce_used: 'Der Shop sah dieselbe Anfrage zweimal. Wiederholt ein Proxy Anfragen?',
  key_unknown:
    'Der Shop kennt diesen Schlüssel nicht (mehr). Machen Sie unter wp-admin > WooCommerce > Counterfoil > Verbindung einen Code und starten Sie `counterfoil setup` noch einmal.',
  key_revoked:
    'Dieser Connector wurde in wp-admin getrennt. Machen Sie dort einen neuen Code und starten Sie `counterfoil setup` noch einmal.',
  tenant_differs:
    'Der Shop ist unter einer anderen Kennung verbunden. Nehmen Sie die, die wp-admin > WooCommerce > Counterfoil > Verbindung zeigt.',
  instance_differs:
    'Das ist eine andere Kopie des Shops als die verbundene. Sagen Sie unter wp-admin > WooCommerce > Counterfoil > Verbindung, ob er eine Kopie ist oder umgezogen.',
  not_confirmed:
    'Vergleichen Sie die Zeichen unter wp-admin > WooCommerce > Counterfoil > Verbindung und bestätigen Sie dort.',
  insecure_transport: 'Der Shop antwortet nur über HTTPS. Nehmen Sie seine Adresse mit https://.',
  code_wrong:
    'Der Shop kennt diesen Code nicht. Geben Sie ihn ein, wie wp-admin ihn zeigt, oder machen Sie einen neuen.',
  code_expired:
    'Der Code ist älter als 30 Minuten. Machen Sie unter wp-admin > WooCommerce > Counterfoil > Verbindung einen neuen.',
  code_used_up:
    'Der Code wurde zu oft versucht. Machen Sie unter wp-admin > WooCommerce > Counterfoil > Verbindung einen neuen.',
  already_paired:
    'Der Shop ist unter einer anderen Kennung verbunden. Geben Sie diese an (--tenant), wenn der Shop auf diesen Rechner umzieht; sonst trennen Sie ihn zuerst unter wp-admin > WooCommerce > Counterfoil > Verbindung. Der Code gilt weiter.',
  version_unknown:
    'Plugin und Connector liegen in der Version zu weit auseinander. Aktualisieren Sie das ältere.',
  plugin_too_old:
    'Das Plugin im Shop ist zu alt für diesen Connector: Es spricht dessen Version des Vertrags nicht. Aktualisieren Sie das Plugin Counterfoil im Shop.',
  connector_too_old:
    'Dieser Connector ist zu alt für das Plugin im Shop, das seine Version des Vertrags nicht mehr spricht. Aktualisieren Sie den Connector.',
  message_invalid:
    'Der Shop wies eine Nachricht als fehlerhaft ab. Aktualisieren Sie das Plugin und diesen Connector.',
  fence_outdated:
    'Ein anderer Connector-Prozess hat für diesen Shop übernommen. Halten Sie einen der beiden an: Eine Kennung darf nur einmal laufen.',
  lease_elsewhere:
    'Ein anderer Connector-Prozess arbeitet für diesen Shop. Hier geht es weiter, wenn jener aufhört.',
  agent_behind:
    'Die Datenbank dieses Connectors ist älter als das, woran der Shop sich erinnert (eine zurückgespielte Sicherung). Der Shop bietet an, was fehlt; bis dahin wird nichts ins ERP geschrieben.',
  busy: 'Der Shop ist mit einem anderen Aufruf dieses Connectors beschäftigt.',
  storage_failed:
    'Die Datenbank des Shops lehnte ab. Sehen Sie unter wp-admin > Werkzeuge > Website-Zustand nach.',

  // on the way to it
  unreachable: 'Keine Verbindung. Läuft der Shop, und steht hier oder dort eine Firewall dazwischen?',
  name_unknown:
    'Die Adresse lässt sich nicht auflösen. Prüfen Sie die Schreibweise und das DNS dieses Rechners.',
  certificate_refused:
    'Dem Zertifikat des Shops ist nicht zu trauen. Erneuern Sie es, oder nennen Sie seine Stelle in NODE_EXTRA_CA_CERTS.',
  timed_out: 'Der Shop hat nicht rechtzeitig geantwortet. Es wird wieder versucht.',
  stopped: 'Der Aufruf endete, weil der Connector aufhört.',
  answer_too_large: 'Die Antwort war größer, als dieser Connector annimmt. Er bittet um kleinere.',
  message_too_large: 'Dem Webserver war die Nachricht zu groß. Kleinere werden gesendet.',
  redirected:
    'Die Adresse führt woanders hin. Tragen Sie die Adresse, auf die der Shop verweist, als `shop.url` ein.',
  throttled: 'Der Hoster begrenzt, wie oft er gefragt werden darf. Counterfoil wartet wie verlangt.',
  maintenance: 'Der Shop ist in Wartung (meist ein Update). Es wird wieder versucht.',
  server_error:
    'Der Webserver oder PHP des Shops ist gescheitert. Sehen Sie in seinem Fehlerprotokoll bei dieser Zeit nach.',
  refused_by_firewall:
    'Eine Firewall vor dem Shop wies die Anfrage ab. Erlauben Sie den User-Agent „Counterfoil“ (oder die Adresse dieses Rechners) für /wp-json/counterfoil/v1/.',
  login_wanted:
    'Der Webserver fragt vor WordPress nach Benutzer und Passwort (ein geschützter Testshop). Nehmen Sie /wp-json/counterfoil/v1/ davon aus.',
  rest_closed:
    'Ein Plugin schließt die REST-API von WordPress für Besucher. Erlauben Sie darin counterfoil/v1: Counterfoil prüft seine eigenen Signaturen.',
  plugin_missing:
    'WordPress antwortet, aber das Plugin Counterfoil nicht. Ist es installiert und aktiv, und stimmt die Adresse?',
  not_json:
    'Der Shop antwortete mit etwas, das keine Antwort des Plugins ist. Stimmt die Adresse, und zeigt der Shop eine Fehlerseite?',
  answer_invalid:
    'Die Antwort des Shops bricht die Vereinbarung. Aktualisieren Sie das Plugin und diesen Connector; bleibt es so, melden Sie es.',

  // of the shop's address, as somebody gave it
  address_unreadable: '„{address}“ ist keine Webadresse wie https://shop.example',
  address_scheme: '„{address}“ ist keine Webadresse: Sie muss mit https:// beginnen',
  address_login:
    'In „{address}“ steht eine Anmeldung: Lassen Sie Benutzer und Passwort weg, Anfragen tragen ihre eigene Signatur',
  address_login_erp:
    'enthält eine Anmeldung, „{address}“: Lassen Sie sie weg. Der Benutzer steht in "user", und "secret" sagt, wo das Passwort ist',
  address_query: 'muss vor dem „?“ enden: Was dahinter steht, würde in Links zum Shop reisen',
  address_plain_http_erp:
    'ist unverschlüsseltes HTTP, „{address}“: Das Passwort und die Bestellungen könnte jeder dazwischen lesen. Nehmen Sie https://',
  address_plain_http_private:
    'ist unverschlüsseltes HTTP, „{address}“. Wenn Sie jedem Gerät in diesem Netz trauen: allowPlainHttp: true, sonst https://',
  doorbell_elsewhere:
    'muss unter der eigenen Adresse des Shops stehen, {origin}, und steht unter {other}. Wenn das gemeint ist: doorbellOrigin: "{other}"',
  address_plain_http:
    '„{address}“ ist unverschlüsseltes HTTP: Bestellungen reisen nur über https:// (http:// gilt nur für diesen Rechner selbst)',

  // of a key or secret
  key_no_pem: 'Darin steht kein privater Schlüssel in PEM-Form',
  key_of_other_kind: 'Darin steht ein Schlüssel der Art {kind}; gebraucht wird ein Ed25519-Schlüssel',
  secret_empty: 'In {secret} steht nichts',
  secret_not_set:
    'Die Umgebungsvariable {secret} ist für diesen Prozess nicht gesetzt. Setzen Sie sie dort, wo der Connector gestartet wird, oder nennen Sie stattdessen eine Datei: { file: PFAD }',
  secret_without_systemd:
    'Das systemd-Credential {secret} ist nicht lesbar: systemd gab diesem Prozess keine Credentials. Steht LoadCredential={secret}:… in seiner Unit?',
  secret_missing:
    '{secret} ist nicht lesbar ({reason}). Legen Sie die Datei dorthin, oder nennen Sie, wo sie liegt: Gesucht wird {file}',
  secret_forbidden: '{secret} ist nicht lesbar ({reason}). Wer dies ausführt, muss {file} lesen dürfen',
  secret_open:
    '{file} hat die Rechte {mode}: Andere auf diesem Rechner können hineinsehen. Führen Sie aus: chmod 600 {file}',

  // of the connector's own database
  folder_locked:
    'Ein anderer Counterfoil-Prozess arbeitet im selben Zustandsordner. Halten Sie ihn zuerst an, oder geben Sie diesem eine eigene stateDirectory.',
  newer_schema:
    'Die Datenbank wurde von einem neueren Counterfoil benutzt. Installieren Sie dieses wieder, oder spielen Sie die Sicherung von vor dem Update zurück.',
  foreign_schema: 'Die Datenbank im Zustandsordner ist nicht von diesem Counterfoil.',
  transaction_strayed:
    'Eine Transaktion wartete auf etwas anderes als die Datenbank; sie wurde zurückgenommen.',
};
