import type { WhatToDo } from '../what-to-do.ts';
import type { Words } from '../words.ts';

export const whatToDoEn: Record<WhatToDo, Words> = {
  do_gap_product:
    'Make an article with the code "{sku}" in {erp}, or correct the SKU in the shop: code and SKU must be the same. Then send it again.',
  do_gap_product_without_sku:
    'Give "{name}" a SKU in the shop, the same as its code in {erp}. Then send it again.',
  do_gap_tax: "Add this tax to the connector's rules. Then send it again.",
  do_gap_tax_unknown_percent:
    'See under WooCommerce > Settings > Tax whether the rate "{label}" still exists. Then send it again.',
  do_gap_payment: "Add this payment method to the connector's rules. Then send it again.",
  do_gap_shipping: "Name an article for this shipping in the connector's rules. Then send it again.",
  do_gap_fee: "Name an article for fees in the connector's rules. Then send it again.",
  do_gap_customer_without_email:
    "Write the customer's e-mail address into the order, or name a collective customer in the connector's rules. Then send it again.",
  do_gap_customer_several:
    'Merge them in {erp}, or take the e-mail address away from all but one. Then send it again.',
  do_gap_customer_collective:
    'Make the customer "{reference}" in {erp}, or name another in the connector\'s rules. Then send it again.',
  do_gap_currency: 'Set up {currency} in {erp}. Then send it again.',
  do_gap_rounding: "Name an article for rounding in the connector's rules. Then send it again.",
  do_gap_quantity:
    'Give "{name}" its quantity in the order, or put the amount there as a fee. Then send it again.',
  do_gap_country: 'Set up {country} in {erp}, or correct the address in the order. Then send it again.',
  do_change_after_delivery: 'Make the same change to {document} in {erp}. Then leave it as it is.',
  do_deleted_after_delivery: 'Decide what becomes of {document} in {erp}. Then leave it as it is.',
  do_deleted_in_doubt:
    'Look for it in {erp} by its number and decide what becomes of it. Then leave it out here.',
  do_refund_after_delivery: 'Credit {money} in {erp}, to {document}. Then leave it as it is.',
  do_gap_date: 'Open the order and enter its date. It then goes by itself.',
  do_order_unreadable:
    'Open the order: if it fails there too, another plugin is to blame. Then send it again, or leave it out and enter it by hand.',
  do_order_does_not_add_up: 'Recalculate the order in WooCommerce. Then send it again.',
  do_total_differs: 'Compare {document} in {erp} with the order and correct it there. Then send it again.',
  do_document_differs: 'Compare {document} in {erp} with the order and correct it there. Then send it again.',
  do_document_gone: 'Enter this order in {erp} by hand and leave it out here.',
  do_document_of_another_order:
    'Was the shop put back from a backup? Look at {document} in {erp}, enter this order by hand and leave it out here.',
  do_several_documents: 'Look at them in {erp} and cancel all but one. Then send it again.',
  do_binding_of_another_order:
    'Was the shop put back from a backup? Then it gave this number again: say that this is a new order, and it goes; the one before stays in {erp}. If it is the same order, leave it out.',
  do_doubt_not_resolved: 'Look for it in {erp}. If it is there, send it again; if not, leave it out.',
  do_erp_refused: 'Mend what {erp} says. Then send it again.',
  do_erp_permission:
    "Other orders go through: the right is missing for what this order is about. Give it to the connector's user in {erp}. Then send it again.",
  do_erp_right_missing:
    "Give the connector's user the right {right} in {erp}. Until then orders wait; they go by themselves within a minute after.",
  do_erp_period_closed: 'Open the period in {erp}, or ask your accountant. Then send it again.',
  do_erp_cannot: "Mend in {erp}, or in the connector's rules, what stands above. Then send it again.",
  do_erp_state_stuck: 'Open {document} in {erp}: it says there what is missing. Then send it again.',
  do_state_invalid: 'Correct it in the order. Then send it again, or get help.',
  do_word_outdated:
    'Look where the order stands here and in the ERP. Then say again what is to become of it.',
  do_defect: 'Get help, and give the sentence above. The order is safe in the shop.',
  do_before_cutover: 'It is never sent. If it is still to be delivered, enter it in the ERP by hand.',
  do_agent_restored:
    'You need do nothing: orders are looked up in the ERP before they are made, so none is doubled. If nobody restored a backup, a second connector may be running: stop that one.',
};
