import type { ConfigMistakeCode } from '../../daemon/config/config-error.ts';

/** Mistakes of the configuration, by their kind. */
export const mistakesDe: Record<ConfigMistakeCode | 'config_value', string> = {
  config_not_there:
    'Diese Datei gibt es nicht. `counterfoil setup` schreibt eine, --config nennt eine andere.',
  config_unreadable:
    'Sie ist nicht lesbar ({reason}): Es muss eine Datei sein, die lesen darf, wer dies ausführt, oder --config nennt eine andere.',
  config_open:
    'Sie hat die Rechte {mode}: Andere auf diesem Rechner dürfen sie ändern. Führen Sie aus: chmod go-w {file}',
  config_too_large: 'ist größer als {limit}: So groß ist keine Konfiguration',
  config_too_deep: 'hat mehr Ebenen, als eine Konfiguration haben kann',
  config_aliases:
    'wiederholt durch seine Aliase (*name) mehr, als eine Konfiguration haben kann: Schreiben Sie aus, was gemeint ist',
  config_more: 'Es gibt noch weitere Fehler ({count})',
  config_no_yaml:
    'ist kein YAML: {reason}. Ist die Zeile mit Leerzeichen eingerückt wie ihre Nachbarn, und steht ein Text mit „:“ oder „#“ in Anführungszeichen?',
  config_key_twice: 'ist kein YAML: Dieser Schlüssel steht hier zweimal',
  config_missing: 'fehlt',
  config_quotes: 'muss Text sein: Schreiben Sie es in Anführungszeichen, "{text}"',
  config_key_meant: 'ist kein Schlüssel, den Counterfoil kennt. Meinten Sie „{meant}“?',
  config_key_unknown: 'ist kein Schlüssel, den Counterfoil kennt. Hier gibt es: {known}',
  config_text: 'muss ein Text sein',
  config_number: 'muss eine Zahl sein',
  config_no_quotes: 'muss eine Zahl sein: Schreiben Sie sie ohne Anführungszeichen, {text}',
  config_whole_number: 'muss eine ganze Zahl sein',
  config_list: 'muss eine Liste sein',
  config_block: 'muss ein Block mit eigenen Schlüsseln sein',
  config_at_least: 'muss mindestens {limit} sein',
  config_at_most: 'darf höchstens {limit} sein',
  config_empty: 'darf nicht leer sein',
  config_too_long: 'darf höchstens {limit} Zeichen lang sein',
  config_no_entry: 'braucht mindestens einen Eintrag',
  config_too_many: 'darf höchstens {limit} Einträge haben',
  config_one_of: 'muss eines davon sein: {choices}',
  config_uuid: 'muss eine UUID sein, wie 6f1c9a52-3c0e-4d5b-9f5e-0d8f6a2b7c11',
  config_pattern: 'muss diesem Muster entsprechen: {pattern}',
  config_value: '(da steht {value})',
  tenant_twice: '„{id}“ ist schon die Kennung von {place}',
  rule_twice: 'Dafür gibt es schon eine Regel ({place})',
};

/** What the schemas of configuration, rules and ERPs say themselves, by that sentence. */
export const schemasDe: Readonly<Record<string, string>> = {
  'must be the name of an environment variable': 'muss der Name einer Umgebungsvariablen sein',
  'must be the name of a systemd credential': 'muss der Name eines systemd-Credentials sein',
  'must be one of { env: NAME }, { file: PATH } or { credential: NAME }':
    'muss { env: NAME }, { file: PFAD } oder { credential: NAME } sein',
  'must be a time of day, like "03:17"': 'muss eine Uhrzeit sein, wie "03:17"',
  'must be a percentage as text, like "20" or "5.5"':
    'muss ein Prozentsatz als Text sein, wie "20" oder "5.5"',
  'must be an amount as text, like "0.05"': 'muss ein Betrag als Text sein, wie "0.05"',
  'must be 2 to 8 of a-z and 0-9': 'müssen 2 bis 8 Zeichen aus a-z und 0-9 sein',
  'must be two capitals, like "FR", or "*"': 'müssen zwei Großbuchstaben sein, wie "FR", oder "*"',
  'must name a customer of the ERP when guests is "collective"':
    'muss einen Kunden des ERP nennen, wenn guests "collective" ist',
  'must be without "wc-", like "processing": the shop tells statuses so':
    'muss ohne "wc-" sein, wie "processing": So nennt der Shop seine Status',
  'must be a web address, like http://127.0.0.1:8000 or https://erp.example':
    'muss eine Webadresse sein, wie http://127.0.0.1:8000 oder https://erp.example',
  'must be at most 45: the shop grants the right to write for 90 s at a time, and a call must end within it':
    'darf höchstens 45 sein: Der Shop gibt das Recht zu schreiben für jeweils 90 s, und darin muss ein Aufruf enden',
};
