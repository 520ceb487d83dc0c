/**
 * The closed list of codes that receipts, journeys, steps, holds and errors carry, each with the names of its values.
 * A code is persisted in shop and agent: it is never renamed and never taken away, only added. Words: words/<language>.ts.
 *
 * Values are text or whole numbers. `money` values are written with their currency ("119.99 EUR"); `erp` is the ERP's name.
 */
export const MESSAGE_CODES = {
  // where an order stands
  order_waiting: [],
  order_not_paid_yet: ['status'],
  order_never_paid: ['status'],
  order_working: ['erp'],
  order_delivered: ['erp', 'document'],
  order_adopted: ['erp', 'document'],
  order_unchanged: ['erp', 'document'],
  order_in_doubt: ['erp'],
  order_retry_later: ['erp', 'attempt', 'reason'],

  // held: needs a person
  gap_product: ['sku', 'name', 'erp'],
  gap_product_without_sku: ['name', 'erp'],
  gap_tax: ['percent', 'country', 'erp'],
  gap_tax_unknown_percent: ['label'],
  gap_payment: ['method', 'title', 'erp'],
  gap_shipping: ['method', 'title', 'erp'],
  gap_fee: ['name', 'erp'],
  gap_customer_without_email: ['erp'],
  gap_customer_several: ['erp', 'count'],
  gap_customer_collective: ['erp', 'reference'],
  gap_currency: ['currency', 'erp'],
  gap_rounding: ['money', 'erp'],
  gap_country: ['country', 'erp'],
  change_after_delivery: ['change', 'erp', 'document'],
  deleted_after_delivery: ['erp', 'document'],
  refund_after_delivery: ['money', 'erp', 'document'],
  order_unreadable: [],
  order_does_not_add_up: ['money', 'difference'],
  total_differs: ['erp', 'document', 'shopTotal', 'erpTotal'],
  document_differs: ['erp', 'document', 'change'],
  document_gone: ['erp', 'document'],
  document_of_another_order: ['erp', 'document'],
  several_documents: ['erp', 'count'],
  binding_of_another_order: ['erp', 'document'],
  doubt_not_resolved: ['erp', 'hours'],
  erp_refused: ['erp', 'reason'],
  erp_permission: ['erp', 'reason'],
  erp_period_closed: ['erp', 'reason'],
  erp_state_stuck: ['erp', 'document', 'state', 'wanted'],
  state_invalid: ['field', 'reason'],
  defect: ['reason'],

  // skipped, with its reason
  before_cutover: ['cutover'],
  not_counted: ['status'],
  cancelled_before_delivery: ['status'],
  trashed_before_delivery: [],
  deleted_before_delivery: [],
  superseded: [],
  person_erased: [],
  left_out_by_person: ['user', 'note'],

  // steps of a journey
  step_placed: ['via', 'method'],
  step_picked_up: [],
  step_rules: ['lines', 'mapping'],
  step_customer_found: ['erp', 'customer'],
  step_customer_made: ['erp', 'customer'],
  step_document_found: ['erp', 'document'],
  step_document_made: ['erp', 'document'],
  step_document_confirmed: ['erp', 'document', 'state'],
  step_read_back: ['erp', 'document', 'money'],
  step_rounding: ['money', 'erp'],
  step_answer_lost: ['erp'],
  step_looked_up_absent: ['erp'],
  step_retry: ['erp', 'attempt', 'reason', 'seconds'],
  step_changed_in_shop: ['status'],
  step_refunded_in_shop: ['money'],
  step_asked_again: ['user'],
  step_left_out: ['user', 'note'],

  // the ERP, as the heartbeat tells
  erp_unreachable: ['erp', 'reason'],
  erp_login_refused: ['erp'],
  erp_throttled: ['erp', 'seconds'],

  // the shop's and the agent's standing
  shop_restored: ['seen', 'now'],
  agent_restored: ['seen', 'now'],
} as const satisfies Record<string, readonly string[]>;

export type MessageCode = keyof typeof MESSAGE_CODES;
