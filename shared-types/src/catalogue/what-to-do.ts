/**
 * What a person does about an order that is held, for each code that holds one, and about what the shop itself noticed: the screens say it below the
 * sentence of the code. The values are those of the code that are needed.
 */
export const WHAT_TO_DO = {
  do_gap_product: ['sku', 'erp'],
  do_gap_product_without_sku: ['name'],
  do_gap_tax: [],
  do_gap_tax_unknown_percent: ['label'],
  do_gap_payment: [],
  do_gap_shipping: [],
  do_gap_fee: [],
  do_gap_customer_without_email: [],
  do_gap_customer_several: ['erp'],
  do_gap_customer_collective: ['erp', 'reference'],
  do_gap_currency: ['currency', 'erp'],
  do_gap_rounding: [],
  do_gap_quantity: ['name'],
  do_gap_country: ['country', 'erp'],
  do_change_after_delivery: ['erp', 'document'],
  do_deleted_after_delivery: ['erp', 'document'],
  do_deleted_in_doubt: ['erp'],
  do_refund_after_delivery: ['erp', 'document'],
  do_order_unreadable: [],
  do_order_does_not_add_up: [],
  do_total_differs: ['erp', 'document'],
  do_document_differs: ['erp', 'document'],
  do_document_gone: ['erp'],
  do_document_of_another_order: ['erp', 'document'],
  do_several_documents: ['erp'],
  do_binding_of_another_order: ['erp'],
  do_doubt_not_resolved: ['erp'],
  do_erp_refused: ['erp'],
  do_erp_permission: ['erp'],
  do_erp_right_missing: ['erp', 'right'],
  do_erp_period_closed: ['erp'],
  do_erp_cannot: ['erp'],
  do_erp_state_stuck: ['erp', 'document'],
  do_state_invalid: [],
  do_defect: [],
  do_agent_restored: [],
} as const satisfies Record<string, readonly string[]>;

export type WhatToDo = keyof typeof WHAT_TO_DO;
