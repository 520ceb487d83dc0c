import type { ScreenWord } from '../screen-words.ts';
import type { Words } from '../words.ts';

export const screenDe: Record<ScreenWord, Words> = {
  screen_views: 'Die Seiten von Counterfoil',
  screen_overview: 'Übersicht',
  screen_orders: 'Bestellungen',
  screen_connection: 'Verbindung',
  screen_erp: 'ERP',
  screen_loading: 'Wird geladen',
  screen_try_again: 'Noch einmal versuchen',
  screen_no_answer:
    'Der Shop hat 30 Sekunden lang nicht geantwortet. Versuchen Sie es noch einmal; bleibt es so, fragen Sie Ihren Hoster, ob die Seite überlastet ist.',
  screen_unexpected_answer:
    'Der Shop hat etwas Unlesbares geantwortet. Laden Sie die Seite neu; bleibt es so, schreibt ein anderes Plugin in die Antwort.',
  screen_opens_in_new_tab: '(öffnet sich in einem neuen Tab)',
  screen_what_to_do: 'Was tun? →',
  screen_copy: 'KOPIE',
  screen_copy_means:
    'Dieser Shop ist nicht dort, wo er verbunden wurde. Bestellungen werden aufgezeichnet, nichts wird gesendet.',
  screen_copy_decide: 'Sagen, was er ist',
  screen_test_company: 'TEST: geht an die Übungsfirma, nicht in Ihre Bücher.',
  screen_connector_never:
    'Vom Connector auf {name} kam noch nichts. Ihre Bestellungen liegen sicher im Shop und werden gesendet, sobald er läuft.',
  screen_connector_silent:
    'Vom Connector auf {name} kam zuletzt {ago} etwas. Ihre Bestellungen liegen sicher im Shop und werden gesendet, sobald er wieder da ist.',
  screen_orders_stopped: {
    one: 'Das Senden von Bestellungen hat {user} {ago} angehalten; {count} Bestellung wartet.',
    other: 'Das Senden von Bestellungen hat {user} {ago} angehalten; {count} Bestellungen warten.',
  },
  screen_recording_failures: {
    one: '{count}-mal ließ sich die Änderung einer Bestellung nicht in der Datenbank vermerken. Der nächste Durchgang findet sie; fragen Sie Ihren Hoster, ob die Datenbank voll oder beschädigt ist.',
    other:
      '{count}-mal ließen sich Änderungen von Bestellungen nicht in der Datenbank vermerken. Der nächste Durchgang findet sie; fragen Sie Ihren Hoster, ob die Datenbank voll oder beschädigt ist.',
  },
  screen_first_run: 'Ihre Bestellungen werden aufgezeichnet. Noch ist nichts verbunden.',
  screen_first_run_means:
    'Verbinden Sie Ihr ERP; von da an geht jede Bestellung genau einmal dorthin, auf den Cent genau.',
  screen_connect_erp: 'ERP verbinden',
  screen_compare_first:
    'Der Connector wartet: Vergleichen Sie die Zeichen unter „Verbindung“, dann beginnt er.',
  screen_erp_away: '{erp} ist gerade nicht erreichbar; die Bestellungen warten und gehen von selbst.',
  screen_no_orders_today: 'Heute noch keine Bestellungen.',
  screen_all_delivered: {
    one: 'Die {count} Bestellung von heute ist in {erp}.',
    other: 'Alle {count} Bestellungen von heute sind in {erp}.',
  },
  screen_some_delivered: {
    one: '{delivered} von {count} Bestellung von heute ist in {erp}.',
    other: '{delivered} von {count} Bestellungen von heute sind in {erp}.',
  },
  screen_held_count: { one: '{count} Bestellung braucht Sie.', other: '{count} Bestellungen brauchen Sie.' },
  screen_waiting_count: { one: '{count} ist unterwegs zu {erp}.', other: '{count} sind unterwegs zu {erp}.' },
  screen_connector_on: 'Connector auf {name}',
  screen_never_seen: 'noch nichts gehört',
  screen_working: 'arbeitet,',
  screen_silent_since: 'still, zuletzt gehört',
  screen_erp_unknown: 'noch nicht bekannt',
  screen_erp_answers_in: 'antwortet in {milliseconds} ms',
  screen_reachable: 'erreichbar',
  screen_not_reachable: 'nicht erreichbar',
  screen_going_to: 'Unterwegs zu {erp}',
  screen_nothing_waits: 'nichts wartet',
  screen_orders_count: { one: '{count} Bestellung', other: '{count} Bestellungen' },
  screen_oldest: 'älteste',
  screen_nothing_missed: 'Nichts übersehen',
  screen_not_looked_yet: 'noch nicht nachgesehen',
  screen_looked_until: 'alle Bestellungen durchgesehen,',
  screen_found_missed: { one: '{count} übersehene gefunden', other: '{count} übersehene gefunden' },
  screen_needs_you: 'Braucht Sie',
  screen_see_all_held: {
    one: '{count} Bestellung ansehen, die Sie braucht',
    other: 'Alle {count} Bestellungen ansehen, die Sie brauchen',
  },
  screen_today: 'Heute',
  screen_yesterday: 'Gestern',
  screen_placed: 'bestellt',
  screen_by_hour: 'Bestellt und in {erp}, nach Stunden',
  screen_stop_orders: 'Senden von Bestellungen anhalten',
  screen_go_on_orders: 'Bestellungen weiter senden',
  screen_stop_orders_means:
    'Wirkt sofort. Bestellungen werden weiter aufgezeichnet und gehen, wenn Sie es erlauben.',
  screen_all_orders: 'Alle Bestellungen',
  screen_order: 'Bestellung',
  screen_order_number: 'Bestellung {number}',
  screen_customer: 'Kunde',
  screen_guest: 'Gast',
  screen_total: 'Summe',
  screen_state: 'Stand',
  screen_in_erp_as: 'In {erp} als',
  screen_reason: 'Zuletzt geschehen',
  screen_reason_count: '{reason} ({count})',
  screen_day: 'Tag',
  screen_since: 'Seit',
  screen_search_orders: 'Bestellnummer, E-Mail oder ERP-Nummer',
  screen_no_orders_found: 'Keine Bestellung passt. Nehmen Sie einen Filter weg oder suchen Sie anders.',
  screen_no_orders_yet: 'Noch keine Bestellungen. Die nächste erscheint hier von selbst.',
  screen_state_not_paid: 'noch nicht bezahlt',
  screen_state_waiting: 'unterwegs zu {erp}',
  screen_state_in_doubt: 'wird in {erp} geprüft',
  screen_state_delivered: 'in {erp}',
  screen_state_held: 'braucht Sie',
  screen_state_skipped: 'nicht in {erp}',
  screen_state_broken: 'wir kommen nicht weiter: Hilfe holen',
  screen_send_again: 'Noch einmal senden',
  screen_send_again_order: 'Bestellung {number} noch einmal senden (macht nie eine zweite)',
  screen_send_again_orders: {
    one: '{count} Bestellung noch einmal senden',
    other: '{count} Bestellungen noch einmal senden',
  },
  screen_send_again_means:
    'Der Connector sieht zuerst im ERP nach: Eine Bestellung, die schon dort ist, wird gefunden und nie doppelt angelegt.',
  screen_asked: 'Angefragt; der Connector nimmt es als Nächstes.',
  screen_order_unknown: 'Bestellung {number} gibt es nicht mehr oder sie wurde nie aufgezeichnet.',
  screen_open_order: 'Bestellung öffnen',
  screen_leave_out: 'Auslassen',
  screen_leave_out_orders: {
    one: '{count} Bestellung nicht ins ERP geben',
    other: '{count} Bestellungen nicht ins ERP geben',
  },
  screen_leave_out_means:
    'Der Connector sendet sie nicht; gehört sie ins ERP, tragen Sie sie von Hand ein. Ihr Grund bleibt in ihrer Geschichte.',
  screen_why_leave_out: 'Warum?',
  screen_reason_needed: 'Schreiben Sie einen Grund mit mindestens 3 Zeichen.',
  screen_no_steps_yet: 'Mit dieser Bestellung ist noch nichts geschehen.',
  screen_connect: 'Verbinden',
  screen_connect_again: 'Anderen Rechner verbinden oder erneuern',
  screen_connect_step_install: 'Installieren Sie den Connector auf dem Rechner, der Ihr ERP erreicht.',
  screen_connect_step_command: 'Starten Sie dort:',
  screen_connect_step_code:
    'Er fragt nach der Adresse dieses Shops und nach einem Code: Machen Sie hier einen.',
  screen_connect_step_compare: 'Vergleichen Sie die Zeichen, die er zeigt, mit denen, die hier erscheinen.',
  screen_code: 'Code',
  screen_copy_code: 'Kopieren',
  screen_code_runs_out: 'läuft ab in {clock}',
  screen_tries_left: { one: 'noch {count} Versuch', other: 'noch {count} Versuche' },
  screen_code_open_elsewhere: {
    one: 'Ein Code ist offen (noch {count} Versuch). Er wurde nur einmal gezeigt, als er entstand.',
    other: 'Ein Code ist offen (noch {count} Versuche). Er wurde nur einmal gezeigt, als er entstand.',
  },
  screen_make_code: 'Code machen',
  screen_make_another_code: 'Anderen Code machen',
  screen_may_not_connect: 'Nur ein Administrator darf den Shop verbinden.',
  screen_compare: 'Ist das {name}?',
  screen_compare_means:
    'Das Terminal auf {name} zeigt dieselben Zeichen, wenn es wirklich Ihr Connector ist. Ab Ihrem Ja gehen Bestellungen zu {erp}.',
  screen_same_start: 'Sie sind gleich: starten',
  screen_not_same: 'Sie sind verschieden: abweisen',
  screen_copy_question: 'Ist dieser Shop eine Kopie oder sind Sie umgezogen?',
  screen_copy_differs:
    'Er wurde als {was} verbunden; jetzt ist er {is}. Damit eine Kopie nie wie der Shop handelt, wird nichts gesendet, bis Sie es sagen.',
  screen_it_is_a_copy: 'Es ist eine Kopie: getrennt bleiben',
  screen_we_moved_here: 'Wir sind umgezogen: mit neuem Code verbinden',
  screen_connected: 'Verbunden',
  screen_orders_count_from: 'Bestellungen zählen ab {time}. Ältere werden nie gesendet.',
  screen_version: 'Version',
  screen_fingerprint: 'Zeichen',
  screen_connected_since: 'Verbunden',
  screen_last_seen: 'Zuletzt gehört',
  screen_disconnect: '{name} trennen',
  screen_disconnect_means:
    '{name} bekommt ab sofort nichts mehr von diesem Shop. Bestellungen werden weiter aufgezeichnet; nach neuem Verbinden geht es dort weiter.',
  screen_no_https:
    'Diese Adresse hat kein HTTPS. Ohne arbeitet der Connector nicht: Lassen Sie sich vom Hoster ein Zertifikat geben (meist kostenlos), dann verbinden Sie.',
  screen_tables_broken:
    'Die Tabellen von Counterfoil in der Datenbank sind nicht vollständig. Deaktivieren und aktivieren Sie das Plugin; bleibt es so, fragen Sie Ihren Hoster, ob der Datenbankbenutzer Tabellen anlegen darf.',
  screen_sodium_slow:
    'Die PHP-Erweiterung sodium fehlt, deshalb dauert jede Antwort länger. Bitten Sie Ihren Hoster, sie einzuschalten.',
  screen_needs_script:
    'Diese Seite braucht JavaScript. Ihre Bestellungen werden auch ohne aufgezeichnet und gesendet.',
  screen_build_missing:
    'In dieser Installation fehlen die Seiten von Counterfoil: Installieren Sie das Plugin aus seiner Zip-Datei oder bauen Sie es (npm run build). Bestellungen werden trotzdem aufgezeichnet.',
  screen_storage_failed:
    'Die Datenbank hat abgelehnt. Nichts wurde geändert. Versuchen Sie es noch einmal; bleibt es so, fragen Sie Ihren Hoster, ob die Datenbank voll oder beschädigt ist.',
  screen_key_not_waiting:
    'Kein Connector mit diesen Zeichen wartet mehr. Laden Sie die Seite neu und machen Sie bei Bedarf einen neuen Code.',
  screen_key_not_connected: 'Dieser Connector ist nicht mehr verbunden.',
  screen_not_recorded: 'Nicht aufgezeichnet: älter als Counterfoil oder ein Entwurf',
  screen_whole_journey: 'Ihren ganzen Weg ansehen',
  screen_order_unknown_id: 'Eine Bestellung {id} wurde nie aufgezeichnet.',
  screen_may_not: 'Das dürfen Sie nicht. Fragen Sie einen Administrator des Shops.',
  screen_connector_away_panel:
    'Der Connector auf {name} ist gerade still; diese Bestellung ist sicher und geht, wenn er wieder da ist.',
};
