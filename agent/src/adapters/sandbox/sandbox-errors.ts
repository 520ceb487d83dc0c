import { z } from 'zod';
import type { ErpCall } from '../erp-connection.ts';
import { ErpError, type ErpErrorNext } from '../erp-errors.ts';
import { type HttpAnswer, noClearAnswer, readJson } from '../exchange-http.ts';
import { quoteErpWords } from '../quote-erp-words.ts';

/** Its name in errors. */
export const SANDBOX = 'Practice ERP';

const errorBody = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    field: z.string().nullable(),
    value: z.unknown(),
    number: z.string().nullish(),
    state: z.string().optional(),
    reference: z.string().optional(),
  }),
});

type Refusal = z.infer<typeof errorBody>['error'];

/**
 * What an answer other than the expected one means. The practice ERP says by code what it refused; a 5xx says nothing
 * about whether the write comes later (its `lateCommit` answers 503 and commits afterwards).
 * @param personal texts of the call that are about a person
 */
export function explainRefusal(answer: HttpAnswer, call: ErpCall, personal: readonly string[]): ErpError {
  if (answer.status === 401)
    return error('stop', { code: 'erp_login_refused', values: { erp: SANDBOX } }, call);
  if (answer.status === 429) {
    const seconds = Math.ceil((answer.retryAfterMs ?? 1000) / 1000);
    return new ErpError(
      'retry',
      { code: 'erp_throttled', values: { erp: SANDBOX, seconds } },
      call.operation,
      answer.retryAfterMs === null ? {} : { retryAfterMs: answer.retryAfterMs },
    );
  }
  if (answer.status >= 500) return noClearAnswer(call, `HTTP ${answer.status}`);
  const parsed = errorBody.safeParse(readJson(answer, call));
  if (!parsed.success) return noClearAnswer(call, { code: 'reason_answer_strange', values: {} });
  return explainCode(parsed.data.error, call, personal);
}

function explainCode(refusal: Refusal, call: ErpCall, personal: readonly string[]): ErpError {
  const value = typeof refusal.value === 'string' ? quoteErpWords(refusal.value, personal) : '';
  const reason = quoteErpWords(refusal.message, personal);
  switch (refusal.code) {
    case 'duplicate_reference':
      return error('done', { code: 'erp_refused', values: { erp: SANDBOX, reason } }, call);
    case 'forbidden':
      return error(
        'forbidden',
        { code: 'erp_right_missing', values: { erp: SANDBOX, right: call.operation, reason } },
        call,
      );
    case 'version_conflict':
      return error('retry', { code: 'erp_refused', values: { erp: SANDBOX, reason } }, call);
    case 'unknown_product':
    case 'inactive_product':
      return error('hold', { code: 'gap_product', values: { sku: value, name: value, erp: SANDBOX } }, call);
    case 'unknown_currency':
      return error('hold', { code: 'gap_currency', values: { currency: value, erp: SANDBOX } }, call);
    case 'closed_period':
      return error('hold', { code: 'erp_period_closed', values: { erp: SANDBOX, reason } }, call);
    default:
      return error('hold', { code: 'erp_refused', values: { erp: SANDBOX, reason } }, call);
  }
}

function error(next: ErpErrorNext, says: ErpError['says'], call: ErpCall): ErpError {
  return new ErpError(next, says, call.operation);
}
