import type { Words } from '@counterfoil/shared-types';
import type { SetupWord } from './setup-words.ts';

export const setupDe: Record<SetupWord, Words> = {
  setup_new_file: 'Die Datei {file} wird neu angelegt.',
  setup_adds_to: 'Die Datei {file} wird ergänzt.',
  written: 'Geschrieben: {file}. Lesen Sie die Regeln darin: Was dort null ist, lässt Bestellungen liegen.',
  config_unmeant:
    'Was in {file} geschrieben werden sollte, hätte bei {path} etwas anderes gesagt als das Geantwortete. Die Datei ist, wie sie war.',
  config_unmeant_out:
    'Ein Text des Shops oder des ERP soll vielleicht zu Konfiguration werden. Sehen Sie Namen und Adressen auf beiden Seiten an; stimmen sie, melden Sie es bitte.',
  next_steps: 'So geht es weiter:',
  next_doctor: 'counterfoil doctor --config {file}    sieht alles an, schreibt nichts',
  next_run: 'counterfoil run --config {file}       oder als Dienst: docs/install.md',
  next_restart:
    'Ein Connector, der schon läuft, liest diese Datei erst beim nächsten Start: Starten Sie ihn neu.',

  answer_missing: '{option} fehlt: {question}',
  answer_missing_out: 'Geben Sie es als Option an, oder starten Sie `counterfoil setup` in einem Terminal.',
  answer_wrong_out:
    'Geben Sie {option} einen anderen Wert, oder starten Sie `counterfoil setup` ohne diese Option in einem Terminal.',
  not_among: '„{text}“ gehört nicht dazu: {choices}',

  yes_or_no: 'Bitte antworten Sie mit ja oder nein.',
  rules_absent: '--mapping: Eine Datei {file} gibt es nicht.',
  rules_unreadable: '--mapping: {file} ist nicht lesbar ({reason}).',
  rules_unreadable_out:
    'Nennen Sie eine Datei mit den Regeln, oder lassen Sie die Option weg: Dann schlägt setup welche vor.',
  folder_is_file: '{named}: {folder} kann kein Ordner sein, denn {file} ist eine Datei.',
  folder_unwritable: '{named}: In {folder} lässt sich nichts schreiben ({reason}).',
  folder_unusable_out:
    'Nennen Sie einen Ordner auf einer lokalen Platte, in dem dieser Benutzer schreiben darf.',
  wait_wrong: '--wait: „{text}“ ist keine Zahl von Sekunden über 0.',
  wait_wrong_out:
    'Geben Sie sie an wie 600, oder lassen Sie die Option weg: Dann wartet setup, bis der Code abläuft.',

  kept_answers:
    'Setup endete auf halbem Weg. Die Antworten sind noch da: {answers}. Nur nach Passwörtern wird noch einmal gefragt.',
  ask_go_on: 'Mit ihnen weitermachen? ja, oder nein für einen neuen Anfang',

  ask_shop: 'Die Adresse des Shops',
  shop_is_there: '„{name}“, mit Counterfoil darin.',
  shop_is_at: '„{name}“ steht unter {url}, mit Counterfoil darin.',
  doorbell_elsewhere:
    'Der Shop nennt {url} als seine Türklingel. Sie steht nicht unter der Adresse des Shops und würde alle zwei Sekunden von diesem Rechner gelesen.',
  ask_doorbell: 'Gehört diese Adresse Ihnen, und darf sie gelesen werden? ja oder nein',
  doorbell_left_out:
    'Keine Türklingel: Der Shop wird in Abständen gefragt, Bestellungen kommen innerhalb einer Minute. Später erlauben: --doorbell-origin {origin}',
  doorbell_unusable:
    'Die Türklingel, die der Shop nennt, ist nicht lesbar: {url}. Der Shop wird in Abständen gefragt.',
  leads_inside: '{url} führt zu {target}, in Ihr eigenes Netz. Dorthin wurde nichts geschickt.',
  too_many_redirects: '{url} leitet mehr als {most} Mal weiter.',
  rest_guarded: '{url} schickt jeden, der seine REST-API fragt, zu {target}.',
  rest_guarded_out:
    'Vielleicht schließt ein Sicherheits-Plugin die REST-API: Erlauben Sie darin counterfoil/v1.',
  shop_unreached: '{url} ist nicht erreichbar ({about}).',
  no_wordpress: '{url} antwortet (HTTP {status}), aber nicht so wie die REST-API eines WordPress-Shops.',
  no_wordpress_out:
    'Ist es die Adresse des Shops selbst? Vielleicht schließt ein Sicherheits-Plugin die REST-API: Erlauben Sie darin counterfoil/v1.',
  plugin_inactive: '„{name}“ ist ein WordPress, aber Counterfoil ist darin nicht aktiv.',
  plugin_inactive_out:
    'Installieren und aktivieren Sie das Plugin unter wp-admin > Plugins, dann antworten Sie noch einmal.',

  ask_tenant_why:
    'Eine kurze Kennung für diesen Shop. Sie steht im ERP in der Referenz jeder Bestellung und ändert sich nie. Ist der Shop schon verbunden, hier oder von einem anderen Rechner: dieselbe Kennung wie dort.',
  ask_tenant: 'Kennung (2 bis 8 Zeichen aus a-z, 0-9)',
  tenant_wrong: '„{text}“ geht nicht als Kennung: 2 bis 8 Zeichen aus a-z und 0-9.',
  ask_environment_why:
    'Beginnen Sie mit test und einer Kopie Ihrer Firma im ERP: Dort ist nichts echt, und wp-admin zeigt auf jeder Seite TEST. Die echte kommt später, unter einer anderen Kennung.',
  ask_environment:
    'Was ist die Firma im ERP: test (zum Ausprobieren), production (echter Betrieb) oder development (Entwicklung)',

  ask_erp: 'Welches ERP? {choices}',
  erp_plain_http_why:
    '{url} ist unverschlüsselt: Jedes Gerät in diesem Netz könnte das Passwort und die Bestellungen lesen.',
  ask_erp_plain_http: 'Ohne Verschlüsselung weiter? ja oder nein',
  erp_plain_http: '{url} ist unverschlüsselt und führt über diesen Rechner hinaus.',
  erp_plain_http_out:
    'Geben Sie seine Adresse mit https:// an. Wenn Sie jedem Gerät in diesem Netz trauen: --erp-allow-plain-http',
  ask_erp_password: 'Passwort oder Schlüssel dieses Benutzers (wird nicht angezeigt)',
  ask_erp_password_options: '--erp-secret-env oder --erp-secret-file',
  erp_secret_not_set: '--erp-secret-env: Die Umgebungsvariable {name} ist für diesen Prozess nicht gesetzt.',
  erp_secret_not_set_out:
    'Setzen Sie sie dort, wo Sie setup starten, oder nennen Sie stattdessen eine Datei mit dem Passwort: --erp-secret-file',
  give_password: 'Bitte geben Sie ein Passwort ein.',
  erp_url_wrong: '„{text}“ ist keine Webadresse wie http://127.0.0.1:8000',
  erp_silent: 'Unter {url} antwortet nichts ({about}).',
  erp_silent_out: 'Läuft das ERP, und ist das seine Adresse von diesem Rechner aus?',
  erp_let_in: '{product} {version}, Firma „{company}“, {currency}',
  erp_interface_ends: 'Seine Schnittstelle endet am {day}: Planen Sie sein Update.',
  erp_once_more: 'Noch einmal; die Eingabetaste behält, was in Klammern steht:',
  erp_login_out:
    'Prüfen Sie {options} und das Passwort (--erp-secret-env, --erp-secret-file oder $COUNTERFOIL_ERP_SECRET).',
  erp_asks_not: '{erp} kennt {option} nicht.',
  erp_asks_not_out: 'Lassen Sie die Option weg; gefragt wird nach: {options}',

  connected_already:
    'Dieser Shop ist schon verbunden, unter einer anderen Kennung als {id}. Code und Antworten gelten weiter. Drei Wege:\n  Auf diesen Rechner umziehen: Geben Sie die Kennung ein, die er dort hat. Die Bestellungen gehen weiter; trennen Sie dann den alten Rechner in wp-admin und halten Sie ihn an.\n  Als {id} neu beginnen: Trennen Sie den anderen unter wp-admin > WooCommerce > Counterfoil > Verbindung, dann Enter. Was jener wusste, weiß man hier nicht.\n  Sie meinten einen zweiten Shop: Strg-C, und setup noch einmal mit dessen Adresse. Hier hat sich nichts geändert.',
  ask_connected_id: 'Die Kennung, unter der verbunden wird',
  ask_code: 'Der Code aus wp-admin > WooCommerce > Counterfoil > Verbindung',
  code_shape:
    'Der Code hat 13 Buchstaben und Ziffern, wie ihn wp-admin > WooCommerce > Counterfoil > Verbindung zeigt.',
  code_refused: 'Der Shop hat den Code nicht angenommen.',
  key_set_aside:
    'In der Datei seines Schlüssels stand kein brauchbarer Schlüssel: Sie heißt jetzt {file}, und ein neuer Schlüssel tritt an seine Stelle.',
  paired_with: 'Verbunden mit „{shop}“ (WooCommerce {version}).',
  fingerprint: 'Zeichen: {fingerprint}',
  fingerprint_compare:
    'Vergleichen Sie diese Zeichen mit denen unter wp-admin > WooCommerce > Counterfoil > Verbindung, und bestätigen Sie dort.',
  leaving_is_safe: 'Mit Strg-C geht nichts verloren: setup macht mit derselben Kennung hier weiter.',
  confirmation_awaited: 'Wartet auf die Bestätigung, noch {left}',
  confirmation_missing: 'Niemand hat die Verbindung in wp-admin bestätigt.',
  confirmation_missing_out:
    'Starten Sie `counterfoil setup` noch einmal mit demselben --tenant: Es geht mit demselben Schlüssel und denselben Zeichen weiter.',
  connection_confirmed: 'Bestätigt.',
  currencies_differ: 'Der Shop verkauft in {sells}; die Firma im ERP führt ihre Bücher in {books}.',
};
