import type { SetupWord } from '../setup-words.ts';
import type { Words } from '../words.ts';

export const setupDe: Record<SetupWord, Words> = {
  setup_old_wordpress:
    'Counterfoil zeichnet keine Bestellungen auf: Es braucht WordPress {needed} oder neuer, und diese Website läuft mit {found}. Aktualisieren Sie WordPress unter Dashboard → Aktualisierungen.',
  setup_no_woocommerce:
    'Counterfoil zeichnet keine Bestellungen auf: WooCommerce ist nicht aktiv. Aktivieren Sie es unter Plugins, oder deaktivieren Sie Counterfoil.',
  setup_old_woocommerce:
    'Counterfoil zeichnet keine Bestellungen auf: Es braucht WooCommerce {needed} oder neuer, und diese Website läuft mit {found}. Aktualisieren Sie WooCommerce unter Dashboard → Aktualisierungen.',
  setup_records_none:
    'zeichnet keine Bestellungen auf: Die Datenbanktabelle {table} ließ sich nicht auf den neuesten Stand bringen (es fehlt: {missing}). Die Datenbank sagte: „{error}“. Bitten Sie Ihren Hoster, dem Datenbankbenutzer dieser Website CREATE und ALTER zu erlauben, und öffnen Sie diese Seite noch einmal: Dann wird es von selbst wieder versucht.',
  setup_recording_failed: {
    one: 'konnte {count} Änderung einer Bestellung nicht aufzeichnen, am {at}. Die Bestellungen selbst wurden gespeichert; was fehlt, findet Counterfoil binnen eines Tages von selbst. Die Datenbank sagte: „{error}“. Wächst diese Zahl, zeigen Sie den Satz Ihrem Hoster.',
    other:
      'konnte {count} Änderungen von Bestellungen nicht aufzeichnen, die letzte am {at}. Die Bestellungen selbst wurden gespeichert; was fehlt, findet Counterfoil binnen eines Tages von selbst. Die Datenbank sagte: „{error}“. Wächst diese Zahl, zeigen Sie den Satz Ihrem Hoster.',
  },
  setup_switch_off:
    'Solange Counterfoil abgeschaltet ist, werden Bestellungen nicht aufgezeichnet, und nichts geht in Ihr ERP. Wenn Sie es wieder einschalten, sucht es jede Bestellung, die sich inzwischen geändert hat, und sendet sie; bis Änderungen in älteren Bestellungen gefunden sind, kann ein Tag vergehen. Jetzt abschalten?',
  setup_records: 'Counterfoil zeichnet Bestellungen auf',
  setup_records_not: 'Counterfoil braucht Sie, um Bestellungen aufzuzeichnen',
  setup_orders_vanished: {
    one: 'hat gefunden, dass {count} bekannte Bestellung fort ist, mit vielen anderen auf einmal. Niemandem wurde das gemeldet. Wurde eine Sicherung eingespielt oder der Bestellspeicher gewechselt?',
    other:
      'hat gefunden, dass {count} bekannte Bestellungen fort sind, alle auf einmal. Niemandem wurde das gemeldet. Wurde eine Sicherung eingespielt oder der Bestellspeicher gewechselt?',
  },
  setup_nothing_looked_through:
    'Noch wurde nichts durchgesehen: Das beginnt, sobald ein Connector verbunden ist.',
  setup_looked_through: {
    one: 'Jede Bestellung, die sich zwischen {from} und {until} (UTC) geändert hat, wurde noch einmal angesehen; {count} war nicht gleich bemerkt worden und kam hinzu.',
    other:
      'Jede Bestellung, die sich zwischen {from} und {until} (UTC) geändert hat, wurde noch einmal angesehen; {count} waren nicht gleich bemerkt worden und kamen hinzu.',
  },
  setup_changes_waiting: 'Änderungen, die auf Abholung warten',
  setup_orders_looked_at: 'Angesehene Bestellungen',
  setup_privacy_tool: 'Counterfoil: Liste der Bestellungen',
  setup_privacy_group: 'Bestellungen auf dem Weg ins ERP',
  setup_privacy_email: 'E-Mail',
  setup_privacy_name_in_erp: 'Name im ERP',
  setup_privacy_note: 'Warum sie ausgelassen wurde',
  setup_privacy_erp_keeps: {
    one: 'Counterfoil: {count} Bestellung dieser Person ging an {erp}. Was {erp} davon aufbewahrt, muss dort gelöscht werden; der Connector leert seine eigene Kopie, wenn WooCommerce die Bestellung anonymisiert.',
    other:
      'Counterfoil: {count} Bestellungen dieser Person gingen an {erp}. Was {erp} davon aufbewahrt, muss dort gelöscht werden; der Connector leert seine eigenen Kopien, wenn WooCommerce die Bestellungen anonymisiert.',
  },
  setup_privacy_shop_keeps: {
    one: 'Counterfoil: WooCommerce hat {count} Bestellung dieser Person mit Name und Adresse behalten, nach seiner eigenen Einstellung (WooCommerce > Einstellungen > Konten & Datenschutz). Die Liste von Counterfoil zeigt beides von nun an nicht mehr.',
    other:
      'Counterfoil: WooCommerce hat {count} Bestellungen dieser Person mit Name und Adresse behalten, nach seiner eigenen Einstellung (WooCommerce > Einstellungen > Konten & Datenschutz). Die Liste von Counterfoil zeigt beides von nun an nicht mehr.',
  },
  setup_privacy_staff_keeps:
    'Counterfoil: Diese Person hat ein Konto, das in wp-admin arbeitet. Wer eine Bestellung noch einmal gesendet, ausgelassen, das Senden angehalten oder den Shop verbunden hat, bleibt vermerkt.',
  setup_turned_away: 'In den letzten 30 Tagen abgewiesen',
  setup_turned_away_counts:
    '{unsigned} Aufrufe, die kein verbundener Connector signiert hatte, {codes} falsche Codes, {disconnected} Aufrufe eines getrennten Connectors, {repeated} wiederholte Aufrufe',
  setup_key_confirmed: 'bestätigt {at} (UTC) von {user}',
  setup_key_disconnected: 'getrennt {at} (UTC) von {user}',
  setup_key_gave_way: 'einem anderen gewichen {at} (UTC)',
};
