import type { WhatToDo } from '../what-to-do.ts';
import type { Words } from '../words.ts';

export const whatToDoDe: Record<WhatToDo, Words> = {
  do_gap_product:
    'Legen Sie in {erp} einen Artikel mit der Artikelnummer „{sku}“ an, oder berichtigen Sie sie im Shop: Beide müssen gleich sein. Dann noch einmal senden.',
  do_gap_product_without_sku:
    'Geben Sie „{name}“ im Shop eine Artikelnummer, dieselbe wie in {erp}. Dann noch einmal senden.',
  do_gap_tax: 'Nehmen Sie diese Steuer in die Regeln des Connectors auf. Dann noch einmal senden.',
  do_gap_tax_unknown_percent:
    'Sehen Sie unter WooCommerce > Einstellungen > Steuern nach, ob es den Satz „{label}“ noch gibt. Dann noch einmal senden.',
  do_gap_payment: 'Nehmen Sie diese Zahlungsart in die Regeln des Connectors auf. Dann noch einmal senden.',
  do_gap_shipping:
    'Nennen Sie in den Regeln des Connectors einen Artikel für diesen Versand. Dann noch einmal senden.',
  do_gap_fee: 'Nennen Sie in den Regeln des Connectors einen Artikel für Gebühren. Dann noch einmal senden.',
  do_gap_customer_without_email:
    'Tragen Sie die E-Mail-Adresse in die Bestellung ein, oder nennen Sie in den Regeln des Connectors einen Sammelkunden. Dann noch einmal senden.',
  do_gap_customer_several:
    'Führen Sie sie in {erp} zusammen, oder nehmen Sie die E-Mail-Adresse allen bis auf einem. Dann noch einmal senden.',
  do_gap_customer_collective:
    'Legen Sie den Kunden „{reference}“ in {erp} an, oder nennen Sie in den Regeln des Connectors einen anderen. Dann noch einmal senden.',
  do_gap_currency: 'Richten Sie {currency} in {erp} ein. Dann noch einmal senden.',
  do_gap_rounding:
    'Nennen Sie in den Regeln des Connectors einen Artikel für Rundungen. Dann noch einmal senden.',
  do_gap_quantity:
    'Geben Sie „{name}“ in der Bestellung die richtige Menge, oder tragen Sie den Betrag dort als Gebühr ein. Dann noch einmal senden.',
  do_gap_country:
    'Richten Sie {country} in {erp} ein oder berichtigen Sie die Adresse in der Bestellung. Dann noch einmal senden.',
  do_change_after_delivery: 'Ändern Sie {document} in {erp} ebenso. Dann hier so lassen, wie es ist.',
  do_deleted_after_delivery:
    'Entscheiden Sie, was aus {document} in {erp} wird. Dann hier so lassen, wie es ist.',
  do_deleted_in_doubt:
    'Suchen Sie sie in {erp} nach ihrer Nummer und entscheiden Sie, was aus ihr wird. Dann hier auslassen.',
  do_refund_after_delivery:
    'Schreiben Sie {money} in {erp} zu {document} gut. Dann hier so lassen, wie es ist.',
  do_gap_date: 'Öffnen Sie die Bestellung und tragen Sie ihr Datum ein. Danach geht sie von selbst.',
  do_order_unreadable:
    'Öffnen Sie die Bestellung: Scheitert es auch dort, liegt es an einem anderen Plugin. Dann noch einmal senden, oder auslassen und von Hand eintragen.',
  do_order_does_not_add_up: 'Lassen Sie WooCommerce die Bestellung neu berechnen. Dann noch einmal senden.',
  do_total_differs:
    'Vergleichen Sie {document} in {erp} mit der Bestellung und berichtigen Sie es dort. Dann noch einmal senden.',
  do_document_differs:
    'Vergleichen Sie {document} in {erp} mit der Bestellung und berichtigen Sie es dort. Dann noch einmal senden.',
  do_document_gone: 'Erfassen Sie die Bestellung in {erp} von Hand und lassen Sie sie hier aus.',
  do_document_of_another_order:
    'Kam der Shop aus einer Sicherung zurück? Sehen Sie {document} in {erp} an, tragen Sie diese Bestellung von Hand ein und lassen Sie sie hier aus.',
  do_several_documents:
    'Sehen Sie sie in {erp} an und stornieren Sie alle bis auf einen. Dann noch einmal senden.',
  do_binding_of_another_order:
    'Kam der Shop aus einer Sicherung zurück? Dann hat er diese Nummer noch einmal vergeben: Sagen Sie, dass dies eine neue Bestellung ist, und sie geht; die frühere bleibt in {erp}. Ist es dieselbe, lassen Sie sie aus.',
  do_doubt_not_resolved:
    'Suchen Sie sie in {erp}. Ist sie dort, noch einmal senden; ist sie es nicht, auslassen.',
  do_erp_refused: 'Beheben Sie, was {erp} nennt. Dann noch einmal senden.',
  do_erp_permission:
    'Andere Bestellungen gehen durch: Das Recht fehlt für das, worum es in dieser Bestellung geht. Geben Sie es dem Benutzer des Connectors in {erp}. Dann noch einmal senden.',
  do_erp_right_missing:
    'Geben Sie dem Benutzer des Connectors in {erp} das Recht {right}. Bis dahin warten die Bestellungen; danach gehen sie binnen einer Minute von selbst.',
  do_erp_period_closed:
    'Öffnen Sie den Zeitraum in {erp} oder fragen Sie Ihre Buchhaltung. Dann noch einmal senden.',
  do_erp_cannot:
    'Beheben Sie in {erp} oder in den Regeln des Connectors, was oben steht. Dann noch einmal senden.',
  do_erp_state_stuck: 'Öffnen Sie {document} in {erp}: Dort steht, was fehlt. Dann noch einmal senden.',
  do_state_invalid: 'Berichtigen Sie es in der Bestellung. Dann noch einmal senden, oder Hilfe holen.',
  do_word_outdated:
    'Sehen Sie nach, wie die Bestellung hier und im ERP steht. Sagen Sie dann noch einmal, was mit ihr werden soll.',
  do_defect: 'Holen Sie Hilfe und nennen Sie den Satz oben. Die Bestellung ist sicher im Shop.',
  do_before_cutover: 'Sie wird nie gesendet. Ist sie noch zu liefern, tragen Sie sie von Hand ins ERP ein.',
  do_agent_restored:
    'Sie müssen nichts tun: Bestellungen werden im ERP gesucht, bevor sie angelegt werden, keine entsteht doppelt. Wenn niemand eine Sicherung eingespielt hat, läuft vielleicht ein zweiter Connector: Halten Sie diesen an.',
};
